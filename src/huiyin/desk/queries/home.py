"""What the first page shows below the question: what was solved lately, what others said, and where."""

import re
from dataclasses import dataclass
from datetime import date

from huiyin.places.words import local_name, place_words
from huiyin.publish.ground import whole_box
from huiyin.publish.queries import CaseLine, Point, Wanted, lately_solved, points, said_nearby
from huiyin.publish.rules import beyond_title

EXCERPT = 90
_PAUSE = "\u3002\uff0c\uff1a\uff01,.:!"
GREETING = re.compile(
    f"^[^{_PAUSE}]{{0,12}}?[\u60a8\u4f60]\u597d[{_PAUSE} ]*|^(?:Dear|Hello)[^{_PAUSE}]{{0,40}}[{_PAUSE}]+ *"
)
"""How an answer begins; a card of a few lines has no room for it."""


@dataclass(frozen=True)
class Solved:
    """A case that its sender calls solved: what was said before, what was answered, how many days it took."""

    case_id: int
    title: str
    before: str
    after: str
    place: str
    days: int | None


@dataclass(frozen=True)
class SaidLine:
    """What somebody said, with how it stands."""

    case_id: int
    title: str
    text: str
    state: str
    place: str
    category: str
    at: date
    same_count: int


@dataclass(frozen=True)
class Home:
    """Both lists may be empty: at the beginning, or before the office has opened its board."""

    solved: tuple[Solved, ...]
    said: tuple[SaidLine, ...]
    points: tuple[Point, ...]


def home() -> Home:
    """Three statements; the outlines of the map are kept."""
    said = tuple(map(_line, said_nearby()))
    box = whole_box() if said else None
    return Home(tuple(map(_solved, lately_solved())), said, points(box, Wanted()) if box else ())


def _solved(case: CaseLine) -> Solved:
    """What was said before is left out where the title says it all."""
    days = (case.ended_on - case.opened_on).days if case.ended_on else None
    before, after = beyond_title(case.title, case.text), GREETING.sub("", " ".join(case.answer.split()))
    return Solved(case.id, case.title, _excerpt(before), _excerpt(after), place_words(case.township, case.area), days)


def _line(case: CaseLine) -> SaidLine:
    text = _excerpt(beyond_title(case.title, case.text))
    state = "late" if case.is_late else case.state
    place, category = place_words(case.township, case.area), local_name(case.category)
    return SaidLine(case.id, case.title, text, state, place, category, case.opened_on, case.same)


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1] + "…"
