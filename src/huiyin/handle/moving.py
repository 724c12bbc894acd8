"""Moves of cases, inside an action of whichever stage: checked against the table, written with what follows.

One or a thousand cost the same number of statements. Only actions call this: they give the transaction and write the
ledger entries.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from huiyin.handle import rules
from huiyin.handle.clock import NEW_CLOCK, Clock, clock
from huiyin.handle.models import Assignment, Outcome, Step
from huiyin.handle.rules import Actor, Facts, Move, NotAllowed
from huiyin.hear.models import Case
from huiyin.hear.rules import Kind, is_open
from huiyin.ledger import rows
from huiyin.ledger.moment import day_of

MOVED = (
    "kind", "state", "is_open", "department_id", "reopened", "returned", "due_on", "answered_at", "ended_at", "rank",
)  # fmt: skip
_ANSWERS = frozenset({Move.ANSWER, Move.POSTPONE, Move.PASS_ON})


@dataclass(frozen=True, slots=True)
class Doing:
    """One move of one case, as it is asked for.

    `department` is who gets the case (only for ASSIGN and DISCIPLINE), `proposed` whom the one who returns it holds
    responsible; the resident reads what is `said`, the office alone the `note`.
    """

    case: int
    what: Move
    actor: Actor
    at: datetime
    department: int | None = None
    proposed: int | None = None
    said: str = ""
    note: str = ""


def locked(case: Case) -> Case:
    """The case as it stands now, kept from others until the action ends; NotAllowed if it was joined to another."""
    held = Case.objects.select_for_update().get(pk=case.pk)
    if held.merged_into_id:
        raise NotAllowed("merged")
    return held


def locked_many(cases: Iterable[int]) -> dict[int, Case]:
    """These cases by id, in the order of their ids, kept from others. Joined ones are among them. One statement."""
    return {case.pk: case for case in Case.objects.select_for_update().filter(pk__in=list(cases)).order_by("pk")}


def move(
    case: Case,
    what: Move,
    *,
    by: str,
    actor: Actor,
    at: datetime | None = None,
    department: int | None = None,
    proposed: int | None = None,
    said: str = "",
    note: str = "",
) -> Case:
    """Move the case and return it as it stands then; NotAllowed, and nothing changed, where the rules forbid it."""
    moved = move_many([Doing(case.pk, what, actor, at or timezone.now(), department, proposed, said, note)], by=by)
    return done(moved[case.pk])


Moved = Mapping[int, Case | NotAllowed]
"""By case: as it stands after the move, or why it was not moved."""


def done(moved: Case | NotAllowed) -> Case:
    """The case that was moved; raises what forbade it."""
    if isinstance(moved, NotAllowed):
        raise moved
    return moved


def move_many(doings: Sequence[Doing], *, by: str, held: Mapping[int, Case] | None = None) -> Moved:
    """Move many cases, each at most once, in at most eight statements.

    `held` are the cases where they are locked already. ValueError where a case is named twice, Case.DoesNotExist for an
    unknown one.
    """
    if len({doing.case for doing in doings}) < len(doings):
        raise ValueError("a case is moved twice")
    cases, turns = locked_many(doing.case for doing in doings) if held is None else held, _Turns(doings)
    moved = {doing.case: _moved(cases, doing, turns) for doing in doings}
    made = [(doing, case) for doing in doings if isinstance(case := moved[doing.case], Case)]
    rows.update(Case, MOVED, ([getattr(case, name) for name in (*MOVED, "pk")] for _, case in made))
    turns.store(made)
    rows.insert_objects([turns.step(case, doing, by) for doing, case in made])
    return moved


def _moved(cases: Mapping[int, Case], doing: Doing, turns: "_Turns") -> Case | NotAllowed:
    """The case as the move leaves it, not stored yet."""
    held = cases.get(doing.case)
    if held is None:
        raise Case.DoesNotExist(doing.case)
    try:
        _move(held, doing, turns)
    except NotAllowed as refusal:
        return refusal
    return held


def _move(held: Case, doing: Doing, turns: "_Turns") -> None:
    if held.merged_into_id:
        raise NotAllowed("merged")
    what, holder = doing.what, _holder(held, doing)
    held.state = rules.after(kind=held.kind, state=held.state, move=what, actor=doing.actor, held=holder is not None)
    turns.was_of[held.pk], held.department_id = held.department_id, holder
    held.kind = Kind.WRONGDOING if what == Move.DISCIPLINE else held.kind
    held.is_open = is_open(held.state)
    held.returned += what == Move.RETURN and doing.actor == Actor.HANDLER
    held.reopened += what == Move.REOPEN
    _set_times(held, doing, turns)
    held.rank = rank_of(held)


def _holder(held: Case, doing: Doing) -> int | None:
    if doing.what == Move.RETURN:
        return None
    if doing.what == Move.DISCIPLINE:
        return doing.department
    if doing.what != Move.ASSIGN:
        return held.department_id
    if doing.department == held.department_id and rules.holds_turn(state=held.state):
        raise NotAllowed("same_department")
    return doing.department


def _set_times(held: Case, doing: Doing, turns: "_Turns") -> None:
    """Start, stretch or keep the clock; note when it was answered and when it ended."""
    what, moment = doing.what, doing.at
    held.ended_at = None if held.is_open else moment
    if what in _ANSWERS:
        held.answered_at = moment
    if what in NEW_CLOCK:
        held.due_on = turns.clock.due_on(held.kind, day_of(moment))
    elif what == Move.ASSIGN and held.due_on is None:
        held.due_on = turns.clock.due_on(held.kind, day_of(held.opened_at))
    elif what == Move.REPLY:
        steps = [*turns.steps[held.pk], (what, moment)]
        held.due_on = turns.clock.due_after(held.kind, held.opened_at, steps, held.given_until)


class _Turns:
    """Whose turn it is in each of some cases, and what their clocks need: each read once, and only if asked for."""

    def __init__(self, doings: Sequence[Doing]) -> None:
        self.cases = [doing.case for doing in doings]
        self.was_of: dict[int, int | None] = {}  # the department that held the case before the move

    @cached_property
    def clock(self) -> Clock:
        """The limits and the office's own days."""
        return clock()

    @cached_property
    def steps(self) -> Mapping[int, Sequence[tuple[str, datetime]]]:
        """The moves of these cases so far, oldest first."""
        return steps_of(self.cases)

    def store(self, done: Sequence[tuple[Doing, Case]]) -> None:
        """End the turns that these moves end, begin those they begin: one department at a time, or none."""
        held = Assignment.objects.filter(case__in=[case.pk for _, case in done], until__isnull=True)
        running = {turn.case_id: turn for turn in held}
        ended, begun = [], []
        for doing, case in done:
            holder = case.department_id if rules.holds_turn(state=case.state) else None
            turn = running.get(case.pk)
            if turn and turn.department_id == holder:
                continue
            if turn:
                ended.append((doing.at, doing.what, turn.pk))
            if holder:
                begun.append(Assignment(case=case, department_id=holder, since=doing.at, due_on=case.due_on))
        rows.update(Assignment, ("until", "ended_by"), ended)
        rows.insert_objects(begun)

    def step(self, case: Case, doing: Doing, by: str) -> Step:
        """The step of the case's way; one that returns the case tells who returned it."""
        who = self.was_of[case.pk] if doing.what == Move.RETURN else case.department_id
        return Step(
            case=case, move=doing.what, state=case.state, at=doing.at, by=by, said=doing.said, note=doing.note,
            proposed_id=doing.proposed, department_id=who,
        )  # fmt: skip


