"""Rows are found by one, two and four characters, and never after they were taken out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from huiyin.hear import search
from huiyin.hear.models import Case
from huiyin.methods.text import match_query

T = "publish_search"
ROWS = [
    (1, "幸福小区停水三天了,自来水发黄"),
    (2, "Water leaks near No. 3 school on Renmin Road"),
    (3, "村里的路灯不亮,晚上看不见水沟"),
    (4, "مەھەللىمىزدە سۇ ئۈزۈلۈپ قالدى"),
    (5, "A3区地铁2号线什么时候开通?"),
]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("水", [3, 1]), ("停水", [1]), ("停水三天", [1]), ("路灯 水", [3]), ("水黄", []), ("water", [2]),
        ("WATER Renmin", [2]), ("scho", [2]), ("سۇ", [4]), ("2号线", [5]), ("3号线", []), ("a3区", [5]),
        ("了自", []), ('"', []), ("", []), ("OR", []), ("* ) NEAR(", [2]), ("停水' --", [1]),
    ],
)  # fmt: skip
def test_finds_newest_first(words: str, ids: list[int]) -> None:
    search.index(T, ROWS)
    assert search.search(T, words, limit=10) == ids


def test_what_was_taken_out_is_found_no_more() -> None:
    search.index(T, ROWS)
    search.unindex(T, ROWS[:1])
    assert search.search(T, "水", limit=10) == [3]
    search.index(T, [(1, "改过的话")])
    assert search.search(T, "改过", limit=10) == [1]
    assert search.search(T, "停水", limit=10) == []


def test_pages_of_hits_join_without_gap() -> None:
    search.index(T, [(pk, "停水") for pk in range(1, 8)])
    first = search.search(T, "停水", limit=3)
    second = search.search(T, "停水", limit=3, before=first[-1])
    assert first + second == [7, 6, 5, 4, 3, 2]


def test_filters_look_through_the_newest_hits_only() -> None:
    search.index(T, [(pk, "停水") for pk in range(1, 8)])
    queries = Case.objects.filter(pk__in=search.found(T, "停水", most=2))
    assert list(queries) == []
    assert list(Case.objects.filter(pk__in=search.found(T, ""))) == []


class AnyText(TestCase):
    """Whatever is stored is found by itself, and nothing that is typed is a syntax error."""

    @settings(max_examples=60, deadline=None)
    @given(st.text(max_size=60), st.text(max_size=20))
    def test_any_text(self, text: str, words: str) -> None:
        search.index(T, [(9, text)])
        assert set(search.search(T, words, limit=1)) <= {9}
        if match_query(text):
            assert search.search(T, text[:200], limit=1) == [9]
        search.unindex(T, [(9, text)])
        assert search.search(T, text[:200], limit=1) == []
