"""Draft and send what a resident is told. A sent version is never edited; a correction is a new version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from huiyin.answer.models import Answer
from huiyin.answer.rules import LONGEST_ANSWER
from huiyin.handle import moving, rules
from huiyin.handle.clock import day_of
from huiyin.handle.models import Assignment, Step
from huiyin.handle.rules import Actor, Ending, Move, NotAllowed
from huiyin.hear.models import Case
from huiyin.hear.rules import Kind, State
from huiyin.ledger import rows
from huiyin.ledger.actions import Line, record, record_many
from huiyin.ledger.writing import action
from huiyin.methods.text import clean, language


@dataclass(frozen=True)
class ImportedAnswer:
    """An answer that was given in another system. How the case ended there is not known."""

    case: int
    text: str
    at: datetime
    department: int | None = None


@action
def draft(*, by: str, case: Case, text: str, at: datetime | None = None) -> Answer:
    """Keep a draft; a case has at most one. NotAllowed for a case that is closed or a text that is too long."""
    held = moving.locked(case)
    if not held.is_open:
        raise NotAllowed("not_now_by_you")
    answer = _unsent(held, _fitting(text), by, at or timezone.now())
    answer.save()
    record(by=by, kind="answer.drafted", subject=f"case:{held.pk}", at=at, version=answer.version)
    return answer


@action
def send(
    *,
    by: str,
    case: Case,
    text: str,
    ending: str,
    actor: Actor = Actor.CLERK,
    basis: str = "",
    reason: str = "",
    other_help: str = "",
    appeal: str = "",
    look_again_on: date | None = None,
    at: datetime | None = None,
) -> Answer:
    """Send the answer: the version that holds, the outcome, the step and where the case stands then; or nothing.

    NotAllowed with code `missing` and the names of what this ending still needs; with others where the rules forbid it.
    """
    held = moving.locked(case)
    moment = at or timezone.now()
    needs = {
        "basis": basis.strip(),
        "reason": reason.strip(),
        "other_help": other_help.strip(),
        "appeal": appeal.strip(),
    }
    _check(held, ending, {**needs, "text": text.strip(), "look_again_on": look_again_on}, moment)
    answer = _unsent(held, _fitting(text), by, moment)
    answer.outcome, answer.sent_at, answer.sent_by = ending, moment, by
    answer.save()
    moving.decide(held, ending, by=by, actor=actor, at=moment, look_again_on=look_again_on, **needs)
    record(
        by=by,
        kind="answer.sent",
        subject=f"case:{held.pk}",
        at=at,
        answer=answer.pk,
        version=answer.version,
        ending=ending,
    )
    return answer


def _check(held: Case, ending: str, given: dict[str, object], moment: datetime) -> None:
    """Refuse what is not complete, before anything is written."""
    if names := rules.missing(kind=held.kind, ending=ending, given=given):
        raise NotAllowed("missing", names=names)
    day = given["look_again_on"]
    if ending == Ending.NOT_NOW and isinstance(day, date) and day <= day_of(moment):
        raise NotAllowed("date_past")


def _fitting(text: str) -> str:
    if len(text) > LONGEST_ANSWER:
        raise NotAllowed("too_long", most=LONGEST_ANSWER)
    return clean(text).strip()


def _unsent(held: Case, text: str, by: str, moment: datetime) -> Answer:
    """The draft of this case with this text, or a new version; not saved yet."""
    answer = Answer.objects.filter(case=held, sent_at__isnull=True).first()
    if answer is None:
        newest = Answer.objects.filter(case=held).aggregate(newest=Max("version"))["newest"] or 0
        answer = Answer(case=held, version=newest + 1)
    answer.text, answer.language = text, language(text)
    answer.department_id = held.department_id
    answer.drafted_at, answer.drafted_by = moment, by
    return answer


@action
def record_imported_answers(*, by: str, answers: Sequence[ImportedAnswer], source: str) -> int:
    """Take over answers given elsewhere, in few statements however many; return how many were taken.

    Left out: cases that are not waiting for a first answer (also those of an earlier run), and all but the first
    answer of a case. The way these cases ended is not known: they have an answer, a step, but no outcome.
    """
    first = {answer.case: answer for answer in reversed(answers) if answer.text.strip()}
    waiting = Case.objects.select_for_update(of=("self",)).filter(
        pk__in=first, state__in=(State.RECEIVED, State.ASSIGNED), answers__isnull=True
    )
    cases = [case for case in waiting if case.kind != Kind.WRONGDOING]
    for case in cases:
        _take_over(case, first[case.pk])
    rows.update(
        Case,
        ("state", "is_open", "department_id", "answered_at", "ended_at"),
        ((case.state, False, case.department_id, case.answered_at, case.answered_at, case.pk) for case in cases),
    )
    ids = [case.pk for case in cases]
    answered_at = Case.objects.filter(pk=OuterRef("case")).values("answered_at")
    Assignment.objects.filter(case__in=ids, until__isnull=True).update(
        until=Subquery(answered_at), ended_by=Move.ANSWER
    )
    _store_imported(by, [(case, first[case.pk]) for case in cases], source)
    record_many(by=by, lines=[Line("answer.imported", f"case:{pk}", {"source": source}) for pk in ids])
    return len(cases)


def _take_over(case: Case, answer: ImportedAnswer) -> None:
    """The case as it stands after that answer."""
    case.state = State.CLOSED if case.kind == Kind.THANKS else State.ANSWERED
    case.is_open = False
    case.department_id = answer.department or case.department_id
    case.answered_at = max(answer.at, case.opened_at)


def _store_imported(by: str, pairs: Sequence[tuple[Case, ImportedAnswer]], source: str) -> None:
    moments = {case.pk: max(answer.at, case.opened_at) for case, answer in pairs}
    rows.insert_objects([
        Answer(
            case=case, version=1, text=clean(answer.text).strip(), language=language(answer.text),
            department_id=case.department_id, drafted_at=moments[case.pk], drafted_by=by, sent_at=moments[case.pk],
            sent_by=by, source=source[:64],
        )
        for case, answer in pairs
    ])  # fmt: skip
    rows.insert_objects([
        Step(
            case=case, move=Move.PASS_ON if case.kind == Kind.THANKS else Move.ANSWER, state=case.state,
            at=moments[case.pk], by=by, department_id=case.department_id,
        )
        for case, _ in pairs
    ])  # fmt: skip
