"""What is kept of the places in one process is read anew when any process of the office changed them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from huiyin.places.actions import NewArea, add_areas
from huiyin.places.kept import notice
from huiyin.places.queries import directory
from huiyin.places.rules import Level
from tests import on_file

ADDS_AN_AREA = """
import django
django.setup()
from huiyin.places.actions import NewArea, add_areas
add_areas(by="test", areas=[NewArea("02", "\u6cb3\u4e1c\u9547", "Hedong", "township")])
"""


def names() -> set[str]:
    return {area.name_en for area in directory().areas.values()}


def test_another_process_adds_an_area_and_the_next_page_here_knows_it(
    tmp_path: Path, settings: Settings, django_db_blocker: DjangoDbBlocker
) -> None:
    settings.DATA = tmp_path
    with on_file.database(tmp_path / "huiyin.sqlite3", django_db_blocker):
        add_areas(by="test", areas=[NewArea("01", "\u6e05\u6eaa\u9547", "Qingxi", Level.TOWNSHIP)])
        notice()
        assert names() == {"Qingxi"}
        own = {**os.environ, "HUIYIN_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "huiyin.web.settings"}
        own.pop("HUIYIN_DATABASE_URL", None)
        subprocess.run([sys.executable, "-c", ADDS_AN_AREA], env=own, check=True)
        assert names() == {"Qingxi"}
        Client().get("/healthz-that-is-not/")
        assert names() == {"Qingxi", "Hedong"}


@pytest.mark.django_db
def test_a_change_that_is_not_stored_is_not_told(tmp_path: Path, settings: Settings) -> None:
    settings.DATA = tmp_path
    add_areas(by="test", areas=[NewArea("01", "\u6e05\u6eaa\u9547", "Qingxi", Level.TOWNSHIP)])
    assert names() == {"Qingxi"}
    assert not (tmp_path / "places.changed").exists()  # this test's transaction is never stored
