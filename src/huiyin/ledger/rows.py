"""Rows in and out of tables by the hundred, without building a query for each: for the few hot paths of writing.

The object mapper costs some twenty times what the database needs for a plain row. Where a message is taken in,
read or shown, its rows go through here; everywhere else the mapper is clearer. Only actions call this: they give
the transaction. Names of tables and columns come from the models, never from input.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.models.base import ModelState

M = TypeVar("M", bound=models.Model)

Prepare = Callable[[Any], Any]
"""Makes of a field's value what the database takes."""

ROWS_AT_ONCE = 10_000
"""Rows handed to the driver together: bounds memory, not the number of rows."""


def ids(model: type[models.Model], number: int) -> list[int]:
    """So many new ids of this table, smallest first. One statement. Use them in this transaction."""
    table, pk = model._meta.db_table, _pk(model).column
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # one writer: nobody else takes them before the rows are in
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = (cursor.fetchone() or (0,))[0]
            return list(range(last + 1, last + 1 + number))
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, pk, number]
        )
        return sorted(pk for (pk,) in cursor.fetchall())


def insert(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, once: bool = False
) -> None:
    """Add rows given as values of these fields (`attname`s), in their order. One prepared statement.

    With `once`, a row that a unique constraint forbids is there already and is left as it is. Fields that are not
    named take no default of the model: the database must have one or allow NULL.
    """
    sql, ready = _insertion(model, tuple(columns), once, connection.vendor)
    _many(sql, ready.each(rows))


def insert_objects(objects: Sequence[models.Model]) -> None:
    """Add whole objects of one model; those without an id are given one. Two statements at most, one for a single."""
    if not objects:
        return
    if len(objects) == 1 and objects[0].pk is None:
        return insert_object(objects[0])
    model = type(objects[0])
    names, own = _attnames(model), _pk(model).attname  # by name: the property `pk` costs ten times as much
    fresh = [one for one in objects if vars(one)[own] is None]
    for one, pk in zip(fresh, ids(model, len(fresh)) if fresh else (), strict=True):
        setattr(one, own, pk)
    insert(model, names, map(itemgetter(*names), map(vars, objects)))
    for one in objects:
        one._state.adding, one._state.db = False, "default"


def insert_object(one: models.Model) -> None:
    """Add one whole object, which learns its id. One statement."""
    sql, names, ready = _addition(type(one), connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, ready([getattr(one, name) for name in names]))
        one.pk = cursor.fetchone()[0]
    one._state.adding, one._state.db = False, "default"


def update(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Set these fields of rows, each given as the values in their order and then its id. One prepared statement."""
    sql, ready = _updating(model, tuple(columns), connection.vendor)
    _many(sql, ready.each(rows))


def made(model: type[M], **values: Any) -> M:
    """A new object of these values (by `attname`) and the defaults of the other fields, not stored.

    The same as by the model's own constructor, which takes ten times as long. TypeError where a list or a table,
    which objects must not share, is left to its default.
    """
    blank, own = _blank(model)
    if not own <= values.keys():
        raise TypeError(f"{model.__name__} must be given {', '.join(own - values.keys())}")
    one = model.__new__(model)
    vars(one).update(blank, **values, _state=ModelState())
    return one


def _many(sql: str, rows: Iterator[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        while batch := list(islice(rows, ROWS_AT_ONCE)):
            cursor.executemany(sql, batch)


@lru_cache(maxsize=64)
def _insertion(model: type[models.Model], columns: tuple[str, ...], once: bool, vendor: str) -> tuple[str, "_Ready"]:
    fields = [_field(model, name) for name in columns]
    names = ", ".join(f'"{field.column}"' for field in fields)
    sql = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({", ".join(["%s"] * len(fields))})'  # noqa: S608
    return sql + (" ON CONFLICT DO NOTHING" if once else ""), _Ready(fields, vendor)


@lru_cache(maxsize=64)
def _addition(model: type[models.Model], vendor: str) -> tuple[str, tuple[str, ...], "_Ready"]:
    """The statement that adds one row and tells its id, and the fields it takes."""
    pk = _pk(model)
    names = tuple(name for name in _attnames(model) if name != pk.attname)
    sql, ready = _insertion(model, names, False, vendor)
    return f'{sql} RETURNING "{pk.column}"', names, ready


@lru_cache(maxsize=64)
def _updating(model: type[models.Model], columns: tuple[str, ...], vendor: str) -> tuple[str, "_Ready"]:
    fields = [_field(model, name) for name in columns]
    names = ", ".join(f'"{field.column}" = %s' for field in fields)
    pk = _pk(model)
    sql = f'UPDATE "{model._meta.db_table}" SET {names} WHERE "{pk.column}" = %s'  # noqa: S608
    return sql, _Ready([*fields, pk], vendor)


@lru_cache(maxsize=64)
def _attnames(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


def _field(model: type[models.Model], attname: str) -> "models.Field[Any, Any]":
    return next(field for field in model._meta.concrete_fields if field.attname == attname)


def _pk(model: type[models.Model]) -> "models.Field[Any, Any]":
    return next(field for field in model._meta.concrete_fields if field.primary_key)


@lru_cache(maxsize=64)
def _blank(model: type[models.Model]) -> tuple[dict[str, Any], frozenset[str]]:
    """Each field with its default; and those whose default is a list or a table, which each object needs of its own.

    For models that make nothing of their own when they are made.
    """
    blank = {field.attname: field.get_default() for field in model._meta.concrete_fields}
    own = frozenset(name for name, value in blank.items() if isinstance(value, dict | list | set))
    return {name: value for name, value in blank.items() if name not in own}, own


class _Ready:
    """Makes the values of a row, given in this order, ready for the database."""

    def __init__(self, fields: Sequence["models.Field[Any, Any]"], vendor: str) -> None:
        words = {"CharField", "TextField"}
        self._words = [at for at, field in enumerate(fields) if field.get_internal_type() in words]
        makers = [(at, _prepare(field, vendor)) for at, field in enumerate(fields)]
        self._makers = [(at, make) for at, make in makers if make is not None]

    def each(self, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        """These rows, ready; as they are where nothing is to be made of them."""
        return map(self, rows) if self._words or self._makers else iter(rows)

    def __call__(self, row: Sequence[Any]) -> Sequence[Any]:
        values = list(row)
        for at in self._words:
            if type(values[at]) is not str and values[at] is not None:
                values[at] = str(values[at])  # a member of an enumeration is stored as its word
        for at, make in self._makers:
            values[at] = make(values[at])
        return values


def _prepare(field: "models.Field[Any, Any]", vendor: str) -> Prepare | None:
    """What makes a value of this field ready: moments and days as the database writes them."""
    kind = field.get_internal_type()
    if kind == "JSONField":
        return _json
    if vendor == "sqlite" and kind == "DateTimeField":
        return _moment
    if vendor == "sqlite" and kind == "DateField":
        return lambda value: None if value is None else value.isoformat()
    return None


_ENCODER = DjangoJSONEncoder()


def _json(value: Any) -> str:
    return _ENCODER.encode(value)


@lru_cache(maxsize=1_024)
def _moment(value: datetime | None) -> str | None:
    return connection.ops.adapt_datetimefield_value(value)
