"""What one copy of the demo county changes of each row, as SQL for both databases.

A copied case has ids of its own, stands some weeks earlier (a closed one up to two years, an open one up to four
weeks, one that was put off on the same days), and lies at the place of another case that everybody may see. So many
copies spread over time and ground as many cases would, and each row still agrees with every other of its case.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection, models

from huiyin.answer.models import Answer
from huiyin.handle.models import Assignment, Outcome, Step
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind, State
from huiyin.ledger.models import Entry
from huiyin.publish.models import PublicCase, Tally
from huiyin.rate.models import Rating
from huiyin.understand.models import Band, Guess, Joining

Model = type[models.Model]

COPIED: tuple[Model, ...] = (
    Case, Message, Guess, Band, Joining, Step, Assignment, Outcome, Answer, Rating, PublicCase, Tally,
)  # fmt: skip

WEEKS_CLOSED, WEEKS_OPEN = 104, 5
"""Over how many weeks the copies of a closed and of an open case are spread."""

PLACES = "demo_place"
MOVED = "demo_copy"

_MAKE_PLACES = f"""
CREATE TEMP TABLE {PLACES} (
    n integer PRIMARY KEY, area_id bigint, township_id bigint, township varchar(32), lat double precision,
    lon double precision, place varchar(200), said_lat double precision, said_lon double precision,
    public_lat double precision, public_lon double precision)
"""
_FILL_PLACES = f"""
INSERT INTO {PLACES}
SELECT row_number() OVER (ORDER BY c.id) - 1, c.area_id, c.township_id, coalesce(a.code, ''), c.lat, c.lon, m.place,
    m.lat, m.lon, u.lat, u.lon
FROM publish_publiccase u JOIN hear_case c ON c.id = u.case_id JOIN hear_message m ON m.case_id = c.id
LEFT JOIN places_area a ON a.id = c.township_id
WHERE m.added_to_id IS NULL AND c.id IN (
    SELECT case_id FROM hear_message WHERE added_to_id IS NULL GROUP BY case_id HAVING count(*) = 1)
"""
_MAKE_MOVED = f"CREATE TEMP TABLE {MOVED} (case_id integer PRIMARY KEY, days integer NOT NULL, place integer)"


@dataclass(frozen=True)
class Copy:
    """The k-th copy: how far ids are shifted from one copy to the next, and the largest id of the first county."""

    k: int
    strides: Mapping[Model, int]
    most: Mapping[Model, int]


def make_tables() -> None:
    """The places that copies go to, and an empty table of where and when each copied case goes."""
    with connection.cursor() as cursor:
        for sql in (_MAKE_PLACES, _FILL_PLACES, _MAKE_MOVED):
            cursor.execute(sql)


def drop_tables() -> None:
    """Forget both."""
    with connection.cursor() as cursor:
        for table in (PLACES, MOVED):
            cursor.execute(f"DROP TABLE {table}")


def copy_all(copy: Copy) -> None:
    """One more county: every row of the first one, changed as this file says, and an entry for each message."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {PLACES}")
        (places,) = cursor.fetchone()
        cursor.execute(f"DELETE FROM {MOVED}")
        cursor.execute(_where_and_when(copy, places))
        for model in COPIED:
            cursor.execute(_rows(model, copy))
        cursor.execute(_entries(copy))


def _where_and_when(copy: Copy, places: int) -> str:
    days = (
        f"CASE WHEN state = '{State.NOT_NOW}' THEN 0 WHEN is_open THEN 7 * ((id * 7 + {copy.k * 3}) % {WEEKS_OPEN}) "
        f"ELSE 7 * ((id * 31 + {copy.k * 17}) % {WEEKS_CLOSED}) END"
    )
    place = f"CASE WHEN kind <> '{Kind.WRONGDOING}' THEN (id * 7 + {copy.k * 13}) % {places} END" if places else "NULL"
    return f"INSERT INTO {MOVED} SELECT id, {days}, {place} FROM hear_case WHERE id <= {copy.most[Case]}"


