"""Readings whose SQL is written once: for one small row Django writes it ten times as long as the database answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
Value = int | str | datetime

STAND_INS: Mapping[type, Callable[[int], Value]] = {
    int: lambda place: 8_888_888_888_800_000 + place,
    str: lambda place: f"stands for value {place}",
    datetime: lambda place: datetime(9998, 1, 1 + place, tzinfo=UTC),
}


@dataclass(frozen=True)
class _Written:
    """A statement with its constants, and how its rows become objects."""

    sql: str
    values: tuple[Any, ...]
    compiler: Any
    converters: Any
    names: Sequence[str]  # of the model's own columns, which come first
    added: dict[str, int]  # annotations by their column


class Prepared(Generic[M]):
    """A query set in which only some values differ from one reading to the next; its objects, each time read anew.

    `make` is called once, with stand-ins of the given kinds (`int`, `str` or `datetime`), so it may not decide by them.
    ValueError where it leaves one of them out.
    """

    def __init__(self, make: Callable[..., QuerySet[M]], *kinds: type) -> None:
        self._make, self._stand_ins = make, [STAND_INS[kind](place) for place, kind in enumerate(kinds)]
        self._written: _Written | None = None

    def __call__(self, *given: Value) -> list[M]:
        """The objects for these values. One statement."""
        written = self._written = self._written or self._write()
        stands_for = dict(zip(map(_adapted, self._stand_ins), map(_adapted, given), strict=True))
        with connection.cursor() as cursor:
            cursor.execute(written.sql, [stands_for.get(value, value) for value in written.values])
            rows = cursor.fetchall()
        if written.converters:
            rows = written.compiler.apply_converters(rows, written.converters)
        return [self._object(written, row) for row in rows]

    def _object(self, written: _Written, row: Sequence[Any]) -> M:
        found: M = self._model.from_db(connection.alias, written.names, row[: len(written.names)])
        for name, column in written.added.items():
            setattr(found, name, row[column])
        return found

    def _write(self) -> _Written:
        wanted = self._make(*self._stand_ins)
        self._model: type[M] = wanted.model
        compiler = wanted.query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        if missing := set(map(_adapted, self._stand_ins)) - set(values):
            raise ValueError(f"the statement does not ask for {len(missing)} of its values")
        selected = [column[0] for column in compiler.select]
        own = (compiler.klass_info or {})["select_fields"]
        names = [selected[place].target.attname for place in own]
        return _Written(
            sql, tuple(values), compiler, compiler.get_converters(selected), names, compiler.annotation_col_map or {}
        )


def _adapted(value: Value) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return str(value) if isinstance(value, str) else value  # a choice's own type says nothing to a driver
