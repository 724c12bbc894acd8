"""A rise is found when it is there, and hardly ever when it is not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from huiyin.methods.rises import rises, spread_of, tail

series = st.lists(st.integers(0, 60), min_size=4, max_size=20)


def test_a_planted_rise_is_found_first() -> None:
    counts = {"steady": [10, 12, 9, 11, 10, 12, 11, 10], "heating": [4, 6, 5, 5, 4, 6, 5, 41]}
    found = rises(counts)
    assert [rise.key for rise in found] == ["heating"]
    assert found[0].now == 41
    assert found[0].expected == pytest.approx(5.07, abs=0.01)


def test_steady_counts_come_close_to_the_poisson_tail() -> None:
    mean, p = tail(30, [12] * 200)
    assert mean == pytest.approx(12.0025)
    assert p == pytest.approx(stats.poisson.sf(29, 12), rel=0.15)


def test_the_spread_of_all_keys_holds_for_each() -> None:
    assert spread_of([[3, 3, 3, 3]]) == 0.0
    assert tail(20, [9, 10, 11, 10], spread=0.3)[1] > tail(20, [9, 10, 11, 10])[1]


def test_wild_counts_make_it_harder_to_rise() -> None:
    calm, wild = tail(20, [9, 10, 11, 10, 9, 11])[1], tail(20, [1, 25, 2, 18, 3, 11])[1]
    assert calm < 0.01 < wild


def test_false_alarms_stay_rare() -> None:
    dice = np.random.default_rng(7)
    alarms = sum(len(rises({n: dice.negative_binomial(4, 0.3, 9).tolist() for n in range(60)})) > 0 for _ in range(100))
    assert alarms <= 15


def test_few_messages_are_no_rise() -> None:
    assert rises({"rare": [0, 0, 0, 0, 0, 0, 0, 4]}) == []


@given(series, st.integers(1, 30))
def test_more_messages_are_never_less_surprising(before: list[int], more: int) -> None:
    assert tail(10 + more, before)[1] <= tail(10, before)[1] + 1e-12


@given(st.dictionaries(st.integers(), series, max_size=8))
def test_rises_are_ordered_and_above_expectation(counts: dict[int, list[int]]) -> None:
    found = rises(counts)
    assert [r.p for r in found] == sorted(r.p for r in found)
    assert all(r.ratio > 1 for r in found)


@pytest.mark.parametrize("bad", [[1, 2, 3], [1, 2, 3, -1]])
def test_what_cannot_be_compared_is_refused(bad: list[int]) -> None:
    with pytest.raises(ValueError, match="at least four"):
        rises({"x": bad})
