"""Do the queued jobs: in batches of one name, retried with patience, given up with the reason kept."""

import threading
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from time import monotonic
from typing import NamedTuple

import structlog
from django.utils import timezone

from huiyin.ledger.models import Called, Job
from huiyin.ledger.outbox import EVERY, JOBS, Every
from huiyin.ledger.writing import TURNS, action

log = structlog.get_logger()

LEAST_AT_ONCE, MOST_AT_ONCE = 6, 600
MOST_ATTEMPTS = 8

LONGEST_TURN = 0.02
"""Seconds for which a resident's message may have to wait for one turn of the worker at the embedded database."""
PATIENCE = 3.0
"""How many times as long as it had to wait for others the worker stays away."""


class Due(NamedTuple):
    """A job whose time has come: its id, its name and what it is to be done for."""

    id: int
    name: str
    subject: str


def run_due(*, now: datetime | None = None, most: int = MOST_AT_ONCE) -> int:
    """Run the jobs that are due, oldest first; return how many were tried."""
    moment = now or timezone.now()
    waiting = Job.objects.filter(given_up=False, due_at__lte=moment).order_by("due_at", "id")
    due = [Due(*row) for row in waiting.values_list("id", "name", "subject")[:most]]
    by_name: dict[str, list[Due]] = defaultdict(list)
    for job in due:
        by_name[job.name].append(job)
    order = list(JOBS)  # as flow.py lists them: what everybody sees is refreshed last
    done: list[Due] = []
    for name in sorted(by_name, key=lambda name: order.index(name) if name in JOBS else len(order)):
        done += _run_together(name, by_name[name])
    if done:
        _done(by="worker", jobs=done)
    return len(due)


def run_all(*, rounds: int = 100_000) -> int:
    """Run until nothing is due any more (tests, imports, the demo); return how many were run."""
    done = 0
    for _ in range(rounds):
        if not (n := run_due()):
            break
        done += n
    return done


def _run_together(name: str, jobs: Sequence[Due]) -> list[Due]:
    """Run jobs of one name; return those that were done. The others are put off."""
    try:
        JOBS[name]([job.subject for job in jobs])
    except Exception as problem:  # noqa: BLE001 - a failed job must not stop the others
        if len(jobs) == 1:
            _put_off(by="worker", due=jobs[0], problem=problem)
            return []
        return [done for job in jobs for done in _run_together(name, [job])]  # find the one at fault
    return list(jobs)


@action
def _done(*, by: str, jobs: Sequence[Due]) -> None:
    Job.objects.filter(pk__in=[job.id for job in jobs]).delete()


@action
def _put_off(*, by: str, due: Due, problem: Exception) -> None:
    """Try again after 10 s, 20 s, 40 s …; after the last attempt keep it, with the reason, for a person."""
    if (job := Job.objects.filter(pk=due.id).first()) is None:
        return
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
    """Queue what the calendar asks for, each period once, also after an outage (the last one only) or a new start."""
    moment = now or timezone.now()
    for every in EVERY:
        key = period_key(every, moment)
        if key and _seen.get(every.name) != key:
            _queue_once(by="calendar", name=every.name, key=key, at=moment)
            _seen[every.name] = key


@action
def _queue_once(*, by: str, name: str, key: str, at: datetime) -> None:
    if Called.objects.filter(name=name, key=key).exists():
        return
    Called.objects.update_or_create(name=name, defaults={"key": key})
    Job.objects.get_or_create(key=key, defaults={"name": name, "subject": key, "due_at": at})


def work_until(stop: threading.Event, *, pause: float = 0.5) -> None:
    """Work until told to stop, in small turns, so that people at the desk and residents' messages come first."""
    most = LEAST_AT_ONCE
    while not stop.is_set():
        started = monotonic()
        queue_every()
        tried = run_due(most=most)
        longest, waited = TURNS.told()
        most = at_once(most, longest)
        stop.wait(rest(monotonic() - started, waited) if tried else pause)


def at_once(most: int, longest: float) -> int:
    """How many jobs to take together after so many took a longest turn of so many seconds."""
    grown = most * min(2.0, LONGEST_TURN / longest) if longest > 0 else most * 2.0
    return round(max(LEAST_AT_ONCE, min(MOST_AT_ONCE, grown)))


def rest(worked: float, waited: float) -> float:
    """Seconds to stay away after working for so long, of which so much was waiting for others to write."""
    return min(2.0, worked / 4 + PATIENCE * waited)
