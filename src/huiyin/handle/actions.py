"""Whatever is done with a case before and after it is answered. Each is one move, one step, one entry."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from huiyin.handle import moving
from huiyin.handle.clock import EXAMPLE_LIMITS, NewLimit, clock
from huiyin.handle.models import Assignment, Limit, Step
from huiyin.handle.rules import OWED_STATES, Actor, Move, NotAllowed
from huiyin.hear.models import Case
from huiyin.hear.rules import Kind, State
from huiyin.ledger import rows
from huiyin.ledger.actions import record
from huiyin.ledger.writing import action
from huiyin.places.queries import directory

LONGEST_NOTE = 2_000


@action
def assign(*, by: str, case: Case, department: int, note: str = "", at: datetime | None = None) -> Case:
    """Hand the case to a department, whose turn begins. `note` stays inside the office.

    NotAllowed where the rules forbid it now, or the department is unknown or holds it already.
    """
    _known(department)
    held = moving.move(
        case, Move.ASSIGN, by=by, actor=Actor.CLERK, at=at, department=department, note=note[:LONGEST_NOTE]
    )
    due = held.due_on.isoformat() if held.due_on else None
    record(by=by, kind="handle.assigned", subject=f"case:{case.pk}", at=at, department=department, due_on=due)
    return held


@action
def return_case(
    *,
    by: str,
    case: Case,
    reason: str,
    responsible: int | None = None,
    actor: Actor = Actor.HANDLER,
    at: datetime | None = None,
) -> Case:
    """Give the case back to the service centre, with the reason and, if known, who is responsible instead."""
    if not reason.strip():
        raise NotAllowed("missing", names=("reason",))
    if responsible is not None:
        _known(responsible)
    held = moving.move(case, Move.RETURN, by=by, actor=actor, at=at, proposed=responsible, note=reason[:LONGEST_NOTE])
    record(by=by, kind="handle.returned", subject=f"case:{case.pk}", at=at, responsible=responsible)
    return held


@action
def undo_assign(*, by: str, case: Case, at: datetime | None = None) -> Case:
    """Take back one's own handing out, as long as nothing else happened since: to whoever held the case before."""
    moving.locked(case)
    steps = list(Step.objects.filter(case=case).order_by("-id")[:2])
    if not steps or steps[0].move != Move.ASSIGN or steps[0].by != by:
        raise NotAllowed("nothing_to_undo")
    before = steps[1].department_id if len(steps) > 1 and steps[1].move != Move.RETURN else None
    if before is None:
        held = moving.move(case, Move.RETURN, by=by, actor=Actor.CLERK, at=at, note="undo")
    else:
        held = moving.move(case, Move.ASSIGN, by=by, actor=Actor.CLERK, at=at, department=before, note="undo")
    record(by=by, kind="handle.assign_undone", subject=f"case:{case.pk}", at=at, department=before)
    return held


@action
def ask(*, by: str, case: Case, question: str, actor: Actor = Actor.CLERK, at: datetime | None = None) -> Case:
    """Ask the resident for what is missing; the days until the reply are not counted."""
    if not question.strip():
        raise NotAllowed("missing", names=("question",))
    held = moving.move(case, Move.ASK, by=by, actor=actor, at=at, said=question.strip())
    record(by=by, kind="handle.asked", subject=f"case:{case.pk}", at=at)
    return held


@action
def take_reply(*, by: str = "resident", case: Case, at: datetime | None = None) -> Case:
    """The resident answered the question: the case goes back to whoever asked, and the clock runs on."""
    held = moving.move(case, Move.REPLY, by=by, actor=Actor.RESIDENT, at=at)
    record(by=by, kind="handle.replied", subject=f"case:{case.pk}", at=at)
    return held


@action
def resume(*, by: str, case: Case, actor: Actor = Actor.CALENDAR, at: datetime | None = None) -> Case:
    """A case that was "not now" is looked at again."""
    held = moving.move(case, Move.RESUME, by=by, actor=actor, at=at)
    record(by=by, kind="handle.resumed", subject=f"case:{case.pk}", at=at)
    return held


