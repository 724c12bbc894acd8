"""Until when an answer is owed: the limits as data, counted on the office's calendar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from time import monotonic

from django.db.models import Q
from django.utils import timezone

from huiyin.handle.models import Limit
from huiyin.handle.rules import Move
from huiyin.hear.rules import Kind
from huiyin.ledger.moment import day_of
from huiyin.methods import deadlines
from huiyin.methods.deadlines import Pause, Unit, add_working_days, working_days_between
from huiyin.places.kept import keep_until_changed
from huiyin.places.models import OwnDay
from huiyin.places.queries import KEPT_SECONDS

NEW_CLOCK = frozenset({Move.REOPEN, Move.RESUME, Move.DISCIPLINE})
"""Moves after which the time is counted anew."""


@dataclass(frozen=True)
class NewLimit:
    """A limit to be loaded: so many days for a kind, where that is written, and from when it holds."""

    kind: Kind
    value: int
    unit: Unit
    source: str
    holds_from: date
    holds_to: date | None = None


_START = date(2022, 5, 1)
_DAY = timedelta(days=1)

EXAMPLE_LIMITS = (
    NewLimit(Kind.REQUEST, 5, Unit.WORKING_DAYS, "济南市12345市民服务热线条例 第二十四条（示例）", _START),
    NewLimit(Kind.QUESTION, 5, Unit.WORKING_DAYS, "济南市12345市民服务热线条例 第二十四条（示例）", _START),
    NewLimit(Kind.SUGGESTION, 15, Unit.WORKING_DAYS, "本办公室自定（示例，全国没有统一规定）", _START),
    NewLimit(Kind.THANKS, 5, Unit.WORKING_DAYS, "本办公室自定（示例，全国没有统一规定）", _START),
    NewLimit(Kind.WRONGDOING, 15, Unit.CALENDAR_DAYS, "信访工作条例 第二十三条：收到之日起15日内告知", _START),
)
"""To start with; an office replaces them by its own rules."""


@dataclass(frozen=True)
class Clock:
    """The limits and the office's own days, read once."""

    limits: tuple[Limit, ...]
    own_days: Mapping[date, bool]
    _counted: dict[tuple[str, date], date | None] = field(default_factory=dict, compare=False)
    _given: dict[tuple[deadlines.Limit, date], date] = field(default_factory=dict, compare=False)

    def due_on(self, kind: str, start: date, pauses: Sequence[Pause] = ()) -> date | None:
        """The last day of the limit that begins on `start`; None where no limit holds for this kind.

        The days of a pause (waiting for the resident) are not the office's and do not count.
        """
        if pauses:
            return self._count(kind, start, pauses)
        if (kind, start) not in self._counted:
            self._counted[kind, start] = self._count(kind, start, ())
        return self._counted[kind, start]

    def _count(self, kind: str, start: date, pauses: Sequence[Pause]) -> date | None:
        held = [
            limit
            for limit in self.limits
            if limit.kind == kind and limit.holds_from <= start and (limit.holds_to is None or start <= limit.holds_to)
        ]
        if not held:
            return None
        newest = max(held, key=lambda limit: limit.holds_from)
        limit = deadlines.Limit(newest.value, Unit(newest.unit))
        return deadlines.due(start, limit, pauses, own=self.own_days).due

    def given_until(self, given: date | deadlines.Limit, opened_at: datetime) -> date:
        """The last day of the time that another system gave a case: a day, or a limit from its opening on."""
        if isinstance(given, date):
            return given
        if given.unit == Unit.HOURS:
            return deadlines.due(timezone.localtime(opened_at), given).due
        start = day_of(opened_at)
        if (given, start) not in self._given:
            self._given[given, start] = deadlines.due(start, given, own=self.own_days).due
        return self._given[given, start]

    def due_after(
        self, kind: str, opened_at: datetime, steps: Sequence[tuple[str, datetime]], given: date | None = None
    ) -> date | None:
        """The day by which a case with these steps (oldest first) is due: counted from its opening or last reopening.

        The days between a question to the resident and the reply are left out. Until it begins anew, the day that
        another system had `given` it holds where it is the earlier one: a file extends no limit.
        """
        start, asked = day_of(opened_at), None
        pauses: list[Pause] = []
        for what, at in steps:
            if what in NEW_CLOCK:
                start, pauses, given = day_of(at), [], None
            elif what == Move.ASK:
                asked = day_of(at)
            elif what == Move.REPLY and asked and asked < day_of(at):
                pauses.append(Pause(asked + _DAY, day_of(at)))
        due = self.due_on(kind, start, pauses)
        if given is None:
            return due
        paused = sum(working_days_between(p.first - _DAY, p.last, own=self.own_days) for p in pauses)
        given = add_working_days(given, paused, own=self.own_days)
        return given if due is None else min(given, due)


def clock() -> Clock:
    """All limits and own days of the office (a handful of rows). Two statements."""
    return Clock(tuple(Limit.objects.order_by("id")), own_days())


_kept: dict[str, tuple[float, Mapping[date, bool]]] = keep_until_changed({})


def own_days() -> Mapping[date, bool]:
    """Days on which the office works or rests against the calendar. One statement a minute."""
    if (kept := _kept.get("")) and monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1]
    days = dict(OwnDay.objects.values_list("day", "is_working"))
    _kept[""] = (monotonic(), days)
    return days


def limits_in_force(on: date) -> Mapping[str, Limit]:
    """The limit that holds for each kind on a day, for showing. One statement."""
    rows = Limit.objects.filter(Q(holds_to__isnull=True) | Q(holds_to__gte=on), holds_from__lte=on)
    return {limit.kind: limit for limit in rows.order_by("holds_from")}
