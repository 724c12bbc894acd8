"""An entry and the work that follows are one; work is done once, retried, and given up with its reason."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from huiyin.ledger import outbox, worker
from huiyin.ledger.actions import Line, record, record_many
from huiyin.ledger.models import Entry, Job
from huiyin.ledger.outbox import Every, set_flow
from huiyin.ledger.writing import action

pytestmark = pytest.mark.django_db


class Recorder:
    """A job that notes what it was given, and fails on what it is told to."""

    def __init__(self) -> None:
        self.runs: list[list[str]] = []
        self.refuses: set[str] = set()

    def __call__(self, subjects: Sequence[str]) -> None:
        if self.refuses & set(subjects):
            raise RuntimeError("a private sentence that must not be stored")
        self.runs.append(list(subjects))


@pytest.fixture
def heard() -> Iterator[Recorder]:
    before = (dict(outbox.AFTER), dict(outbox.JOBS), list(outbox.EVERY))
    recorder = Recorder()
    set_flow(after={"hear.received": ["understand.read"]}, jobs={"understand.read": recorder}, every=[])
    yield recorder
    set_flow(after=before[0], jobs=before[1], every=before[2])


@action
def receive(*, by: str, subject: str) -> Entry:
    return record(by=by, kind="hear.received", subject=subject, length=3)


@action
def receive_and_fail(*, by: str, subject: str) -> None:
    record(by=by, kind="hear.received", subject=subject)
    raise ValueError("refused after writing")


def test_an_entry_queues_what_follows(heard: Recorder) -> None:
    entry = receive(by="resident", subject="message:1")
    job = Job.objects.get()
    assert (job.name, job.subject, job.entry, job.key) == (
        "understand.read", "message:1", entry.pk, f"understand.read:{entry.pk}",
    )  # fmt: skip
    assert (entry.actor, entry.facts) == ("resident", {"length": 3})


def test_an_entry_that_nothing_follows_queues_nothing(heard: Recorder) -> None:
    record(by="clerk", kind="people.signed_in", subject="account:1")
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_refused_action_leaves_nothing(heard: Recorder) -> None:
    with pytest.raises(ValueError, match="refused after writing"):
        receive_and_fail(by="resident", subject="message:1")
    assert not Entry.objects.exists()
    assert not Job.objects.exists()


def test_many_entries_cost_three_statements(heard: Recorder, django_assert_num_queries: object) -> None:
    lines = [Line("hear.received", f"message:{n}", {}) for n in range(50)]
    with django_assert_num_queries(3):  # type: ignore[operator]
        record_many(by="import", lines=lines)
    assert Job.objects.count() == 50


def test_jobs_of_one_name_are_done_together_and_once(heard: Recorder) -> None:
    for n in range(3):
        receive(by="resident", subject=f"message:{n}")
    assert worker.run_due() == 3
    assert heard.runs == [["message:0", "message:1", "message:2"]]
    assert worker.run_due() == 0


def test_one_failing_job_does_not_stop_its_neighbours(heard: Recorder) -> None:
    for n in range(3):
        receive(by="resident", subject=f"message:{n}")
    heard.refuses = {"message:1"}
    worker.run_due()
    assert heard.runs == [["message:0"], ["message:2"]]
    left = Job.objects.get()
    assert (left.subject, left.attempts, left.given_up, left.error) == ("message:1", 1, False, "RuntimeError")
    assert left.due_at > timezone.now()


def test_a_job_is_given_up_after_its_last_attempt(heard: Recorder) -> None:
    receive(by="resident", subject="message:1")
    heard.refuses = {"message:1"}
    for _ in range(worker.MOST_ATTEMPTS):
        worker.run_due(now=timezone.now() + timedelta(days=30))
    job = Job.objects.get()
    assert (job.given_up, job.attempts) == (True, worker.MOST_ATTEMPTS)
    assert worker.run_due(now=timezone.now() + timedelta(days=60)) == 0


def test_the_flow_may_not_name_a_job_that_nobody_does() -> None:
    with pytest.raises(ValueError, match=r"nobody\.does"):
        set_flow(after={"hear.received": ["nobody.does"]}, jobs={}, every=[])


def test_a_daily_job_is_queued_once_a_day_and_once_after_an_outage(heard: Recorder) -> None:
    every = Every("understand.read", at=time(2))
    set_flow(after={}, jobs={"understand.read": heard}, every=[every])
    worker._seen.clear()
    early = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)  # 01:00 in Shanghai
    worker.queue_every(now=early)
    assert not Job.objects.exists()
    for hours in (2, 3, 4):
        worker.queue_every(now=early + timedelta(hours=hours))
    assert Job.objects.count() == 1
    worker.queue_every(now=early + timedelta(days=3, hours=2))
    assert Job.objects.count() == 2


def test_a_daily_job_that_is_done_is_not_done_again_after_a_new_start(heard: Recorder) -> None:
    set_flow(after={}, jobs={"understand.read": heard}, every=[Every("understand.read", at=time(2))])
    noon = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)  # in Shanghai
    for start in range(3):
        worker._seen.clear()
        worker.queue_every(now=noon + timedelta(hours=start))
        worker.run_due(now=noon + timedelta(hours=start))
    assert len(heard.runs) == 1


def test_a_job_by_interval_has_one_key_a_period() -> None:
    every = Every("publish.count", each=timedelta(minutes=10))
    start = datetime(2026, 3, 1, 0, 0, tzinfo=UTC)
    keys = {worker.period_key(every, start + timedelta(minutes=m)) for m in range(30)}
    assert len(keys) == 3


@given(st.integers(worker.LEAST_AT_ONCE, worker.MOST_AT_ONCE), st.floats(0, 10))
def test_long_turns_make_the_next_ones_short(most: int, longest: float) -> None:
    then = worker.at_once(most, longest)
    assert worker.LEAST_AT_ONCE <= then <= worker.MOST_AT_ONCE
    if longest > worker.LONGEST_TURN:
        assert then <= most
    else:
        assert then >= most


@given(st.floats(0, 10), st.floats(0, 10))
def test_the_worker_stays_away_the_longer_the_more_others_write(worked: float, waited: float) -> None:
    assert 0 <= worker.rest(worked, waited) <= worker.rest(worked, waited + 0.1) <= 2.0
