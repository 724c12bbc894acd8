"""Find rows by words (one Chinese character is enough) on both databases; newest, that is largest id, first.

A search table keeps tokens only, never the text: on SQLite a contentless FTS5 table (its rowid is the row's
id), on PostgreSQL a `tsvector` with a GIN index. Tokens and queries are made by `methods.text`. A contentless
table cannot forget by id alone: whoever takes a row out brings the text that was put in. Names of tables are
the program's own, never input.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.expressions import RawSQL

from huiyin.methods.text import index_tokens, match_query, tsquery_text

Row = tuple[int, str]
"""A row's id and the text by which it is found."""

MOST_LOOKED_AT = 2_000
"""Hits that a filter looks through, newest first: a common word costs the same at any number of rows."""


def table(name: str) -> migrations.RunPython:
    """The migration step that makes the search table `name`, and drops it on the way back."""

    def make(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "sqlite":
            # ascii: whatever is not ASCII belongs to a token, so tokens stay as methods.text cut them;
            # prefix 1: one character is a look-up, not a walk over all words that begin with it.
            editor.execute(
                f"CREATE VIRTUAL TABLE {name} USING fts5"
                "(tokens, content='', columnsize=0, tokenize='ascii', prefix='1')"
            )
        else:
            editor.execute(f"CREATE TABLE {name} (rowid bigint PRIMARY KEY, tokens tsvector NOT NULL)")
            editor.execute(f"CREATE INDEX {name}_tokens ON {name} USING gin (tokens)")

    def drop(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        editor.execute(f"DROP TABLE {name}")

    return migrations.RunPython(make, drop)


def index(name: str, rows: Iterable[Row]) -> None:
    """Make these rows findable, in one statement. A row that is already in must be taken out first."""
    index_cut(name, ((pk, " ".join(index_tokens(text))) for pk, text in rows))


def index_cut(name: str, rows: Iterable[Row]) -> None:
    """The same for rows whose texts were cut into tokens (`methods.text.index_tokens`, joined by spaces) before."""
    sql = f"INSERT INTO {name} (rowid, tokens) VALUES (%s, %s)"  # noqa: S608
    _run_many(sql, ((pk, _kept(tokens)) for pk, tokens in rows))


def unindex(name: str, rows: Iterable[Row]) -> None:
    """Take these rows out, in one statement; each with exactly the text that was put in."""
    if connection.vendor == "sqlite":
        sql = f"INSERT INTO {name} ({name}, rowid, tokens) VALUES ('delete', %s, %s)"  # noqa: S608
        _run_many(sql, ((pk, stored(text)) for pk, text in rows))
    else:
        _run_many(f"DELETE FROM {name} WHERE rowid = %s", ((pk,) for pk, _ in rows))  # noqa: S608


def found(name: str, words: str, *, most: int = MOST_LOOKED_AT, before: int | None = None) -> RawSQL:
    """The ids of the newest `most` rows with all the words, for `filter(pk__in=...)`.

    Nothing that can be looked for in `words` (empty, only signs): no rows.
    """
    sql, params = _select(name, words, most, before)
    return RawSQL(sql, params)  # noqa: S611


def search(name: str, words: str, *, limit: int, before: int | None = None) -> list[int]:
    """The ids themselves, newest first, below `before` if given. One statement."""
    sql, params = _select(name, words, limit, before)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [pk for (pk,) in cursor.fetchall()]


def _select(name: str, words: str, most: int, before: int | None) -> tuple[str, list[Any]]:
    lite = connection.vendor == "sqlite"
    wanted = match_query(words) if lite else tsquery_text(words)
    if not wanted:
        return f"SELECT rowid FROM {name} WHERE 1 = 0", []  # noqa: S608
    matches = f"{name} MATCH %s" if lite else "tokens @@ %s::tsquery"
    below, params = ("", [wanted]) if before is None else (" AND rowid < %s", [wanted, before])
    sql = f"SELECT rowid FROM {name} WHERE {matches}{below} ORDER BY rowid DESC LIMIT %s"  # noqa: S608
    return sql, [*params, most]


def stored(text: str) -> str:
    """What the search table keeps of a text: its tokens, on PostgreSQL as the text of a `tsvector`."""
    return _kept(" ".join(index_tokens(text)))


def _kept(tokens: str) -> str:
    if connection.vendor == "sqlite":
        return tokens
    return " ".join(f"'{token}':{at}" for at, token in enumerate(tokens.split(), start=1))


def _run_many(sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
    if many := list(rows):
        with connection.cursor() as cursor:
            cursor.executemany(sql, many)
