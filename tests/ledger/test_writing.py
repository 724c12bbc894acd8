"""One fair queue before the embedded database: everybody is served, nobody's failure is another's."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import OperationalError, connection

from huiyin.ledger.actions import record
from huiyin.ledger.models import Entry
from huiyin.ledger.writing import WriteQueue, action

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
