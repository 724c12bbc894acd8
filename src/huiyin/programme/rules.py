"""Where a project stands. Only residents' word makes it delivered; a promise is judged by its day alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final


class ProjectState(StrEnum):
    """The way of a project."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    REPORTED = "reported"  # the owner says it is delivered
    DELIVERED = "delivered"  # reported, and residents confirmed it
    DISPUTED = "disputed"  # a resident says it is not; loses "delivered" until answered


class Money(StrEnum):
    """The steps of money."""

    BUDGETED = "budgeted"
    PAID = "paid"


class PromiseState(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    BROKEN = "broken"


class Word(StrEnum):
    """A resident's word on a delivered project."""

    CONFIRM = "confirm"
    DISPUTE = "dispute"


class Move(StrEnum):
    """Verbs of a project's way."""

    START = "start"
    BEGIN = "begin"  # the first money is paid, or the milestone is reached
    PROMISE = "promise"  # a further date; the first one stays
    REPORT = "report"
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    REPLY = "reply"


class Actor(StrEnum):
    """Who may do a move."""

    OFFICE = "office"
    RESIDENT = "resident"


@dataclass(frozen=True, slots=True)
class Way:
    """One row of the table of moves: from which states, by whom, to which state (None: as the words stand)."""

    from_states: frozenset[ProjectState]
    by: Actor
    to: ProjectState | None


_BEFORE: Final = frozenset({ProjectState.PLANNED, ProjectState.UNDER_WAY})
_AFTER: Final = frozenset({ProjectState.REPORTED, ProjectState.DELIVERED, ProjectState.DISPUTED})

MOVES: Final[Mapping[Move, Way]] = {
    Move.BEGIN: Way(frozenset({ProjectState.PLANNED}), Actor.OFFICE, ProjectState.UNDER_WAY),
    Move.PROMISE: Way(_BEFORE | {ProjectState.DISPUTED}, Actor.OFFICE, None),
    Move.REPORT: Way(_BEFORE, Actor.OFFICE, ProjectState.REPORTED),
    Move.CONFIRM: Way(_AFTER, Actor.RESIDENT, None),
    Move.DISPUTE: Way(_AFTER, Actor.RESIDENT, None),
    Move.REPLY: Way(frozenset({ProjectState.DISPUTED}), Actor.OFFICE, None),
}


class NotAllowed(ValueError):
    """What the rules do not allow now; `code` has its sentence in `words.py`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Words:
    """How the residents' newest words stand: each resident's last one counts."""

    confirmed: int = 0
    open_disputes: int = 0  # not answered yet


def may(state: str, actor: Actor) -> tuple[Move, ...]:
    """The moves that the rules allow now: the page shows exactly these."""
    return tuple(move for move, way in MOVES.items() if ProjectState(state) in way.from_states and way.by == actor)


def after(state: str, move: Move, words: Words) -> ProjectState:
    """Where the project stands after the move, `words` counted with it; NotAllowed where the rules forbid it."""
    now, way = ProjectState(state), MOVES[move]
    if now not in way.from_states:
        raise NotAllowed("not_now")
    if way.to is not None:
        return way.to
    return now if now in _BEFORE else standing(words)


def standing(words: Words) -> ProjectState:
    """Of a project that was reported delivered: what the residents' words make of it."""
    if words.open_disputes:
        return ProjectState.DISPUTED
    return ProjectState.DELIVERED if words.confirmed else ProjectState.REPORTED


def promise_state(*, by_day: date, project: str, reported_on: date | None, today: date) -> PromiseState:
    """Kept if residents confirm what was reported by the day, late if it was reported after it.

    Not delivered: open until the day has passed, then broken; also open while residents have not yet said their
    word on what was reported in time.
    """
    in_time = reported_on is not None and reported_on <= by_day
    if project == ProjectState.DELIVERED:
        return PromiseState.KEPT if in_time else PromiseState.KEPT_LATE
    if project == ProjectState.REPORTED and in_time:
        return PromiseState.OPEN
    return PromiseState.BROKEN if today > by_day else PromiseState.OPEN


def share_paid(budgeted: Decimal, paid: Decimal) -> float | None:
    """How much of the budget was paid; above 1 where more was paid; None without a budget."""
    return float(paid / budgeted) if budgeted else None
