"""Public cases as a table, streamed: only what the pages show, in the order of the list."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import CharField, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils.translation import get_language

from huiyin.hear.words import KINDS
from huiyin.publish.models import PublicCase
from huiyin.publish.queries import Mark, Wanted, matching, older_than
from huiyin.publish.words import CASE_COLUMNS, SHOWN

Words = Mapping[str, str]

AT_ONCE = 2_000
_OPENED = list(CASE_COLUMNS).index("received")
_RISKY = frozenset("=+-@\t\r")


def rows(wanted: Wanted, *, at_once: int = AT_ONCE) -> Iterator[str]:
    """CSV with a heading, in pieces; the memory does not grow with their number.

    Read piece by piece, each from where the last one ended: nobody who writes waits for a slow reader. Words that
    begin like a formula get an apostrophe, so that no spreadsheet runs what a resident wrote. In English headings,
    kinds and states are the plain names that programs read; else they are in the reader's words.
    """
    # The language is asked for now: when the pieces are sent, the page is over and another language may hold.
    headings = [str(word) for word in CASE_COLUMNS.values()]
    return _written(headings, _read(matching(wanted), _columns(), at_once), *_words_for_codes())


def _written(
    headings: Iterable[str], read: Iterable[list[tuple[Any, ...]]], kinds: Words, states: Words
) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out)
    out.write("\ufeff")
    writer.writerow(headings)
    for many in read:
        for one in map(_safe, many):
            writer.writerow((one[0], kinds.get(one[1], one[1]), states.get(one[2], one[2]), *one[3:]))
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _words_for_codes() -> tuple[Words, Words]:
    if get_language() == "en":
        return {}, {}
    return {key: str(word) for key, word in KINDS.items()}, {key: str(word) for key, word in SHOWN.items()}


def _columns() -> tuple[str | Combinable, ...]:
    name = "name_en" if get_language() == "en" else "name"
    return (
        "pk", "kind", "state", "title", "text", "answer", f"category__{name}", f"area__{name}", f"township__{name}",
        f"department__{name}", "lat", "lon", "message_count",
        *(Cast(day, CharField()) for day in ("opened_on", "due_on", "answered_on")),  # as stored: no parsing
    )  # fmt: skip


def _read(
    found: QuerySet[PublicCase], columns: tuple[str | Combinable, ...], at_once: int
) -> Iterator[list[tuple[Any, ...]]]:
    """The rows as the driver gives them: making objects of them would take longer than reading and writing them."""
    some = found.order_by("-opened_on", "-case").values_list(*columns)
    mark: Mark | None = None
    while True:
        part = some if mark is None else some.filter(older_than(mark))
        sql, values = part[:at_once].query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            many = cursor.fetchall()
        if not many:
            return
        yield many
        mark = date.fromisoformat(many[-1][_OPENED]), many[-1][0]


def _safe(row: tuple[Any, ...]) -> tuple[Any, ...]:
    title, text, answer = row[3:6]
    if title[:1] in _RISKY or text[:1] in _RISKY or answer[:1] in _RISKY:
        return (*row[:3], *(f"'{word}" if word[:1] in _RISKY else word for word in row[3:6]), *row[6:])
    return row
