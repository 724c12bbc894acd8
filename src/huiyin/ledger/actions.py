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
    """One entry to be written: its kind (`stage.past`), its subject (`case:17`), its facts (no personal data)."""

    kind: str
    subject: str
    facts: Mapping[str, Any]


def record(*, by: str, kind: str, subject: str, at: datetime | None = None, **facts: Any) -> Entry:
    """Add one entry and its jobs. Call it inside an action, as its last line: one action, one entry."""
    entry = Entry(at=at or timezone.now(), kind=kind, actor=by, subject=subject, facts=facts)
    rows.insert_object(entry)
    follow([entry])
    return entry


def record_many(*, by: str, lines: Sequence[Line], at: datetime | None = None) -> list[Entry]:
    """Add the entries of many like things written together (an import), and their jobs."""
    moment = at or timezone.now()
    entries = [
        Entry(at=moment, kind=line.kind, actor=by, subject=line.subject, facts=dict(line.facts)) for line in lines
    ]
    rows.insert_objects(entries)
    follow(entries)
    return entries


_JOB = ("name", "key", "subject", "entry", "due_at", "attempts", "given_up", "error")


def follow(entries: Sequence[Entry]) -> None:
    """Queue the jobs that the page `flow.py` lists for these entries."""
    jobs = [
        (name, f"{name}:{entry.pk}", entry.subject, entry.pk, entry.at, 0, False, "")
        for entry in entries
        for name in AFTER.get(entry.kind, ())
    ]
    if jobs:
        rows.insert(Job, _JOB, jobs)
