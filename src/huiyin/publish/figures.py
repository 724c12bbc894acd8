"""Read the board's figures: kept counts, with what they are worth."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.db.models import CharField, Min, Sum
from django.db.models.functions import Cast

from huiyin.methods.intervals import no_assumption, wilson
from huiyin.places.queries import AreaLine, DepartmentLine, directory, office
from huiyin.publish.models import Day, Figure
from huiyin.publish.rules import LAST_YEAR, By, DayBy, Measure


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval; below the office's minimum of answers only `whole` is told."""

    part: int | None
    whole: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one department or township (None: of those that have none), or of all."""

    key: str
    whose: AreaLine | DepartmentLine | None
    received: int
    answered: int
    in_time: Share
    solved: Share
    satisfied: Share
    rated: Share  # how many of those who were answered rated it
    lowest: float | None  # of satisfied, had all who did not rate it been unhappy
    highest: float | None

    def of(self, measure: str) -> Share:
        """The share for a measure."""
        return {Measure.IN_TIME: self.in_time, Measure.SOLVED: self.solved, Measure.SATISFIED: self.satisfied}[
            Measure(measure)
        ]


@dataclass(frozen=True, slots=True)
class Board:
    """The figures of a period, as they were counted at that moment."""

    period: str
    by: By
    rows: tuple[Row, ...]
    total: Row
    counted_at: datetime | None
    minimum: int


Pairs = dict[str, tuple[int, int]]
NOTHING = (0, 0)


def board(period: str, by: By) -> Board:
    """The figures by department or by township, most cases first, and of all together. One statement."""
    pairs: dict[tuple[str, str], Pairs] = {}
    newest: datetime | None = None
    figures = Figure.objects.filter(period=period, by__in=(by, By.ALL))
    for whose, key, measure, part, whole, at in figures.values_list(
        "by", "key", "measure", "part", "whole", "counted_at"
    ):
        pairs.setdefault((whose, key), {})[measure] = (part, whole)
        newest = max(newest or at, at)
    known = _known(by)
    rows = [_row(key, known.get(key), found) for (whose, key), found in pairs.items() if whose == by]
    return Board(
        period=period,
        by=by,
        rows=tuple(sorted((row for row in rows if row.received), key=lambda row: -row.received)),
        total=_row("", None, pairs.get((By.ALL, ""), {})),
        counted_at=newest,
        minimum=office().minimum_answers,
    )


def periods() -> list[str]:
    """The periods for which there are figures: the last 365 days first, then the newest. One statement."""
    found = Figure.objects.filter(by=By.ALL, measure=Measure.RECEIVED, whole__gt=0).values_list("period", flat=True)
    return [LAST_YEAR, *sorted(set(found) - {LAST_YEAR}, reverse=True)]


def figure(period: str, by: By, key: str, measure: str) -> tuple[int, int] | None:
    """Part and whole of one figure; None where it is not counted. One statement."""
    found = Figure.objects.filter(period=period, by=by, key=key, measure=measure).values_list("part", "whole")
    return found.first()


@dataclass(frozen=True, slots=True)
class Owed:
    """Answers that a department (None: nobody yet) owes since before a day."""

    department: DepartmentLine | None
    number: int
    oldest: date


def overdue(today: date) -> list[Owed]:
    """How many answers are overdue, by department, most first. One statement, whatever the number of cases."""
    rows = Day.objects.filter(by=DayBy.OWES, day__lt=today, number__gt=0).values_list("key")
    known = {department.code: department for department in directory().departments.values()}
    summed = rows.annotate(total=Sum("number"), oldest=Min("day")).order_by("-total", "key")
    return [Owed(known.get(key), total, oldest) for key, total, oldest in summed]


def came_in(since: date, by: DayBy) -> Iterator[tuple[date, str, int]]:
    """How many cases came in on each day since then, by first-level category or township: day, code, number.

    As the counts are kept: without reports of wrongdoing, and without those that were joined to another. One statement.
    """
    rows = Day.objects.filter(by=by, day__gte=since, number__gt=0)
    read = cache(date.fromisoformat)  # a day has as many rows as there are categories
    for day, key, number in rows.values_list(Cast("day", CharField()), "key", "number").iterator(chunk_size=2_000):
        yield read(day), key, number


def sorted_rows(rows: Iterable[Row], measure: str, *, ascending: bool) -> list[Row]:
    """By a measure; what has not enough answers comes last either way."""

    def worth(row: Row) -> float | None:
        return float(row.received) if measure == Measure.RECEIVED else row.of(measure).value

    told = [row for row in rows if worth(row) is not None]
    untold = [row for row in rows if worth(row) is None]
    return sorted(told, key=lambda row: worth(row) or 0.0, reverse=not ascending) + untold


def share(part: int, whole: int, minimum: int) -> Share:
    """A share of at least `minimum` answers, with its interval; of fewer, their number alone."""
    if whole < max(minimum, 1):
        return Share(None, whole, None, None, None)
    interval = wilson(part, whole)
    return Share(part, whole, part / whole, interval.low, interval.high)


def _known(by: By) -> dict[str, AreaLine | DepartmentLine]:
    places = directory()
    found: Iterable[AreaLine | DepartmentLine] = (
        places.departments.values() if by == By.DEPARTMENT else places.areas.values()
    )
    return {thing.code: thing for thing in found}


def _row(key: str, whose: AreaLine | DepartmentLine | None, pairs: Pairs) -> Row:
    minimum = office().minimum_answers
    answered = pairs.get(Measure.ANSWERED, NOTHING)[0]
    satisfied, rated = pairs.get(Measure.SATISFIED, NOTHING)
    asked = max(answered, rated)
    bounds = no_assumption(satisfied, rated, asked) if rated >= max(minimum, 1) else None
    return Row(
        key=key, whose=whose, received=pairs.get(Measure.RECEIVED, NOTHING)[1], answered=answered,
        in_time=share(*pairs.get(Measure.IN_TIME, NOTHING), minimum),
        solved=share(*pairs.get(Measure.SOLVED, NOTHING), minimum),
        satisfied=share(satisfied, rated, minimum),
        rated=share(rated, asked, minimum),
        lowest=bounds.low if bounds else None, highest=bounds.high if bounds else None,
    )  # fmt: skip
