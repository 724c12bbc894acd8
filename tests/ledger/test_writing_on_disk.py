"""A full disk before the fair queue: whoever is told that it was stored finds it stored, and the others nothing."""

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from time import monotonic

import pytest
from django.db import DatabaseError, OperationalError, connection
from pytest_django import DjangoDbBlocker

from huiyin.ledger import writing
from huiyin.ledger.actions import record
from huiyin.ledger.models import Entry
from tests import on_file


@pytest.fixture
def file(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    with on_file.database(tmp_path / "office.sqlite3", django_db_blocker):
        pass
    with on_file.database(
        tmp_path / "office.sqlite3", django_db_blocker, at_start=on_file.full(tmp_path / "office.sqlite3")
    ):
        yield tmp_path / "office.sqlite3"


def write(words: str) -> int:
    return record(by="test", kind="people.signed_in", subject="account:1", words=words).pk


def undo_all() -> int:
    """What SQLite does itself on some errors (a disk that fails while it writes): the whole transaction is gone."""
    connection.connection.rollback()
    raise OperationalError("disk I/O error")


def together(*works: str) -> list[Future[int]]:
    """Have these written with one commit: they wait in line while the writer is held up. Empty: `undo_all`."""
    held, go = threading.Event(), threading.Event()

    def hold() -> None:
        held.set()
        go.wait()

    pool = ThreadPoolExecutor(len(works) + 1)
    pool.submit(writing.QUEUE.run, hold)
    held.wait()
    results = []
    for number, words in enumerate(works, start=1):
        work = partial(write, words) if words else undo_all
        results.append(pool.submit(writing.QUEUE.run, work))
        while writing.QUEUE.waiting() < number:
            pass
    go.set()
    pool.shutdown()
    return results


LONG = "水" * 200_000
LOCKED_SECONDS = 2


@pytest.mark.usefixtures("file")
def test_the_disk_is_full() -> None:
    with pytest.raises(OperationalError, match="full"):
        writing.QUEUE.run(lambda: write(LONG))


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize("works", [("a", LONG, "b"), (LONG, "a"), ("a", LONG), ("a", "", "b"), ("", "a"), ("a", "")])
def test_whoever_is_told_that_it_was_stored_finds_it_stored(works: tuple[str, ...]) -> None:
    results = together(*works)
    told = {result.result() for result in results if result.exception() is None}
    assert {type(result.exception()) for result in results if result.exception()} <= {OperationalError}
    assert any(result.exception() for result in results)
    assert told == set(Entry.objects.values_list("pk", flat=True))


@pytest.mark.usefixtures("file")
def test_after_room_is_made_the_queue_goes_on() -> None:
    with pytest.raises(DatabaseError):
        writing.QUEUE.run(lambda: write(LONG))
    assert Entry.objects.filter(pk=writing.QUEUE.run(lambda: write("short"))).exists()


def test_while_another_program_holds_the_database_nobody_waits_for_more_than_one_refusal(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    path = tmp_path / "office.sqlite3"
    with on_file.database(path, django_db_blocker, at_start=f"PRAGMA busy_timeout = {LOCKED_SECONDS * 1_000}"):
        with closing(sqlite3.connect(path, isolation_level=None)) as other, ThreadPoolExecutor(8) as pool:
            other.execute("BEGIN IMMEDIATE")
            asked = monotonic()
            results = [pool.submit(writing.QUEUE.run, partial(write, str(number))) for number in range(8)]
            for result in results:
                with pytest.raises(OperationalError, match="locked"):
                    result.result()
            assert monotonic() - asked < 3 * LOCKED_SECONDS
            other.execute("ROLLBACK")
        assert not Entry.objects.exists()
        assert writing.QUEUE.run(partial(write, "after"))
