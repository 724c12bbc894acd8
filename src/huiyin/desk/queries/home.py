"""What the first page shows below the question: what was solved lately, what others said, and where."""

from dataclasses import dataclass
from datetime import date

from huiyin.places.words import local_name
from huiyin.publish.ground import whole_box
from huiyin.publish.queries import CaseLine, Point, Wanted, lately_solved, points, said_nearby
from huiyin.publish.rules import beyond_title

EXCERPT = 90


@dataclass(frozen=True)
class Solved:
    """A case that its sender calls solved: what was said, what was answered, how many days it took."""

    case_id: int
    title: str
    answer: str
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
    days = (case.ended_on - case.opened_on).days if case.ended_on else None
    return Solved(case.id, case.title, _excerpt(case.answer), _place(case), days)


def _line(case: CaseLine) -> SaidLine:
    text = _excerpt(beyond_title(case.title, case.text))
    state = "late" if case.is_late else case.state
    return SaidLine(
        case.id, case.title, text, state, _place(case), local_name(case.category), case.opened_on, case.same
    )


def _place(case: CaseLine) -> str:
    names = [local_name(case.township), local_name(case.area) if case.area != case.township else ""]
    return " ".join(name for name in names if name)


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1] + "…"
