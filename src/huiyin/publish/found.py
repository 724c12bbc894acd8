"""What words find among the public cases: looked up once, then listed, counted and put on the map from memory."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from huiyin.publish.models import PublicCase
from huiyin.publish.rules import Group


class Hit(NamedTuple):
    """What is needed of a case to order it, to count it and to place it."""

    opened_on: date
    id: int
    stands: str
    due_on: date | None
    lat: float | None
    lon: float | None


def hits(rows: QuerySet[PublicCase]) -> tuple[Hit, ...]:
    """These cases, newest first. One statement."""
    sql, values = (
        rows.order_by().values_list("opened_on", "pk", "stands", "due_on", "lat", "lon").query.sql_with_params()
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return tuple(sorted(map(Hit._make, cursor.fetchall()), reverse=True, key=lambda hit: hit[:2]))


def standing(found: Sequence[Hit], group: str, today: date) -> Sequence[Hit]:
    """Those that stand in a group; all of them for no group."""
    if group == Group.LATE:
        return [hit for hit in found if _is_late(hit, today)]
    return [hit for hit in found if hit.stands == group] if group else found


def by_group(found: Sequence[Hit], today: date) -> dict[str, int]:
    """How many stand in each group, and in all ("")."""
    numbers: dict[str, int] = dict(Counter(hit.stands for hit in found))
    return {**numbers, Group.LATE: sum(_is_late(hit, today) for hit in found), "": len(found)}


def page(
    found: Sequence[Hit], before: tuple[date, int] | None, after: tuple[date, int] | None, size: int
) -> tuple[list[int], bool, bool]:
    """The cases of one page below `before` or above `after`; whether there are newer and older ones."""
    if after is not None:
        newer = [hit.id for hit in found if hit[:2] > after]
        return newer[-size:], len(newer) > size, True
    older = [hit.id for hit in found if before is None or hit[:2] < before]
    return older[:size], before is not None, len(older) > size


def placed(found: Sequence[Hit]) -> Iterator[tuple[float, float, int]]:
    """Where the cases lie that have a place: latitude, longitude, case."""
    for hit in found:
        if hit.lat is not None and hit.lon is not None:
            yield hit.lat, hit.lon, hit.id


def _is_late(hit: Hit, today: date) -> bool:
    return hit.stands == Group.IN_HAND and hit.due_on is not None and hit.due_on < today
