"""Read answers: of one case, and good ones to learn from."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from huiyin.answer.models import Answer
from huiyin.hear.models import NOT_MERGED, Case
from huiyin.hear.rules import Kind, State
from huiyin.places.prepared import Prepared

MOST_PRECEDENTS = 3


@dataclass(frozen=True)
class AnswerLine:
    """A sent version."""

    id: int
    version: int
    text: str
    language: str
    department_id: int | None
    outcome: str
    sent_at: datetime
    source: str


@dataclass(frozen=True)
class Precedent:
    """An answer after which the resident said "solved", to a case about the same."""

    case_id: int
    title: str
    text: str
    sent_at: datetime


_answers = Prepared(lambda case: Answer.objects.filter(case=case).order_by("-version"), int)


def answers_of(case_id: int) -> list[AnswerLine]:
    """The sent versions, newest first. One statement."""
    return answers_and_draft(case_id)[0]


def answers_and_draft(case_id: int) -> tuple[list[AnswerLine], str]:
    """The sent versions, newest first, and the text of the draft, or empty. One statement."""
    rows = _answers(case_id)
    sent = [
        AnswerLine(a.pk, a.version, a.text, a.language, a.department_id, a.outcome, a.sent_at, a.source)
        for a in rows
        if a.sent_at
    ]
    return sent, next((a.text for a in reversed(rows) if not a.sent_at), "")


def recent_texts(department_id: int | None, *, most: int = 50) -> list[str]:
    """What the department answered lately, to notice what is copied. One statement."""
    rows = Answer.objects.filter(department=department_id, sent_at__isnull=False).order_by("-pk")
    return list(rows.values_list("text", flat=True)[:most])


def _alike(category: int, kind: str, case: int) -> QuerySet[Case]:
    newest = Answer.objects.filter(case=OuterRef("pk"), sent_at__isnull=False).order_by("-version")
    return (
        Case.objects.filter(NOT_MERGED, category=category, state=State.SOLVED, kind=kind)
        .exclude(pk=case)
        .order_by("rank", "id")  # the newest: rank falls with the day of opening
        .annotate(text=Subquery(newest.values("text")[:1]), sent_at=Subquery(newest.values("sent_at")[:1]))
    )


def _solved_alike(category: int, kind: str, case: int) -> QuerySet[Case]:
    return _alike(category, kind, case)[:MOST_PRECEDENTS]


def _solved_by(category: int, kind: str, case: int, department: int) -> QuerySet[Case]:
    return _alike(category, kind, case).filter(department=department)[:MOST_PRECEDENTS]


_solved = Prepared(_solved_alike, int, str, int)
_solved_there = Prepared(_solved_by, int, str, int, int)


def precedents(case: Case, *, by_its_department: bool = False) -> list[Precedent]:
    """Answers after which residents said "solved", to cases of this category and kind, newest first. One statement.

    `by_its_department`: only of cases that lie with the department of this one, for who may see no others.
    """
    if case.category_id is None or case.kind == Kind.WRONGDOING:
        return []
    if by_its_department:
        solved = _solved_there(case.category_id, case.kind, case.pk, case.department_id or 0)
    else:
        solved = _solved(case.category_id, case.kind, case.pk)
    return [Precedent(c.pk, c.title, c.text, c.sent_at) for c in solved if c.text]  # type: ignore[attr-defined]
