"""One move of one case, inside an action of whichever stage: checked against the table, written with what follows.

Only actions call this: they give the transaction and write the one ledger entry.
"""

from datetime import date, datetime

from django.utils import timezone

from huiyin.handle import rules
from huiyin.handle.clock import NEW_CLOCK, clock, day_of
from huiyin.handle.models import Assignment, Outcome, Step
from huiyin.handle.rules import Actor, Ending, Facts, Move, NotAllowed
from huiyin.hear.models import Case
from huiyin.hear.rules import is_open

MOVED = (
    "state", "is_open", "department", "reopened", "returned", "due_on", "answered_at", "ended_at", "rank",
)  # fmt: skip
_ANSWERS = frozenset({Move.ANSWER, Move.POSTPONE, Move.PASS_ON})


def locked(case: Case) -> Case:
    """The case as it stands now, kept from others until the action ends; NotAllowed if it was joined to another."""
    held = Case.objects.select_for_update().get(pk=case.pk)
    if held.merged_into_id:
        raise NotAllowed("merged")
    return held


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
    """Move the case and return it as it stands then; NotAllowed, and nothing changed, where the rules forbid it.

    `department` is who gets the case (only for ASSIGN), `proposed` whom the one who returns it holds responsible.
    """
    held = locked(case)
    moment = at or timezone.now()
    turn_of = held.department_id
    held.department_id = _holder(held, what, department)
    held.state = rules.after(
        kind=held.kind, state=held.state, move=what, actor=actor, held=held.department_id is not None
    )
    held.is_open = is_open(held.state)
    held.returned += what == Move.RETURN and actor == Actor.HANDLER
    held.reopened += what == Move.REOPEN
    _set_times(held, what, moment)
    held.rank = rank_of(held)
    held.save(update_fields=MOVED)
    _pass_turn(held, what, moment)
    Step.objects.create(
        case=held, move=what, state=held.state, at=moment, by=by, said=said, note=note, proposed_id=proposed,
        department_id=turn_of if what == Move.RETURN else held.department_id,
    )  # fmt: skip
    return held


def _holder(held: Case, what: Move, department: int | None) -> int | None:
    if what == Move.RETURN:
        return None
    if what != Move.ASSIGN:
        return held.department_id
    if department == held.department_id and rules.holds_turn(state=held.state):
        raise NotAllowed("same_department")
    return department


def _set_times(held: Case, what: Move, moment: datetime) -> None:
    """Start, stretch or keep the clock; note when it was answered and when it ended."""
    held.ended_at = None if held.is_open else moment
    if what in _ANSWERS:
        held.answered_at = moment
    if what in NEW_CLOCK:
        held.due_on = clock().due_on(held.kind, day_of(moment))
    elif what == Move.ASSIGN and held.due_on is None:
        held.due_on = clock().due_on(held.kind, day_of(held.opened_at))
    elif what == Move.REPLY:
        steps = Step.objects.filter(case=held).order_by("id").values_list("move", "at")
        held.due_on = clock().due_after(held.kind, held.opened_at, [*steps, (what, moment)])


def _pass_turn(held: Case, what: Move, moment: datetime) -> None:
    """End the turn that this move ends, begin the one it begins: one department at a time, or none."""
    holder = held.department_id if rules.holds_turn(state=held.state) else None
    running = Assignment.objects.filter(case=held, until__isnull=True).first()
    if running and running.department_id == holder:
        return
    if running:
        running.until, running.ended_by = moment, what
        running.save(update_fields=["until", "ended_by"])
    if holder:
        Assignment.objects.create(case=held, department_id=holder, since=moment, due_on=held.due_on)


def decide(
    case: Case,
    ending: str,
    *,
    by: str,
    actor: Actor,
    at: datetime | None = None,
    basis: str = "",
    reason: str = "",
    other_help: str = "",
    appeal: str = "",
    look_again_on: date | None = None,
) -> Case:
    """Write how the case is decided and move it there. Whether all is filled in is the caller's to check first."""
    moment = at or timezone.now()
    held = move(case, rules.move_for(Ending(ending)), by=by, actor=actor, at=moment)
    Outcome.objects.create(
        case=held, outcome=ending, basis=basis, reason=reason, other_help=other_help, appeal=appeal,
        look_again_on=look_again_on, at=moment, by=by,
    )  # fmt: skip
    return held


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


def rank_of(case: Case) -> float:
    """The place of a case in the order of the queue."""
    return rules.rank(facts_of(case))