def steps_of(cases: Sequence[int]) -> Mapping[int, list[tuple[str, datetime]]]:
    """Moves and moments of these cases, oldest first. One statement."""
    found: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    for pk, what, at in Step.objects.filter(case__in=cases).order_by("id").values_list("case", "move", "at"):
        found[pk].append((what, at))
    return found


def decide_many(decisions: Sequence[tuple[Doing, Outcome]], *, by: str, held: Mapping[int, Case]) -> Moved:
    """Move each case to where its decision leads, and write the decision; what it needs is the caller's to check."""
    moved = move_many([doing for doing, _ in decisions], by=by, held=held)
    rows.insert_objects([outcome for doing, outcome in decisions if isinstance(moved[doing.case], Case)])
    return moved


def facts_of(case: Case) -> Facts:
    """What the order of the queue looks at."""
    return Facts(
        urgency=case.urgency,
        people=case.message_count,
        support=case.support,
        reopened=case.reopened,
        bad_ratings=case.bad_ratings,
        opened_at=case.opened_at,
    )


def set_clock(case: Case, limits: Clock, steps: Sequence[tuple[str, datetime]] = ()) -> None:
    """Until when a case is owed an answer, and its place in the order; not stored here. `steps` oldest first."""
    if case.state in rules.OWED_STATES:
        case.due_on = limits.due_after(case.kind, case.opened_at, steps, case.given_until)
    case.rank = rank_of(case)


def rank_of(case: Case) -> float:
    """The place of a case in the order of the queue."""
    return rules.rank(facts_of(case))
