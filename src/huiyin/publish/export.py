"""Public cases as a table, streamed: only what the pages show, in the order of the list."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import CharField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils.translation import get_language

from huiyin.publish.queries import Wanted, matching

AT_ONCE = 2_000
HEADINGS = (
    "id", "kind", "state", "title", "text", "answer", "category", "area", "township", "department", "lat", "lon",
    "messages", "received", "due", "answered",
)  # fmt: skip
_RISKY = frozenset("=+-@\t\r")


def rows(wanted: Wanted) -> Iterator[str]:
    """CSV with a heading, in pieces; the memory does not grow with their number.

    Words that begin like a formula get an apostrophe, so that no spreadsheet runs what a resident wrote.
    """
    name = "name_en" if get_language() == "en" else "name"
    columns: tuple[str | Combinable, ...] = (
        "pk", "kind", "state", "title", "text", "answer", f"category__{name}", f"area__{name}", f"township__{name}",
        f"department__{name}", "lat", "lon", "message_count",
        *(Cast(day, CharField()) for day in ("opened_on", "due_on", "answered_on")),  # as stored: no parsing
    )  # fmt: skip
    found = matching(wanted).order_by("-opened_on", "-case").values_list(*columns).iterator(chunk_size=AT_ONCE)
    return _written(found)


def _written(found: Iterator[tuple[Any, ...]]) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out)
    out.write("\ufeff")
    writer.writerow(HEADINGS)
    while many := list(islice(found, AT_ONCE)):
        writer.writerows(map(_safe, many))
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _safe(row: tuple[Any, ...]) -> tuple[Any, ...]:
    title, text, answer = row[3:6]
    if title[:1] in _RISKY or text[:1] in _RISKY or answer[:1] in _RISKY:
        return (*row[:3], *(f"'{word}" if word[:1] in _RISKY else word for word in row[3:6]), *row[6:])
    return row
