"""The queue as the desk shows it: rows, and the tree of lists on its left, each with the count that its link shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

from django.urls import reverse
from django.utils import timezone

from huiyin.handle.clock import own_days
from huiyin.handle.counts import Count, shown_categories, shown_townships, shown_villages
from huiyin.handle.filters import Filters
from huiyin.handle.queue import QueueLine, QueuePage, line_of, queue
from huiyin.handle.rules import OPEN, OVERDUE, OWED_STATES
from huiyin.handle.words import CHOICES
from huiyin.hear.models import Case
from huiyin.hear.rules import Kind, State
from huiyin.hear.words import KINDS
from huiyin.methods.deadlines import working_days_between
from huiyin.people.models import Account
from huiyin.people.rules import Role
from huiyin.places.queries import Directory, directory
from huiyin.places.words import local_name
from huiyin.understand.models import HotIssue

SOON = 1
"""Working days left from which a case is "due soon"."""

LONG_OVER = 45
"""Days: beyond them a difference is told in days of the calendar."""


@dataclass(frozen=True)
class Row:
    """One line of the queue, ready to be read."""

    id: int
    url: str
    state: str  # as `web.words.STATES` knows it: late and due go before the state itself
    title: str
    place: str
    department: str
    messages: int
    age: int  # days since it was opened
    due_on: date | None
    days_left: int | None  # working days; None where nothing is owed, or it is far away
    days_over: int  # days of the calendar past its day, where that is long
    tone: str  # late, soon or nothing


@dataclass(frozen=True)
class Option:
    """A list that can be asked for: its link takes the choice back where it is the one shown."""

    label: str
    url: str
    count: Count
    is_chosen: bool
    is_hot: bool = False
    is_below: bool = False  # a leaf or village, under its branch or township


@dataclass(frozen=True)
class Group:
    """A group of lists."""

    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class DeskQueue:
    """Everything on the queue's page."""

    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    label: str
    total: Count
    words: str
    kept: tuple[tuple[str, str], ...]  # the other choices, as a form carries them along
    next_url: str
    previous_url: str
    is_narrowed: bool


def desk_queue(account: Account, filters: Filters, *, after: str = "", size: int = 50) -> DeskQueue:
    """One page of the queue with its lists. At most seven statements, whatever is stored."""
    page = queue(account, filters, after=after or None, size=size)
    places = directory()
    groups = _groups(account, filters, page, places)
    return DeskQueue(
        rows=_rows(page.lines, places, query_of(filters, after=after)),
        groups=groups,
        label=str(CHOICES.get(filters.state, CHOICES[OPEN])),
        total=page.count("state", filters.state),
        words=filters.words,
        kept=tuple(parse_qsl(query_of(replace(filters, words="")))),
        next_url=_address(filters, after=page.next) if page.next else "",
        previous_url=_address(filters, after=page.previous) if page.previous else "",
        is_narrowed=replace(filters, state=OPEN) != Filters(),
    )


def query_of(filters: Filters, **more: object) -> str:
    """The choices as an address carries them, without those that say nothing."""
    said: dict[str, object] = {
        "state": "" if filters.state == OPEN else filters.state, "kind": filters.kind, "category": filters.category,
        "area": filters.area, "department": filters.department, "q": filters.words, "issue": filters.hot_issue, **more,
    }  # fmt: skip
    return urlencode({name: value for name, value in said.items() if value not in ("", None)})


def _address(filters: Filters, **more: object) -> str:
    query = query_of(filters, **more)
    return reverse("queue") + (f"?{query}" if query else "")


def _rows(lines: Iterable[QueueLine], places: Directory, query: str) -> tuple[Row, ...]:
    today, own = timezone.localdate(), own_days()
    end = f"?{query}" if query else ""
    return tuple(_row(line, places, today, own, end) for line in lines)


def row_of(case: Case, *, query: str) -> Row:
    """The line of one case as it stands now. One statement."""
    today = timezone.localdate()
    end = f"?{query}" if query else ""
    return _row(line_of(case, today), directory(), today, own_days(), end)


def _row(line: QueueLine, places: Directory, today: date, own: Mapping[date, bool], end: str) -> Row:
    left = days_left(line.state, line.due_on, today, own)
    soon = left is not None and 0 <= left <= SOON
    return Row(
        id=line.id,
        url=reverse("case", args=[line.id]) + end,
        state="late" if line.is_overdue else "due" if soon else line.state,
        title=line.title,
        place=local_name(places.areas.get(line.area_id or 0)),
        department=_short(places, line.department_id),
        messages=line.message_count,
        age=(today - timezone.localtime(line.opened_at).date()).days,
        due_on=line.due_on if line.state in OWED_STATES else None,
        days_left=left,
        days_over=(today - line.due_on).days if line.is_overdue and line.due_on and left is None else 0,
        tone="late" if line.is_overdue else "soon" if soon else "",
    )


