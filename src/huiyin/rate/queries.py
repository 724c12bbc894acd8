"""Read ratings, never who gave them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.utils import timezone

from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind
from huiyin.places.prepared import Prepared
from huiyin.rate.models import Rating
from huiyin.rate.rules import Level


@dataclass(frozen=True)
class RatingLine:
    """A rating as the office sees it: what was said and on which day, not by whom or at what minute."""

    answer_id: int
    level: int | None  # none, or solved empty: the other alone was said
    solved: str
    comment: str
    day: date
    counts: bool
    source: str = ""  # where it was said, if to another system


@dataclass(frozen=True)
class OwnRating:
    """What the sender of a message said last."""

    level: int | None
    solved: str
    comment: str
    answer_id: int


@dataclass(frozen=True)
class BadRating:
    """An answer that a resident rated bad."""

    case_id: int
    title: str
    state: str
    township_id: int | None
    level: int


_BAD = (
    "SELECT * FROM (SELECT r.case_id, r.level FROM rate_rating r JOIN hear_case c ON c.id = r.case_id "
    "WHERE r.newest = true AND r.level = %s AND r.at >= %s AND c.kind NOT IN (%s, %s) ORDER BY r.at DESC LIMIT %s) AS s"
)
"""One walk along the index for each level."""
_UNRATED = (Kind.WRONGDOING.value, Kind.THANKS.value)

MOST_BAD = 1_000
"""Bad ratings of one level that are counted at most."""


def bad_since(moment: datetime, *, most: int) -> tuple[int, tuple[BadRating, ...]]:
    """How many ratings since then are bad, and the worst of them, newest first. Two statements.

    Without reports of wrongdoing, and without thanks, which asked for nothing; at most a thousand of each level.
    """
    levels, since = (Level.VERY_BAD, Level.BAD), connection.ops.adapt_datetimefield_value(moment)
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join([_BAD] * len(levels)),
            [value for level in levels for value in (int(level), since, *_UNRATED, MOST_BAD)],
        )
        found = sorted(cursor.fetchall(), key=lambda row: int(row[1]))
    worst = found[:most]
    cases = Case.objects.only("title", "state", "township_id").in_bulk([case for case, _ in worst])
    lines = ((cases[pk], level) for pk, level in worst)
    return len(found), tuple(BadRating(c.pk, c.title, c.state, c.township_id, level) for c, level in lines)


_ratings = Prepared(lambda case: Rating.objects.filter(case=case).order_by("-pk"), int)


def ratings_of(case_id: int) -> list[RatingLine]:
    """All ratings of a case, newest first. One statement."""
    return [
        RatingLine(r.answer_id, r.level, r.solved, r.comment, timezone.localtime(r.at).date(), r.newest, r.source)
        for r in _ratings(case_id)
    ]


def own_rating(message: Message) -> OwnRating | None:
    """The newest rating that the sender of this message gave. One statement."""
    row = Rating.objects.filter(message=message, case=message.case_id, newest=True).first()
    return OwnRating(row.level, row.solved, row.comment, row.answer_id) if row else None
