"""Write an entry, and with it the work that follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from huiyin.ledger import rows
from huiyin.ledger.models import Entry, Job
from huiyin.ledger.outbox import AFTER


@dataclass(frozen=True)
class Line:
    """One entry to be written: its kind (`stage.past`), its subject (`case:17`), its facts (no personal data).

    `at` where it happened at another moment than the others that are written with it.
    """

    kind: str
    subject: str
    facts: Mapping[str, Any]
    at: datetime | None = None


def record(*, by: str, kind: str, subject: str, at: datetime | None = None, **facts: Any) -> Entry:
    """Add one entry and its jobs. Call it inside an action, as its last line: one action, one entry."""
    entry = Entry(at=at or timezone.now(), kind=kind, actor=by, subject=subject, facts=facts)
    rows.insert_object(entry)
    follow([entry])
    return entry


def record_many(*, by: str, lines: Sequence[Line], at: datetime | None = None, followed: bool = False) -> None:
    """Add the entries of many like things written together (an import), and their jobs.

    `followed`: what follows is done in the same transaction, and needs no jobs.
    """
    moment = at or timezone.now()
    entries = [
        rows.made(Entry, at=line.at or moment, kind=line.kind, actor=by, subject=line.subject, facts=dict(line.facts))
        for line in lines
    ]
    rows.insert_objects(entries)
    if not followed:
        follow(entries)


_JOB = ("name", "key", "subject", "entry", "due_at", "attempts", "given_up", "error")


def follow(entries: Sequence[Entry]) -> None:
    """Queue the jobs that the page `flow.py` lists for these entries."""
    _queue([(entry.pk, entry.kind, entry.subject, entry.at) for entry in entries])


def _queue(entries: Sequence[tuple[int, str, str, datetime]]) -> None:
    jobs = [
        (name, f"{name}:{pk}", subject, pk, at, 0, False, "")
        for pk, kind, subject, at in entries
        for name in AFTER.get(kind, ())
    ]
    if jobs:
        rows.insert(Job, _JOB, jobs)
