"""Do the queued jobs: in batches of one name, retried with patience, given up with the reason kept."""

import threading
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from django.utils import timezone

from huiyin.ledger.models import Job
from huiyin.ledger.outbox import EVERY, JOBS, Every
from huiyin.ledger.writing import action

log = structlog.get_logger()

MOST_AT_ONCE = 200
MOST_ATTEMPTS = 8


def run_due(*, now: datetime | None = None, most: int = MOST_AT_ONCE) -> int:
    """Run the jobs that are due, oldest first; return how many were tried."""
    moment = now or timezone.now()
    due = list(Job.objects.filter(given_up=False, due_at__lte=moment).order_by("due_at", "id")[:most])
    by_name: dict[str, list[Job]] = defaultdict(list)
    for job in due:
        by_name[job.name].append(job)
    order = list(JOBS)  # as flow.py lists them: what everybody sees is refreshed last
    for name in sorted(by_name, key=lambda name: order.index(name) if name in JOBS else len(order)):
        _run_together(name, by_name[name])
    return len(due)


def run_all(*, rounds: int = 1000) -> int:
    """Run until nothing is due any more (tests, imports, the demo); return how many were run."""
    done = 0
    for _ in range(rounds):
        if not (n := run_due()):
            break
        done += n
    return done


def _run_together(name: str, jobs: Sequence[Job]) -> None:
    try:
        JOBS[name]([job.subject for job in jobs])
    except Exception as problem:  # noqa: BLE001 - a failed job must not stop the others
        if len(jobs) == 1:
            _put_off(by="worker", job=jobs[0], problem=problem)
            return
        for job in jobs:  # one of them is at fault: find it, let the others pass
            _run_together(name, [job])
        return
    _done(by="worker", jobs=jobs)


@action
def _done(*, by: str, jobs: Sequence[Job]) -> None:
    Job.objects.filter(pk__in=[job.pk for job in jobs]).delete()


@action
def _put_off(*, by: str, job: Job, problem: Exception) -> None:
    """Try again after 10 s, 20 s, 40 s …; after the last attempt keep it, with the reason, for a person."""
    job.attempts += 1
    job.given_up = job.attempts >= MOST_ATTEMPTS
    job.due_at = timezone.now() + timedelta(seconds=10 * 2**job.attempts)
    job.error = type(problem).__name__
    job.save(update_fields=["attempts", "given_up", "due_at", "error"])
    log.warning(
        "job.failed",
        job=job.name,
        subject=job.subject,
        attempts=job.attempts,
        error=job.error,
    )


def period_key(every: Every, now: datetime) -> str | None:
    """The name of the period in which the job is due once, or None before its time of day."""
    local = timezone.localtime(now)
    if every.at is not None:
        return f"{every.name}:{local:%Y-%m-%d}" if local.time() >= every.at else None
    if every.each is None:
        raise ValueError(f"{every.name} has neither a time of day nor an interval")
    return f"{every.name}:{int(now.timestamp() // every.each.total_seconds())}"


_seen: dict[str, str] = {}


def queue_every(*, now: datetime | None = None) -> None:
    """Queue what the calendar asks for, each period once, also after an outage (the last one only)."""
    moment = now or timezone.now()
    for every in EVERY:
        key = period_key(every, moment)
        if key and _seen.get(every.name) != key:
            _queue_once(by="calendar", name=every.name, key=key, at=moment)
            _seen[every.name] = key


@action
def _queue_once(*, by: str, name: str, key: str, at: datetime) -> None:
    Job.objects.get_or_create(key=key, defaults={"name": name, "subject": key, "due_at": at})


def work_until(stop: threading.Event, *, pause: float = 0.5) -> None:
    """Work until told to stop. Rests as long as it worked, so that people at the desk come first."""
    while not stop.is_set():
        started = timezone.now()
        queue_every(now=started)
        if run_due():
            stop.wait(min(1.0, (timezone.now() - started).total_seconds()))
        else:
            stop.wait(pause)
