"""Public cases as a table, streamed: only what the pages show, in the order of the list."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from django.utils.translation import get_language

from huiyin.publish.queries import Wanted, matching

AT_ONCE = 2_000
HEADINGS = (
    "id", "kind", "state", "title", "text", "answer", "category", "area", "township", "department", "lat", "lon",
    "messages", "received", "due", "answered",
)  # fmt: skip
_WORDS = slice(3, 6)
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def rows(wanted: Wanted) -> Iterator[str]:
    """CSV with a heading, in pieces; the memory does not grow with their number.

    Words that begin like a formula get an apostrophe, so that no spreadsheet runs what a resident wrote.
    """
    name = "name_en" if get_language() == "en" else "name"
    columns = (
        "pk", "kind", "state", "title", "text", "answer", f"category__{name}", f"area__{name}", f"township__{name}",
        f"department__{name}", "lat", "lon", "message_count", "opened_on", "due_on", "answered_on",
    )  # fmt: skip
    found = matching(wanted).order_by("-opened_on", "-case").values_list(*columns).iterator(chunk_size=AT_ONCE)
    return _written(found)


def _written(found: Iterator[tuple[object, ...]]) -> Iterator[str]:
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


def _safe(row: tuple[object, ...]) -> tuple[object, ...]:
    words = row[_WORDS]
    if any(str(word).startswith(_RISKY) for word in words):
        guarded = (f"'{word}" if str(word).startswith(_RISKY) else word for word in words)
        return (*row[: _WORDS.start], *guarded, *row[_WORDS.stop :])
    return row
