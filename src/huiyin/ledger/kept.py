"""Keep what was read until anything happens: every action leaves an entry, so the newest entry dates everything."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from django.db import connection

V = TypeVar("V")

MOST_KEPT = 256


class Kept(Generic[V]):
    """Answers by what was asked, each as good as new: it is made again as soon as anything happened since.

    For reading that costs more than the one statement that asks what happened last. Kept in this process only.
    """

    def __init__(self, *, most: int = MOST_KEPT) -> None:
        self.most = most
        self.clear()

    def get(self, asked: Hashable, make: Callable[[], V], *, now: str = "") -> V:
        """What was made for this since anything happened, or is made now.

        A page that keeps several things may ask once for `last_happening` and say it here as `now`.
        """
        now = now or last_happening()
        held = self._held.get(asked)
        if held is not None and held[0] == now:
            return held[1]
        made = make()  # if something happens meanwhile it is made again at the next asking: the mark is the older one
        while len(self._held) >= self.most:
            self._held.pop(next(iter(self._held), None), None)
        self._held[asked] = (now, made)
        return made

    def clear(self) -> None:
        """Forget everything."""
        self._held: dict[Hashable, tuple[str, V]] = {}


def last_happening() -> str:
    """A mark that changes whenever an action has been stored. One statement, whatever is stored.

    On SQLite one writer follows the other, so the largest entry is the newest. On PostgreSQL a smaller one may become
    visible later: there the snapshot, which names every transaction that is under way, is part of the mark.
    """
    newest = "max(id)" if connection.vendor == "sqlite" else "pg_current_snapshot()::text || ' ' || max(id)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {newest} FROM ledger_entry")  # noqa: S608 - one of the two above
        return str(cursor.fetchone()[0])
