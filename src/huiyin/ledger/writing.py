"""How anything is written: one action, one transaction, and one fair queue before the embedded database.

SQLite lets one writer in at a time and its busy wait is unfair (a waiter can starve while newcomers pass).
So writers of one process queue first come, first served before one thread that commits several actions
together (group commit: one sync to disk for all of them), and the processes of one office (web, worker)
take turns by a file lock. On PostgreSQL each action is simply its own transaction.
"""

import fcntl
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, Generic, ParamSpec, Protocol, TypeVar

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.utils.translation import get_language, override

P = ParamSpec("P")
Q = TypeVar("Q")
R = TypeVar("R")
Asked = TypeVar("Asked", contravariant=True)
Told = TypeVar("Told", covariant=True)

MOST_TOGETHER = 64
"""Actions committed with one sync at most; keeps the first of them from waiting long."""

_here = threading.local()


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function the writer of one transaction: all of it is stored, synced to disk, or nothing.

    An action called by another action joins that one's transaction. Raises what the function raises;
    `django.db.OperationalError` where the disk is full or the database stays locked.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        return _written(partial(function, *args, **kwargs))

    return run


def _written(work: Callable[[], R]) -> R:
    """Do it within the action that is being done, or in the queue, or in a transaction of its own."""
    if getattr(_here, "writing", False):
        return work()
    if settings.HUIYIN_GROUP_COMMIT and connection.vendor == "sqlite":
        return QUEUE.run(work)
    with _writing(), turn_to_write(), transaction.atomic():
        return work()


class OfMany(Protocol[Asked, Told]):
    """Writes many like things and answers for each, in their order."""

    def __call__(self, *, by: str, many: Sequence[Asked]) -> Sequence[Told]:
        """Write them all, or raise."""


class ActionOfMany(Generic[Q, R]):
    """An action upon one thing, for which those who wait at the same moment are served by one call.

    Rows cost less by the dozen. Where the call fails for all of them, each is written alone, so that nobody is
    refused for another's sake. Called as an action is: what it raises, and what becomes of it, is the same.
    """

    def __init__(self, write: OfMany[Q, R]) -> None:
        self.write = write

    def __call__(self, *, by: str, one: Q) -> R:
        """Write this one; return its answer when it is on disk."""
        return _written(Share(self, by, one))


@dataclass(frozen=True, slots=True)
class Share(Generic[Q, R]):
    """One thing of an `ActionOfMany`, waiting."""

    action: ActionOfMany[Q, R]
    by: str
    one: Q

    def __call__(self) -> R:
        return self.action.write(by=self.by, many=[self.one])[0]


@contextmanager
def _writing() -> Iterator[None]:
    _here.writing = True
    try:
        yield
    finally:
        _here.writing = False


@dataclass
class Turns:
    """Of this process since last asked: its longest turn at the embedded database, and all its waiting, in seconds."""

    longest: float = 0.0
    waited: float = 0.0

    def told(self) -> tuple[float, float]:
        """Both numbers; counting begins anew."""
        both = self.longest, self.waited
        self.longest = self.waited = 0.0
        return both


TURNS = Turns()

_lock_file_guard = threading.Lock()


@contextmanager
def turn_to_write() -> Iterator[None]:
    """Wait for this process's turn at the embedded database; at once on any other.

    Two locks, as before a counter with one place to stand in front of it: who has just been served finds that place
    taken by whoever waited meanwhile, and cannot be served again first.
    """
    if connection.vendor != "sqlite" or not settings.HUIYIN_WRITE_LOCK:
        yield
        return
    asked = monotonic()
    path = Path(settings.HUIYIN_WRITE_LOCK)
    with _lock_file_guard, path.open("a") as lock:
        with path.with_suffix(".next").open("a") as next_one:
            fcntl.flock(next_one, fcntl.LOCK_EX)
            fcntl.flock(lock, fcntl.LOCK_EX)
        began = monotonic()
        TURNS.waited += began - asked
        try:
            yield
        finally:
            TURNS.longest = max(TURNS.longest, monotonic() - began)


class WriteQueue:
    """First come, first served; one thread writes; many small actions share one commit."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[_Waiting] = SimpleQueue()
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None

    def run(self, work: Callable[[], R]) -> R:
        """Queue the work and wait until it is on disk; raise what it raised.

        What it refuses, it refuses in the language of who asked.
        """
        self._ensure_thread()
        result: Future[R] = Future()
        self._waiting.put((work if isinstance(work, Share) else partial(_in_language, get_language(), work), result))
        return result.result()

    def waiting(self) -> int:
        """How many works nobody has begun."""
        return self._waiting.qsize()

    def _ensure_thread(self) -> None:
        with self._start:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._write_forever, name="writer", daemon=True)
                self._thread.start()

    def _write_forever(self) -> None:
        _here.writing = True
        while True:
            together = [self._waiting.get()]
            try:
                answers = self._write(together)
            except Exception as error:  # noqa: BLE001 - whatever the database says goes to those who wait
                self._join(together)  # or who came meanwhile would wait as long for the same error
                for _, result in together:
                    result.set_exception(error)
                close_old_connections()
                continue
            for (_, result), (value, problem) in zip(together, answers, strict=True):
                if problem is None:
                    result.set_result(value)
                else:
                    result.set_exception(problem)

    def _write(self, together: list["_Waiting"]) -> list["_Answer"]:
        """Write these, and whoever came while this process waited for its turn; they are added to `together`."""
        with turn_to_write(), transaction.atomic():
            self._join(together)
            works = [work for work, _ in together]
            answers = dict(_shared(works))
            for at, work in enumerate(works):
                if at not in answers:
                    answers[at] = _undone_alone(work)
        return [answers[at] for at in range(len(works))]

    def _join(self, together: list["_Waiting"]) -> None:
        with suppress(Empty):
            while len(together) < MOST_TOGETHER:
                together.append(self._waiting.get_nowait())


_Waiting = tuple[Callable[[], Any], "Future[Any]"]
"""A work and where its answer goes."""
_Answer = tuple[Any, BaseException | None]
"""What a work returned, or what it raised."""


def _shared(works: Sequence[Callable[[], Any]]) -> Iterator[tuple[int, _Answer]]:
    """The answers, by place, of those works that were written by one call."""
    alike: dict[tuple[int, str], list[tuple[int, Share[Any, Any]]]] = defaultdict(list)
    for at, work in enumerate(works):
        if isinstance(work, Share):
            alike[id(work.action), work.by].append((at, work))
    for shares in alike.values():
        (_, first), *others = shares
        if others:
            whole = partial(first.action.write, by=first.by, many=[share.one for _, share in shares])
            told, problem = _undone_alone(whole)
            if problem is None:
                yield from ((at, (one, None)) for (at, _), one in zip(shares, told, strict=True))


def _in_language(language: str | None, work: Callable[[], R]) -> R:
    with override(language):
        return work()


def _undone_alone(work: Callable[[], Any]) -> _Answer:
    """Do it in a savepoint: one refused action does not undo its neighbours."""
    try:
        with transaction.atomic():
            return work(), None
    except Exception as problem:
        if connection.needs_rollback:  # the database undid everything itself: nobody's is stored
            raise
        return None, problem


QUEUE = WriteQueue()
