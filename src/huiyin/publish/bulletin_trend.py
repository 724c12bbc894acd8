"""How many messages came when: by day, week, month or year, whichever a reader can take in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

DAY, WEEK, MONTH, YEAR = "day", "week", "month", "year"
_UP_TO_DAYS = ((31, DAY), (183, WEEK), (2_600, MONTH))


@dataclass(frozen=True, slots=True)
class Trend:
    """Counts per step, each named by its first day; steps without a message stand there with 0.

    ``earlier`` messages, at most one in a hundred, came long before the others and are left out.
    """

    step: str
    points: tuple[tuple[date, int], ...]
    earlier: int = 0

    @property
    def peak(self) -> tuple[date, int]:
        """The first step with the most messages."""
        return max(self.points, key=lambda point: point[1])

    @property
    def usual(self) -> float:
        """The median step: what one outlier cannot move."""
        return float(median(count for _, count in self.points))


def trend_of(days: Sequence[date]) -> Trend | None:
    """The trend of messages said on these days; None where they all fall on one day."""
    ordered = sorted(days)
    earlier = _stragglers(ordered)
    shown = ordered[earlier:]
    if not shown or shown[0] == shown[-1]:
        return None
    span = (shown[-1] - shown[0]).days + 1
    step = next((name for most, name in _UP_TO_DAYS if span <= most), YEAR)
    counts = Counter(_start(day, step) for day in shown)
    points = []
    at = _start(shown[0], step)
    while at <= shown[-1]:
        points.append((at, counts[at]))
        at = _next(at, step)
    return Trend(step, tuple(points), earlier)


def _stragglers(ordered: Sequence[date]) -> int:
    """How many first days to leave out: the first hundredth, where it takes up a quarter of the time."""
    few = len(ordered) // 100
    if not few:
        return 0
    gap = (ordered[few] - ordered[0]).days
    return few if gap * 4 > (ordered[-1] - ordered[0]).days else 0


def _start(day: date, step: str) -> date:
    if step == WEEK:
        return day - timedelta(days=day.weekday())
    if step == MONTH:
        return day.replace(day=1)
    return day.replace(month=1, day=1) if step == YEAR else day


def _next(start: date, step: str) -> date:
    if step == DAY:
        return start + timedelta(days=1)
    if step == WEEK:
        return start + timedelta(weeks=1)
    later = start + timedelta(days=32 if step == MONTH else 366)
    return _start(later, step)
