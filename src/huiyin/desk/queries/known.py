"""What the office knows already: questions that were asked and answered before, in their published words.

The knowledge base of this office is what it has published: an answer is never offered to one resident that another
could not read, and one that is taken back from the public is offered to nobody.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind
from huiyin.publish.access import shown_cases
from huiyin.publish.models import PublicCase
from huiyin.rate.models import Rating
from huiyin.rate.rules import Level, Solved
from huiyin.understand.queries import similar_questions

SHORTEST = 6
"""Characters from which it is worth looking."""


@dataclass(frozen=True)
class KnownAnswer:
    """A question as it was published, and the newest answer to it."""

    case_id: int
    title: str
    text: str
    answered_on: date | None


def known_to(case: Case) -> list[KnownAnswer]:
    """For whoever answers a question: known answers to others like it. Four statements; none for other kinds."""
    if case.kind != Kind.QUESTION:
        return []
    asked = Message.objects.filter(case=case).order_by("pk").values_list("text", flat=True).first()
    return [one for one in known_answers(text=asked or "", shown=shown_cases()) if one.case_id != case.pk]


def known_answers(*, text: str, shown: QuerySet[PublicCase]) -> list[KnownAnswer]:
    """Answers to questions much like this one, likeliest first, of those that are shown. Three statements.

    One that left a resident unhappy, or with the question, is none to give again.
    """
    if len(text) < SHORTEST:
        return []
    likely = [one.case_id for one in similar_questions(text=text)]
    unhappy = Rating.objects.filter(Q(level__lte=Level.BAD) | Q(solved=Solved.NO), case=OuterRef("pk"), newest=True)
    answered = shown.filter(~Exists(unhappy), kind=Kind.QUESTION).exclude(answer="").in_bulk(likely)
    return [
        KnownAnswer(row.case_id, row.title, row.answer, row.answered_on)
        for row in (answered.get(case_id) for case_id in likely)
        if row
    ]
