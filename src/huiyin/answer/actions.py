"""Draft and send what a resident is told. A sent version is never edited; a correction is a new version."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from huiyin.answer.models import Answer
from huiyin.answer.rules import LONGEST_ANSWER
from huiyin.handle import moving, rules
from huiyin.handle.models import Assignment, Outcome, Step
from huiyin.handle.moving import Doing
from huiyin.handle.rules import Actor, Ending, Move, NotAllowed
from huiyin.hear.models import Case
from huiyin.hear.rules import Kind, State
from huiyin.ledger import rows
from huiyin.ledger.actions import Line, record, record_many
from huiyin.ledger.moment import day_of
from huiyin.ledger.writing import action
from huiyin.methods.text import clean, language


@dataclass(frozen=True)
class ImportedAnswer:
    """An answer that was given in another system. How the case ended there is not known.

    `case` is 0 where the case is stored together with it (`take_over`, `keep_new`).
    """

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


@dataclass(frozen=True, slots=True)
class Sending:
    """An answer to be sent: to which case, how it ends, and what that ending needs."""

    case: int
    text: str
    ending: str
    at: datetime
    actor: Actor = Actor.CLERK
    basis: str = ""
    reason: str = ""
    other_help: str = ""
    appeal: str = ""
    look_again_on: date | None = None

    def outcome(self, by: str) -> Outcome:
        """The decision as it is kept."""
        return Outcome(
            case_id=self.case, outcome=self.ending, basis=self.basis.strip(), reason=self.reason.strip(),
            other_help=self.other_help.strip(), appeal=self.appeal.strip(), look_again_on=self.look_again_on,
            at=self.at, by=by,
        )  # fmt: skip


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
    moment = at or timezone.now()
    sending = Sending(case.pk, text, ending, moment, actor, basis, reason, other_help, appeal, look_again_on)
    sent = send_many(by=by, sendings=[sending])[case.pk]
    if isinstance(sent, NotAllowed):
        raise sent
    return sent


@action
def send_many(*, by: str, sendings: Sequence[Sending]) -> dict[int, Answer | NotAllowed]:
    """Send many answers, each to another case: as if one by one, but in few statements.

    By case the answer that was sent, or why it was not; then nothing of it is written.
    """
    held = moving.locked_many(sending.case for sending in sendings)
    refused = {one.case: why for one in sendings if (why := _forbidden(one, held))}
    ready = [one for one in sendings if one.case not in refused]
    doings = [Doing(one.case, rules.move_for(Ending(one.ending)), one.actor, one.at) for one in ready]
    decisions = [(doing, one.outcome(by)) for doing, one in zip(doings, ready, strict=True)]
    moved = moving.decide_many(decisions, by=by, held=held)
    refused |= {pk: why for pk, why in moved.items() if isinstance(why, NotAllowed)}
    answers = _versions(by, [one for one in ready if one.case not in refused], held)
    record_many(by=by, lines=[_line(answer) for answer in answers.values()])
    return {**answers, **refused}


def _forbidden(sending: Sending, held: Mapping[int, Case]) -> NotAllowed | None:
    """Why it cannot be sent: what is not complete, before anything is written."""
    if sending.case not in held:
        raise Case.DoesNotExist(sending.case)
    try:
        _check(held[sending.case], sending)
    except NotAllowed as refusal:
        return refusal
    return None


def _check(held: Case, sending: Sending) -> None:
    if held.merged_into_id:
        raise NotAllowed("merged")
    words = ("text", "basis", "reason", "other_help", "appeal")
    given: dict[str, object] = {name: getattr(sending, name).strip() for name in words}
    if names := rules.missing(
        kind=held.kind, ending=sending.ending, given={**given, "look_again_on": sending.look_again_on}
    ):
        raise NotAllowed("missing", names=names)
    day = sending.look_again_on
    if sending.ending == Ending.NOT_NOW and day is not None and day <= day_of(sending.at):
        raise NotAllowed("date_past")
    _fitting(sending.text)


def _line(answer: Answer) -> Line:
    facts = {"answer": answer.pk, "version": answer.version, "ending": answer.outcome}
    return Line("answer.sent", f"case:{answer.case_id}", facts, answer.sent_at)


def _fitting(text: str) -> str:
    if len(text) > LONGEST_ANSWER:
        raise NotAllowed("too_long", most=LONGEST_ANSWER)
    return clean(text).strip()


def _versions(by: str, sendings: Sequence[Sending], held: Mapping[int, Case]) -> dict[int, Answer]:
    """The drafts of these cases with what is sent, or new versions, stored as sent."""
    drafts = {a.case_id: a for a in Answer.objects.filter(case__in=[s.case for s in sendings], sent_at__isnull=True)}
    newest = _newest_versions(one.case for one in sendings if one.case not in drafts)
    answers = {}
    for one in sendings:
        answer = drafts.get(one.case) or Answer(case_id=one.case, version=newest.get(one.case, 0) + 1)
        _write(answer, held[one.case], _fitting(one.text), by, one.at)
        answer.outcome, answer.sent_at, answer.sent_by = one.ending, one.at, by
        answers[one.case] = answer
    fresh = [answer for answer in answers.values() if answer.pk is None]
    rows.insert_objects(fresh)
    for draft in drafts.values():
        draft.save()
    return answers


def _newest_versions(cases: Iterable[int]) -> dict[int, int]:
    """The largest version of each case that has any. One statement, or none."""
    wanted = list(cases)
    found = Answer.objects.filter(case__in=wanted).values_list("case").annotate(newest=Max("version")).order_by()
    return dict(found) if wanted else {}


def _write(answer: Answer, held: Case, text: str, by: str, moment: datetime) -> None:
    answer.text, answer.language = text, language(text)
    answer.department_id = held.department_id
    answer.drafted_at, answer.drafted_by = moment, by


def _unsent(held: Case, text: str, by: str, moment: datetime) -> Answer:
    """The draft of this case with this text, or a new version; not saved yet."""
    answer = Answer.objects.filter(case=held, sent_at__isnull=True).first()
    if answer is None:
        answer = Answer(case=held, version=_newest_versions([held.pk]).get(held.pk, 0) + 1)
    _write(answer, held, text, by, moment)
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
        take_over(case, first[case.pk])
    rows.update(
        Case,
        ("state", "is_open", "department_id", "answered_at", "ended_at"),
        ((case.state, False, case.department_id, case.answered_at, case.ended_at, case.pk) for case in cases),
    )
    ids = [case.pk for case in cases]
    answered_at = Case.objects.filter(pk=OuterRef("case")).values("answered_at")
    Assignment.objects.filter(case__in=ids, until__isnull=True).update(
        until=Subquery(answered_at), ended_by=Move.ANSWER
    )
    _store_imported(by, [(case, first[case.pk]) for case in cases], source)
    record_many(by=by, lines=[Line("answer.imported", f"case:{pk}", {"source": source}) for pk in ids])
    return len(cases)


@action
def keep_new(*, by: str, answered: Sequence[tuple[Case, ImportedAnswer]], source: str) -> int:
    """Keep the answers of cases that were stored just now, in this transaction, as `take_over` left them."""
    _store_imported(by, answered, source)
    lines = [Line("answer.imported", f"case:{case.pk}", {"source": source}) for case, _ in answered]
    record_many(by=by, lines=lines, followed=True)
    return len(answered)


def may_take_over(case: Case, answer: ImportedAnswer) -> bool:
    """Whether this new case gets this answer: not an empty one, and none for a report of wrongdoing."""
    return case.kind != Kind.WRONGDOING and bool(answer.text.strip())


def take_over(case: Case, answer: ImportedAnswer) -> None:
    """The case as it stands after that answer; not stored here."""
    case.state = State.CLOSED if case.kind == Kind.THANKS else State.ANSWERED
    case.is_open = False
    case.department_id = answer.department or case.department_id
    case.answered_at = case.ended_at = max(answer.at, case.opened_at)


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
