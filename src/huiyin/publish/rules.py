"""What is shown to whom, in which state a case is shown, and how each figure is counted. Pure formulas."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from huiyin.handle.rules import Ending
from huiyin.hear.rules import PUBLIC_KINDS, Consent, Kind, State
from huiyin.people.rules import Role
from huiyin.places.rules import Publication
from huiyin.rate.rules import Solved, is_satisfied

READERS: Final[Mapping[Publication, frozenset[Role]]] = {
    Publication.OFFICE: frozenset({Role.CLERK, Role.HANDLER, Role.ADMINISTRATOR}),
    Publication.LEADERS: frozenset(Role),
}
"""Who reads what is not yet public: first those who can put it right, then also the leaders."""


def may_read(publication: str, role: str | None) -> bool:
    """Whether somebody with this role (None: a resident) may read the board and what others said."""
    stage = Publication(publication)
    return stage == Publication.PUBLIC or (role is not None and Role(role) in READERS[stage])


def may_show(*, kind: str, state: str, consents: Sequence[str]) -> bool:
    """Whether a case may be shown: its kind is no secret, nobody took it back, and somebody allowed it."""
    return kind in PUBLIC_KINDS and state != State.WITHDRAWN and Consent.PUBLIC in consents


ENDS: Final = " ,.;:!?\u3001\u3002\u2026\uff01\uff0c\uff1a\uff1b\uff1f"
"""What ends a title or a sentence, in either language."""


def beyond_title(title: str, text: str) -> str:
    """What a text says on one line beyond its title, so that a list says nothing twice."""
    line, begun = " ".join(text.split()), " ".join(title.split()).rstrip(ENDS)
    if not begun or not line.startswith(begun):
        return line
    rest = line[len(begun) :].lstrip(ENDS)
    return "\u2026" + rest if rest and title.endswith("\u2026") else rest


class Shown(StrEnum):
    """How a case stands, as the public reads it (keys of the words and shapes of states)."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    ASKED = "asked"
    NOT_NOW = "not_now"
    NO_RULE = "no_rule"
    ANSWERED = "answered"
    ADOPTED = "adopted"
    PARTLY = "partly"
    NOT_ADOPTED = "not_adopted"
    SOLVED = "solved"
    REOPENED = "reopened"
    CLOSED = "closed"


_ENDED_AS: Final[Mapping[str, Shown]] = {
    Ending.NO_BASIS: Shown.NO_RULE,
    Ending.NOT_SUPPORTED: Shown.NO_RULE,
    Ending.ADOPTED: Shown.ADOPTED,
    Ending.PARTLY: Shown.PARTLY,
    Ending.NOT_ADOPTED: Shown.NOT_ADOPTED,
}


def shown_state(state: str, outcome: str) -> Shown:
    """The state to show: an answered case by how it was decided, any other by where it stands."""
    if state == State.ANSWERED:
        return _ENDED_AS.get(outcome, Shown.ANSWERED)
    return Shown(state)


class Group(StrEnum):
    """The few states that a list is narrowed by; overdue are those in hand whose day has passed."""

    IN_HAND = "in_hand"
    LATE = "late"
    ANSWERED = "answered"
    SOLVED = "solved"
    NOT_NOW = "not_now"


_STANDS: Final[Mapping[Shown, Group]] = {
    Shown.RECEIVED: Group.IN_HAND,
    Shown.ASSIGNED: Group.IN_HAND,
    Shown.ASKED: Group.IN_HAND,
    Shown.REOPENED: Group.IN_HAND,
    Shown.NOT_NOW: Group.NOT_NOW,
    Shown.SOLVED: Group.SOLVED,
}


def stands(state: Shown) -> Group:
    """The group of a state; the overdue ones are found by their day."""
    return _STANDS.get(state, Group.ANSWERED)


def public_spot(
    *,
    pin: tuple[float, float] | None,
    landmark: tuple[float, float] | None,
    names_landmark: bool,
    centre: tuple[float, float] | None,
) -> tuple[float, float] | None:
    """Where a case is shown (latitude, longitude), to three decimals, about 100 m.

    A pin may stand on a home, so it is shown only where the sender also named a public landmark; otherwise the
    landmark's own spot, or the middle of the area.
    """
    spot = (pin or landmark or centre) if names_landmark else centre
    return (round(spot[0], 3), round(spot[1], 3)) if spot else None


class Measure(StrEnum):
    """What is counted of the cases that were received in a period."""

    RECEIVED = "received"
    ANSWERED = "answered"
    IN_TIME = "in_time"
    SOLVED = "solved"
    SATISFIED = "satisfied"


class By(StrEnum):
    """Whose figures."""

    ALL = "all"
    DEPARTMENT = "department"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one case when it is counted: days, and the newest word of each resident who gave one."""

    kind: str
    state: str
    due_on: date | None
    answered_on: date | None
    solved: Sequence[str] = ()
    levels: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How one case counts: True in both numbers of a figure, False only in the whole, None in neither."""

    answered: bool | None = None
    in_time: bool | None = None
    solved: bool | None = None
    satisfied: bool | None = None

    def of(self, measure: Measure) -> bool | None:
        """How the case counts for a measure; every case counts as received."""
        return True if measure == Measure.RECEIVED else getattr(self, measure)


