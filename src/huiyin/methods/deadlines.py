"""When something is due: working days, limits in days or hours, pauses, and the working shown day by day.

The day of the start is not counted, and a limit in calendar days that ends on a day off ends on the next working
day (Civil Code of the People's Republic of China, articles 201 and 203). China's own calendar (days off and
shifted weekends as the State Council announces them each autumn) comes from ``chinesecalendar`` for the years it
knows, every other year and country from ``holidays``. An office's own days go before both.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final

import chinese_calendar
import holidays

OwnDays = Mapping[date, bool]
"""Days an office sets by itself: True a working day, False a day off."""

NO_OWN_DAYS: Final[OwnDays] = {}
LONGEST: Final = 3_660
"""Days a limit may last; more is a mistake."""
_DAY: Final = timedelta(days=1)


class Unit(StrEnum):
    """What a limit counts. Hours are hours of the clock, day and night."""

    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    HOURS = "hours"


class Why(StrEnum):
    """Why a day counts or does not."""

    START = "start"
    COUNTED = "counted"
    DAY_OFF = "day_off"
    PAUSED = "paused"
    MOVED = "moved"
    """The limit was used up on a day off, so it moved on to this day."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many days or hours. ValueError unless the value lies between 0 and ten years."""

    value: int
    unit: Unit

    def __post_init__(self) -> None:
        most = LONGEST * 24 if self.unit == Unit.HOURS else LONGEST
        if not 0 <= self.value <= most:
            raise ValueError(f"A limit lies between 0 and {most} {self.unit}, not at {self.value}")


@dataclass(frozen=True, slots=True)
class Pause:
    """Whole days that do not count, the first and the last among them. ValueError if the last is earlier."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"A pause from {self.first} cannot end on {self.last}")


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of the working: how much of the limit it used (days, or hours), and how much is used by its end."""

    day: date
    why: Why
    counted: float
    total: float


@dataclass(frozen=True, slots=True)
class Working:
    """The day by whose end it is due; for a limit in hours also the moment; and every day from start to due."""

    due: date
    moment: datetime | None
    days: tuple[DayLine, ...]


@cache
def _calendar(country: str) -> holidays.HolidayBase:
    try:
        return holidays.country_holidays(country)
    except NotImplementedError as error:
        raise ValueError(f"No calendar is known for the country {country!r}") from error


@lru_cache(maxsize=20_000)
def _is_known_working_day(day: date, country: str) -> bool:
    if country == "CN":
        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            pass  # a year that the State Council has not yet announced
    return _calendar(country).is_working_day(day)


def is_working_day(day: date, *, country: str = "CN", own: OwnDays = NO_OWN_DAYS) -> bool:
    """Whether offices work on this day. ValueError for a country without a calendar (ISO 3166 code)."""
    plain = _plain(day)
    return own[plain] if plain in own else _is_known_working_day(plain, country)


def add_working_days(start: date, count: int, *, country: str = "CN", own: OwnDays = NO_OWN_DAYS) -> date:
    """The ``count``-th working day after ``start`` (before it, if negative); ``start`` itself for 0."""
    if abs(count) > LONGEST:
        raise ValueError(f"At most {LONGEST} days can be counted, not {count}")
    day, step = _plain(start), _DAY if count > 0 else -_DAY
    for _ in range(abs(count)):
        day = _next(day, lambda each: is_working_day(each, country=country, own=own), step)
    return day


def working_days_between(first: date, last: date, *, country: str = "CN", own: OwnDays = NO_OWN_DAYS) -> int:
    """Working days after ``first`` up to and including ``last``; negative when ``last`` is earlier."""
    start, end = sorted((_plain(first), _plain(last)))
    days = (start + timedelta(days=ahead) for ahead in range(1, (end - start).days + 1))
    count = sum(is_working_day(day, country=country, own=own) for day in days)
    return count if _plain(last) >= _plain(first) else -count


def due(
    start: date | datetime,
    limit: Limit,
    pauses: Sequence[Pause] = (),
    *,
    country: str = "CN",
    own: OwnDays = NO_OWN_DAYS,
) -> Working:
    """When a limit that starts then is used up, with its working shown.

    Days count from the day after the start; hours from the moment of the start, which must then be a datetime
    (ValueError). The days of a pause never count. ValueError if it is not used up within twenty years.
    """

    def works(day: date) -> bool:
        return is_working_day(day, country=country, own=own)

    def paused(day: date) -> bool:
        return any(pause.first <= day <= pause.last for pause in pauses)

    if limit.unit == Unit.HOURS:
        return _due_in_hours(start, limit.value, paused)
    lines = _counted_days(_plain(start), limit, works, paused)
    if limit.unit == Unit.CALENDAR_DAYS:
        lines += _moved_on(lines[-1], works, paused)
    return Working(lines[-1].day, None, tuple(lines))


DayTest = Callable[[date], bool]


def _counted_days(start: date, limit: Limit, works: DayTest, paused: DayTest) -> list[DayLine]:
    lines = [DayLine(start, Why.START, 0, 0)]
    total = 0
    while total < limit.value:
        day = _after(lines[-1].day, len(lines))
        why = Why.COUNTED
        if paused(day):
            why = Why.PAUSED
        elif limit.unit == Unit.WORKING_DAYS and not works(day):
            why = Why.DAY_OFF
        total += why == Why.COUNTED
        lines.append(DayLine(day, why, int(why == Why.COUNTED), total))
    return lines


def _moved_on(last: DayLine, works: DayTest, paused: DayTest) -> list[DayLine]:
    """The days after a last day that is a day off, up to the first working day."""
    lines: list[DayLine] = []
    day = last.day
    while last.total and (paused(day) or not works(day)):
        day = _after(day, len(lines))
        lines.append(DayLine(day, Why.PAUSED if paused(day) else Why.MOVED, 0, last.total))
    return lines


def _due_in_hours(start: date | datetime, hours: int, paused: DayTest) -> Working:
    if not isinstance(start, datetime):
        raise ValueError("A limit in hours needs the moment of the start, not only the day")
    moment, left = start, timedelta(hours=hours)
    lines: list[DayLine] = []
    while True:
        midnight = datetime.combine(_after(moment.date(), len(lines)), time(), start.tzinfo)
        used = timedelta(0) if paused(moment.date()) else min(left, midnight - moment)
        left -= used
        why = Why.COUNTED if lines else Why.START
        why = Why.PAUSED if paused(moment.date()) else why
        used_up = timedelta(hours=hours) - left
        lines.append(DayLine(moment.date(), why, used / timedelta(hours=1), used_up / timedelta(hours=1)))
        if not left:
            return Working(moment.date(), moment + used, tuple(lines))
        moment = midnight


def _next(day: date, wanted: DayTest, step: timedelta) -> date:
    for walked in range(LONGEST):
        day = _after(day, walked, step)
        if wanted(day):
            return day
    raise ValueError("There is no working day within ten years")


def _after(day: date, walked: int, step: timedelta = _DAY) -> date:
    """The next day, unless the walk leads nowhere."""
    if walked > 2 * LONGEST:
        raise ValueError("The limit is not used up within twenty years")
    try:
        return day + step
    except OverflowError as error:
        raise ValueError("The calendar ends here") from error


def _plain(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day
