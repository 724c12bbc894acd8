"""The program on a database file of its own, as an office has it: for what only a real disk and a real lock do."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connections
from pytest_django import DjangoDbBlocker

from huiyin.ledger import writing
from huiyin.places.kept import forget

PATIENCE = 0.2
"""Seconds that a locked database is waited for."""


@contextmanager
def database(file: Path, blocker: DjangoDbBlocker, *, at_start: str = "") -> Iterator[None]:
    """Everything in this block, in whatever thread, works on this SQLite file; `at_start` is run on each connection.

    A new file gets the tables first.
    """
    with elsewhere(_settings(file, at_start), blocker):
        _with_tables(file)
        yield


@contextmanager
def elsewhere(database: dict[str, Any], blocker: DjangoDbBlocker) -> Iterator[None]:
    """Everything in this block works on another database; the writers' queue, whose thread has a connection, anew."""
    before, queue, wrapper = connections.databases["default"], writing.QUEUE, connections["default"]
    with blocker.unblock():
        connections.databases["default"] = {**before, **database}
        del connections["default"]
        writing.QUEUE = writing.WriteQueue()
        forget()
        try:
            yield
        finally:
            connections["default"].close()
            connections["default"] = wrapper
            connections.databases["default"] = before
            writing.QUEUE = queue
            forget()


_empty: list[bytes] = []


def _with_tables(file: Path) -> None:
    """A new file gets the tables: made once, copied afterwards."""
    if file.exists():
        return
    if _empty:
        file.write_bytes(_empty[0])
        return
    call_command("migrate", verbosity=0)
    with closing(sqlite3.connect(file)) as plain:
        _empty.append(plain.serialize())


def _settings(file: Path, at_start: str) -> dict[str, Any]:
    command = f"PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; {at_start}"
    options = {"transaction_mode": "IMMEDIATE", "timeout": PATIENCE, "init_command": command}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file), "OPTIONS": options}


def full(file: Path) -> str:
    """What makes the database full as it is: not a page more."""
    with closing(sqlite3.connect(file)) as plain:
        (pages,) = plain.execute("PRAGMA page_count").fetchone()
    return f"PRAGMA max_page_count={pages};"


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another program writes in the database and does not end."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()
