"""Moments: the office's day of one, and reading much as of one while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone


def day_of(moment: datetime) -> date:
    """The day of a moment where the office is.

    The same as Django's `localdate`, which asks each time whether this reader's clock is another: no reader's is.
    """
    return moment.astimezone(timezone.get_default_timezone()).date()


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
