"""Counts that ended early are said as round figures; an area is named with its township."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from huiyin.places.actions import NewArea
from huiyin.places.rules import Level
from huiyin.places.words import count_words, place_words, round_below


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


def test_an_area_is_named_with_its_township_in_the_order_of_the_language() -> None:
    township = NewArea("1", "清溪镇", "Qingxi Town", Level.TOWNSHIP)
    village = NewArea("2", "柳树村", "Liushu Village", Level.VILLAGE)
    for language, whole, alone in (
        ("zh-hans", "清溪镇柳树村", "清溪镇"),
        ("en", "Liushu Village, Qingxi Town", "Qingxi Town"),
    ):
        with translation.override(language):
            assert place_words(township, village) == whole
            assert place_words(township, township) == place_words(township, None) == alone
            assert place_words(None, None) == ""
