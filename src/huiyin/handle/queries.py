"""Read how cases are handled: their way, their history, and what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from huiyin.handle import rules
from huiyin.handle.models import Assignment, Outcome, Step
from huiyin.handle.moving import facts_of
from huiyin.handle.rules import Move, Term
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind, State
from huiyin.people.models import Account


@dataclass(frozen=True)
class Station:
    """One step of a case's way, as its resident may read it."""

    move: str
    state: str
    at: datetime
    department_id: int | None
    said: str
    due_on: date | None


@dataclass(frozen=True)
class HistoryLine:
    """One step as the office reads it: with who did it and what was noted."""

    id: int
    move: str
    state: str
    at: datetime
    by: str
    name: str  # of the person of the office, or empty
    department_id: int | None
    proposed_id: int | None
    said: str
    note: str
    undoes: bool  # it only takes back the one before it


@dataclass(frozen=True)
class OutcomeFacts:
    """How a case was decided."""

    outcome: str
    basis: str
    reason: str
    other_help: str
    appeal: str
    look_again_on: date | None
    at: datetime


UNDO = "undo"
"""Note of a step that only takes back the one before it."""


def way(case_id: int) -> tuple[Station, ...]:
    """The way of a case from the day it was received; steps taken back at once are left out. Three statements."""
    opened = Case.objects.filter(pk=case_id).values_list("opened_at", flat=True).first()
    if opened is None:
        return ()
    due = dict(Assignment.objects.filter(case=case_id).values_list("since", "due_on"))
    stations = [Station(Move.RECEIVE, State.RECEIVED, opened, None, "", None)]
    for step in Step.objects.filter(case=case_id).order_by("id"):
        if step.note == UNDO:
            stations.pop()
            continue
        day = due.get(step.at)
        stations.append(Station(step.move, step.state, step.at, step.department_id, step.said, day))
    return tuple(stations)


def history(case_id: int) -> tuple[HistoryLine, ...]:
    """All steps of a case, newest first, with who did them. Two statements."""
    steps = list(Step.objects.filter(case=case_id).order_by("-id"))
    names = names_of({step.by for step in steps})
    return tuple(
        HistoryLine(
            step.pk, step.move, step.state, step.at, step.by, names.get(step.by, ""), step.department_id,
            step.proposed_id, step.said, "" if step.note == UNDO else step.note, step.note == UNDO,
        )
        for step in steps
    )  # fmt: skip


def names_of(actors: set[str]) -> dict[str, str]:
    """The names of people of the office, by how the ledger names them. One statement."""
    ids = [int(actor.partition(":")[2]) for actor in actors if actor.startswith("account:")]
    return {f"account:{pk}": name for pk, name in Account.objects.filter(pk__in=ids).values_list("pk", "name")}


def outcome_of(case_id: int) -> OutcomeFacts | None:
    """The newest decision on a case. One statement."""
    row = Outcome.objects.filter(case=case_id).order_by("-id").first()
    if row is None:
        return None
    return OutcomeFacts(row.outcome, row.basis, row.reason, row.other_help, row.appeal, row.look_again_on, row.at)


def proposed_department(case_id: int) -> int | None:
    """Whom the department that handed the case back holds responsible. One statement."""
    step = Step.objects.filter(case=case_id).order_by("-id").first()
    return step.proposed_id if step else None


def terms_of(case: Case, *, now: datetime | None = None) -> tuple[Term, ...]:
    """The order of the queue for this case, term by term."""
    return rules.terms(facts_of(case), now=now or timezone.now())


def cases_of_messages(subjects: Sequence[str]) -> list[int]:
    """The cases of messages named as `message:12`, each once. One statement."""
    ids = [int(subject.partition(":")[2]) for subject in subjects]
    return sorted(set(Message.objects.filter(pk__in=ids).values_list("case", flat=True)))


def asked_cases_of_messages(subjects: Sequence[str]) -> list[Case]:
    """Those of these messages' cases in which the resident was asked something. One statement."""
    ids = [int(subject.partition(":")[2]) for subject in subjects]
    return list(Case.objects.filter(messages__in=ids, state=State.ASKED).distinct())


def waiting_reports() -> list[int]:
    """Reports of wrongdoing that nobody has: there was no discipline office when they came. One statement."""
    nobodys = Case.objects.filter(kind=Kind.WRONGDOING, state=State.RECEIVED, department=None, merged_into=None)
    return list(nobodys.order_by("pk").values_list("pk", flat=True))


def due_to_come_back(today: date) -> list[Case]:
    """Cases that are "not now" and whose day has come, by their newest decision. Two statements."""
    waiting = Case.objects.filter(
        state=State.NOT_NOW, merged_into__isnull=True, outcomes__look_again_on__lte=today
    ).distinct()
    return [case for case in waiting.prefetch_related("outcomes") if (day := _promised_day(case)) and day <= today]


def _promised_day(case: Case) -> date | None:
    newest = max(case.outcomes.all(), key=lambda outcome: outcome.pk, default=None)
    return newest.look_again_on if newest else None
