"""The leader's morning: what five minutes are enough for. Counts the office's work, never residents."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Min
from django.utils import timezone

from huiyin.handle.rules import OWED_STATES
from huiyin.hear.models import Case
from huiyin.hear.rules import Kind
from huiyin.ledger.kept import Kept
from huiyin.places.kept import forgotten_with
from huiyin.places.queries import Directory, directory
from huiyin.programme.queries import ProjectLine, projects
from huiyin.rate.models import Rating
from huiyin.rate.rules import Level
from huiyin.understand.queries import HotIssueLine, RiseLine, hot_issues, rises

WEEKS = 12
MAP_DAYS = 30
RATING_DAYS = 7
MOST_LINES = 5


@dataclass(frozen=True)
class Pile:
    """How many answers a department owes past their day; None for cases with no department yet."""

    department_id: int | None
    name: str
    name_en: str
    count: int
    oldest: date


@dataclass(frozen=True)
class WorstAnswer:
    """An answer that residents rated bad."""

    case_id: int
    title: str
    state: str
    township_id: int | None
    level: int


@dataclass(frozen=True)
class Weekly:
    """Cases a week about one first-level category, oldest week first."""

    category_id: int
    weeks: tuple[int, ...]

    @property
    def now(self) -> int:
        """The last seven days."""
        return self.weeks[-1]


@dataclass(frozen=True)
class Morning:
    """All that the page says."""

    at: datetime
    new: int
    new_week_before: int
    new_mostly: int | None  # first-level category of most of yesterday's cases
    piles: tuple[Pile, ...]
    hot: tuple[HotIssueLine, ...]
    rises: tuple[RiseLine, ...]
    bad_ratings: int
    worst: tuple[WorstAnswer, ...]
    broken: tuple[ProjectLine, ...]
    weekly: tuple[Weekly, ...]
    by_township: dict[int, int]

    @property
    def overdue(self) -> int:
        """Answers owed past their day."""
        return sum(pile.count for pile in self.piles)

    @property
    def oldest_due(self) -> date | None:
        """The longest overdue answer was due on this day."""
        return min((pile.oldest for pile in self.piles), default=None)


def morning(*, now: datetime | None = None) -> Morning:
    """How things stand this morning. At most fifteen statements, bounded by twelve weeks of cases and the overdue."""
    moment = now or timezone.now()
    today = timezone.localtime(moment).date()
    places = directory()
    counts = _counts(today, places)
    bad = _bad_ratings(moment)
    return Morning(
        at=moment,
        new=counts.yesterday.total(),
        new_week_before=counts.week_before.total(),
        new_mostly=max(counts.yesterday, key=lambda key: counts.yesterday[key], default=None),
        piles=_piles(today, places),
        hot=tuple(hot_issues(most=3)),
        rises=tuple(rises(most=3)),
        bad_ratings=len(bad),
        worst=tuple(bad[:MOST_LINES]),
        broken=projects(broken=True),
        weekly=counts.weekly(),
        by_township=counts.townships,
    )


@dataclass(frozen=True)
class _Counts:
    """How many cases came in: by first-level category (None: none yet) on two days and in each week, by township."""

    yesterday: Counter[int | None]
    week_before: Counter[int | None]  # on the same day of the week before
    weeks: tuple[Counter[int | None], ...]  # the last seven days first
    townships: dict[int, int]  # in the last 30 days

    def weekly(self) -> tuple[Weekly, ...]:
        """The categories with most cases in the last seven days, and how they were before."""
        found = {category for week in self.weeks for category in week if category}
        lines = [Weekly(category, tuple(week[category] for week in reversed(self.weeks))) for category in found]
        return tuple(sorted(lines, key=lambda line: (-line.now, line.category_id))[:6])


_kept: Kept[_Counts] = Kept(most=4)
forgotten_with(_kept.clear)

_CAME_IN = (
    "SELECT %s AS span, {column} AS which, count(*) AS n FROM hear_case WHERE merged_into_id IS NULL "
    "AND kind <> %s AND opened_at >= %s AND opened_at < %s GROUP BY {column}"
)
"""Read from the index by opening alone. A span of days is two moments: no database need know what a day is here."""


def _counts(today: date, places: Directory) -> _Counts:
    """One statement, and one more where anything happened since."""
    return _kept.get(today, lambda: _counted(today, places))


def _counted(today: date, places: Directory) -> _Counts:
    spans = [("category_id", 1, 1), ("category_id", 8, 8)]  # a column, from so many days ago until so many
    spans += [("category_id", 7 * week + 6, 7 * week) for week in range(WEEKS)]
    spans += [("township_id", MAP_DAYS - 1, 0)]
    sql = " UNION ALL ".join(_CAME_IN.format(column=column) for column, _, _ in spans)
    values = [
        value
        for at, (_, first, last) in enumerate(spans)
        for value in (at, Kind.WRONGDOING.value, _midnight(today, first), _midnight(today, last - 1))
    ]
    found: list[Counter[int | None]] = [Counter() for _ in spans]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for at, which, n in cursor.fetchall():
            found[at][places.top_of(which) if at < len(spans) - 1 else which] += n
    townships = {pk: n for pk, n in found[-1].items() if pk}
    return _Counts(found[0], found[1], tuple(found[2:-1]), townships)


def _midnight(today: date, days_ago: int) -> Any:
    """The moment at which that day began, as the database compares it."""
    begin = timezone.make_aware(datetime.combine(today - timedelta(days=days_ago), time.min))
    return connection.ops.adapt_datetimefield_value(begin)


def _piles(today: date, places: Directory) -> tuple[Pile, ...]:
    rows = (
        Case.objects.filter(due_on__lt=today, state__in=OWED_STATES, merged_into__isnull=True)  # all in one index
        .exclude(kind=Kind.WRONGDOING)
        .values("department")
        .annotate(n=Count("pk"), oldest=Min("due_on"))
        .order_by("-n", "department")
    )
    return tuple(_pile(row["department"], row["n"], row["oldest"], places) for row in rows)


def _pile(department_id: int | None, count: int, oldest: date, places: Directory) -> Pile:
    department = places.departments.get(department_id or 0)
    name, name_en = (department.short or department.name, department.name_en) if department else ("", "")
    return Pile(department_id, name, name_en, count, oldest)


def _bad_ratings(moment: datetime) -> list[WorstAnswer]:
    rows = (
        Rating.objects.filter(newest=True, at__gte=moment - timedelta(days=RATING_DAYS), level__lte=Level.BAD)
        .exclude(case__kind=Kind.WRONGDOING)
        .select_related("case")
        .order_by("level", "-at")[:1000]
    )
    return [WorstAnswer(r.case_id, r.case.title, r.case.state, r.case.township_id, r.level) for r in rows]
