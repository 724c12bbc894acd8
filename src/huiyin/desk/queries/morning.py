"""The leader's morning: what five minutes are enough for. Counts the office's work, never residents."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from huiyin.places.queries import directory
from huiyin.programme.queries import BrokenPromise, broken_promises
from huiyin.publish.figures import Owed, came_in, overdue
from huiyin.publish.rules import DayBy
from huiyin.rate.queries import BadRating, bad_since
from huiyin.understand.queries import HotIssueLine, RiseLine, hot_issues, rises

WEEKS = 12
WEEK_DAYS = 7
"""What came in and how it was rated: as many days as a list shows together, so that each figure leads to its cases."""
MOST_LINES = 50


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
    yesterday: date
    new: int
    new_week_before: int
    new_mostly: int | None  # first-level category of most of yesterday's cases
    piles: tuple[Owed, ...]
    hot: tuple[HotIssueLine, ...]
    rises: tuple[RiseLine, ...]
    bad_ratings: int
    worst: tuple[BadRating, ...]
    broken: tuple[BrokenPromise, ...]
    weekly: tuple[Weekly, ...]
    by_township: dict[int, int]

    @property
    def today(self) -> date:
        """The day of this morning, which counts as far as it has gone."""
        return self.yesterday + timedelta(days=1)

    @property
    def overdue(self) -> int:
        """Answers owed past their day."""
        return sum(pile.number for pile in self.piles)

    @property
    def oldest_due(self) -> date | None:
        """The longest overdue answer was due on this day."""
        return min((pile.oldest for pile in self.piles), default=None)


def morning(*, now: datetime | None = None) -> Morning:
    """How things stand this morning: counts that are kept, so that it costs the same at any number of cases.

    Eight statements. What happened a moment ago counts as soon as the worker has seen it.
    """
    moment = now or timezone.now()
    today = timezone.localtime(moment).date()
    counts = _came_in(today)
    bad, worst = bad_since(moment - timedelta(days=WEEK_DAYS), most=MOST_LINES)
    return Morning(
        at=moment,
        yesterday=today - timedelta(days=1),
        new=counts.yesterday.total(),
        new_week_before=counts.week_before,
        new_mostly=counts.mostly,
        piles=tuple(overdue(today)),
        hot=tuple(hot_issues(most=3)),
        rises=tuple(rises(most=3)),
        bad_ratings=bad,
        worst=worst,
        broken=broken_promises(),
        weekly=counts.weekly(),
        by_township=_by_township(today),
    )


@dataclass(frozen=True)
class _CameIn:
    """How many cases came in by first-level category (None: none yet): yesterday, and in each week."""

    yesterday: Counter[int | None]
    week_before: int  # on the same day of the week before
    weeks: tuple[Counter[int | None], ...]  # the last seven days first

    @property
    def mostly(self) -> int | None:
        """The category of most of yesterday's cases."""
        known = {key: n for key, n in self.yesterday.items() if key}
        return max(known, key=lambda key: known[key], default=None)

    def weekly(self) -> tuple[Weekly, ...]:
        """The categories with most cases in the last seven days, and how they were before."""
        found = {category for week in self.weeks for category in week if category}
        lines = [Weekly(category, tuple(week[category] for week in reversed(self.weeks))) for category in found]
        return tuple(sorted(lines, key=lambda line: (-line.now, line.category_id))[:6])


def _came_in(today: date) -> _CameIn:
    """One statement: a line for each day of twelve weeks and each first-level category."""
    yesterday: Counter[int | None] = Counter()
    weeks: list[Counter[int | None]] = [Counter() for _ in range(WEEKS)]
    week_before = 0
    known = {category.code: category.id for category in directory().categories.values()}
    for day, code, number in came_in(today - timedelta(days=7 * WEEKS - 1), DayBy.CATEGORY):
        ago = (today - day).days
        if ago < 0:
            continue
        weeks[ago // 7][known.get(code)] += number
        if ago == 1:
            yesterday[known.get(code)] += number
        week_before += number if ago == 8 else 0
    return _CameIn(yesterday, week_before, tuple(weeks))


def _by_township(today: date) -> dict[int, int]:
    """In the last seven days. One statement."""
    known = {area.code: area.id for area in directory().areas.values()}
    found: Counter[int] = Counter()
    for day, code, number in came_in(today - timedelta(days=WEEK_DAYS - 1), DayBy.TOWNSHIP):
        if code in known and day <= today:
            found[known[code]] += number
    return dict(found)
