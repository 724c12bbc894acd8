"""Read what may be shown: lists, one case, the map. The number of statements never depends on how much there is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from django.db import connection
from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone

from huiyin.answer.queries import answers_of
from huiyin.handle.queries import Station
from huiyin.hear import search
from huiyin.ledger.kept import Kept
from huiyin.places.kept import forgotten_with
from huiyin.places.queries import AreaLine, CategoryLine, DepartmentLine, directory
from huiyin.programme.queries import ProjectLine, projects_of_case
from huiyin.publish import found, rules
from huiyin.publish.access import public_cases, shown_cases
from huiyin.publish.found import Hit
from huiyin.publish.gather import shown_answers
from huiyin.publish.models import SEARCH, PublicCase, Spot
from huiyin.publish.rules import Group, Measure, Shown
from huiyin.publish.stations import stations
from huiyin.rate.queries import ratings_of

MOST_COUNTED = 1_000
MOST_LOOKED_AT = 3_000
MOST_FOUND = 1_000
"""Cases that words find: the newest."""
PAGE = 20
MOST_POINTS = 300


_BY_STAND = "SELECT stands, COUNT(*), COUNT(CASE WHEN due_on < %%s THEN 1 END) FROM (%s) AS some_cases GROUP BY stands"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader narrows the list by; ids, and days of receipt. Empty: everything."""

    words: str = ""
    area: int | None = None
    category: int | None = None
    department: int | None = None
    kind: str = ""
    group: str = ""
    since: date | None = None
    until: date | None = None
    measure: str = ""
    holds: bool = True  # of a measure: the cases in the part, or all that are counted
    without: str = ""  # department or township: only cases that have none

    @property
    def narrowed(self) -> bool:
        """Whether anything at all is asked for."""
        return self != Wanted()

    @property
    def by_spots(self) -> bool:
        """Whether the kept counts of the map answer it: at most a first-level category is asked for."""
        category = directory().categories.get(self.category or 0)
        is_top = self.category is None or (category is not None and category.parent_id is None)
        return is_top and replace(self, category=None) == Wanted()


