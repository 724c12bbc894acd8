"""Deadlines follow the calendar of the State Council, the Civil Code, and a few laws of their own."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.methods.deadlines import (
    Limit,
    Pause,
    Unit,
    Why,
    add_working_days,
    due,
    is_working_day,
    working_days_between,
)

days = st.dates(date(2015, 1, 1), date(2029, 12, 31))
limits = st.builds(Limit, st.integers(0, 40), st.sampled_from([Unit.CALENDAR_DAYS, Unit.WORKING_DAYS]))
offsets = st.integers(0, 60).map(lambda count: timedelta(days=count))


@pytest.mark.parametrize(
    ("day", "works"),
    [  # announcements of the General Office of the State Council for 2025 and 2026
        (date(2025, 1, 26), True),  # a Sunday worked for the Spring Festival
        (date(2025, 1, 28), False),
        (date(2025, 2, 8), True),  # a Saturday
        (date(2025, 10, 8), False),
        (date(2026, 2, 14), True),  # a Saturday
        (date(2026, 2, 16), False),
        (date(2026, 2, 23), False),
        (date(2026, 2, 28), True),  # a Saturday
        (date(2026, 3, 3), True),
        (date(2026, 3, 7), False),
    ],
)
def test_china_works_as_announced(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_years_and_countries_without_an_announcement_use_their_holidays() -> None:
    assert not is_working_day(date(2028, 10, 2))
    assert is_working_day(date(2028, 10, 11))
    assert not is_working_day(date(2025, 12, 26), country="GB")
    assert is_working_day(date(2025, 1, 1), own={date(2025, 1, 1): True})
    with pytest.raises(ValueError, match="No calendar"):
        is_working_day(date(2025, 1, 1), country="XX")


def test_the_working_is_shown_day_by_day() -> None:
    working = due(date(2026, 2, 12), Limit(3, Unit.WORKING_DAYS), [Pause(date(2026, 2, 14), date(2026, 2, 14))])
    assert working.due == date(2026, 2, 25)
    assert [line.why for line in working.days[:4]] == [Why.START, Why.COUNTED, Why.PAUSED, Why.DAY_OFF]
    assert [(line.day.day, line.total) for line in working.days if line.counted] == [(13, 1), (24, 2), (25, 3)]


def test_calendar_days_that_end_on_a_day_off_move_on() -> None:
    working = due(date(2026, 2, 10), Limit(7, Unit.CALENDAR_DAYS))
    assert working.due == date(2026, 2, 24)
    assert [line.why for line in working.days[-7:]] == [Why.MOVED] * 7


def test_hours_run_day_and_night_and_stand_still_in_a_pause() -> None:
    start = datetime(2026, 3, 6, 15, 30, tzinfo=UTC)
    assert due(start, Limit(24, Unit.HOURS)).moment == start + timedelta(hours=24)
    paused = due(start, Limit(24, Unit.HOURS), [Pause(date(2026, 3, 7), date(2026, 3, 8))])
    assert paused.moment == start + timedelta(hours=72)
    assert [(line.why, line.counted) for line in paused.days] == [
        (Why.START, 8.5),
        (Why.PAUSED, 0),
        (Why.PAUSED, 0),
        (Why.COUNTED, 15.5),
    ]
    assert due(start, Limit(0, Unit.HOURS)).moment == start
    with pytest.raises(ValueError, match="moment"):
        due(date(2026, 3, 6), Limit(1, Unit.HOURS))


@given(days, st.integers(-60, 60))
def test_counting_back_gives_what_was_added(start: date, count: int) -> None:
    end = add_working_days(start, count)
    on_the_way = int(count < 0 and not is_working_day(start))  # a day off that is left backwards
    assert working_days_between(start, end) == count + on_the_way
    assert working_days_between(start, end) == -working_days_between(end, start)
    assert end == start or is_working_day(end)


@given(days, limits, st.sets(offsets, max_size=10))
def test_it_is_never_earlier_when_a_day_becomes_a_holiday(start: date, limit: Limit, off: set[timedelta]) -> None:
    own = {start + offset: False for offset in off}
    assert due(start, limit, own=own).due >= due(start, limit).due


@given(days, limits, offsets, st.integers(0, 10))
def test_a_pause_moves_it_by_its_days(start: date, limit: Limit, offset: timedelta, length: int) -> None:
    plain = due(start, limit)
    pause = Pause(start + offset, start + offset + timedelta(days=length))
    paused = due(start, limit, [pause])
    if pause.first > plain.due or pause.last <= start:
        assert paused.due == plain.due
    else:
        assert paused.due >= plain.due
    assert sum(line.counted for line in paused.days) == limit.value
    assert not any(line.counted for line in paused.days if pause.first <= line.day <= pause.last)


@given(days, st.integers(1, 40), st.integers(1, 10))
def test_a_pause_of_n_days_from_the_start_moves_calendar_days_by_n(start: date, value: int, length: int) -> None:
    pause = Pause(start + timedelta(days=1), start + timedelta(days=length))
    counted = [line.day for line in due(start, Limit(value, Unit.CALENDAR_DAYS), [pause]).days if line.counted]
    assert counted[-1] == start + timedelta(days=value + length)


@given(days, limits)
def test_every_day_from_start_to_due_has_its_line(start: date, limit: Limit) -> None:
    working = due(start, limit)
    assert [line.day for line in working.days] == [
        start + timedelta(days=ahead) for ahead in range((working.due - start).days + 1)
    ]
    assert limit.value == 0 or is_working_day(working.due)


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="limit"):
        Limit(-1, Unit.HOURS)
    with pytest.raises(ValueError, match="pause"):
        Pause(date(2026, 1, 2), date(2026, 1, 1))
    with pytest.raises(ValueError, match="twenty years"):
        due(date(2026, 1, 1), Limit(1, Unit.WORKING_DAYS), [Pause(date(2026, 1, 1), date(2100, 1, 1))])
    with pytest.raises(ValueError, match="calendar ends"):
        due(date(9999, 12, 30), Limit(5, Unit.CALENDAR_DAYS))
    with pytest.raises(ValueError, match="At most"):
        add_working_days(date(2026, 1, 1), 10**9)
