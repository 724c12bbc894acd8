"""The leader's morning: what five minutes are enough for. Counts the office's work, never residents."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min
from django.db.models.functions import TruncDate
from django.utils import timezone

from huiyin.handle.rules import OWED_STATES
from huiyin.hear.models import Case
from huiyin.hear.rules import Kind
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
    """The state of things this morning. Fourteen statements, bounded by twelve weeks of cases and the open ones."""
    moment = now or timezone.now()
    today = timezone.localtime(moment).date()
    places = directory()
    counts = _daily_counts(today, places)
    bad = _bad_ratings(moment)
    yesterday = counts.of_day(today - timedelta(days=1))
    return Morning(
        at=moment,
        new=sum(yesterday.values()),
        new_week_before=sum(counts.of_day(today - timedelta(days=8)).values()),
        new_mostly=max(yesterday, key=lambda key: yesterday[key], default=None),
        piles=_piles(today, places),
        hot=tuple(hot_issues(most=3)),
        rises=tuple(rises(most=3)),
        bad_ratings=len(bad),
        worst=tuple(bad[:MOST_LINES]),
        broken=projects(broken=True),
        weekly=counts.weekly(today),
        by_township=counts.by_township(today),
    )


@dataclass(frozen=True)
class _Counts:
    rows: tuple[tuple[date, int | None, int | None, int], ...]  # day, first-level category, township, cases

    def of_day(self, day: date) -> Counter[int | None]:
        found: Counter[int | None] = Counter()
        for on, category, _, n in self.rows:
            if on == day:
                found[category] += n
        return found

    def by_township(self, today: date) -> dict[int, int]:
        found: Counter[int] = Counter()
        for on, _, township, n in self.rows:
            if township and on > today - timedelta(days=MAP_DAYS):
                found[township] += n
        return dict(found)

    def weekly(self, today: date) -> tuple[Weekly, ...]:
        """The categories with most cases in the last seven days, and how they were before."""
        found: dict[int, list[int]] = defaultdict(lambda: [0] * WEEKS)
        for on, category, _, n in self.rows:
            ago = (today - on).days // 7
            if category and 0 <= ago < WEEKS:
                found[category][WEEKS - 1 - ago] += n
        ordered = sorted(found.items(), key=lambda item: -item[1][-1])[:6]
        return tuple(Weekly(category, tuple(weeks)) for category, weeks in ordered)


def _daily_counts(today: date, places: Directory) -> _Counts:
    start = timezone.make_aware(datetime.combine(today - timedelta(weeks=WEEKS), datetime.min.time()))
    rows = (
        Case.objects.filter(opened_at__gte=start, merged_into__isnull=True)
        .exclude(kind=Kind.WRONGDOING)
        .values_list(TruncDate("opened_at"), "category", "township")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return _Counts(tuple((day, places.top_of(category), township, n) for day, category, township, n in rows))


def _piles(today: date, places: Directory) -> tuple[Pile, ...]:
    rows = (
        Case.objects.filter(is_open=True, due_on__lt=today, state__in=OWED_STATES, merged_into__isnull=True)
        .exclude(kind=Kind.WRONGDOING)
        .values("department")
        .annotate(n=Count("pk"), oldest=Min("due_on"))
        .order_by("-n", "department")
    )
    return tuple(_pile(row["department"], row["n"], row["oldest"], places) for row in rows)


def _pile(department_id: int | None, count: int, oldest: date, places: Directory) -> Pile:
    department = places.departments.get(department_id or 0)
    name, name_en = (department.name, department.name_en) if department else ("", "")
    return Pile(department_id, name, name_en, count, oldest)


def _bad_ratings(moment: datetime) -> list[WorstAnswer]:
    rows = (
        Rating.objects.filter(newest=True, at__gte=moment - timedelta(days=RATING_DAYS), level__lte=Level.BAD)
        .exclude(case__kind=Kind.WRONGDOING)
        .select_related("case")
        .order_by("level", "-at")[:1000]
    )
    return [WorstAnswer(r.case_id, r.case.title, r.case.state, r.case.township_id, r.level) for r in rows]
