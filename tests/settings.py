"""The program's settings on a data folder of the run's own; PostgreSQL where DATABASE_URL says so."""

import os
import tempfile

os.environ["HUIYIN_DATA"] = tempfile.mkdtemp(prefix="huiyin-test-")

from huiyin.web.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed; the real one has its own test
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
