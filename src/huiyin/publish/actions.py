"""Bring what everybody sees up to what the office knows: cases, figures, the map."""

from collections.abc import Sequence
from copy import copy
from datetime import datetime
from typing import TypeVar

from django.utils import timezone

from huiyin.hear import search
from huiyin.hear.models import Case
from huiyin.ledger import rows
from huiyin.ledger.actions import record
from huiyin.ledger.moment import at_one_moment, day_of
from huiyin.ledger.writing import action
from huiyin.publish import tallying
from huiyin.publish.gather import counted_new, gathered
from huiyin.publish.models import SEARCH, PublicCase, Tally

AT_ONCE = 200

Row = TypeVar("Row", Tally, PublicCase)


def refresh_public(*, by: str, case_ids: Sequence[int], at: datetime | None = None) -> int:
    """Rebuild what is shown and counted of these cases; return how many rows changed.

    A fixed number of statements for each 200 cases. Twice is as good as once: what is equal is left alone. What takes
    thought (what may be shown, without names) is done before the transaction: what changes meanwhile brings a
    refresh of its own.
    """
    now = at or timezone.now()
    parts = (case_ids[first : first + AT_ONCE] for first in range(0, len(case_ids), AT_ONCE))
    return sum(_keep(by=by, case_ids=part, rows_of=gathered(part, now), now=now) for part in parts)


@action
def count_new(*, by: str, cases: Sequence[Case], at: datetime | None = None) -> int:
    """Count cases that were stored just now, in this transaction, and that none but the office may read."""
    now = at or timezone.now()
    tallies = counted_new(cases, now)
    rows.insert_objects(tallies)
    tallying.shift_figures((), tallies, now, day_of(now))
    record(by=by, kind="publish.refreshed", subject="office:1", at=now, changed=len(tallies))
    return len(tallies)


def count_figures(*, by: str, at: datetime | None = None) -> int:
    """Count all figures anew: what became overdue, what left the last 365 days. Returns how many figures there are.

    Counting reads every case, without a turn at the database; only what differs is then written.
    """
    now = at or timezone.now()
    with at_one_moment():
        missed = tallying.missed(day_of(now))
    return _correct(by=by, missed=missed, now=now)


@action
def _correct(*, by: str, missed: tallying.Missed, now: datetime) -> int:
    _now_overdue(now)
    number = tallying.add_missed(missed, now)
    record(by=by, kind="publish.figures_counted", subject="office:1", at=now, figures=number)
    return number


def _now_overdue(now: datetime) -> None:
    """Cases whose day has passed without an answer: those of one day, each night."""
    today = day_of(now)
    late = list(Tally.objects.filter(in_time=None, answered=False, due_on__lt=today))
    for first in range(0, len(late), AT_ONCE):
        some = late[first : first + AT_ONCE]
        after = list(map(copy, some))
        for tally in after:
            tally.in_time = False
        tallying.shift_figures(some, after, now, today)
        for model in (Tally, PublicCase):
            model.objects.filter(pk__in=[tally.pk for tally in some]).update(in_time=False)


@action
def _keep(*, by: str, case_ids: Sequence[int], rows_of: tuple[list[PublicCase], list[Tally]], now: datetime) -> int:
    shown, tallies = rows_of
    fresh, stale = _differing(Tally.objects.in_bulk(case_ids), {row.pk: row for row in tallies})
    Tally.objects.filter(pk__in=[row.pk for row in stale]).delete()
    rows.insert_objects(fresh)
    tallying.shift_figures(stale, fresh, now, day_of(now))
    if changed := len(fresh) + len(stale) + _show(case_ids, shown):
        record(by=by, kind="publish.refreshed", subject="office:1", at=now, changed=changed)
    return changed


def _show(case_ids: Sequence[int], shown: Sequence[PublicCase]) -> int:
    fresh, stale = _differing(PublicCase.objects.in_bulk(case_ids), {row.pk: row for row in shown})
    PublicCase.objects.filter(pk__in=[row.pk for row in stale]).delete()
    rows.insert_objects(fresh)
    search.unindex(SEARCH, ((row.pk, found_by(row)) for row in stale))
    search.index(SEARCH, ((row.pk, found_by(row)) for row in fresh))
    tallying.shift_spots(stale, fresh)
    return len(fresh) + len(stale)


def found_by(row: PublicCase) -> str:
    """The text by which a public case is found: only what it shows."""
    return f"{row.title}\n{row.text}\n{row.answer}"


def _differing(before: dict[int, Row], after: dict[int, Row]) -> tuple[list[Row], list[Row]]:
    """The rows to be stored, and the stored ones that they replace or that must go."""
    same = {pk for pk, row in after.items() if pk in before and _content(row) == _content(before[pk])}
    fresh = [row for pk, row in after.items() if pk not in same]
    return fresh, [row for pk, row in before.items() if pk not in same]


def _content(row: Tally | PublicCase) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if name not in {"_state", "changed_at"}}
