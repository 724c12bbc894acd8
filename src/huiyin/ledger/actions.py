"""Write an entry, and with it the work that follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from huiyin.ledger.models import Entry, Job
from huiyin.ledger.outbox import AFTER


@dataclass(frozen=True)
class Line:
    """One entry to be written: its kind (`stage.past`), its subject (`case:17`), its facts (no personal data)."""

    kind: str
    subject: str
    facts: Mapping[str, Any]


def record(*, by: str, kind: str, subject: str, at: datetime | None = None, **facts: Any) -> Entry:
    """Add one entry and its jobs. Call it inside an action, as its last line: one action, one entry."""
    entry = Entry.objects.create(at=at or timezone.now(), kind=kind, actor=by, subject=subject, facts=facts)
    follow([entry])
    return entry


def record_many(*, by: str, lines: Sequence[Line], at: datetime | None = None) -> list[Entry]:
    """Add the entries of many like things written together (an import), and their jobs."""
    moment = at or timezone.now()
    entries = Entry.objects.bulk_create(
        Entry(
            at=moment,
            kind=line.kind,
            actor=by,
            subject=line.subject,
            facts=dict(line.facts),
        )
        for line in lines
    )
    follow(entries)
    return entries


def follow(entries: Sequence[Entry]) -> None:
    """Queue the jobs that the page `flow.py` lists for these entries."""
    jobs = [
        Job(
            name=name,
            key=f"{name}:{entry.pk}",
            subject=entry.subject,
            entry=entry.pk,
            due_at=entry.at,
        )
        for entry in entries
        for name in AFTER.get(entry.kind, ())
    ]
    if jobs:
        Job.objects.bulk_create(jobs)