Mark = tuple[date, int]
"""Where a page of the list ends: day of receipt and case."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as lists need it: its words without personal data."""

    id: int
    kind: str
    state: str
    title: str
    text: str
    area: AreaLine | None
    township: AreaLine | None
    category: CategoryLine | None
    department: DepartmentLine | None
    opened_on: date
    due_on: date | None
    answered_on: date | None
    ended_on: date | None
    is_late: bool
    same: int  # how many others said the same
    answer: str = ""
    changed_at: datetime | None = None

    @property
    def mark(self) -> Mark:
        """For the page after this line."""
        return self.opened_on, self.id


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list, newest first."""

    lines: tuple[CaseLine, ...]
    has_newer: bool
    has_older: bool


@dataclass(frozen=True, slots=True)
class Groups:
    """How many cases stand in each group ("" all, and LATE); at least so many where not `is_all`."""

    numbers: dict[str, int]
    is_all: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One sent version of the answer, without personal data."""

    number: int
    text: str
    department: DepartmentLine | None
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """How many residents said what about the newest answers."""

    levels: tuple[tuple[int, int], ...]  # level, how many; best first
    solved: tuple[tuple[str, int], ...]
    number: int


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """All that everybody may know of one case."""

    line: CaseLine
    spot: tuple[float, float] | None
    stations: tuple[Station, ...]
    answers: tuple[Version, ...]
    ratings: Counted
    projects: tuple[ProjectLine, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """Something on the map: how many cases lie there, and which if it is one."""

    lat: float
    lon: float
    count: int
    id: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the map, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a spot lies in it."""
        return self.south <= lat <= self.north and self.west <= lon <= self.east


_kept: Kept[tuple[Hit, ...]] = Kept(most=16)
forgotten_with(_kept.clear)


def _hits(wanted: Wanted) -> Sequence[Hit]:
    """What words find, kept until anything happens: list, counts and map are one look-up. Two statements at most."""
    asked, today = replace(wanted, group=""), timezone.localdate()
    return found.standing(_kept.get((asked, today), lambda: found.hits(matching(asked))), wanted.group, today)


def listed(wanted: Wanted, *, before: Mark | None = None, after: Mark | None = None, size: int = PAGE) -> Page:
    """One page, newest first: below `before`, or above `after`. One statement, or three for words."""
    if wanted.words:
        ids, has_newer, has_older = found.page(_hits(wanted), before, after, size)
        by_id = shown_cases().in_bulk(ids)
        return Page(tuple(line_of(by_id[pk]) for pk in ids if pk in by_id), has_newer, has_older)
    rows = matching(wanted)
    if after is not None:
        newer = rows.filter(_newer_than(after)).order_by("opened_on", "case")[: size + 1]
        above = list(reversed(newer))
        return Page(tuple(map(line_of, above[-size:])), len(above) > size, True)
    if before is not None:
        rows = rows.filter(older_than(before))
    below = list(rows.order_by("-opened_on", "-case")[: size + 1])
    return Page(tuple(map(line_of, below[:size])), before is not None, len(below) > size)


def counted(wanted: Wanted) -> int:
    """How many there are, at most one more than a thousand. One statement."""
    if wanted.words:
        return len(_hits(wanted))
    return matching(wanted).order_by()[: MOST_COUNTED + 1].count()


def counted_by_group(wanted: Wanted) -> Groups:
    """How many there are in all and in each group of states, looking at 3,000 at most. One statement."""
    if wanted.words:
        return Groups(found.by_group(_hits(replace(wanted, group="")), timezone.localdate()), is_all=True)
    some = matching(replace(wanted, group="")).order_by().values("stands", "due_on")[: MOST_LOOKED_AT + 1]
    sql, params = some.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_BY_STAND % sql, [timezone.localdate().isoformat(), *params])
        rows = cursor.fetchall()
    numbers = {stand: number for stand, number, _ in rows}
    numbers[Group.LATE] = sum(late for _, _, late in rows)
    numbers[""] = sum(number for _, number, _ in rows)
    return Groups(numbers, is_all=numbers[""] <= MOST_LOOKED_AT)


def matching(wanted: Wanted) -> QuerySet[PublicCase]:
    """The rows that are asked for, in no order."""
    rows = shown_cases()
    places = directory()
    if wanted.words:
        rows = rows.filter(pk__in=search.found(SEARCH, wanted.words, most=MOST_FOUND))
    if wanted.area:
        rows = rows.filter(_within(wanted.area))
    if wanted.category:
        category = places.categories.get(wanted.category)
        is_top = category is not None and category.parent_id is None
        rows = rows.filter(**{"top_category" if is_top else "category": wanted.category})
    if wanted.department:
        rows = rows.filter(department=wanted.department)
    if wanted.without:
        rows = rows.filter(**{f"{wanted.without}__isnull": True})
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    return _by_state_and_time(rows, wanted)


def _by_state_and_time(rows: QuerySet[PublicCase], wanted: Wanted) -> QuerySet[PublicCase]:
    if wanted.group == Group.LATE:
        rows = rows.filter(stands=Group.IN_HAND, due_on__lt=timezone.localdate())
    elif wanted.group:
        rows = rows.filter(stands=wanted.group)
    if wanted.since:
        rows = rows.filter(opened_on__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(opened_on__lte=wanted.until)
    if wanted.measure and wanted.measure != Measure.RECEIVED:
        how = {wanted.measure: True} if wanted.holds else {f"{wanted.measure}__isnull": False}
        rows = rows.filter(**how)
    return rows


def _within(area_id: int) -> Q:
    """A township by its own column, the county by none, a village by its own."""
    area = directory().areas.get(area_id)
    if area is None:
        return Q(pk__in=[])
    if directory().township_of(area_id) is None:
        return Q()
    return Q(township=area_id) if directory().township_of(area_id) == area_id else Q(area=area_id)


def older_than(mark: Mark) -> Q:
    """Below a mark, newest first."""
    return Q(opened_on__lte=mark[0]) & (Q(opened_on__lt=mark[0]) | Q(case__lt=mark[1]))


def _newer_than(mark: Mark) -> Q:
    return Q(opened_on__gte=mark[0]) & (Q(opened_on__gt=mark[0]) | Q(case__gt=mark[1]))


def line_of(row: PublicCase) -> CaseLine:
    """A stored row as lists need it."""
    places = directory()
    is_late = row.due_on is not None and row.due_on < timezone.localdate()
    return CaseLine(
        id=row.pk, kind=row.kind, state=row.state, title=row.title, text=row.text, answer=row.answer,
        area=places.areas.get(row.area_id or 0), township=places.areas.get(row.township_id or 0),
        category=places.categories.get(row.category_id or 0), department=places.departments.get(row.department_id or 0),
        opened_on=row.opened_on, due_on=row.due_on, answered_on=row.answered_on, ended_on=row.ended_on,
        is_late=is_late, same=max(row.message_count - 1, 0),
        changed_at=row.changed_at,
    )  # fmt: skip


def case(case_id: int) -> CaseFacts:
    """One case with its way, its answers, what residents said of them, and what came of it.

    PublicCase.DoesNotExist for what may not be shown. At most ten statements.
    """
    row = shown_cases().annotate(opened_at=F("case__opened_at")).get(pk=case_id)
    return CaseFacts(
        line=line_of(row),
        spot=None if row.lat is None or row.lon is None else (row.lat, row.lon),
        stations=stations(case_id, row.opened_at),
        answers=tuple(_versions(case_id)),
        ratings=_ratings(case_id),
        projects=projects_of_case(case_id),
    )


def _versions(case_id: int) -> Iterable[Version]:
    departments, sent = directory().departments, answers_of(case_id)
    for line, text in zip(sent, shown_answers(case_id, [line.text for line in sent]), strict=True):
        yield Version(line.version, text, departments.get(line.department_id or 0), line.sent_at)


def _ratings(case_id: int) -> Counted:
    counting = [rating for rating in ratings_of(case_id) if rating.counts]
    levels = [rating.level for rating in counting]
    words = [rating.solved for rating in counting]
    return Counted(
        levels=tuple((level, levels.count(level)) for level in range(5, 0, -1) if level in levels),
        solved=tuple((word, words.count(word)) for word in ("yes", "partly", "no") if word in words),
        number=len(counting),
    )


def points(box: Box, wanted: Wanted) -> tuple[Point, ...]:
    """What lies in this part of the map: single cases where they are few, counts of cells where they are many.

    Narrowed by more than a first-level category: at most 300 of the newest 3,000 cases, whatever the stored number.
    Two statements at most.
    """
    if wanted.words:
        return _named(islice(_inside(found.placed(_hits(wanted)), box), MOST_POINTS))
    if not wanted.by_spots:
        return _single(matching(wanted), box)
    cells = _cells(box, wanted)
    if sum(point.count for point in cells) <= MOST_POINTS:
        return _few(matching(wanted), box)
    return cells


def _cells(box: Box, wanted: Wanted) -> tuple[Point, ...]:
    step = rules.step_for(box.west, box.south, box.east, box.north)
    rows = Spot.objects.filter(
        step=step,
        x__range=(rules.cell(box.west, step), rules.cell(box.east, step)),
        y__range=(rules.cell(box.south, step), rules.cell(box.north, step)),
    )
    if wanted.category:
        rows = rows.filter(category=directory().categories[wanted.category].code)
    summed = rows.values("x", "y").annotate(cases=Sum("number"), easts=Sum("east"), norths=Sum("north"))
    return tuple(
        Point(rules.middle(cell["norths"], cell["cases"]), rules.middle(cell["easts"], cell["cases"]), cell["cases"])
        for cell in summed.filter(cases__gt=0).order_by("x", "y")
    )


def _inside(places: Iterable[tuple[float, float, int]], box: Box) -> Iterator[tuple[float, float, int]]:
    return ((lat, lon, pk) for lat, lon, pk in places if box.holds(lat, lon))


def _named(places: Iterable[tuple[float, float, int]]) -> tuple[Point, ...]:
    """Places with the titles of their cases. One statement."""
    spots = {pk: (lat, lon) for lat, lon, pk in places}
    known = titles(list(spots))
    return tuple(Point(lat, lon, 1, pk, known[pk]) for pk, (lat, lon) in spots.items() if pk in known)


def _few(rows: QuerySet[PublicCase], box: Box) -> tuple[Point, ...]:
    """All cases of a box that is known to hold few."""
    inside = rows.filter(lat__range=(box.south, box.north), lon__range=(box.west, box.east))
    few = inside.values_list("lat", "lon", "pk", "title")[:MOST_POINTS]
    return tuple(Point(lat, lon, 1, pk, title) for lat, lon, pk, title in few if lat is not None and lon is not None)


def _single(rows: QuerySet[PublicCase], box: Box) -> tuple[Point, ...]:
    newest = rows.exclude(lat=None).order_by("-opened_on", "-case").values_list("lat", "lon", "pk", "title")
    inside = (
        Point(lat, lon, 1, pk, title)
        for lat, lon, pk, title in newest[:MOST_LOOKED_AT].iterator(chunk_size=MOST_POINTS)
        if lat is not None and lon is not None and box.holds(lat, lon)
    )
    return tuple(islice(inside, MOST_POINTS))


def lately_solved(limit: int = 3) -> tuple[CaseLine, ...]:
    """What residents said was solved, newest first, with the words before and the answer after. One statement."""
    solved = public_cases().filter(state=Shown.SOLVED).exclude(answer="")
    return tuple(map(line_of, solved.order_by("-ended_on", "-case")[:limit]))


def said_nearby(area_id: int | None = None, limit: int = 5) -> tuple[CaseLine, ...]:
    """The newest of what others said in an area, or anywhere. One statement."""
    rows = public_cases()
    if area_id is not None:
        rows = rows.filter(_within(area_id))
    return tuple(map(line_of, rows.order_by("-opened_on", "-case")[:limit]))


def titles(case_ids: Sequence[int]) -> dict[int, str]:
    """The titles of those cases that may be shown. One statement."""
    return dict(shown_cases().filter(pk__in=case_ids).values_list("pk", "title"))
