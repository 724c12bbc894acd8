"""The list of cases as SQL whose work does not grow with what is stored.

A list is the merge of slices: each a walk along one index (one filter's value, one state, then the order of the queue)
that ends after a page. Counts are walks that end at a cap. Only names of columns that stand in this file are written
into the SQL; every value is a parameter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from huiyin.handle.filters import Narrowed, Values, lead_of, states_of
from huiyin.handle.rules import OVERDUE

Value = int | float | str | date

OPTION_CAP = 300
"""Cases counted for one option at most; more are shown as "300+". Sixty options a page are counted within 15 ms."""

LEAST_WALK = 50
"""Each of the walks of a list with many beginnings goes at least so far."""

BY = "by "
"""Marks the rows of one walk that was counted by a column."""

PASS_CAP = 3_000
"""Index entries read for all options of a group together, where other filters hold too."""


@dataclass(frozen=True)
class Part:
    """A piece of SQL and its parameters."""

    sql: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Cursor:
    """A place in the order of the queue: the case beside which a page begins, and the direction of reading."""

    rank: float
    id: int
    back: bool = False


def listing(where: Narrowed, *, hidden_kind: str, cursor: Cursor | None, size: int) -> Part:
    """The rows of one page (and one more), merged from slices in the order of the queue."""
    lead, rest = _led(where)
    fits = [*_residual(rest, where.due_before), *_seen(hidden_kind), *_beyond(cursor)]
    slices = [_ordered_slice([*start, *fits], cursor, size) for start in _starts(lead, where)]
    return _rows_of(union(slices), cursor, size)


def lines_of(ids: Sequence[int], cursor: Cursor | None) -> Part:
    """The rows of these cases, in the order of the queue."""
    return Part(f"SELECT {_LINE} FROM hear_case WHERE {_among('id', ids).sql} ORDER BY {_order(cursor)}", tuple(ids))  # noqa: S608


def overdue_ids(*, today: date, most: int) -> Part:
    """Cases past their day, by the index of days; as many as `most`."""
    return Part(
        f"SELECT id FROM hear_case WHERE {_NOT_MERGED} AND is_open = %s AND due_on < %s LIMIT {most:d}",  # noqa: S608
        (True, today),
    )


def count_options(
    group: str, column: str, options: Mapping[int | str, Sequence[Value | None]], where: Narrowed, *, hidden_kind: str
) -> list[Part]:
    """Counts of one group's options where nothing else is chosen: one walk along an index for each."""
    fits, state, seen = _residual({}, where.due_before), _among("state", where.states), _seen(hidden_kind)
    return [
        _counted(group, option, _walk((_among(column, values), state, *seen), OPTION_CAP, fits), fits)
        for option, values in options.items()
    ]


