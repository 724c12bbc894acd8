"""How many cases each option of each filter would show: by one statement, capped, matching the list."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.db import connection

from huiyin.handle import slices
from huiyin.handle.filters import GROUPS, NOBODY, Filters, Narrowed, narrowed
from huiyin.handle.rules import ALL, OPEN
from huiyin.handle.slices import BY, Part
from huiyin.hear.rules import OPEN_STATES, Kind, State
from huiyin.ledger.kept import Kept
from huiyin.places.kept import forgotten_with
from huiyin.places.queries import Directory
from huiyin.places.rules import Level
from huiyin.places.words import round_below


@dataclass(frozen=True)
class Count:
    """How many cases an option would show; `more`: at least so many, counting stopped there."""

    n: int
    more: bool = False

    @property
    def shown(self) -> int:
        """The figure that is said: a round one where counting stopped."""
        return round_below(self.n) if self.more else self.n


NONE = Count(0)
REST = "*"
"""Stands for the options that a walk did not meet before it ended."""

Counts: TypeAlias = Mapping[str, Mapping[str, Count]]
"""By group, then by option (a state, a kind, an id as text)."""


@dataclass(frozen=True)
class Scope:
    """Whose list it is: the filters with what the role fixes, and the kind that stays hidden."""

    filters: Filters
    hidden_kind: str
    groups: tuple[str, ...]

    @property
    def by_index(self) -> bool:
        """Whether the counts come from the indexes, not from a set of cases found before."""
        return not self.filters.words.strip() and self.filters.hot_issue is None


_kept: Kept[Counts] = Kept()
forgotten_with(_kept.clear)


def count_all(scope: Scope, places: Directory, today: date, now: str = "") -> Counts:
    """Counts of every option of every group, as they are now: by one statement, where anything happened.

    One more without `now`, the mark of the last happening.
    """
    return _kept.get((scope, today), lambda: _counted(scope, places, today), now=now)


def _counted(scope: Scope, places: Directory, today: date) -> Counts:
    parts: list[Part] = []
    for group in scope.groups:
        where = narrowed(scope.filters.without(group), directory=places, today=today)
        parts += _parts_of(group, where, scope, places, today)
    whole = slices.union(parts)
    with connection.cursor() as cursor:
        cursor.execute(whole.sql, whole.values)
        return _gathered(cursor.fetchall(), places)


COLUMN_OF = {
    "state": "state",
    "kind": "kind",
    "category": "category_id",
    "area": "area_id",
    "department": "department_id",
}


_GROUP_OF = {column: group for group, column in COLUMN_OF.items()}


def _parts_of(group: str, where: Narrowed, scope: Scope, places: Directory, today: date) -> list[Part]:
    hidden = scope.hidden_kind
    if group == "state":
        return [
            slices.count_pass("state", where, hidden_kind=hidden),
            slices.count_overdue(where, today=today, hidden_kind=hidden),
        ]
    if where.columns:
        return [slices.count_pass(COLUMN_OF[group], where, hidden_kind=hidden)]
    if group == "kind":
        kinds: dict[int | str, list[int | str]] = {kind: [kind] for kind in Kind if kind != hidden}
        return slices.count_options(group, "kind", kinds, where, hidden_kind="")
    if group == "department":
        held: dict[int | str, list[int | None]] = {pk: [pk] for pk in places.departments}
        return slices.count_options(group, "department_id", {NOBODY: [None], **held}, where, hidden_kind=hidden)
    if group == "category":
        options: dict[int | str, list[int]] = {
            pk: [*places.leaves_of(pk)] for pk in shown_categories(places, scope.filters.category)
        }
        return slices.count_options(group, "category_id", options, where, hidden_kind=hidden)
    townships: dict[int | str, list[int | str]] = {pk: [pk] for pk in shown_townships(places)}
    villages: dict[int | str, list[int | str]] = {pk: [pk] for pk in shown_villages(places, scope.filters.area)}
    return [
        *slices.count_options(group, "township_id", townships, where, hidden_kind=hidden),
        *slices.count_options(group, "area_id", villages, where, hidden_kind=hidden),
    ]


def shown_categories(places: Directory, chosen: int | None) -> list[int]:
    """First-level categories, and the leaves of the chosen branch."""
    branch = places.top_of(chosen)
    return [c.id for c in places.categories.values() if c.parent_id is None or c.parent_id == branch]


def shown_townships(places: Directory) -> list[int]:
    """All townships."""
    return [a.id for a in places.areas.values() if a.level == Level.TOWNSHIP]


def shown_villages(places: Directory, chosen: int | None) -> list[int]:
    """The villages of the chosen township, or of the township of the chosen village."""
    township = places.township_of(chosen)
    return [a.id for a in places.areas.values() if a.parent_id == township] if township else []


def _gathered(rows: Iterable[tuple[str, str | None, int | None, int, int]], places: Directory) -> Counts:
    """The rows of the counting statement, put together by group and option."""
    found: dict[str, dict[str, Count]] = {group: {} for group in GROUPS}
    held = list(rows)
    lengths: Counter[str] = Counter()
    for counted, _, _, _, walked in held:
        lengths[counted] += walked
    for counted, option, n, walked_to, walked in held:
        group, options = _counts_for(counted, option, places)
        one_walk = counted.startswith(BY) and group != "state"  # if it ended early, all its counts may be more
        more = (lengths[counted] if one_walk else walked) >= walked_to
        for key in (*options, *((REST,) if one_walk and more else ())):
            found[group][key] = _sum(found[group].get(key), Count(int(n or 0) if key != REST else 0, more))
    found["state"][OPEN] = _total(found["state"], OPEN_STATES)
    found["state"][ALL] = _total(found["state"], frozenset(State))
    return found


def _counts_for(counted: str, option: str | None, places: Directory) -> tuple[str, tuple[str, ...]]:
    """The group and options that a row counts for.

    Rows of one walk say how often each value stands there; rows by a group were asked for option by option, each for
    itself alone.
    """
    if not counted.startswith(BY):
        return counted, (str(option),)
    group = _GROUP_OF[counted.removeprefix(BY)]
    return group, options_of(group, option, places)


def options_of(group: str, value: str | int | None, places: Directory) -> tuple[str, ...]:
    """The options under which a value of the group's column counts: a leaf for its branch too, a village for its
    township.
    """
    if value is None:
        return (str(NOBODY),) if group == "department" else ()
    if group not in {"category", "area"}:
        return (str(value),)
    above = places.top_of(int(value)) if group == "category" else places.township_of(int(value))
    return (str(value),) if above is None or above == int(value) else (str(value), str(above))


def _sum(one: Count | None, other: Count) -> Count:
    return other if one is None else Count(one.n + other.n, one.more or other.more)


def _total(counts: Mapping[str, Count], states: frozenset[State]) -> Count:
    held = [counts[state] for state in states if state in counts]
    return Count(sum(count.n for count in held), any(count.more for count in held))
