"""Read answers: of one case, and good ones to learn from."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from huiyin.answer.models import Answer
from huiyin.hear.models import NOT_MERGED, Case
from huiyin.hear.rules import Kind, State


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


def answers_of(case_id: int) -> list[AnswerLine]:
    """The sent versions, newest first. One statement."""
    return answers_and_draft(case_id)[0]


def answers_and_draft(case_id: int) -> tuple[list[AnswerLine], str]:
    """The sent versions, newest first, and the text of the draft, or empty. One statement."""
    rows = list(Answer.objects.filter(case=case_id).order_by("-version"))
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


def precedents(case: Case, *, most: int = 3) -> list[Precedent]:
    """Answers after which residents said "solved", to cases of this category and kind, newest first. One statement."""
    if case.category_id is None or case.kind == Kind.WRONGDOING:
        return []
    newest = Answer.objects.filter(case=OuterRef("pk"), sent_at__isnull=False).order_by("-version")
    solved = (
        Case.objects.filter(NOT_MERGED, category=case.category_id, state=State.SOLVED, kind=case.kind)
        .exclude(pk=case.pk)
        .order_by("rank", "id")  # the newest: rank falls with the day of opening
        .annotate(text=Subquery(newest.values("text")[:1]), sent_at=Subquery(newest.values("sent_at")[:1]))
    )
    return [Precedent(c.pk, c.title, c.text, c.sent_at) for c in solved[:most] if c.text]