def count_pass(column: str, where: Narrowed, *, hidden_kind: str) -> Part:
    """Counts by one column where other filters hold too: one bounded walk for all its values."""
    lead, rest = _led(where)
    fits, seen = _residual(rest, where.due_before), _seen(hidden_kind)
    each = max(PASS_CAP // len(_starts(lead, where)), OPTION_CAP if column == "state" else LEAST_WALK)
    inner = union([_walk((*start, *seen), each, fits, column) for start in _starts(lead, where)])
    fit = _and(fits)
    n = f"SUM(CASE WHEN {fit.sql} THEN 1 ELSE 0 END) AS n, {each:d} AS walked_to, count(*) AS walked"
    return Part(
        f"SELECT '{BY}{column}' AS grp, CAST({column} AS TEXT) AS opt, {n} FROM ({inner.sql}) AS w GROUP BY {column}",  # noqa: S608
        (*fit.values, *inner.values),
    )


def count_overdue(where: Narrowed, *, today: date, hidden_kind: str) -> Part:
    """How many of these are past their day: by the index of days, or (under other filters) by a bounded walk."""
    lead, rest = _led(where)
    seen = _seen(hidden_kind)
    if lead is None:
        past = (Part("is_open = %s", (True,)), Part("due_on < %s", (today,)), _among("state", states_of(OVERDUE)))
        return _counted("state", OVERDUE, _walk((*past, *seen), OPTION_CAP, ()), ())
    fits, owed = _residual(rest, today), replace(where, states=states_of(OVERDUE))
    walks = [_walk((*start, *seen), OPTION_CAP, fits) for start in _starts(lead, owed)]
    return _counted("state", OVERDUE, union(walks), fits)


def union(parts: Sequence[Part]) -> Part:
    """The parts one after another, as one statement."""
    return Part(" UNION ALL ".join(part.sql for part in parts), tuple(v for part in parts for v in part.values))


_NOT_MERGED = "merged_into_id IS NULL"
_LINE = "id, kind, state, title, category_id, area_id, department_id, message_count, urgency, opened_at, due_on, rank"


def _led(where: Narrowed) -> tuple[str | None, Mapping[str, Values]]:
    lead = lead_of(where.columns)
    return lead, {column: values for column, values in where.columns.items() if column != lead}


def _equal(column: str, value: Value | None) -> Part:
    return Part(f"{column} IS NULL") if value is None else Part(f"{column} = %s", (value,))


def _among(column: str, values: Sequence[Value | None]) -> Part:
    held = tuple(value for value in values if value is not None)
    if not held and values:
        return _equal(column, None)
    return Part(f"{column} IN ({', '.join(['%s'] * len(held)) or 'NULL'})", held)


def _residual(columns: Mapping[str, Values], due_before: date | None) -> list[Part]:
    """What else must hold, beside what leads the walk."""
    held = [_among(column, values) for column, values in columns.items()]
    return held if due_before is None else [*held, Part("due_on < %s", (due_before,))]


def _seen(hidden_kind: str) -> list[Part]:
    """Without the kind that this reader may not see: so rare that leaving it out does not lengthen a walk."""
    return [Part("kind <> %s", (hidden_kind,))] if hidden_kind else []


def _beyond(cursor: Cursor | None) -> list[Part]:
    if cursor is None:
        return []
    sign = ">" if cursor.back else "<"
    return [Part(f"rank {sign}= %s AND (rank {sign} %s OR id {sign} %s)", (cursor.rank, cursor.rank, cursor.id))]


def _order(cursor: Cursor | None) -> str:
    return "rank ASC, id ASC" if cursor and cursor.back else "rank DESC, id DESC"


def _and(held: Iterable[Part]) -> Part:
    parts = list(held)
    return Part(" AND ".join(part.sql for part in parts) or "1 = 1", tuple(v for part in parts for v in part.values))


def _ordered_slice(held: Sequence[Part], cursor: Cursor | None, size: int) -> Part:
    where = _and(held)
    return Part(
        f"SELECT * FROM (SELECT id, rank FROM hear_case WHERE {_NOT_MERGED} AND {where.sql} "  # noqa: S608
        f"ORDER BY {_order(cursor)} LIMIT {size + 1:d}) AS s",
        where.values,
    )


def _rows_of(found: Part, cursor: Cursor | None, size: int) -> Part:
    order = _order(cursor)
    page = f"SELECT id FROM ({found.sql} ORDER BY {order} LIMIT {size + 1:d}) AS page"  # noqa: S608
    return Part(f"SELECT {_LINE} FROM hear_case WHERE id IN ({page}) ORDER BY {order}", found.values)  # noqa: S608


def _starts(lead: str | None, where: Narrowed) -> list[tuple[Part, ...]]:
    """Where the walks of a list begin: each value of the leading filter, each state."""
    states = [_equal("state", state) for state in where.states]
    if lead is None:
        return [(state,) for state in states]
    return [(_equal(lead, value), state) for value, state in product(where.columns[lead], states)]


def _walk(held: Iterable[Part], most: int, fits: Iterable[Part], *more: str) -> Part:
    """Index entries of one range, as many as `most`; with the columns that are looked at afterwards."""
    where = _and(held)
    looked_at = sorted({part.sql.split()[0] for part in fits} | set(more)) or ["1 AS one"]
    return Part(
        f"SELECT * FROM (SELECT {', '.join(looked_at)} FROM hear_case "  # noqa: S608
        f"WHERE {_NOT_MERGED} AND {where.sql} LIMIT {most:d}) AS s",
        where.values,
    )


def _counted(group: str, option: Value, walk: Part, fits: Sequence[Part]) -> Part:
    condition = _and(fits)
    n = f"SUM(CASE WHEN {condition.sql} THEN 1 ELSE 0 END)" if fits else "count(*)"
    return Part(
        f"SELECT '{group}' AS grp, CAST(%s AS TEXT) AS opt, {n} AS n, {OPTION_CAP:d} AS walked_to, "  # noqa: S608
        f"count(*) AS walked FROM ({walk.sql}) AS w",
        (option, *(condition.values if fits else ()), *walk.values),
    )
