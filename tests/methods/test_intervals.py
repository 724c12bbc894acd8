"""Intervals hold the published values and their laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.methods.intervals import Interval, no_assumption, wilson

counts = st.integers(0, 2_000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@pytest.mark.parametrize(
    ("successes", "total", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17: 857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_values(successes: int, total: int, low: float, high: float) -> None:
    found = wilson(successes, total)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(counts, st.floats(0.5, 0.999))
def test_the_share_lies_within_and_the_mirror_image_is_the_same(count: tuple[int, int], level: float) -> None:
    successes, total = count
    found, mirror = wilson(successes, total, level), wilson(total - successes, total, level)
    assert 0 <= found.low <= found.high <= 1
    if total:
        assert found.low <= successes / total <= found.high
    assert found.low == pytest.approx(1 - mirror.high, abs=1e-12)


@given(counts)
def test_more_confidence_is_wider_and_more_answers_narrower(count: tuple[int, int]) -> None:
    successes, total = count
    plain, sure, many = (
        wilson(successes, total),
        wilson(successes, total, 0.99),
        wilson(successes * 10, total * 10),
    )
    assert sure.high - sure.low >= plain.high - plain.low
    assert many.high - many.low <= plain.high - plain.low


def test_nothing_known_is_everything_possible() -> None:
    assert wilson(0, 0) == no_assumption(0, 0, 0) == Interval(0.0, 1.0)


def test_bounds_without_assumption() -> None:
    assert no_assumption(30, 40, 100) == Interval(0.3, 0.9)
    assert no_assumption(30, 40, 40) == Interval(0.75, 0.75)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_bounds_hold_whatever_the_silent_say(yes: int, no: int, silent: int) -> None:
    bounds = no_assumption(yes, yes + no, yes + no + silent)
    for would in range(silent + 1):
        if yes + no + silent:
            assert bounds.low <= (yes + would) / (yes + no + silent) <= bounds.high


@pytest.mark.parametrize(("successes", "total"), [(-1, 3), (4, 3), (0, -1), (float("nan"), 3), (1, float("inf"))])
def test_an_impossible_share_is_refused(successes: float, total: float) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(successes, total)


def test_an_impossible_level_or_count_is_refused() -> None:
    with pytest.raises(ValueError, match="confidence"):
        wilson(1, 2, 1.0)
    with pytest.raises(ValueError, match="no share"):
        no_assumption(5, 4, 10)
