"""Cue words that skip what cannot begin any of them match exactly what they matched before."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.methods import kinds, urgency
from huiyin.methods.cues import Cues, beginnings

ALL = [cue for cue, _ in kinds._CUES] + ["|".join(signs) for signs in urgency._SIGNS.values()]
TEXTS = st.lists(
    st.sampled_from(
        [
            *"吗呢?。!,没水停三天房塌了要快请问建议工资12元",
            "[0-9]",
            "thank you",
            " broken",
            "gas leak",
            "سۇ توختاپ",
            "井盖丢了",
            "\n",
        ]
    )
    | st.text(max_size=3),
    max_size=30,
).map("".join)


@pytest.mark.parametrize(
    ("cues", "letters"),
    [
        ("停水|断电", "停断"),
        ("(?:停|断)(?:水|电)|没水", "停断没"),
        ("(?:甲|(?:乙|丙)丁)戊", "甲乙丙"),
        ("[两三]天|[2-4]日", "两三234"),
        (r"\b(?:gas|no (?:water|heat))\b|燃气", "gn燃"),
        (r"\?$|吗\b", "?吗"),
        ("水[|)]|电", "水电"),
    ],
)
def test_the_first_letters_are_told(cues: str, letters: str) -> None:
    assert beginnings(cues) == frozenset(letters)


@pytest.mark.parametrize(
    "cues", ["水?电", "(?:水|电)?没", "[水电]*", "[^水]电", r"\w+", "水|", ".水", "^水", "$", "水{0,2}电"]
)
def test_where_it_cannot_be_told_nothing_is_skipped(cues: str) -> None:
    assert beginnings(cues) is None
    text = "没水电,断水水电 停电水"
    assert [m.span() for m in Cues(cues).finditer(text)] == [m.span() for m in re.finditer(cues, text)]


@given(TEXTS)
def test_the_same_is_found_as_without(text: str) -> None:
    for cues in ALL:
        assert [m.span() for m in Cues(cues).finditer(text)] == [m.span() for m in re.finditer(cues, text)]


def test_nearly_all_lists_are_quick() -> None:
    assert sum(beginnings(cues) is None for cues in ALL) <= 1
