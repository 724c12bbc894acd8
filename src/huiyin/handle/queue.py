"""The queue: what waits, worst first, a page at a time, with counts that match it. At most five statements."""

from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

from django.db import connection
from django.utils import timezone

from huiyin.handle import slices
from huiyin.handle.counts import NONE, REST, Count, Counts, Scope, count_all, count_among
from huiyin.handle.filters import GROUPS, Filters, Narrowed, narrowed
from huiyin.handle.rules import OVERDUE, is_overdue
from huiyin.handle.slices import Cursor, Part
from huiyin.hear.models import Case
from huiyin.hear.rules import Kind
from huiyin.people.models import Account
from huiyin.people.rules import Role
from huiyin.places.queries import directory
from huiyin.understand.models import HotIssue
from huiyin.understand.queries import search_case_ids

MOST_FOUND = 1_000
"""Cases that a search by words looks at, newest first."""

MOST_OVERDUE_SORTED = 2_000
"""Up to here the overdue are put in order; if there are more, they are found by walking the order."""


@dataclass(frozen=True)
class QueueLine:
    """A case as one line of the queue."""

    id: int
    kind: str
    state: str
    title: str
    category_id: int | None
    area_id: int | None
    department_id: int | None
    message_count: int
    urgency: int
    opened_at: datetime
    due_on: date | None
    is_overdue: bool


@dataclass(frozen=True)
class QueuePage:
    """One page of the queue; `next` and `previous` are cursors for `queue(after=…)`, or None at an end."""

    lines: tuple[QueueLine, ...]
    counts: Counts
    next: str | None
    previous: str | None

    def count(self, group: str, option: object) -> Count:
        """The count of one option."""
        counts = self.counts.get(group, {})
        return counts.get(str(option)) or counts.get(REST, NONE)


EMPTY = QueuePage((), {}, None, None)


def queue(account: Account, filters: Filters, *, after: str | None = None, size: int = 50) -> QueuePage:
    """A page of what this person may see, worst first: by rank, then newest first.

    Five statements at most, whatever is stored and whatever the size of the page. Raises nothing for odd filters:
    what the office does not know of does not narrow.
    """
    if account.role == Role.ADMINISTRATOR:
        return EMPTY
    scope = _scope(account, filters)
    places, today, cursor = directory(), timezone.localdate(), _read(after)
    where = narrowed(scope.filters, directory=places, today=today)
    ids = _known_ids(scope, where, today)
    if ids is None:
        part = slices.listing(where, hidden_kind=scope.hidden_kind, cursor=cursor, size=size)
    else:
        part = slices.listing_of(ids, where, hidden_kind=scope.hidden_kind, cursor=cursor, size=size)
    rows = list(Case.objects.raw(part.sql, part.values))
    counts = (
        count_all(scope, places, today) if ids is None or scope.by_index else count_among(ids, scope, places, today)
    )
    return _page(rows, counts, cursor, size, today)


def _scope(account: Account, filters: Filters) -> Scope:
    if account.role != Role.HANDLER:
        return Scope(filters, Kind.WRONGDOING, GROUPS)
    own = account.department
    fixed = Filters(**{**filters.__dict__, "department": account.department_id})
    hidden = "" if own is not None and own.is_discipline else Kind.WRONGDOING
    return Scope(fixed, hidden, tuple(group for group in GROUPS if group != "department"))


def _known_ids(scope: Scope, where: Narrowed, today: date) -> list[int] | None:
    """The cases to choose from, where they are few and known; None where the indexes are walked."""
    filters = scope.filters
    found: list[int] | None = None
    if words := filters.words.strip():
        found = search_case_ids(words, limit=MOST_FOUND)
    if filters.hot_issue is not None:
        through = HotIssue.cases.through.objects.filter(hotissue=filters.hot_issue)
        in_issue = list(through.order_by("-case_id").values_list("case_id", flat=True)[:MOST_FOUND])
        found = in_issue if found is None else [pk for pk in in_issue if pk in set(found)]
    if found is None and filters.state == OVERDUE:
        late = _values(slices.overdue_ids(today=today, most=MOST_OVERDUE_SORTED + 1))
        return late if len(late) <= MOST_OVERDUE_SORTED else None
    return found


def _values(part: Part) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(part.sql, part.values)
        return [row[0] for row in cursor.fetchall()]


def _read(after: str | None) -> Cursor | None:
    """The cursor as an address carries it; the first page for anything else."""
    direction, _, place = (after or "").partition("_")
    rank, _, pk = place.partition("_")
    try:
        found = Cursor(float(rank), int(pk), back=direction == "p")
    except ValueError:
        return None
    return found if isfinite(found.rank) and 0 < found.id < 2**63 else None


def _page(rows: list[Case], counts: Counts, cursor: Cursor | None, size: int, today: date) -> QueuePage:
    more = len(rows) > size
    shown = rows[:size]
    back = cursor is not None and cursor.back
    if back:
        shown.reverse()
    has_next = bool(shown) and (more or back)
    has_previous = bool(shown) and (more if back else cursor is not None)
    return QueuePage(
        lines=tuple(line_of(case, today) for case in shown),
        counts=counts,
        next=f"n_{shown[-1].rank!r}_{shown[-1].pk}" if has_next else None,
        previous=f"p_{shown[0].rank!r}_{shown[0].pk}" if has_previous else None,
    )


def line_of(case: Case, today: date) -> QueueLine:
    """A case as a line of the queue."""
    return QueueLine(
        case.pk, case.kind, case.state, case.title, case.category_id, case.area_id, case.department_id,
        case.message_count, case.urgency, case.opened_at, case.due_on,
        is_overdue(state=case.state, due_on=case.due_on, today=today),
    )  # fmt: skip
