"""Keep the counts behind board, map and morning: changed by what a case adds or takes away, or counted anew.

Only actions call this: they give the transaction.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any, TypeVar

from django.db import connection
from django.db.models import CharField, Count, Q, Value
from django.db.models.functions import Cast, Substr

from huiyin.places.queries import directory
from huiyin.publish.models import Day, Figure, PublicCase, Spot, Tally
from huiyin.publish.rules import (
    LAST_YEAR,
    SPOT_STEPS,
    By,
    Counts,
    DayBy,
    DayKey,
    FigureKey,
    Measure,
    Tallied,
    cell,
    days_of,
    figures_of,
    first_day_of_last_year,
    likened,
    thousandths,
)

SpotKey = tuple[int, int, int, str]
"""Step, x, y, code of the first-level category."""

_ANSWERED: list[Measure] = [measure for measure in Measure if measure != Measure.RECEIVED]
"""Measures that a case can fail or be silent on: columns of `Tally`."""

_ADD_TO_FIGURE = (
    'INSERT INTO publish_figure ("period", "by", "key", "measure", "part", "whole", "counted_at")'
    ' VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT ("period", "by", "key", "measure") DO UPDATE SET'
    ' "part" = publish_figure."part" + excluded."part", "whole" = publish_figure."whole" + excluded."whole",'
    ' "counted_at" = excluded."counted_at"'
)
_ADD_TO_DAY = (
    'INSERT INTO publish_day ("day", "by", "key", "number") VALUES (%s, %s, %s, %s)'
    ' ON CONFLICT ("by", "day", "key") DO UPDATE SET "number" = publish_day."number" + excluded."number"'
)
_ADD_TO_SPOT = (
    'INSERT INTO publish_spot ("step", "x", "y", "category", "number", "east", "north")'
    ' VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT ("step", "x", "y", "category") DO UPDATE SET'
    ' "number" = publish_spot."number" + excluded."number", "east" = publish_spot."east" + excluded."east",'
    ' "north" = publish_spot."north" + excluded."north"'
)


def shift_figures(before: Iterable[Tally], after: Iterable[Tally], now: datetime, today: date) -> None:
    """Take out of the counts what these cases counted before, put in what they count now. Two statements."""
    parts: Counter[FigureKey] = Counter()
    wholes: Counter[FigureKey] = Counter()
    days: Counter[DayKey] = Counter()
    for rows, sign in ((before, -1), (after, 1)):
        cases = list(map(_tallied, rows))
        for like, number in Counter(likened(case, today) for case in cases).items():
            for key, part, whole in figures_of(like):
                parts[key] += sign * number * part
                wholes[key] += sign * number * whole
        for day in chain.from_iterable(map(days_of, cases)):
            days[day] += sign
    at = connection.ops.adapt_datetimefield_value(now)
    _add(_ADD_TO_FIGURE, ((*key, parts[key], wholes[key], at) for key in sorted(wholes) if parts[key] or wholes[key]))
    _add(_ADD_TO_DAY, ((*key, days[key]) for key in sorted(days) if days[key]))


def shift_spots(before: Iterable[PublicCase], after: Iterable[PublicCase]) -> None:
    """Take these cases off the map as they were, put them on as they are. One statement."""
    held = _Held()
    for rows, sign in ((before, -1), (after, 1)):
        for row in rows:
            held.put(row.lat, row.lon, row.top_category_id, sign)
    _add(_ADD_TO_SPOT, ((*key, *sums) for key, sums in sorted(held.cells.items()) if any(sums)))


@dataclass(frozen=True, slots=True)
class Missed:
    """What has to be added to the kept counts (or taken away, below zero) to make them what the cases say."""

    figures: Mapping[FigureKey, tuple[int, int]]
    days: Mapping[DayKey, int]
    spots: Mapping[SpotKey, tuple[int, int, int]]


def missed(today: date) -> Missed:
    """Count everything from the cases and compare. To be read at one moment (`ledger.moment`).

    Reads every case, for seconds in a large office, and changes nothing. The difference can be added later: whatever
    is stored meanwhile adds its own.
    """
    kept_figures = {
        (f.period, f.by, f.key, f.measure): (f.part, f.whole) for f in Figure.objects.all().iterator(chunk_size=2_000)
    }
    kept_days = {
        (day.isoformat(), by, key): (number,)
        for day, by, key, number in Day.objects.values_list("day", "by", "key", "number").iterator()
    }
    kept_spots = {(s.step, s.x, s.y, s.category): (s.number, s.east, s.north) for s in Spot.objects.all().iterator()}
    days = _less(_days(), kept_days)
    return Missed(
        figures=_less(_figures(today), kept_figures),
        days={key: number for key, (number,) in days.items()},
        spots=_less(_spots(), kept_spots),
    )


def add_missed(found: Missed, now: datetime) -> int:
    """Add what was missed; return how many figures there are. A fixed number of statements; small tables only."""
    at = connection.ops.adapt_datetimefield_value(now)
    _add(_ADD_TO_FIGURE, ((*key, *pair, at) for key, pair in sorted(found.figures.items())))
    _add(_ADD_TO_DAY, ((*key, number) for key, number in sorted(found.days.items())))
    _add(_ADD_TO_SPOT, ((*key, *sums) for key, sums in sorted(found.spots.items())))
    Figure.objects.filter(whole=0).delete()
    Day.objects.filter(number=0).delete()
    Spot.objects.filter(number=0).delete()
    return Figure.objects.update(counted_at=now)


K = TypeVar("K")


def _less(counted: Mapping[K, tuple[int, ...]], kept: Mapping[K, tuple[int, ...]]) -> dict[K, Any]:
    """What was counted, less what is kept, where they differ."""
    found = {}
    for key in counted.keys() | kept.keys():
        some = counted.get(key) or (0,) * len(kept[key])
        other = kept.get(key) or (0,) * len(some)
        if some != other:
            found[key] = tuple(a - b for a, b in zip(some, other, strict=True))
    return found


def _figures(today: date) -> dict[FigureKey, tuple[int, int]]:
    parts: Counter[FigureKey] = Counter()
    wholes: Counter[FigureKey] = Counter()
    for period, department, township, pairs in _sums(today):
        whose = ((By.ALL, ""), (By.DEPARTMENT, department), (By.TOWNSHIP, township))
        for measure, (part, whole) in pairs.items():
            for by, key in whose if whole else ():
                parts[period, by, key, measure] += part
                wholes[period, by, key, measure] += whole
    return {key: (parts[key], whole) for key, whole in wholes.items()}


def _days() -> dict[DayKey, tuple[int]]:
    found: dict[DayKey, tuple[int]] = {}
    for by, (day, key) in _DAYS_BY.items():
        rows = Tally.objects.exclude(**{day: None}).values_list(day, key).annotate(number=Count("pk"))
        found |= {(on.isoformat(), str(by), of): (number,) for on, of, number in rows}
    return found


_DAYS_BY: Mapping[DayBy, tuple[str, str]] = {
    DayBy.CATEGORY: ("opened_on", "category"),
    DayBy.TOWNSHIP: ("opened_on", "township"),
    DayBy.OWES: ("due_on", "department"),
}
"""The columns of `Tally` that each is counted by."""


def _tallied(row: Tally) -> Tallied:
    how = Counts(row.answered, row.in_time, row.solved, row.satisfied)
    return Tallied(row.opened_on, row.department, row.township, row.category, row.due_on, how)


class _Held:
    """What cells of the map hold: how many cases, and the sums of their places."""

    def __init__(self) -> None:
        self.cells: dict[SpotKey, tuple[int, int, int]] = {}

    def put(self, lat: float | None, lon: float | None, top_category: int | None, number: int) -> None:
        """Put so many cases (or take them, below zero) on one spot, in cells of every size."""
        if lat is None or lon is None:
            return
        category = directory().categories.get(top_category or 0)
        east, north = number * thousandths(lon), number * thousandths(lat)
        for step in SPOT_STEPS:
            key = (step, cell(lon, step), cell(lat, step), category.code if category else "")
            before = self.cells.get(key, (0, 0, 0))
            self.cells[key] = (before[0] + number, before[1] + east, before[2] + north)


_DAY = Cast("opened_on", CharField())

_Sums = tuple[str, str, str, dict[Measure, tuple[int, int]]]


def _sums(today: date) -> Iterator[_Sums]:
    """Per period, department and township, each measure's part and whole: by month, by year, last 365 days."""
    for month, department, township, pairs in _summed(Tally.objects.annotate(period=Substr(_DAY, 1, 7))):
        yield month, department, township, pairs
        yield month[:4], department, township, pairs
    last = Tally.objects.filter(opened_on__range=(first_day_of_last_year(today), today))
    yield from _summed(last.annotate(period=Value(LAST_YEAR)))


def _summed(cases: Any) -> Iterator[_Sums]:
    answers = {
        f"{measure}_{answer}": Count("pk", filter=Q(**{measure: answer == "yes"}))
        for measure in _ANSWERED
        for answer in ("yes", "no")
    }
    for row in cases.values("period", "department", "township").annotate(number=Count("pk"), **answers):
        pairs: dict[Measure, tuple[int, int]] = {
            m: (row[f"{m}_yes"], row[f"{m}_yes"] + row[f"{m}_no"]) for m in _ANSWERED
        }
        pairs[Measure.RECEIVED] = (row["number"], row["number"])
        yield row["period"], row["department"], row["township"], pairs


def _spots() -> dict[SpotKey, tuple[int, int, int]]:
    held = _Held()
    placed = PublicCase.objects.exclude(lat=None).values_list("lat", "lon", "top_category")
    for lat, lon, top, number in placed.annotate(number=Count("pk")):
        held.put(lat, lon, top, number)
    return held.cells


def _add(sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
    if many := list(rows):
        with connection.cursor() as cursor:
            cursor.executemany(sql, many)
