"""The queue: what waits, worst first, a page at a time, with counts that match it. At most five statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import isfinite
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from huiyin.handle import among, slices
from huiyin.handle.among import Known
from huiyin.handle.counts import NONE, REST, Count, Counts, Scope, count_all
from huiyin.handle.filters import GROUPS, Filters, narrowed
from huiyin.handle.rules import OVERDUE, is_overdue
from huiyin.handle.slices import Cursor, Part
from huiyin.hear.models import Case
from huiyin.hear.rules import Kind
from huiyin.people.models import Account
from huiyin.people.rules import Role
from huiyin.places.queries import directory


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


class _Ranked(NamedTuple):
    """A line and its place in the order."""

    line: QueueLine
    rank: float


def queue(account: Account, filters: Filters, *, after: str | None = None, size: int = 50, now: str = "") -> QueuePage:
    """A page of what this person may see, worst first: by rank, then newest first.

    Five statements at most, whatever is stored and whatever the size of the page. Raises nothing for odd filters:
    what the office does not know of does not narrow. `now` is the mark of the last happening, if it was asked for.
    """
    if account.role == Role.ADMINISTRATOR:
        return EMPTY
    scope = _scope(account, filters)
    places, today, cursor = directory(), timezone.localdate(), _read(after)
    where = narrowed(scope.filters, directory=places, today=today)
    known = _known(scope, today)
    if known is None:
        part = slices.listing(where, hidden_kind=scope.hidden_kind, cursor=cursor, size=size)
    else:
        part = slices.lines_of(among.page(known, where, cursor, size), cursor)
    rows = _rows(part, today)
    if known is None or scope.by_index:
        counts = count_all(scope, places, today, now)
    else:
        counts = among.count(known, scope, places, today)
    return _page(rows, counts, cursor, size)


def _scope(account: Account, filters: Filters) -> Scope:
    if account.role != Role.HANDLER:
        return Scope(filters, Kind.WRONGDOING, GROUPS)
    own = account.department
    fixed = Filters(**{**filters.__dict__, "department": account.department_id})
    hidden = "" if own is not None and own.is_discipline else Kind.WRONGDOING
    return Scope(fixed, hidden, tuple(group for group in GROUPS if group != "department"))


def _known(scope: Scope, today: date) -> Sequence[Known] | None:
    """The cases to choose from, where they are few and known; None where the indexes are walked."""
    filters = scope.filters
    found: Sequence[Known] | None = None
    if words := filters.words.strip():
        found = among.found_by(words, today, scope.hidden_kind)
    if filters.hot_issue is not None:
        in_issue = among.in_issue(filters.hot_issue, today, scope.hidden_kind)
        found = in_issue if found is None else sorted(set(found).intersection(in_issue))
    if found is None and filters.state == OVERDUE:
        found = among.late(today, scope.hidden_kind)
    return found


def _rows(part: Part, today: date) -> list[_Ranked]:
    with connection.cursor() as cursor:
        cursor.execute(part.sql, part.values)
        return [_Ranked(_line(row[:-1], today), row[-1]) for row in cursor.fetchall()]


def _line(row: Sequence[Any], today: date) -> QueueLine:
    pk, kind, state, title, category, area, department, messages, urgency, opened_at, due_on = row
    late = is_overdue(state=state, due_on=due_on, today=today)
    at = opened_at if opened_at.tzinfo else opened_at.replace(tzinfo=UTC)  # as SQLite's driver gives it
    return QueueLine(pk, kind, state, title, category, area, department, messages, urgency, at, due_on, late)


def _read(after: str | None) -> Cursor | None:
    """The cursor as an address carries it; the first page for anything else."""
    direction, _, place = (after or "").partition("_")
    rank, _, pk = place.partition("_")
    try:
        found = Cursor(float(rank), int(pk), back=direction == "p")
    except ValueError:
        return None
    return found if isfinite(found.rank) and 0 < found.id < 2**63 else None


def _page(rows: list[_Ranked], counts: Counts, cursor: Cursor | None, size: int) -> QueuePage:
    more = len(rows) > size
    shown = rows[:size]
    back = cursor is not None and cursor.back
    if back:
        shown.reverse()
    has_next = bool(shown) and (more or back)
    has_previous = bool(shown) and (more if back else cursor is not None)
    return QueuePage(
        lines=tuple(one.line for one in shown),
        counts=counts,
        next=f"n_{shown[-1].rank!r}_{shown[-1].line.id}" if has_next else None,
        previous=f"p_{shown[0].rank!r}_{shown[0].line.id}" if has_previous else None,
    )


def line_of(case: Case, today: date) -> QueueLine:
    """A case as a line of the queue."""
    return QueueLine(
        case.pk, case.kind, case.state, case.title, case.category_id, case.area_id, case.department_id,
        case.message_count, case.urgency, case.opened_at, case.due_on,
        is_overdue(state=case.state, due_on=case.due_on, today=today),
    )  # fmt: skip
