"""How long answers took, and who still waits. Times are counted in working days."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from statistics import median

from huiyin.hear.sheets import Row
from huiyin.methods.deadlines import is_working_day

SOON, LATE = 5, 15
"""Working days: within 5 an answer is quick, after 15 it is late."""

ENOUGH = 10
"""Below this many timed answers no figure of a department is shown: chance would rank it."""

EDGES = (0, 2, 5, 10, 15, 30, 60)
"""Upper ends of the bars of the histogram, in working days; the last bar is everything above."""

_CLOSED = (
    "closed", "completed", "complete", "resolved", "done", "answered", "finished", "已办结", "办结", "已答复", "已回复",
    "答复", "已完成", "完成", "已解决", "已归档", "归档", "已处理", "已结案", "结案",
)  # fmt: skip
_CHINESE_OFFSET = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers among all messages; the times of those whose both days are known."""

    total: int
    answered: int
    days: tuple[int, ...]
    holidays: bool

    @property
    def median(self) -> float:
        """Working days until half had their answer."""
        return float(median(self.days))

    def within(self, limit: int) -> int:
        """Answers given within so many working days."""
        return sum(days <= limit for days in self.days)

    @property
    def bars(self) -> tuple[int, ...]:
        """Answers per bar of the histogram, see `EDGES`."""
        bars = [0] * (len(EDGES) + 1)
        for days in self.days:
            bars[bisect_left(EDGES, days)] += 1
        return tuple(bars)


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """One department: what it received and answered, and its times where there are enough of them."""

    name: str
    total: int
    answered: int
    timed: int
    median: float | None
    within_late: int | None


class WorkingDays:
    """Counts working days quickly: every day of the span is looked up once."""

    def __init__(self, first: date, last: date, *, holidays: bool) -> None:
        self._first = first
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        works = (is_working_day(day) if holidays else day.weekday() < 5 for day in days)
        self._until = list(accumulate(works, initial=0))

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; 0 where `end` is not later."""
        if end <= start:
            return 0
        return self._until[(end - self._first).days + 1] - self._until[(start - self._first).days + 1]


Calendar = tuple[WorkingDays, bool] | None
"""The working days of the file and whether China's holidays are among them; None without any date."""


def calendar_of(rows: Sequence[Row]) -> Calendar:
    """Working days over the whole file; with China's holidays where its times are China's."""
    moments = [moment for row in rows for moment in (row.said_at, row.reply_at) if moment is not None]
    if not moments:
        return None
    holidays = all(moment.utcoffset() == _CHINESE_OFFSET for moment in moments)
    days = [moment.date() for moment in moments]
    return WorkingDays(min(days), max(days), holidays=holidays), holidays


def is_answered(row: Row) -> bool:
    """Whether there is an answer, its date, or a status that says so."""
    return bool(row.reply or row.reply_at) or row.status.casefold() in _CLOSED


def answers_of(rows: Sequence[Row], calendar: Calendar) -> Answers:
    """How many were answered and how fast."""
    days = sorted(time for row in rows if (time := _time(row, calendar)) is not None)
    return Answers(len(rows), sum(map(is_answered, rows)), tuple(days), calendar is not None and calendar[1])


def _time(row: Row, calendar: Calendar) -> int | None:
    """Working days until the answer; unknown where a day is missing or the answer is older than the message."""
    if calendar is None or row.said_at is None or row.reply_at is None or row.reply_at < row.said_at:
        return None
    return calendar[0].between(row.said_at.date(), row.reply_at.date())


def department_lines(rows: Iterable[Row], calendar: Calendar) -> tuple[DepartmentLine, ...]:
    """A line per department, those with the most messages first."""
    by_name: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.department:
            by_name[row.department].append(row)
    lines = [_department(name, own, calendar) for name, own in by_name.items()]
    return tuple(sorted(lines, key=lambda line: (-line.total, line.name)))


def _department(name: str, rows: list[Row], calendar: Calendar) -> DepartmentLine:
    times = answers_of(rows, calendar)
    enough = len(times.days) >= ENOUGH
    return DepartmentLine(
        name=name,
        total=times.total,
        answered=times.answered,
        timed=len(times.days),
        median=times.median if enough else None,
        within_late=times.within(LATE) if enough else None,
    )


def waiting_rows(rows: Iterable[Row], calendar: Calendar, as_of: date | None) -> tuple[int, list[tuple[Row, int]]]:
    """How many have no answer; those of known age with their working days until `as_of`, the oldest first."""
    unanswered = [row for row in rows if not is_answered(row)]
    waits = [
        (row, calendar[0].between(row.said_at.date(), as_of))
        for row in unanswered
        if row.said_at is not None and calendar is not None and as_of is not None
    ]
    waits.sort(key=lambda wait: (-wait[1], wait[0].said_at, wait[0].line))
    return len(unanswered), waits
