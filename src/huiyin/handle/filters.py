"""What a list of cases can be narrowed by. Pure: which columns must hold which values."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from huiyin.handle.rules import ALL, OPEN, OVERDUE, OWED_STATES
from huiyin.hear.rules import OPEN_STATES, State
from huiyin.places.queries import Directory
from huiyin.places.rules import Level

GROUPS = ("state", "kind", "category", "area", "department")
"""The groups of filters on the left of the list; one choice in each."""


NOBODY = 0
"""Stands for a department where none holds the case."""

Values = tuple[int | str | date | None, ...]
"""What a column may hold; None alone, where it must hold nothing."""


@dataclass(frozen=True)
class Filters:
    """What was chosen: a state (or open, overdue, all), ids of the directory, words, a hot issue."""

    state: str = OPEN
    kind: str = ""
    category: int | None = None  # a first-level category includes its leaves
    area: int | None = None  # a township includes its villages
    department: int | None = None  # NOBODY: those that no department holds
    words: str = ""
    hot_issue: int | None = None
    since: date | None = None  # the days of receipt, both or none: `span`
    until: date | None = None

    def without(self, group: str) -> "Filters":
        """The same without the choice in one group."""
        if group == "state":
            return replace(self, state=ALL)
        if group == "kind":
            return replace(self, kind="")
        if group == "category":
            return replace(self, category=None)
        return replace(self, area=None) if group == "area" else replace(self, department=None)


@dataclass(frozen=True)
class Narrowed:
    """Filters as conditions on columns: one of these states, these values, and (if overdue) due before a day."""

    states: tuple[str, ...]
    columns: Mapping[str, Values]
    due_before: date | None = None


MOST_DAYS = 7
"""Days of receipt that a list shows together: it is merged from one walk for each."""


def span(since: date | None, until: date | None) -> tuple[date | None, date | None]:
    """First and last day of receipt: one day where one is given, a week at most, in the order of time."""
    first, last = since or until, until or since
    if first is None or last is None:
        return None, None
    first, last = min(first, last), max(first, last)
    return first, min(last, first + timedelta(days=MOST_DAYS - 1))


def _days(filters: Filters) -> tuple[date, ...]:
    first, last = span(filters.since, filters.until)
    if first is None or last is None:
        return ()
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def narrowed(filters: Filters, *, directory: Directory, today: date) -> Narrowed:
    """The conditions of the filters; whatever the directory does not know is left out."""
    columns: dict[str, Values] = {}
    area = directory.areas.get(filters.area or 0)
    if area and area.level == Level.VILLAGE:
        columns["area_id"] = (area.id,)
    elif area and area.level == Level.TOWNSHIP:
        columns["township_id"] = (area.id,)
    if filters.category in directory.categories:
        columns["category_id"] = tuple(directory.leaves_of(filters.category))
    if filters.department in directory.departments:
        columns["department_id"] = (filters.department,)
    elif filters.department == NOBODY:
        columns["department_id"] = (None,)
    if filters.kind:
        columns["kind"] = (filters.kind,)
    if days := _days(filters):
        columns[DAY] = days
    return Narrowed(states_of(filters.state), columns, today if filters.state == OVERDUE else None)


def states_of(choice: str) -> tuple[str, ...]:
    """The states that a choice means, the open ones for a choice that is none; always in the same order."""
    lists = {OPEN: OPEN_STATES, OVERDUE: OWED_STATES, ALL: frozenset(State)}
    wanted = lists.get(choice) or frozenset({State(choice)} if choice in set(State) else OPEN_STATES)
    return tuple(state for state in State if state in wanted)


DAY = "opened_on"
"""The column whose index holds all the others, and that no other index holds: it leads wherever it narrows."""

LEADS = ("area_id", "category_id", "department_id", "township_id", "kind")
"""Columns that lead an index of the queue, those that narrow most first."""


def lead_of(columns: Mapping[str, Values]) -> str | None:
    """The column whose index is read; days, else a single value (a leaf, a village) before a whole branch."""
    if DAY in columns:
        return DAY
    held = [lead for lead in LEADS if lead in columns]
    return min(held, key=lambda lead: (len(columns[lead]) > 1, LEADS.index(lead)), default=None)
