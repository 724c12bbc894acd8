"""Counts that ended early are said as round figures."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from huiyin.places.words import count_words, round_below


@pytest.mark.parametrize(
    ("number", "english", "chinese"),
    [
        (333, "300+", "300 以上"),
        (1_346, "1,000+", "1,000 以上"),
        (300, "300+", "300 以上"),
        (7, "7+", "7 以上"),
        (0, "…", "…"),
    ],
)
def test_a_count_that_ended_early_is_round(number: int, english: str, chinese: str) -> None:
    with translation.override("en"):
        assert count_words(number, at_least=True) == english
    with translation.override("zh-hans"):
        assert count_words(number, at_least=True) == chinese


def test_a_whole_count_is_exact() -> None:
    assert count_words(1_346) == "1,346"


@given(st.integers(1, 10**9))
def test_it_says_no_more_than_was_counted(number: int) -> None:
    shown = round_below(number)
    assert number / 2 < shown <= number
    assert set(str(shown)[1:]) <= {"0"}