def days_left(state: str, due_on: date | None, today: date, own: Mapping[date, bool]) -> int | None:
    """Working days until it is due, below zero after; None where nothing is owed, or the day is far away."""
    if due_on is None or state not in OWED_STATES or abs((due_on - today).days) > LONG_OVER:
        return None
    return working_days_between(today, due_on, own=own)


def _short(places: Directory, department_id: int | None) -> str:
    """The name of a department as a list has room for it."""
    department = places.departments.get(department_id or 0)
    full = local_name(department)
    return department.short if department and department.short and full == department.name else full


def _groups(account: Account, filters: Filters, page: QueuePage, places: Directory) -> tuple[Group, ...]:
    found = [
        Group("", tuple(_state_options(filters, page))),
        Group("kind", tuple(_kind_options(account, filters, page))),
        Group("issue", tuple(_issue_options(filters))),
        Group("category", tuple(_category_options(filters, page, places))),
        Group("area", tuple(_area_options(filters, page, places))),
    ]
    if account.role != Role.HANDLER:
        found.append(Group("department", tuple(_department_options(filters, page, places))))
    return tuple(group for group in found if group.options)


def _state_options(filters: Filters, page: QueuePage) -> Iterable[Option]:
    for choice, label in CHOICES.items():
        is_chosen = filters.state == choice
        count = page.count("state", choice)
        hot = choice in {OVERDUE, State.REOPENED} and count.n > 0
        yield Option(str(label), _address(replace(filters, state=choice)), count, is_chosen, hot)


def _kind_options(account: Account, filters: Filters, page: QueuePage) -> Iterable[Option]:
    sees_all = account.department is not None and account.department.is_discipline
    for kind in Kind:
        if kind != Kind.WRONGDOING or sees_all:
            is_chosen = filters.kind == kind
            url = _address(replace(filters, kind="" if is_chosen else kind))
            yield Option(str(KINDS[kind]), url, page.count("kind", kind), is_chosen)


def _category_options(filters: Filters, page: QueuePage, places: Directory) -> Iterable[Option]:
    for pk in _branches_first(shown_categories(places, filters.category), places.categories):
        is_chosen = filters.category == pk
        count = page.count("category", pk)
        if count.n or is_chosen:
            url = _address(replace(filters, category=None if is_chosen else pk))
            category = places.categories[pk]
            yield Option(local_name(category), url, count, is_chosen, is_below=category.parent_id is not None)


def _area_options(filters: Filters, page: QueuePage, places: Directory) -> Iterable[Option]:
    shown = [*shown_townships(places), *shown_villages(places, filters.area)]
    townships = set(shown_townships(places))
    for pk in _branches_first(shown, places.areas):
        is_chosen = filters.area == pk
        count = page.count("area", pk)
        if count.n or is_chosen:
            url = _address(replace(filters, area=None if is_chosen else pk))
            yield Option(local_name(places.areas[pk]), url, count, is_chosen, is_below=pk not in townships)


def _department_options(filters: Filters, page: QueuePage, places: Directory) -> Iterable[Option]:
    for pk, department in places.departments.items():
        is_chosen = filters.department == pk
        count = page.count("department", pk)
        if count.n or is_chosen:
            url = _address(replace(filters, department=None if is_chosen else pk))
            yield Option(local_name(department), url, count, is_chosen)


def _issue_options(filters: Filters) -> Iterable[Option]:
    """The hot issues of the newest count; how many messages each holds."""
    newest = HotIssue.objects.order_by("-day").values("day")[:1]
    rows = HotIssue.objects.filter(day__in=newest).order_by("place_rank").values_list("pk", "title", "message_count")
    for pk, title, messages in rows[:6]:
        is_chosen = filters.hot_issue == pk
        url = _address(replace(filters, hot_issue=None if is_chosen else pk))
        yield Option(title, url, Count(messages), is_chosen)


def _branches_first(shown: Iterable[int], lines: Mapping[int, object]) -> list[int]:
    """Each branch followed by its leaves, in the order of the directory."""
    held = list(shown)
    below = [pk for pk in held if getattr(lines[pk], "parent_id", None) in held]
    ordered: list[int] = []
    for pk in held:
        if pk not in below:
            ordered.append(pk)
            ordered += [leaf for leaf in below if getattr(lines[leaf], "parent_id", None) == pk]
    return ordered
