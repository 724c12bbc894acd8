"""What may be done with a case, by whom, with what, and what the resident is told. The table of moves is the law.

Three outcomes for the resident, four ends in the record (信访工作条例 Art. 32, 济南市12345条例 Art. 24).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from math import log2

from huiyin.hear.rules import PUBLIC_KINDS, Kind, State, is_open


class Move(StrEnum):
    """Verbs; states are nouns."""

    RECEIVE = "receive"
    ASSIGN = "assign"
    RETURN = "return"
    ASK = "ask"
    REPLY = "reply"  # the resident answers a question or adds a word
    POSTPONE = "postpone"  # answered: not now, comes back by itself on its date
    RESUME = "resume"
    ANSWER = "answer"
    CONFIRM = "confirm"  # the resident says: solved
    REOPEN = "reopen"
    PASS_ON = "pass_on"  # noqa: S105 - thanks
    WITHDRAW = "withdraw"
    DISCIPLINE = "discipline"  # a report of wrongdoing that came by the open road: to the discipline office alone


class Actor(StrEnum):
    """Who may do a move."""

    CLERK = "clerk"
    HANDLER = "handler"
    RESIDENT = "resident"
    CALENDAR = "calendar"


class Ending(StrEnum):
    """How a case can be decided; each kind has its own."""

    SOLVED = "solved"
    NOT_NOW = "not_now"
    NO_BASIS = "no_basis"  # understandable, but no rule allows it: explained, and sent upward
    NOT_SUPPORTED = "not_supported"  # no facts, or against a rule
    EXPLAINED = "explained"  # a question
    ADOPTED = "adopted"
    PARTLY = "partly"
    NOT_ADOPTED = "not_adopted"
    PASSED_ON = "passed_on"  # thanks
    EXAMINED = "examined"  # a report of wrongdoing


ENDINGS: Mapping[Kind, tuple[Ending, ...]] = {
    Kind.REQUEST: (
        Ending.SOLVED,
        Ending.NOT_NOW,
        Ending.NO_BASIS,
        Ending.NOT_SUPPORTED,
    ),
    Kind.QUESTION: (Ending.EXPLAINED,),
    Kind.SUGGESTION: (Ending.ADOPTED, Ending.PARTLY, Ending.NOT_ADOPTED),
    Kind.THANKS: (Ending.PASSED_ON,),
    Kind.WRONGDOING: (Ending.EXAMINED,),
}

NEEDS: Mapping[Ending, tuple[str, ...]] = {
    Ending.SOLVED: ("basis",),
    Ending.NOT_NOW: ("reason", "look_again_on"),
    Ending.NO_BASIS: ("reason", "basis", "other_help", "appeal"),
    Ending.NOT_SUPPORTED: ("reason", "basis", "other_help", "appeal"),
    Ending.EXPLAINED: (),
    Ending.ADOPTED: ("reason",),
    Ending.PARTLY: ("reason",),
    Ending.NOT_ADOPTED: ("reason",),
    Ending.PASSED_ON: (),
    Ending.EXAMINED: ("reason",),
}
"""What an ending cannot be sent without, besides the answer itself (names of `Outcome`'s columns)."""


@dataclass(frozen=True)
class Way:
    """One row of the table of moves: from which states, to which, by whom."""

    move: Move
    from_states: frozenset[State]
    to: State
    by: frozenset[Actor]


def _way(move: Move, from_states: str, to: State, by: str) -> Way:
    return Way(
        move,
        frozenset(map(State, from_states.split())),
        to,
        frozenset(map(Actor, by.split())),
    )


_IN_HAND = "received assigned asked reopened"

_TO_DISCIPLINE = _way(Move.DISCIPLINE, _IN_HAND + " not_now", State.ASSIGNED, "clerk")

_REQUEST_WAYS = (
    _way(Move.ASSIGN, "received assigned reopened", State.ASSIGNED, "clerk"),
    _way(Move.RETURN, "assigned asked", State.RECEIVED, "handler clerk"),
    _way(Move.ASK, "received assigned reopened", State.ASKED, "clerk handler"),
    _way(Move.REPLY, "asked", State.ASSIGNED, "resident"),
    _way(Move.ANSWER, _IN_HAND + " not_now", State.ANSWERED, "clerk handler"),
    _way(Move.POSTPONE, _IN_HAND + " not_now", State.NOT_NOW, "clerk handler"),
    _way(Move.RESUME, "not_now", State.REOPENED, "clerk calendar resident"),
    _way(Move.CONFIRM, "answered", State.SOLVED, "resident"),
    _way(Move.REOPEN, "answered solved closed", State.REOPENED, "resident clerk"),
    _way(Move.WITHDRAW, _IN_HAND + " not_now", State.WITHDRAWN, "resident"),
    _TO_DISCIPLINE,
)
_ASIDE = frozenset({Move.POSTPONE, Move.RESUME})

MOVES: Mapping[Kind, tuple[Way, ...]] = {
    Kind.REQUEST: _REQUEST_WAYS,
    Kind.QUESTION: tuple(way for way in _REQUEST_WAYS if way.move not in _ASIDE),
    Kind.SUGGESTION: tuple(way for way in _REQUEST_WAYS if way.move not in _ASIDE),
    Kind.THANKS: (
        _way(Move.ASSIGN, "received assigned", State.ASSIGNED, "clerk"),
        _way(Move.RETURN, "assigned", State.RECEIVED, "handler clerk"),
        _way(Move.PASS_ON, "received assigned", State.CLOSED, "clerk handler"),
        _way(Move.WITHDRAW, "received assigned", State.WITHDRAWN, "resident"),
        _TO_DISCIPLINE,
    ),
    Kind.WRONGDOING: (
        _way(Move.ASSIGN, "received", State.ASSIGNED, "calendar"),  # to the discipline office, by itself
        _way(Move.ASK, "received assigned reopened", State.ASKED, "handler"),
        _way(Move.REPLY, "asked", State.ASSIGNED, "resident"),
        _way(Move.ANSWER, _IN_HAND, State.ANSWERED, "handler"),
        _way(Move.REOPEN, "answered", State.REOPENED, "resident"),
    ),
}


class NotAllowed(ValueError):
    """A move that the rules do not allow now. `code` has its sentence in `words.py`, with `facts` filled in."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


def may(*, kind: str, state: str, actor: Actor) -> tuple[Move, ...]:
    """The moves that the rules allow now: the page shows exactly these buttons."""
    return tuple(way.move for way in MOVES[Kind(kind)] if State(state) in way.from_states and actor in way.by)


def after(*, kind: str, state: str, move: Move, actor: Actor, held: bool = True) -> State:
    """Where the case stands after the move; NotAllowed where the rules do not allow it.

    `held` says whether a department holds the case then: one that nobody holds waits to be handed out.
    """
    for way in MOVES[Kind(kind)]:
        if way.move == move and State(state) in way.from_states and actor in way.by:
            return way.to if held or way.to != State.ASSIGNED else State.RECEIVED
    raise NotAllowed("not_now_by_you", move=move, state=state, kind=kind)


def kinds_for(*, kind: str, state: str, is_answered: bool) -> tuple[Kind, ...]:
    """The kinds that a case may be of from now on, its own among them.

    What was answered keeps its kind, and a kind whose table knows no way from where the case stands is none. The
    closed road has a move of its own, and no way back.
    """
    if kind == Kind.WRONGDOING or is_answered or not is_open(state):
        return (Kind(kind),)
    fit = (other for other, ways in MOVES.items() if any(State(state) in way.from_states for way in _own(ways)))
    return tuple(other for other in fit if other in PUBLIC_KINDS)


def _own(ways: tuple[Way, ...]) -> tuple[Way, ...]:
    return tuple(way for way in ways if way != _TO_DISCIPLINE)


def move_for(ending: Ending) -> Move:
    """Which move sends this ending."""
    if ending == Ending.NOT_NOW:
        return Move.POSTPONE
    return Move.PASS_ON if ending == Ending.PASSED_ON else Move.ANSWER


def missing(*, kind: str, ending: str, given: Mapping[str, object]) -> tuple[str, ...]:
    """What still has to be filled in before this ending can be sent; NotAllowed if the kind has no such ending."""
    if ending not in ENDINGS[Kind(kind)]:
        raise NotAllowed("no_such_ending", kind=kind, ending=ending)
    return tuple(name for name in ("text", *NEEDS[Ending(ending)]) if not given.get(name))


@dataclass(frozen=True)
class Facts:
    """What the order of the queue may look at: the matter, never the person."""

    urgency: int  # 0..3, understand.rules
    people: int  # messages joined in the case
    support: int
    reopened: int
    bad_ratings: int
    opened_at: datetime


@dataclass(frozen=True)
class Term:
    """One term of the order of the queue."""

    name: str  # handle.words gives its sentence
    points: float


EPOCH = datetime.fromisoformat("2020-01-01T00:00:00+00:00")
MOST_POINTS = 60.0
"""All terms but waiting together; so whoever has waited 60 days longer is never behind anyone (the age floor)."""


def terms(facts: Facts, *, now: datetime) -> tuple[Term, ...]:
    """The order of the queue, term by term: points, and one point for each day of waiting.

    Every open case gains one point a day, so the order between two cases changes only when something happens.
    """
    return (
        Term("harm", 8.0 * min(max(facts.urgency, 0), 3)),
        Term("people", min(4.0 * log2(max(facts.people, 1)), 12.0)),
        Term("support", min(log2(1 + max(facts.support, 0)), 4.0)),
        Term("unhappy", min(8.0 * max(facts.bad_ratings, 0), 12.0)),
        Term("again", min(4.0 * max(facts.reopened, 0), 8.0)),
        Term("waiting", (now - facts.opened_at).total_seconds() / 86_400),
    )


def rank(facts: Facts) -> float:
    """The stored order: points minus the day of opening, so that it need not be counted anew each day."""
    return sum(term.points for term in terms(facts, now=EPOCH))


def holds_turn(*, state: str) -> bool:
    """Whether a case in this state is a department's turn (if one holds it): nobody's while put off or ended."""
    return is_open(state) and state != State.NOT_NOW


OWED_STATES = frozenset({State.RECEIVED, State.ASSIGNED, State.REOPENED})
"""States in which the clock runs: the next word is the office's."""


OPEN = "open"
OVERDUE = "overdue"
ALL = "all"

STATE_CHOICES = (OPEN, OVERDUE, *State, ALL)
"""The lists that can be asked for: one state, all open ones, those past their day, or all."""


def is_overdue(*, state: str, due_on: date | None, today: date) -> bool:
    """Whether an answer is owed and its day has passed."""
    return due_on is not None and due_on < today and state in OWED_STATES
