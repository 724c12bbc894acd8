"""One fair queue before the embedded database: everybody is served, nobody's failure is another's."""

import fcntl
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.utils import translation
from pytest_django import Settings

from huiyin.ledger.actions import record
from huiyin.ledger.models import Entry
from huiyin.ledger.writing import ActionOfMany, Share, WriteQueue, action, turn_to_write

pytestmark = pytest.mark.django_db(transaction=True)


@action
def note(*, by: str, subject: str) -> int:
    return record(by=by, kind="people.signed_in", subject=subject).pk


@action
def note_twice(*, by: str) -> None:
    note(by=by, subject="account:1")
    note(by=by, subject="account:2")
    raise ValueError("both or none")


def test_an_action_within_an_action_shares_its_transaction() -> None:
    with pytest.raises(ValueError, match="both or none"):
        note_twice(by="test")
    assert not Entry.objects.exists()


calls: list[int] = []


@ActionOfMany
def note_all(*, by: str, many: Sequence[str]) -> list[int]:
    calls.append(len(many))
    written = [record(by=by, kind="people.signed_in", subject=subject).pk for subject in many]
    if "refused" in many:
        raise ValueError("refused")
    return written


def test_an_action_of_many_is_an_action_for_one() -> None:
    pk = note_all(by="test", one="account:1")
    assert Entry.objects.get(pk=pk).subject == "account:1"
    with pytest.raises(ValueError, match="refused"):
        note_all(by="test", one="refused")
    assert Entry.objects.count() == 1


def many_waiting(queue: WriteQueue, subjects: Sequence[str]) -> "list[Future[int]]":
    """Works that all came while another was being done."""
    begun, end = threading.Event(), threading.Event()

    def ahead() -> None:
        begun.set()
        end.wait(30)

    with ThreadPoolExecutor(len(subjects) + 1) as pool:
        pool.submit(queue.run, ahead)
        begun.wait(30)
        told = []
        for number, subject in enumerate(subjects, start=1):
            told.append(pool.submit(queue.run, Share(note_all, "test", subject)))
            while queue.waiting() < number:
                assert not told[-1].done()
        end.set()
    return told


def test_those_who_wait_together_are_written_by_one_call(queue: WriteQueue) -> None:
    calls.clear()
    told = many_waiting(queue, ["account:1", "account:2", "account:3"])
    assert calls == [3]
    by_id = dict(Entry.objects.values_list("pk", "subject"))
    assert [by_id[one.result()] for one in told] == ["account:1", "account:2", "account:3"]


def test_nobody_is_refused_for_another_who_waited_beside(queue: WriteQueue) -> None:
    calls.clear()
    good, bad, other = many_waiting(queue, ["account:1", "refused", "account:2"])
    assert calls == [3, 1, 1, 1]
    with pytest.raises(ValueError, match="refused"):
        bad.result()
    assert set(Entry.objects.values_list("pk", flat=True)) == {good.result(), other.result()}
    assert Entry.objects.count() == 2


@pytest.fixture
def queue() -> WriteQueue:
    if connection.vendor != "sqlite":
        pytest.skip("the queue stands before SQLite only")
    return WriteQueue()


def write(subject: str) -> int:
    return record(by="test", kind="people.signed_in", subject=subject).pk


def refuse(subject: str) -> int:
    write(subject)
    raise ValueError(subject)


def test_the_queue_serves_many_at_once_and_undoes_only_the_refused(queue: WriteQueue) -> None:
    with ThreadPoolExecutor(8) as pool:
        good = [pool.submit(queue.run, partial(write, f"good:{n}")) for n in range(60)]
        bad = [pool.submit(queue.run, partial(refuse, f"bad:{n}")) for n in range(20)]
        ids = {future.result() for future in good}
        for n, future in enumerate(bad):
            with pytest.raises(ValueError, match=f"bad:{n}"):
                future.result()
    assert len(ids) == 60
    assert set(Entry.objects.values_list("pk", flat=True)) == ids


def test_what_is_refused_is_refused_in_the_language_of_who_asked(queue: WriteQueue) -> None:
    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert queue.run(translation.get_language) == language


def test_a_broken_database_is_told_to_everybody_who_waits(queue: WriteQueue) -> None:
    def broken() -> int:
        raise OperationalError("disk I/O error")

    with pytest.raises(OperationalError):
        queue.run(broken)
    assert queue.run(lambda: write("after:1"))


def test_the_queue_lives_on_in_one_thread(queue: WriteQueue) -> None:
    for n in range(3):
        queue.run(partial(write, f"again:{n}"))
    assert [t.name for t in threading.enumerate()].count("writer") >= 1
    assert Entry.objects.count() == 3


TAKES_A_TURN = """
import sys
from huiyin.ledger.writing import turn_to_write
with turn_to_write(), open(sys.argv[1], "w") as book:
    book.write("the other process was here")
"""


def is_taken(lock: Path) -> bool:
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def test_who_was_just_served_is_not_served_again_while_another_process_waits(
    tmp_path: Path, settings: Settings
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("turns are taken before SQLite only")
    settings.HUIYIN_WRITE_LOCK = str(tmp_path / "write.lock")
    book = tmp_path / "book"
    own = {**os.environ, "HUIYIN_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "huiyin.web.settings"}
    with turn_to_write():
        other = subprocess.Popen([sys.executable, "-c", TAKES_A_TURN, str(book)], env=own)
        while not is_taken(tmp_path / "write.next"):
            assert other.poll() is None
    with turn_to_write():
        assert book.read_text() == "the other process was here"
    assert other.wait() == 0
