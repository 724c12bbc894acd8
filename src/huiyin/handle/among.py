"""A known and capped set of cases (found by words, in a hot issue, overdue), listed and counted in memory.

All of it is read by one statement, narrow rows of what can be filtered and ordered; pages and counts need no other.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from django.db import connection

from huiyin.handle import slices
from huiyin.handle.counts import COLUMN_OF, Count, Counts, Scope, options_of
from huiyin.handle.filters import GROUPS, Narrowed, narrowed, states_of
from huiyin.handle.rules import ALL, OPEN, OVERDUE, OWED_STATES
from huiyin.handle.slices import Cursor, Part
from huiyin.hear.rules import State
from huiyin.places.queries import Directory
from huiyin.understand.queries import found_by_words

MOST_FOUND = 1_000
"""Messages that a search by words looks at, and cases of a hot issue: the newest."""

MOST_LATE = 2_000
"""Up to here the overdue are put in order; if there are more, they are found by walking the order."""


class Known(NamedTuple):
    """What is needed of a case to filter and order it."""

    id: int
    rank: float
    state: str
    kind: str
    category_id: int | None
    area_id: int | None
    township_id: int | None
    department_id: int | None
    opened_on: str  # as ISO writes it: a thousand days need not be parsed to be compared
    is_past: bool  # its day, if it has one


def found_by(words: str, today: date, hidden_kind: str) -> list[Known]:
    """Cases with one of the newest messages that have all the words. One statement."""
    found = found_by_words(words, most=MOST_FOUND)
    of_messages = f"SELECT m.case_id FROM hear_message m WHERE m.id IN ({found.sql})"  # noqa: S608 - the same
    return _read(Part(of_messages, tuple(found.params)), today, hidden_kind)


def in_issue(issue: int, today: date, hidden_kind: str) -> list[Known]:
    """The newest cases of a hot issue. One statement."""
    in_it = "SELECT case_id FROM understand_hotissue_cases WHERE hotissue_id = %s ORDER BY case_id DESC LIMIT %s"
    return _read(Part(in_it, (issue, MOST_FOUND)), today, hidden_kind)


def late(today: date, hidden_kind: str) -> list[Known] | None:
    """Cases past their day, if they are not too many to be put in order here. Two statements at most, by the index."""
    past = slices.overdue_ids(today=today, most=MOST_LATE + 1)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({past.sql}) AS late", past.values)  # noqa: S608 - a part of our own
        if cursor.fetchone()[0] > MOST_LATE:
            return None
    return _read(past, today, hidden_kind)


def _read(ids: Part, today: date, hidden_kind: str) -> list[Known]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS} FROM hear_case"  # noqa: S608 - parts of our own
            f" WHERE id IN ({ids.sql}) AND merged_into_id IS NULL AND kind <> %s",
            (today, *ids.values, hidden_kind),
        )
        return list(map(Known._make, cursor.fetchall()))


_COLUMNS = ", ".join([*Known._fields[:-2], "CAST(opened_on AS text)", "coalesce(due_on < %s, false)"])


def page(known: Sequence[Known], where: Narrowed, cursor: Cursor | None, size: int) -> list[int]:
    """The cases of one page and one more, in the order of reading (backwards: from the cursor up)."""
    back = cursor is not None and cursor.back
    ordered = sorted(((one.rank, one.id) for one in _fitting(known, where)), reverse=not back)
    if cursor is not None:
        place = (cursor.rank, cursor.id)
        ordered = [one for one in ordered if (one > place if back else one < place)]
    return [pk for _, pk in ordered[: size + 1]]


def count(known: Sequence[Known], scope: Scope, places: Directory, today: date) -> Counts:
    """How many of them each option of each group would show."""
    found: dict[str, Counter[str]] = {group: Counter() for group in GROUPS}
    for group in scope.groups:
        fitting = _fitting(known, narrowed(scope.filters.without(group), directory=places, today=today))
        for value, n in Counter(map(itemgetter(Known._fields.index(COLUMN_OF[group])), fitting)).items():
            for option in _CHOICES_OF[value] if group == "state" else options_of(group, value or None, places):
                found[group][option] += n
        if group == "state":
            found[group][OVERDUE] = sum(one.is_past and one.state in OWED_STATES for one in fitting)
    return {group: {option: Count(n) for option, n in counter.items()} for group, counter in found.items()}


def _fitting(known: Sequence[Known], where: Narrowed) -> Sequence[Known]:
    """Those that hold the conditions; most often all of them, without looking at each."""
    if set(where.states) != set(State):
        known = [one for one in known if one.state in where.states]
    for column, values in where.columns.items():
        at, held = Known._fields.index(column), {str(v) if isinstance(v, date) else v for v in values}
        known = [one for one in known if one[at] in held]
    return known if where.due_before is None else [one for one in known if one.is_past]


_CHOICES_OF: Mapping[str, tuple[str, ...]] = {
    state: (state, *(choice for choice in (OPEN, ALL) if state in states_of(choice))) for state in State
}
