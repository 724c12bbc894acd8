"""The tables that `flow.py` fills: what follows from an entry, what happens every day, and who does it.

The ledger lies below all stages and may not know them; `flow.py` lies above all and tells it once, at start.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time, timedelta


@dataclass(frozen=True)
class Every:
    """A job by the calendar: each day at a time, or each so many minutes."""

    name: str
    at: time | None = None
    each: timedelta | None = None


Run = Callable[[Sequence[str]], None]
"""A job takes the subjects it is due for (several at once) and may run twice without harm."""

AFTER: dict[str, tuple[str, ...]] = {}
JOBS: dict[str, Run] = {}
EVERY: list[Every] = []


def set_flow(
    *,
    after: Mapping[str, Sequence[str]],
    jobs: Mapping[str, Run],
    every: Sequence[Every],
) -> None:
    """Take over the flow; raise ValueError where it names a job that nobody does."""
    named = {name for names in after.values() for name in names} | {e.name for e in every}
    if missing := named - set(jobs):
        raise ValueError(f"flow.py names jobs that nobody does: {sorted(missing)}")
    AFTER.clear()
    AFTER.update({kind: tuple(names) for kind, names in after.items()})
    JOBS.clear()
    JOBS.update(jobs)
    EVERY[:] = every
