"""Public cases as a table, streamed: only what the pages show, in the order of the list."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import CharField, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils.translation import get_language

from huiyin.publish.models import PublicCase
from huiyin.publish.queries import Mark, Wanted, matching, older_than

AT_ONCE = 2_000
HEADINGS = (
    "id", "kind", "state", "title", "text", "answer", "category", "area", "township", "department", "lat", "lon",
    "messages", "received", "due", "answered",
)  # fmt: skip
_OPENED = HEADINGS.index("received")
_RISKY = frozenset("=+-@\t\r")


def rows(wanted: Wanted, *, at_once: int = AT_ONCE) -> Iterator[str]:
    """CSV with a heading, in pieces; the memory does not grow with their number.

    Read piece by piece, each from where the last one ended: nobody who writes waits for a slow reader. Words that
    begin like a formula get an apostrophe, so that no spreadsheet runs what a resident wrote.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    out.write("\ufeff")
    writer.writerow(HEADINGS)
    for many in _read(matching(wanted), at_once):
        writer.writerows(map(_safe, many))
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _read(found: QuerySet[PublicCase], at_once: int) -> Iterator[list[tuple[Any, ...]]]:
    """The rows as the driver gives them: making objects of them would take longer than reading and writing them."""
    name = "name_en" if get_language() == "en" else "name"
    columns: tuple[str | Combinable, ...] = (
        "pk", "kind", "state", "title", "text", "answer", f"category__{name}", f"area__{name}", f"township__{name}",
        f"department__{name}", "lat", "lon", "message_count",
        *(Cast(day, CharField()) for day in ("opened_on", "due_on", "answered_on")),  # as stored: no parsing
    )  # fmt: skip
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
