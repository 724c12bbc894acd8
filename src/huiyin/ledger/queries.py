"""Read the record and the queue of jobs."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from huiyin.ledger.models import Entry, Job


@dataclass(frozen=True)
class FailedJob:
    """A job that was given up."""

    name: str
    subject: str
    error: str


@dataclass(frozen=True)
class EntryLine:
    """One line of the record."""

    at: datetime
    kind: str
    actor: str


def given_up(*, most: int = 20) -> list[FailedJob]:
    """Jobs that failed too often, oldest first. One statement."""
    return [FailedJob(j.name, j.subject, j.error) for j in Job.objects.filter(given_up=True).order_by("id")[:most]]


def waiting() -> int:
    """How many jobs are due and not done. One statement."""
    return Job.objects.filter(given_up=False, due_at__lte=timezone.now()).count()


def entries_of(subject: str, *, most: int = 200) -> list[EntryLine]:
    """What happened to one subject, oldest first. One statement."""
    return [EntryLine(e.at, e.kind, e.actor) for e in Entry.objects.filter(subject=subject).order_by("id")[:most]]
