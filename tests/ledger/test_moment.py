"""What is read at one moment does not see what is stored meanwhile, and does not keep the writer waiting."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from huiyin.ledger.actions import record
from huiyin.ledger.models import Entry
from huiyin.ledger.moment import at_one_moment
from tests import on_file


def write() -> None:
    record(by="test", kind="people.signed_in", subject="account:1")
    connection.close()


def read_while_another_writes() -> None:
    with at_one_moment(), ThreadPoolExecutor(1) as threads:
        before = Entry.objects.count()
        threads.submit(write).result(timeout=10)
        assert Entry.objects.count() == before
    assert Entry.objects.count() == before + 1


def test_on_a_file_writers_go_on_and_are_not_seen(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> None:
    with on_file.database(tmp_path / "office.sqlite3", django_db_blocker):
        read_while_another_writes()


@pytest.mark.django_db(transaction=True)
def test_on_a_server_writers_go_on_and_are_not_seen() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("only for PostgreSQL")
    read_while_another_writes()
