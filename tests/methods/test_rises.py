"""A rise is found, chance is not, and the rate of false alarms holds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from huiyin.methods.rises import rises

series = st.lists(st.integers(0, 30), min_size=0, max_size=60)


def dice(seed: int, mean: float, days: int = 57) -> list[int]:
    return [int(count) for count in np.random.Generator(np.random.PCG64(seed)).poisson(mean, days)]


def test_a_rise_is_found_among_many_quiet_series() -> None:
    counts = {f"quiet{seed}": dice(seed, 4) for seed in range(200)}
    counts["water"] = [*dice(999, 4)[:-1], 21]
    found = rises(counts)
    assert [rise.key for rise in found] == ["water"]
    assert found[0].now == 21
    assert found[0].expected == pytest.approx(4, abs=1)
    assert found[0].ratio == found[0].now / found[0].expected
    assert found[0].p < 1e-6


def test_quiet_counties_have_few_false_alarms() -> None:
    alarms = sum(bool(rises({at: dice(1000 * day + at, 3) for at in range(50)})) for day in range(100))
    assert alarms <= 12  # 5 % of the days are allowed, with room for chance


def test_a_steady_past_is_judged_by_the_poisson_tail() -> None:
    past = [4, 4, 4, 4] * 250
    assert rises({"a": [*past, 12]}, period=1)[0].p == pytest.approx(stats.poisson.sf(11, 4), rel=0.05)


def test_a_busy_weekday_is_no_rise() -> None:
    weeks = [2, 2, 2, 2, 2, 0, 16] * 8
    assert rises({"market day": weeks}) == []
    assert rises({"an ordinary day": [*weeks[:-1], 2, 2, 2, 2, 2, 0, 60]})


def test_an_outbreak_in_the_past_does_not_hide_the_next() -> None:
    past = dice(7, 3)[:-1]
    past[20:24] = [40, 45, 38, 41]
    assert rises({"a": [*past, 18]})


def test_too_short_and_too_few_are_not_judged() -> None:
    assert rises({"short": [0, 0, 0, 50], "few": [0] * 30 + [2], "empty": []}) == []
    assert rises({"enough": [0] * 30 + [8]})


@given(st.dictionaries(st.integers(), series, max_size=8), st.sampled_from([1, 7]))
def test_what_is_found_is_a_rise(counts: dict[int, list[int]], period: int) -> None:
    found = rises(counts, period=period)
    assert [rise.p for rise in found] == sorted(rise.p for rise in found)
    for rise in found:
        assert rise.now == counts[rise.key][-1] > rise.expected
        assert 0 <= rise.p <= 0.05


@given(series.filter(lambda each: len(each) > 7), st.integers(1, 20))
def test_a_higher_count_is_never_less_surprising(past: list[int], more: int) -> None:
    low = rises({"a": [*past, 10]}, discovery=0.999)
    high = rises({"a": [*past, 10 + more]}, discovery=0.999)
    assert not low or (high and high[0].p <= low[0].p)


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        rises({"a": [1, 1, 1, 1, 1, 1, 1, -1]})
    with pytest.raises(ValueError, match="period"):
        rises({}, period=0)
    with pytest.raises(ValueError, match="rate"):
        rises({}, discovery=1.5)
