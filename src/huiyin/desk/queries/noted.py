"""What the record says of a case beside its moves: joined, sorted, made a project of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from huiyin.handle.queries import names_of
from huiyin.ledger.models import Entry

NOTED: Final = (
    "understand.merged", "understand.merge_undone", "understand.split_out",
    "understand.accepted", "understand.corrected", "handle.kind_set",
    "programme.case_linked", "programme.case_taken_out",
)  # fmt: skip
"""Kinds of entries with a sentence of their own in a case's history; moves have their steps."""

MOST_NOTED: Final = 200


@dataclass(frozen=True)
class Noted:
    """One entry: what was done, by whom (the name of a person of the office, or empty), and its facts."""

    kind: str
    at: datetime
    name: str
    facts: Mapping[str, Any]


def noted(case_id: int) -> tuple[Noted, ...]:
    """What was done with a case beside its moves, newest first, the newest 200. One statement, two if there is any."""
    entries = Entry.objects.filter(subject=f"case:{case_id}", kind__in=NOTED).order_by("-id")[:MOST_NOTED]
    held = list(entries)
    names = names_of({entry.actor for entry in held})
    return tuple(Noted(entry.kind, entry.at, names.get(entry.actor, ""), entry.facts) for entry in held)
