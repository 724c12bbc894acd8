"""The queue as the desk shows it: rows, and the tree of lists on its left, each with the count that its link shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from urllib.parse import parse_qsl, quote_plus

from django.db.models import Count as CountRows
from django.db.models import Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.handle.clock import own_days
from huiyin.handle.counts import NONE, Count, shown_categories, shown_townships, shown_villages
from huiyin.handle.filters import NOBODY, Filters
from huiyin.handle.queue import QueueLine, QueuePage, line_of, queue
from huiyin.handle.rules import OPEN, OVERDUE, OWED_STATES
from huiyin.handle.words import CHOICES, day_words, days_left_words
from huiyin.hear.access import cases_for
from huiyin.hear.models import Case
from huiyin.hear.rules import Kind, State
from huiyin.hear.words import KINDS
from huiyin.ledger.kept import Kept, last_happening
from huiyin.methods.deadlines import working_days_between
from huiyin.people.models import Account
from huiyin.people.rules import Role
from huiyin.places.kept import forgotten_with
from huiyin.places.queries import DepartmentLine, Directory, directory
from huiyin.places.words import count_words, local_name
from huiyin.understand.models import HotIssue

SOON = 1
"""Working days left from which a case is "due soon"."""

LONG_OVER = 20
"""Days: beyond them a difference is told in days of the calendar."""


@dataclass(frozen=True)
class Row:
    """One line of the queue, ready to be read."""

    id: str
    url: str
    state: str  # as `web.words.STATES` knows it: late and due go before the state itself
    title: str
    place: str
    department: str
    age: str  # 3 天, with how many said it: ×5 · 3 天
    due: str  # 还剩 2 个工作日, 超 84 天, or nothing where no answer is owed
    tone: str  # late, soon or nothing


@dataclass(frozen=True)
class Option:
    """A list that can be asked for: its link takes the choice back where it is the one shown."""

    label: str
    url: str
    count: str  # 1,204 or 300+
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
    since: str  # the days of receipt, as an address carries them
    until: str
    kept_beside_days: tuple[tuple[str, str], ...]
    next_url: str
    previous_url: str
    is_narrowed: bool


def desk_queue(account: Account, filters: Filters, *, after: str = "", size: int = 50) -> DeskQueue:
    """One page of the queue with its lists. At most six statements, whatever is stored."""
    now = last_happening()
    page = queue(account, filters, after=after or None, size=size, now=now)
    places, links = directory(), Links(filters)
    return DeskQueue(
        rows=_rows(page.lines, places, query_of(filters, after=after)),
        groups=_groups(account, filters, page, links, _issue_options(account, filters, links, now)),
        label=str(CHOICES.get(filters.state, CHOICES[OPEN])),
        total=page.count("state", filters.state),
        words=filters.words,
        kept=tuple(parse_qsl(query_of(replace(filters, words="")))),
        since=str(filters.since or ""),
        until=str(filters.until or ""),
        kept_beside_days=tuple(parse_qsl(query_of(replace(filters, since=None, until=None)))),
        next_url=links.to("after", page.next) if page.next else "",
        previous_url=links.to("after", page.previous) if page.previous else "",
        is_narrowed=replace(filters, state=OPEN) != Filters(),
    )


def query_of(filters: Filters, **more: object) -> str:
    """The choices as an address carries them, without those that say nothing."""
    return "&".join(_said(filters, **more).values())


def _said(filters: Filters, **more: object) -> dict[str, str]:
    choices: dict[str, object] = {
        "state": "" if filters.state == OPEN else filters.state, "kind": filters.kind, "category": filters.category,
        "area": filters.area, "department": filters.department, "q": filters.words, "issue": filters.hot_issue,
        "from": filters.since, "to": filters.until, **more,
    }  # fmt: skip
    return {name: f"{name}={quote_plus(str(value))}" for name, value in choices.items() if value not in ("", None)}


class Links:
    """Addresses of the queue that differ from the list that is shown by one choice; the others are written once."""

    def __init__(self, filters: Filters) -> None:
        self.said = _said(filters)
        self.base = reverse("queue")

    def to(self, name: str, value: object) -> str:
        """The list with this choice instead; with none where the value is empty."""
        said = {**self.said, name: f"{name}={value}"}
        if value in ("", None):
            del said[name]
        return f"{self.base}?{'&'.join(said.values())}" if said else self.base


def _rows(lines: Iterable[QueueLine], places: Directory, query: str) -> tuple[Row, ...]:
    writer = _Writer(places, query)
    return tuple(writer.row(line) for line in lines)


def _case_address(query: str) -> str:
    """The address of a case in a list, to be filled in with its number: made once for all lines."""
    return reverse("case", args=[0]).replace("/0/", "/{}/") + (f"?{query}" if query else "").replace("{", "%7B")


def row_of(case: Case, *, query: str) -> Row:
    """The line of one case as it stands now. One statement."""
    return _Writer(directory(), query).row(line_of(case, timezone.localdate()))


class _Writer:
    """Writes the lines of one page: what several of them share is worked out once."""

    def __init__(self, places: Directory, query: str) -> None:
        self.today, self.zone = timezone.localdate(), timezone.get_current_timezone()
        self.address = _case_address(query)
        own = own_days()
        self.place = cache(lambda pk: local_name(places.areas.get(pk)))
        self.department = cache(lambda pk: short_name(places.departments.get(pk)))
        self.age_words = cache(_age_words)
        self.left = cache(lambda state, due_on: days_left(state, due_on, self.today, own))
        self.due = cache(partial(_due, today=self.today))

    def row(self, line: QueueLine) -> Row:
        """The line, ready to be read."""
        left = self.left(line.state, line.due_on)
        soon = left is not None and 0 <= left <= SOON
        return Row(
            id=str(line.id),
            url=self.address.format(line.id),
            state="late" if line.is_overdue else "due" if soon else line.state,
            title=line.title,
            place=self.place(line.area_id or 0),
            department=self.department(line.department_id or 0),
            age=self._age(line),
            due=self.due(line.state, line.due_on, left),
            tone="late" if line.is_overdue else "soon" if soon else "",
        )

    def _age(self, line: QueueLine) -> str:
        age = self.age_words((self.today - line.opened_at.astimezone(self.zone).date()).days)
        return f"×{line.message_count} · {age}" if line.message_count > 1 else age


def _age_words(days: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days} if days else _("today")


def _due(state: str, due_on: date | None, left: int | None, *, today: date) -> str:
    if left is not None:
        return days_left_words(left)
    if due_on is None or state not in OWED_STATES:
        return ""
    over = (today - due_on).days
    return ngettext("%(n)s day over", "%(n)s days over", over) % {"n": over} if over > 0 else day_words(due_on)


def days_left(state: str, due_on: date | None, today: date, own: Mapping[date, bool]) -> int | None:
    """Working days until it is due, below zero after; None where nothing is owed, or the day is far away."""
    if due_on is None or state not in OWED_STATES or abs((due_on - today).days) > LONG_OVER:
        return None
    return working_days_between(today, due_on, own=own)


def short_name(department: DepartmentLine | None) -> str:
    """The name of a department as a list has room for it."""
    full = local_name(department)
    return department.short if department and department.short and full == department.name else full


def _groups(
    account: Account, filters: Filters, page: QueuePage, links: Links, issues: Iterable[Option]
) -> tuple[Group, ...]:
    places = directory()
    found = [
        Group("", tuple(_state_options(filters, page, links))),
        Group("kind", tuple(_kind_options(account, filters, page, links))),
        Group("issue", tuple(issues)),
        Group("category", tuple(_category_options(filters, page, places, links))),
        Group("area", tuple(_area_options(filters, page, places, links))),
    ]
    if account.role != Role.HANDLER:
        found.append(Group("department", tuple(_department_options(filters, page, places, links))))
    return tuple(group for group in found if group.options)


def _counted(count: Count) -> str:
    return count_words(count.n, at_least=count.more)


def _state_options(filters: Filters, page: QueuePage, links: Links) -> Iterable[Option]:
    for choice, label in CHOICES.items():
        is_chosen = filters.state == choice
        count = page.count("state", choice)
        hot = choice in {OVERDUE, State.REOPENED} and count.n > 0
        yield Option(str(label), links.to("state", "" if choice == OPEN else choice), _counted(count), is_chosen, hot)


def _kind_options(account: Account, filters: Filters, page: QueuePage, links: Links) -> Iterable[Option]:
    sees_all = account.department is not None and account.department.is_discipline
    for kind in Kind:
        if kind != Kind.WRONGDOING or sees_all:
            is_chosen = filters.kind == kind
            url = links.to("kind", "" if is_chosen else kind)
            yield Option(str(KINDS[kind]), url, _counted(page.count("kind", kind)), is_chosen)


def _category_options(filters: Filters, page: QueuePage, places: Directory, links: Links) -> Iterable[Option]:
    for pk in _branches_first(shown_categories(places, filters.category), places.categories):
        is_chosen = filters.category == pk
        count = page.count("category", pk)
        if count != NONE or is_chosen:
            url = links.to("category", "" if is_chosen else pk)
            category = places.categories[pk]
            yield Option(local_name(category), url, _counted(count), is_chosen, is_below=category.parent_id is not None)


def _area_options(filters: Filters, page: QueuePage, places: Directory, links: Links) -> Iterable[Option]:
    townships = dict.fromkeys(shown_townships(places))
    for pk in _branches_first((*townships, *shown_villages(places, filters.area)), places.areas):
        is_chosen = filters.area == pk
        count = page.count("area", pk)
        if count != NONE or is_chosen:
            url = links.to("area", "" if is_chosen else pk)
            yield Option(local_name(places.areas[pk]), url, _counted(count), is_chosen, is_below=pk not in townships)


def _department_options(filters: Filters, page: QueuePage, places: Directory, links: Links) -> Iterable[Option]:
    names = {NOBODY: _("nobody yet"), **{pk: local_name(one) for pk, one in places.departments.items()}}
    for pk, name in names.items():
        is_chosen = filters.department == pk
        count = page.count("department", pk)
        if count != NONE or is_chosen:
            url = links.to("department", "" if is_chosen else pk)
            yield Option(name, url, _counted(count), is_chosen)


_kept: Kept[tuple[tuple[int, str, int], ...]] = Kept(most=32)
forgotten_with(_kept.clear)


def _issue_options(account: Account, filters: Filters, links: Links, now: str) -> Iterable[Option]:
    """The hot issues of the newest count, each with all its cases that this person may see, and nothing else chosen."""
    whose = (account.role, account.department_id)
    for pk, title, n in _kept.get(whose, lambda: tuple(_issues(account)), now=now):
        is_chosen = filters.hot_issue == pk
        url = links.base if is_chosen else f"{links.base}?state=all&issue={pk}"
        yield Option(title, url, _counted(Count(n)), is_chosen)


def _issues(account: Account) -> Iterable[tuple[int, str, int]]:
    """Number, title and cases of each hot issue of the newest count.

    That day is one value, not one of several, so that only its issues are walked and not all that ever were.
    """
    newest = Subquery(HotIssue.objects.order_by("-day").values("day")[:1])
    rows = (
        cases_for(account)
        .filter(hot_issues__day=newest)
        .values_list("hot_issues", "hot_issues__title")
        .annotate(n=CountRows("pk"))
        .order_by("hot_issues__place_rank")
    )
    return rows[:6]


def _branches_first(shown: Iterable[int], lines: Mapping[int, object]) -> list[int]:
    """Each branch followed by its leaves, in the order of the directory."""
    above = {pk: getattr(lines[pk], "parent_id", None) for pk in shown}
    below: dict[int, list[int]] = {}
    for pk, parent in above.items():
        if parent in above:
            below.setdefault(parent, []).append(pk)
    return [pk for top, parent in above.items() if parent not in above for pk in (top, *below.get(top, ()))]
