"""Make the demo county N times as large, for load tests: whole life stories copied inside the database.

Actions make the first county, so every row is a state that the program reaches; the copies are made by
`INSERT … SELECT` with shifted ids, a million messages in minutes. Copies have no tracking code and no contact.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TextIO

from django.core.management.color import no_style
from django.db import connection, models, transaction

from huiyin.answer.models import Answer
from huiyin.handle.models import Assignment, Outcome, Step
from huiyin.hear import search
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind
from huiyin.ledger.models import Entry
from huiyin.ledger.writing import turn_to_write
from huiyin.publish.actions import found_by
from huiyin.publish.models import SEARCH as PUBLIC_SEARCH
from huiyin.publish.models import PublicCase, Tally
from huiyin.rate.models import Rating
from huiyin.understand.actions.messages import SEARCH
from huiyin.understand.models import Band, Guess
from huiyin.understand.reading import whole

COPIED: tuple[type[models.Model], ...] = (
    Case, Message, Guess, Band, Step, Assignment, Outcome, Answer, Rating, PublicCase, Tally,
)  # fmt: skip
AT_ONCE = 25
"""Copies made by one statement: keeps transactions and the write-ahead log small."""
ROWS_AT_ONCE = 20_000

NONE = "NULL"
SPECIAL: dict[tuple[type[models.Model], str], str] = {
    (Message, "code_digest"): NONE,
    (Message, "once"): NONE,
    (Message, "external_id"): NONE,
    (Message, "contact_id"): NONE,
    (Case, "rank"): "rank + n.k * 0.000001",
    (Band, "value"): "abs(value) % 1152921504606846976 + n.k * 1000003",
}
"""Columns that are not simply copied, as SQL over the row and its copy number n.k."""


@dataclass(frozen=True)
class Strides:
    """How far the ids of a table are shifted from one copy to the next."""

    of: dict[type[models.Model], int]


def multiply(*, times: int, progress: TextIO = sys.stderr) -> None:
    """Copy everything that was said and done `times - 1` times; areas, departments and accounts stay as they are."""
    strides = Strides({model: _largest_id(model) + 1 for model in COPIED})
    base = {model: strides.of[model] - 1 for model in COPIED}
    for first in range(1, times, AT_ONCE):
        last = min(first + AT_ONCE, times) - 1
        with turn_to_write(), transaction.atomic():
            for model in COPIED:
                _copy(model, first, last, strides, most=base[model])
            _copy_entries(first, last, strides.of[Message], most=base[Message])
        print(f"\r  {last + 1} of {times} counties", end="", file=progress, flush=True)
    print(file=progress)
    _index(SEARCH, _message_texts(base[Message]), strides.of[Message], times)
    _index(PUBLIC_SEARCH, _public_texts(base[Case]), strides.of[Case], times)
    _reset_sequences()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _largest_id(model: type[models.Model]) -> int:
    return model._default_manager.aggregate(most=models.Max("pk"))["most"] or 0


def _numbers(first: int, last: int) -> str:
    return f"(WITH RECURSIVE c(k) AS (SELECT {first} UNION ALL SELECT k + 1 FROM c WHERE k < {last}) SELECT k FROM c) n"


def _copy(model: type[models.Model], first: int, last: int, strides: Strides, *, most: int) -> None:
    columns = [(f.column, _value(model, f, strides)) for f in model._meta.concrete_fields]
    table, pk = model._meta.db_table, model._meta.pk.column
    names = ", ".join(f'"{name}"' for name, _ in columns)
    values = ", ".join(value for _, value in columns)
    sql = f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}", {_numbers(first, last)}'
    with connection.cursor() as cursor:
        cursor.execute(f'{sql} WHERE "{pk}" <= {most}')


def _value(model: type[models.Model], field: "models.Field[object, object]", strides: Strides) -> str:
    if special := SPECIAL.get((model, str(field.column))):
        return special
    target = model if field.primary_key and not field.is_relation else field.related_model
    if isinstance(target, type) and target in strides.of:
        return f'"{field.column}" + n.k * {strides.of[target]}'
    return f'"{field.column}"'


def _copy_entries(first: int, last: int, stride: int, *, most: int) -> None:
    text = "text" if connection.vendor == "sqlite" else "varchar"
    sql = (
        f"INSERT INTO {Entry._meta.db_table} (at, kind, actor, subject, facts) "
        f"SELECT received_at, 'hear.received', 'demo', 'message:' || cast(id + n.k * {stride} AS {text}), '{{}}' "
        f"FROM {Message._meta.db_table}, {_numbers(first, last)} WHERE id <= {most}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _message_texts(most: int) -> list[search.Row]:
    rows = Message.objects.filter(pk__lte=most).exclude(kind=Kind.WRONGDOING)
    return [(m.pk, whole(m)) for m in rows.only("pk", "title", "text")]


def _public_texts(most: int) -> list[search.Row]:
    return [(row.pk, found_by(row)) for row in PublicCase.objects.filter(pk__lte=most)]


def _index(table: str, rows: Iterable[search.Row], stride: int, times: int) -> None:
    """Tokens are made once for each text and stored for each copy, smallest ids first (fast in FTS5)."""
    known = list(rows)
    copies = ((pk + k * stride, text) for k in range(1, times) for pk, text in known)
    index: Callable[[str, Iterable[search.Row]], None] = search.index
    while batch := list(islice(copies, ROWS_AT_ONCE)):
        with turn_to_write(), transaction.atomic():
            index(table, batch)


def _reset_sequences() -> None:
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(COPIED)):
            cursor.execute(sql)
