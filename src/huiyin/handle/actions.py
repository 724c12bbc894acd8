"""Whatever is done with a case before and after it is answered. Each is one move, one step, one entry."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from huiyin.handle import moving, rules
from huiyin.handle.clock import EXAMPLE_LIMITS, NewLimit, clock
from huiyin.handle.models import Assignment, Limit, Step
from huiyin.handle.moving import Doing, Moved
from huiyin.handle.rules import Actor, Move, NotAllowed
from huiyin.hear.models import Case
from huiyin.hear.rules import Kind, State
from huiyin.ledger import rows
from huiyin.ledger.actions import Line, record, record_many
from huiyin.ledger.writing import action
from huiyin.places.queries import directory
from huiyin.understand import closed_road
from huiyin.understand.actions import decide_kind

LONGEST_NOTE = 2_000


@action
def do_many(*, by: str, doings: Sequence[Doing]) -> Moved:
    """Do many moves, each of another case: as if one by one, but in few statements.

    For what was chosen together, or happened elsewhere. What the rules forbid is left out, and said why. Deciding a
    case is the answer's (`answer.actions`).
    """
    held = moving.locked_many(doing.case for doing in doings)
    refused = {doing.case: refusal for doing in doings if (refusal := _forbidden(doing, held.get(doing.case)))}
    moved = moving.move_many([doing for doing in doings if doing.case not in refused], by=by, held=held)
    lines = [_line(doing, case) for doing in doings if isinstance(case := moved.get(doing.case), Case)]
    record_many(by=by, lines=lines)
    return {**moved, **refused}


def _do(by: str, doing: Doing) -> Case:
    return moving.done(do_many(by=by, doings=[doing])[doing.case])


def _forbidden(doing: Doing, held: Case | None) -> NotAllowed | None:
    """What the table of moves cannot know: whether all is said, and who there is."""
    said = {Move.RETURN: ("reason", doing.note), Move.ASK: ("question", doing.said)}.get(doing.what)
    if said and not said[1].strip():
        return NotAllowed("missing", names=(said[0],))
    named = doing.department if doing.what == Move.ASSIGN else doing.proposed
    if (doing.what == Move.ASSIGN or named is not None) and named not in directory().departments:
        return NotAllowed("unknown_department")
    if doing.what == Move.WITHDRAW and held is not None and held.message_count > 1:
        return NotAllowed("others_said_it_too")
    return None


_ENTRIES: Mapping[Move, str] = {
    Move.ASSIGN: "handle.assigned",
    Move.RETURN: "handle.returned",
    Move.ASK: "handle.asked",
    Move.REPLY: "handle.replied",
    Move.RESUME: "handle.resumed",
    Move.REOPEN: "handle.reopened",
    Move.CONFIRM: "handle.confirmed",
    Move.WITHDRAW: "handle.withdrawn",
}


def _line(doing: Doing, case: Case) -> Line:
    facts: dict[str, object] = {}
    if doing.what == Move.ASSIGN:
        facts = {"department": doing.department, "due_on": case.due_on.isoformat() if case.due_on else None}
    elif doing.what == Move.RETURN:
        facts = {"responsible": doing.proposed}
    return Line(_ENTRIES[doing.what], f"case:{case.pk}", facts, doing.at)


@action
def assign(*, by: str, case: Case, department: int, note: str = "", at: datetime | None = None) -> Case:
    """Hand the case to a department, whose turn begins. `note` stays inside the office.

    NotAllowed where the rules forbid it now, or the department is unknown or holds it already.
    """
    note = note[:LONGEST_NOTE]
    return _do(by, Doing(case.pk, Move.ASSIGN, Actor.CLERK, at or timezone.now(), department=department, note=note))


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
    note = reason[:LONGEST_NOTE]
    return _do(by, Doing(case.pk, Move.RETURN, actor, at or timezone.now(), proposed=responsible, note=note))


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
    return _do(by, Doing(case.pk, Move.ASK, actor, at or timezone.now(), said=question.strip()))


@action
def take_reply(*, by: str = "resident", case: Case, at: datetime | None = None) -> Case:
    """The resident answered the question: the case goes back to whoever asked, and the clock runs on."""
    return _do(by, Doing(case.pk, Move.REPLY, Actor.RESIDENT, at or timezone.now()))


@action
def resume(*, by: str, case: Case, actor: Actor = Actor.CALENDAR, at: datetime | None = None) -> Case:
    """A case that was "not now" is looked at again."""
    return _do(by, Doing(case.pk, Move.RESUME, actor, at or timezone.now()))


@action
def reopen(*, by: str, case: Case, reason: str, actor: Actor = Actor.RESIDENT, at: datetime | None = None) -> Case:
    """Not solved, or not right: the case is handled again, by the same department unless it is handed on."""
    return _do(by, Doing(case.pk, Move.REOPEN, actor, at or timezone.now(), note=reason[:LONGEST_NOTE]))


@action
def confirm_solved(*, by: str = "resident", case: Case, at: datetime | None = None) -> Case:
    """The resident says: solved. Nobody else can say so."""
    return _do(by, Doing(case.pk, Move.CONFIRM, Actor.RESIDENT, at or timezone.now()))


@action
def withdraw(*, by: str = "resident", case: Case, at: datetime | None = None) -> Case:
    """The resident takes the matter back. NotAllowed where others said the same: theirs stays open."""
    return _do(by, Doing(case.pk, Move.WITHDRAW, Actor.RESIDENT, at or timezone.now()))


@action
def to_discipline(*, by: str, case: Case, note: str = "", at: datetime | None = None) -> Case:
    """A report of wrongdoing that came by the open road: the discipline office alone reads it from now on.

    It leaves search, likeness and hot issues at once, and the public as soon as that is refreshed. There is no way
    back: who hands it over can no longer see it. NotAllowed where the rules forbid it now, or there is no such office.
    """
    held, office, moment = moving.locked(case), discipline_office(), at or timezone.now()
    if office is None:
        raise NotAllowed("no_discipline_office")
    was = held.kind
    held = moving.move(
        held, Move.DISCIPLINE, by=by, actor=Actor.CLERK, at=moment, department=office, note=note[:LONGEST_NOTE]
    )
    closed_road.enter(case=held.pk)
    decide_kind(by=by, case=held.pk, kind=Kind.WRONGDOING, at=moment)
    record(by=by, kind="handle.to_discipline", subject=f"case:{held.pk}", at=moment, was=was, department=office)
    return Case.objects.get(pk=held.pk)


def discipline_office() -> int | None:
    """The department that alone reads reports of wrongdoing."""
    return next((d.id for d in directory().departments.values() if d.is_discipline), None)


@action
def set_kind(*, by: str, case: Case, kind: str, at: datetime | None = None) -> Case:
    """A person says what kind of case it is; its moves, its endings and its clock are those of that kind from now on.

    What the machine guessed about its kind is decided by that. NotAllowed where it must keep its kind.
    """
    held, moment = moving.locked(case), at or timezone.now()
    is_answered = held.answered_at is not None
    if kind not in rules.kinds_for(kind=held.kind, state=held.state, is_answered=is_answered):
        raise NotAllowed("kind_fixed")
    was, held.kind = held.kind, Kind(kind)
    if was != kind:
        moving.set_clock(held, clock(), moving.steps_of([held.pk])[held.pk])
        held.save(update_fields=["kind", "due_on", "rank"])
        Assignment.objects.filter(case=held, until__isnull=True).update(due_on=held.due_on)
    decide_kind(by=by, case=held.pk, kind=kind, at=moment)
    record(by=by, kind="handle.kind_set", subject=f"case:{held.pk}", at=moment, was=was, now=kind)
    return held


@action
def set_clocks(*, by: str, cases: Sequence[int], at: datetime | None = None) -> int:
    """Set the clock and the place in the order of cases that are new, or of which something changed elsewhere.

    Reports of wrongdoing go to the discipline office. The number of statements does not depend on how many there are;
    doing it twice changes nothing. Returns how many.
    """
    held = list(Case.objects.select_for_update().filter(pk__in=cases, merged_into__isnull=True))
    limits, steps = clock(), moving.steps_of([case.pk for case in held])
    for case in held:
        moving.set_clock(case, limits, steps[case.pk])
    rows.update(Case, ("due_on", "rank"), ((case.due_on, case.rank, case.pk) for case in held))
    return start_new(by=by, cases=held, at=at)


@action
def start_new(*, by: str, cases: Sequence[Case], at: datetime | None = None) -> int:
    """What begins with a clock that was set: reports of wrongdoing go to the discipline office. Returns how many."""
    handed = _hand_to_discipline(by, cases, at)
    record(by=by, kind="handle.clocks_set", subject="office:1", at=at, count=len(cases), to_discipline=handed)
    return len(cases)


def _hand_to_discipline(by: str, cases: Iterable[Case], at: datetime | None) -> int:
    """Reports of wrongdoing are nobody's to hand out: from the moment they came in they are that one office's."""
    office = discipline_office()
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
