"""Keep the counts behind the board and the map: changed by what a case adds or takes away, or counted anew.

Only actions call this: they give the transaction.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import CharField, Count, Q, Value
from django.db.models.functions import Cast, Substr

from huiyin.places.queries import directory
from huiyin.publish.models import Figure, PublicCase, Spot, Tally
from huiyin.publish.rules import (
    LAST_YEAR,
    SPOT_STEPS,
    By,
    Counts,
    FigureKey,
    Measure,
    Tallied,
    cell,
    figures_of,
    first_day_of_last_year,
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
_ADD_TO_SPOT = (
    'INSERT INTO publish_spot ("step", "x", "y", "category", "number", "east", "north")'
    ' VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT ("step", "x", "y", "category") DO UPDATE SET'
    ' "number" = publish_spot."number" + excluded."number", "east" = publish_spot."east" + excluded."east",'
    ' "north" = publish_spot."north" + excluded."north"'
)


def shift_figures(before: Iterable[Tally], after: Iterable[Tally], now: datetime, today: date) -> None:
    """Take out of the figures what these cases counted before, put in what they count now. One statement."""
    parts: Counter[FigureKey] = Counter()
    wholes: Counter[FigureKey] = Counter()
    for rows, sign in ((before, -1), (after, 1)):
        for row in rows:
            for key, part, whole in figures_of(_tallied(row), today):
                parts[key] += sign * part
                wholes[key] += sign * whole
    at = connection.ops.adapt_datetimefield_value(now)
    _add(_ADD_TO_FIGURE, ((*key, parts[key], wholes[key], at) for key in sorted(wholes) if parts[key] or wholes[key]))


def shift_spots(before: Iterable[PublicCase], after: Iterable[PublicCase]) -> None:
    """Take these cases off the map as they were, put them on as they are. One statement."""
    held = _Held()
    for rows, sign in ((before, -1), (after, 1)):
        for row in rows:
            held.put(row.lat, row.lon, row.top_category_id, sign)
    _add(_ADD_TO_SPOT, ((*key, *sums) for key, sums in sorted(held.cells.items()) if any(sums)))


def count_anew(now: datetime, today: date) -> int:
    """Count all figures and all cells of the map from the cases; return how many figures there are."""
    parts: Counter[FigureKey] = Counter()
    wholes: Counter[FigureKey] = Counter()
    for period, department, township, pairs in _sums(today):
        whose = ((By.ALL, ""), (By.DEPARTMENT, department), (By.TOWNSHIP, township))
        for measure, (part, whole) in pairs.items():
            for by, key in whose if whole else ():
                parts[period, by, key, measure] += part
                wholes[period, by, key, measure] += whole
    Figure.objects.all().delete()
    Figure.objects.bulk_create(
        Figure(period=key[0], by=key[1], key=key[2], measure=key[3], part=parts[key], whole=whole, counted_at=now)
        for key, whole in sorted(wholes.items())
    )
    _count_spots_anew()
    return len(wholes)


def _tallied(row: Tally) -> Tallied:
    how = Counts(row.answered, row.in_time, row.solved, row.satisfied)
    return Tallied(row.opened_on, row.department, row.township, how)


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


_Sums = tuple[str, str, str, dict[Measure, tuple[int, int]]]


def _sums(today: date) -> Iterator[_Sums]:
    """Per period, department and township, each measure's part and whole: by month, by year, last 365 days."""
    day = Cast("opened_on", CharField())
    last = Tally.objects.filter(opened_on__range=(first_day_of_last_year(today), today))
    yield from _summed(Tally.objects.annotate(period=Substr(day, 1, 7)))
    yield from _summed(Tally.objects.annotate(period=Substr(day, 1, 4)))
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


def _count_spots_anew() -> None:
    held = _Held()
    placed = PublicCase.objects.exclude(lat=None).values_list("lat", "lon", "top_category")
    for lat, lon, top, number in placed.annotate(number=Count("pk")):
        held.put(lat, lon, top, number)
    Spot.objects.all().delete()
    Spot.objects.bulk_create(
        Spot(step=step, x=x, y=y, category=category, number=number, east=east, north=north)
        for (step, x, y, category), (number, east, north) in sorted(held.cells.items())
    )


def _add(sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
    if many := list(rows):
        with connection.cursor() as cursor:
            cursor.executemany(sql, many)
