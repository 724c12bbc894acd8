"""Read ratings, never who gave them."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from huiyin.hear.models import Message
from huiyin.rate.models import Rating


@dataclass(frozen=True)
class RatingLine:
    """A rating as the office sees it: what was said and on which day, not by whom or at what minute."""

    answer_id: int
    level: int
    solved: str
    comment: str
    day: date
    counts: bool


@dataclass(frozen=True)
class OwnRating:
    """What the sender of a message said last."""

    level: int
    solved: str
    comment: str
    answer_id: int


def ratings_of(case_id: int) -> list[RatingLine]:
    """All ratings of a case, newest first. One statement."""
    rows = Rating.objects.filter(case=case_id).order_by("-pk")
    return [
        RatingLine(r.answer_id, r.level, r.solved, r.comment, timezone.localtime(r.at).date(), r.newest) for r in rows
    ]


def own_rating(message: Message) -> OwnRating | None:
    """The newest rating that the sender of this message gave. One statement."""
    row = Rating.objects.filter(message=message, case=message.case_id, newest=True).first()
    return OwnRating(row.level, row.solved, row.comment, row.answer_id) if row else None
