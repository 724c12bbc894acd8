"""Make the demo county N times as large, for load tests: whole life stories copied inside the database.

Actions make the first county, so every row is a state that the program reaches; `demo.copies` says what a copy
changes. A million messages take minutes and little memory: indexes are taken away before and made again after, texts
are cut into tokens once. Copies have no tracking code and no contact. If it is stopped half-way, the folder is good
for nothing.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TextIO

from django.core.management.color import no_style
from django.db import connection, models, transaction

from huiyin.demo.copies import COPIED, Copy, Model, copy_all, drop_tables, make_tables
from huiyin.hear import search
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind
from huiyin.ledger.models import Entry
from huiyin.ledger.writing import turn_to_write
from huiyin.publish.actions import found_by
from huiyin.publish.models import SEARCH as PUBLIC_SEARCH
from huiyin.publish.models import PublicCase
from huiyin.understand.actions.messages import SEARCH
from huiyin.understand.reading import whole

AT_ONCE = 25
"""Copies made by one transaction: keeps the write-ahead log small."""

TOKENS = "demo_tokens"

USUAL_HASH, LARGE_HASH = 2**20, 2**24
"""Bytes of new entries that FTS5 holds in memory before it writes them: more of them need fewer merges."""


def multiply(*, times: int, progress: TextIO = sys.stderr) -> None:
    """Copy everything that was said and done `times - 1` times; areas, departments and accounts stay as they are."""
    most = {model: _largest_id(model) for model in COPIED}
    first = Copy(0, {model: largest + 1 for model, largest in most.items()}, most)
    make_tables()
    tables = [*(model._meta.db_table for model in COPIED), Entry._meta.db_table, SEARCH, PUBLIC_SEARCH]
    with _without_indexes(tables, progress):
        for copies in _some(times):
            with connection.constraint_checks_disabled(), turn_to_write(), transaction.atomic():
                for k in copies:
                    copy_all(replace(first, k=k))
            _say(progress, f"  {copies.stop} of {times} counties")
        drop_tables()
        _index(SEARCH, _message_texts(most[Message]), first.strides[Message], times, progress)
        _index(PUBLIC_SEARCH, _public_texts(most[Case]), first.strides[Case], times, progress)
    _reset_sequences()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _some(times: int) -> Iterator[range]:
    for first in range(1, times, AT_ONCE):
        yield range(first, min(first + AT_ONCE, times))


def _say(out: TextIO, words: str) -> None:
    out.write(f"\r{words}\x1b[K" if out.isatty() else f"{words}\n")
    out.flush()


def _largest_id(model: Model) -> int:
    return model._default_manager.aggregate(most=models.Max("pk"))["most"] or 0


@contextmanager
def _without_indexes(tables: Iterable[str], progress: TextIO) -> Iterator[None]:
    """Without the indexes that no constraint needs; made again at the end, also after an error."""
    with connection.cursor() as cursor:
        found = [made for table in tables for made in _indexes(cursor, table)]
        for name, _ in found:
            cursor.execute(f'DROP INDEX "{name}"')
    try:
        yield
    finally:
        _say(progress, f"  {len(found)} indexes …")
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA temp_store = FILE")  # what is sorted need not fit into memory
            for _, sql in found:
                with turn_to_write():
                    cursor.execute(sql)
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA temp_store = MEMORY")


_LITE_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s"
_OTHER_INDEXES = (
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = %s "
    "AND indexname NOT IN (SELECT conname FROM pg_constraint)"
)


def _indexes(cursor: Any, table: str) -> list[tuple[str, str]]:
    """Name and definition of the indexes of a table, without those that belong to a constraint."""
    cursor.execute(_LITE_INDEXES if connection.vendor == "sqlite" else _OTHER_INDEXES, [table])
    return [(name, sql) for name, sql in cursor.fetchall()]


def _message_texts(most: int) -> list[search.Row]:
    rows = Message.objects.filter(pk__lte=most).exclude(kind=Kind.WRONGDOING)
    return [(m.pk, whole(m)) for m in rows.only("pk", "title", "text")]


def _public_texts(most: int) -> list[search.Row]:
    return [(row.pk, found_by(row)) for row in PublicCase.objects.filter(pk__lte=most)]


def _index(table: str, rows: Iterable[search.Row], stride: int, times: int, progress: TextIO) -> None:
    """Make the copies findable: tokens are cut once for each text, rows come smallest id first (fast in FTS5)."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {TOKENS} (id integer PRIMARY KEY, tokens text NOT NULL)")
        cursor.executemany(f"INSERT INTO {TOKENS} VALUES (%s, %s)", [(pk, search.stored(text)) for pk, text in rows])
        _hold(cursor, table, LARGE_HASH)
        for copies in _some(times):
            with turn_to_write(), transaction.atomic():
                for k in copies:
                    cursor.execute(_tokens_of(table, k * stride))
            _say(progress, f"  {table}: {copies.stop} of {times}")
        _hold(cursor, table, USUAL_HASH)
        cursor.execute(f"DROP TABLE {TOKENS}")


def _hold(cursor: Any, table: str, size: int) -> None:
    if connection.vendor == "sqlite":
        cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', %s)", [size])


def _tokens_of(table: str, shift: int) -> str:
    tokens = "tokens" if connection.vendor == "sqlite" else "tokens::tsvector"
    return f"INSERT INTO {table} (rowid, tokens) SELECT id + {shift}, {tokens} FROM {TOKENS} ORDER BY id"


def _reset_sequences() -> None:
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(COPIED)):
            cursor.execute(sql)
