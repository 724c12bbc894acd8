"""Read much, as of one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def at_one_moment() -> Iterator[None]:
    """Whatever is read inside is as it was when the first of it was read, and nobody who writes has to wait for it.

    For long counts. Write nothing inside. Within an action it changes nothing: the action's own transaction goes on.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":  # Django begins its transactions as writers, who would keep others waiting
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
