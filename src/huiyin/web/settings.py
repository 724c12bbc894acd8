"""Django's settings, from the table in `options.py`."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from huiyin.web.locales import compiled
from huiyin.web.options import data_folder, option

BASE = Path(__file__).resolve().parent
DATA = data_folder()


def kept_secret(name: str) -> str:
    """A secret made at first start and kept in the data folder with mode 600. Never a default.

    Of several processes that start at once one makes it, and all read the same: a secret appears whole or not at all.
    """
    file = DATA / "keys" / name
    if not file.exists():
        for folder in (DATA, file.parent):  # what residents said lies there: for this account of the machine alone
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile("w", dir=file.parent) as made:  # mode 600
            made.write(secrets.token_urlsafe(48))
            made.flush()
            with suppress(FileExistsError):
                os.link(made.name, file)
    return file.read_text()


def database() -> dict[str, object]:
    """SQLite in the data folder, or the PostgreSQL that DATABASE_URL names."""
    if not (url := option("DATABASE_URL")):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "huiyin.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 10,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8192;"
                "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=4000;",
            },
            "CONN_MAX_AGE": None,
        }
    parts = urlsplit(url)
    given = parse_qs(parts.query)  # ?host=/run/postgresql for a socket
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": given.get("host", [unquote(parts.hostname or "")])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


SECRET_KEY = kept_secret("django")
DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in option("HOSTS").split(",") if host.strip()]
DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "huiyin.web.urls"
WSGI_APPLICATION = "huiyin.web.wsgi.application"

STAGES = (
    "ledger", "places", "people", "hear", "understand", "handle", "answer", "rate", "programme", "publish", "desk",
)  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    *(f"huiyin.{stage}" for stage in STAGES),
    "huiyin.web.apps.Web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "huiyin.web.middleware.packed",
    "huiyin.web.middleware.unreceived",
    "huiyin.web.middleware.up_to_date",
    "huiyin.web.middleware.guarded",
    "huiyin.web.middleware.kept_private",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "huiyin.web.middleware.language",
    "huiyin.web.middleware.readable",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "huiyin.web.context.office",
            ],
            "builtins": ["huiyin.web.templatetags.huiyin", "huiyin.web.templatetags.once"],
        },
    }
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [compiled(DATA)]
LANGUAGE_COOKIE_NAME = "huiyin_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = option("TIME_ZONE")

AUTH_USER_MODEL = "people.Account"
LOGIN_URL = "/office/sign-in/"
LOGIN_REDIRECT_URL = "/office/"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "huiyin_session"
MESSAGE_TAGS = {10: "wait", 20: "wait", 25: "done", 30: "due", 40: "late"}  # levels of messages as tones of notices
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SILENCED_SYSTEM_CHECKS = ["models.W042"]

HTTPS = option("HTTPS") == "yes"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "huiyin.web.errors.forgery"
TILES = option("TILES")
_TILE_HOST = ["{0.scheme}://{0.netloc}".format(urlsplit(TILES))] if TILES else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *_TILE_HOST],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [BASE / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
UPLOAD_BYTES = int(option("UPLOAD_MB")) * 1024 * 1024
SHEET_BYTES = int(option("SHEET_MB")) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576

HUIYIN_CODE_KEY = kept_secret("codes")
HUIYIN_CONTACT_KEY = kept_secret("contacts")
HUIYIN_FILES = DATA / "files"
HUIYIN_SHEETS = DATA / "sheets"
HUIYIN_GROUP_COMMIT = option("GROUP_COMMIT") == "yes"
HUIYIN_WRITE_LOCK = str(DATA / "write.lock")
LOGGING_CONFIG = None  # huiyin.web.logs sets structlog up
