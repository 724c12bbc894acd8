"""A case as one line of a list (`web/parts/case_line.html`), and addresses that keep what was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from huiyin.places.words import local_name, place_words
from huiyin.publish.queries import CaseLine, Mark
from huiyin.publish.rules import beyond_title

EXCERPT = 120


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list."""

    url: str
    title: str
    text: str
    state: str
    place: str
    category: str
    at: date
    same_count: int


def shown(case: CaseLine) -> Line:
    """A case in the reader's language."""
    return Line(
        url=reverse("public_case", args=[case.id]),
        title=case.title,
        text=beyond_title(case.title, case.text)[:EXCERPT],
        state="late" if case.is_late else case.state,
        place=place_words(case.township, case.area),
        category=local_name(case.category),
        at=case.opened_on,
        same_count=case.same,
    )


def address(request: HttpRequest, name: str, changes: Mapping[str, str | None]) -> str:
    """The address of a page with what is asked for now, some of it changed or (None) left out."""
    asked = request.GET.copy()
    for key, value in changes.items():
        asked.pop(key, None)
        if value:
            asked[key] = value
    return reverse(name) + (f"?{asked.urlencode()}" if asked else "")


def mark_words(mark: Mark) -> str:
    """Where a page ends, for an address."""
    return f"{mark[0].isoformat()}_{mark[1]}"