def counts(facts: Facts, today: date) -> Counts:
    """How a case counts. Thanks owe no answer, and what was taken back is owed none: they count as received only.

    Solved and satisfied are the residents' word: where several gave one, the worst holds.
    """
    if facts.kind == Kind.THANKS or facts.state == State.WITHDRAWN:
        return Counts()
    return Counts(
        answered=facts.answered_on is not None,
        in_time=_in_time(facts, today),
        solved=all(word == Solved.YES for word in facts.solved) if facts.solved else None,
        satisfied=all(map(is_satisfied, facts.levels)) if facts.levels else None,
    )


def _in_time(facts: Facts, today: date) -> bool | None:
    """On or before its day; not known before the day has come, nor while the office waits for the resident."""
    if facts.due_on is None:
        return None
    if facts.answered_on is not None:
        return facts.answered_on <= facts.due_on
    return False if facts.due_on < today and facts.state != State.ASKED else None


LAST_YEAR: Final = "year"
DAYS_OF_YEAR: Final = 365


def first_day_of_last_year(today: date) -> date:
    """The last 365 days, today among them."""
    return today - timedelta(days=DAYS_OF_YEAR - 1)


def period_days(period: str, today: date) -> tuple[date, date]:
    """First and last day of "year" (the last 365 days), "2026" or "2026-07"; ValueError for anything else."""
    if period == LAST_YEAR:
        return first_day_of_last_year(today), today
    if len(period) > len("2026-07"):
        raise ValueError("no such period")
    year, _, month = period.partition("-")
    first = date(int(year), int(month or 1), 1)
    if period not in {first.isoformat()[:4], first.isoformat()[:7]}:
        raise ValueError(f"no such period: {period}")
    following = date(first.year + 1, 1, 1) if not month or first.month == 12 else first.replace(month=first.month + 1)
    return first, following - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tallied:
    """One case as it stands in the figures."""

    opened_on: date
    department: str
    township: str
    category: str
    due_on: date | None  # while an answer is owed
    counts: Counts


FigureKey = tuple[str, str, str, str]
"""Period, by, key, measure."""


def periods_of(day: date, today: date) -> tuple[str, ...]:
    """The periods that a day lies in: its year, its month, perhaps the last 365 days."""
    periods = (day.isoformat()[:4], day.isoformat()[:7])
    return (*periods, LAST_YEAR) if first_day_of_last_year(today) <= day <= today else periods


Likened = tuple[tuple[str, ...], str, str, Counts]
"""Periods, department, township, counts: all that figures know of a case. Of an import many are alike in it."""


def likened(case: Tallied, today: date) -> Likened:
    """The case as far as figures know it."""
    return periods_of(case.opened_on, today), case.department, case.township, case.counts


def figures_of(case: Likened) -> Iterator[tuple[FigureKey, int, int]]:
    """Every figure that a case counts in: its key, one or nothing in the part, one in the whole."""
    periods, department, township, counts = case
    whose = ((By.ALL, ""), (By.DEPARTMENT, department), (By.TOWNSHIP, township))
    for measure in Measure:
        counted = counts.of(measure)
        if counted is not None:
            for period in periods:
                for by, key in whose:
                    yield (period, by, key, measure), int(counted), 1


class DayBy(StrEnum):
    """What the cases of a day are counted by."""

    CATEGORY = "category"  # that came in on it, by first-level category
    TOWNSHIP = "township"  # that came in on it
    OWES = "owes"  # whose answer a department owes by it


DayKey = tuple[str, str, str]
"""Day as text, by, key."""


def days_of(case: Tallied) -> Iterator[DayKey]:
    """The counts by day that a case counts in."""
    yield case.opened_on.isoformat(), DayBy.CATEGORY, case.category
    yield case.opened_on.isoformat(), DayBy.TOWNSHIP, case.township
    if case.due_on is not None:
        yield case.due_on.isoformat(), DayBy.OWES, case.department


SPOT_STEPS: Final = (1, 5, 20, 50, 200)
"""Cells of the map in thousandths of a degree (1 is about 100 m), finest first."""
MOST_CELLS: Final = 400


def thousandths(degrees: float) -> int:
    """A coordinate as it is shown, in thousandths of a degree."""
    return round(degrees * 1000)


def cell(degrees: float, step: int) -> int:
    """The number of the cell of this size in which a coordinate lies."""
    return thousandths(degrees) // step


def middle(total: int, number: int) -> float:
    """The middle, in degrees, of so many coordinates that add up to `total` thousandths."""
    return round(total / number / 1000, 4)


def step_for(west: float, south: float, east: float, north: float) -> int:
    """The finest size of cells of which a box of degrees holds no more than can be shown; else the coarsest."""
    for step in SPOT_STEPS:
        wide, high = (east - west) * 1000 / step + 1, (north - south) * 1000 / step + 1
        if wide * high <= MOST_CELLS:
            return step
    return SPOT_STEPS[-1]