@action
def reopen(*, by: str, case: Case, reason: str, actor: Actor = Actor.RESIDENT, at: datetime | None = None) -> Case:
    """Not solved, or not right: the case is handled again, by the same department unless it is handed on."""
    held = moving.move(case, Move.REOPEN, by=by, actor=actor, at=at, note=reason[:LONGEST_NOTE])
    record(by=by, kind="handle.reopened", subject=f"case:{case.pk}", at=at)
    return held


@action
def confirm_solved(*, by: str = "resident", case: Case, at: datetime | None = None) -> Case:
    """The resident says: solved. Nobody else can say so."""
    held = moving.move(case, Move.CONFIRM, by=by, actor=Actor.RESIDENT, at=at)
    record(by=by, kind="handle.confirmed", subject=f"case:{case.pk}", at=at)
    return held


@action
def withdraw(*, by: str = "resident", case: Case, at: datetime | None = None) -> Case:
    """The resident takes the matter back. NotAllowed where others said the same: theirs stays open."""
    if moving.locked(case).message_count > 1:
        raise NotAllowed("others_said_it_too")
    held = moving.move(case, Move.WITHDRAW, by=by, actor=Actor.RESIDENT, at=at)
    record(by=by, kind="handle.withdrawn", subject=f"case:{case.pk}", at=at)
    return held


@action
def set_clocks(*, by: str, cases: Sequence[int], at: datetime | None = None) -> int:
    """Set the clock and the place in the order of cases that are new, or of which something changed elsewhere.

    Reports of wrongdoing go to the discipline office. The number of statements does not depend on how many there are;
    doing it twice changes nothing. Returns how many.
    """
    held = list(Case.objects.select_for_update().filter(pk__in=cases, merged_into__isnull=True))
    limits, steps = clock(), _steps_of(held)
    for case in held:
        if case.state in OWED_STATES:
            case.due_on = limits.due_after(case.kind, case.opened_at, steps[case.pk])
        case.rank = moving.rank_of(case)
    rows.update(Case, ("due_on", "rank"), ((case.due_on, case.rank, case.pk) for case in held))
    handed = _hand_to_discipline(by, held, at)
    record(by=by, kind="handle.clocks_set", subject="office:1", at=at, count=len(held), to_discipline=handed)
    return len(held)


def _steps_of(cases: Sequence[Case]) -> Mapping[int, list[tuple[str, datetime]]]:
    """Moves and moments of these cases, oldest first. One statement."""
    found: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    for pk, what, at in Step.objects.filter(case__in=cases).order_by("id").values_list("case", "move", "at"):
        found[pk].append((what, at))
    return found


def _hand_to_discipline(by: str, cases: Iterable[Case], at: datetime | None) -> int:
    """Reports of wrongdoing are nobody's to hand out: from the moment they came in they are that one office's."""
    office = next((d.id for d in directory().departments.values() if d.is_discipline), None)
    fresh = [case for case in cases if case.kind == Kind.WRONGDOING and case.state == State.RECEIVED]
    if office is None or not fresh:
        return 0
    Case.objects.filter(pk__in=[case.pk for case in fresh]).update(state=State.ASSIGNED, department=office)
    Assignment.objects.bulk_create(
        Assignment(case=case, department_id=office, since=at or case.opened_at, due_on=case.due_on) for case in fresh
    )
    Step.objects.bulk_create(
        Step(case=case, move=Move.ASSIGN, state=State.ASSIGNED, at=at or case.opened_at, by=by, department_id=office)
        for case in fresh
    )
    return len(fresh)


@action
def load_limits(*, by: str, limits: Sequence[NewLimit] = EXAMPLE_LIMITS) -> int:
    """Load time limits; one with the same kind and first day is changed, not doubled. Returns how many."""
    for new in limits:
        Limit.objects.update_or_create(
            kind=Kind(new.kind),
            holds_from=new.holds_from,
            defaults={"value": new.value, "unit": new.unit, "source": new.source, "holds_to": new.holds_to},
        )
    record(by=by, kind="handle.limits_loaded", subject="office:1", kinds=[new.kind for new in limits])
    return len(limits)


def _known(department: int) -> None:
    if department not in directory().departments:
        raise NotAllowed("unknown_department")