def _rows(model: Model, copy: Copy) -> str:
    table, pk = model._meta.db_table, model._meta.pk.column
    fields = model._meta.concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(model, field, copy) for field in fields)
    by_message = f"JOIN {Message._meta.db_table} m ON m.id = t.message_id " if model is Guess else ""
    case = "m.case_id" if model is Guess else f"t.{_CASE_COLUMN.get(model, 'case_id')}"
    return (
        f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}" t {by_message}'
        f"JOIN {MOVED} c ON c.case_id = {case} LEFT JOIN {PLACES} p ON p.n = c.place "
        f'WHERE t."{pk}" <= {copy.most[model]} ORDER BY t."{pk}"'
    )


_CASE_COLUMN: Mapping[Model, str] = {Case: "id", Joining: "to_case_id"}


def _value(model: Model, field: "models.Field[object, object]", copy: Copy) -> str:
    column = f't."{field.column}"'
    if special := _SPECIAL.get((model, str(field.column))):
        return special.format(column=column, k=copy.k)
    target = model if field.primary_key and not field.is_relation else field.related_model
    if isinstance(target, type) and target in copy.strides:
        return f"{column} + {copy.k * copy.strides[target]}"
    if isinstance(field, models.DateTimeField):
        return _earlier_moment(column)
    return _earlier_day(column) if isinstance(field, models.DateField) else column


def _earlier_moment(column: str) -> str:
    if connection.vendor == "sqlite":  # text; whole days are cut off and put before the same time again
        return f"date(substr({column}, 1, 10), '-' || c.days || ' days') || substr({column}, 11)"
    return f"{column} - c.days * interval '1 day'"


def _earlier_day(column: str) -> str:
    return f"date({column}, '-' || c.days || ' days')" if connection.vendor == "sqlite" else f"{column} - c.days"


def _placed(name: str) -> str:
    return f"CASE WHEN c.place IS NULL THEN {{column}} ELSE p.{name} END"


_SPECIAL: Mapping[tuple[Model, str], str] = {
    (Case, "area_id"): _placed("area_id"),
    (Case, "township_id"): _placed("township_id"),
    (Case, "lat"): _placed("lat"),
    (Case, "lon"): _placed("lon"),
    (Case, "rank"): "{column} + c.days + {k} * 0.000001",  # a day of waiting is a point (handle.rules.terms)
    (Message, "area_id"): _placed("area_id"),
    (Message, "place"): _placed("place"),
    (Message, "lat"): _placed("said_lat"),
    (Message, "lon"): _placed("said_lon"),
    (Message, "code_digest"): "NULL",
    (Message, "once"): "NULL",
    (Message, "external_id"): "NULL",
    (Message, "contact_id"): "NULL",
    (Rating, "once"): "NULL",
    (Band, "value"): "abs({column}) % 1152921504606846976 + {k} * 1000003",
    (Joining, "merge"): "{column} || '.{k}'",
    (PublicCase, "area_id"): _placed("area_id"),
    (PublicCase, "township_id"): _placed("township_id"),
    (PublicCase, "lat"): _placed("public_lat"),
    (PublicCase, "lon"): _placed("public_lon"),
    (Tally, "township"): _placed("township"),
}
"""Columns that are not simply copied or moved in time, as SQL over the row and its copy number."""


def _entries(copy: Copy) -> str:
    """The entry of each copied message; those of its further life are not needed to look at a large county."""
    first = copy.k * copy.strides[Message]
    kind = "CASE WHEN added_to_id IS NULL THEN 'hear.received' ELSE 'hear.word_added' END"
    facts = "'{\"case\": ' || case_id || '}'"
    as_json = facts if connection.vendor == "sqlite" else f"({facts})::jsonb"
    return (
        f"INSERT INTO {Entry._meta.db_table} (at, kind, actor, subject, facts) "
        f"SELECT received_at, {kind}, 'demo', 'message:' || id, {as_json} "
        f"FROM {Message._meta.db_table} WHERE id > {first} AND id <= {first + copy.most[Message]} ORDER BY id"
    )
