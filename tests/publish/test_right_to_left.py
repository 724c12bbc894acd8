"""Which words are written from right to left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.publish.right_to_left import begins_right, by_direction


@pytest.mark.parametrize(
    ("words", "right"),
    [("سۇ يوق", True), ("1. سۇ 停水", True), ("停水 سۇ", False), ("water سۇ", False), ("123 …", False), ("", False)],
)
def test_the_first_letter_with_a_direction_says_it(words: str, right: bool) -> None:
    assert begins_right(words) is right


@given(st.text(st.sampled_from("سۇقالدى 停水。,.:1a")))
def test_the_pieces_are_the_words_again(words: str) -> None:
    pieces = list(by_direction(words))
    assert "".join(piece for piece, _ in pieces) == words
    assert all(any("\u0600" <= letter <= "\u06ff" for letter in piece) == joined for piece, joined in pieces)


def test_marks_and_figures_between_the_words_belong_to_them() -> None:
    assert list(by_direction("编号 3:سۇ 3 كۈن يوق。好")) == [
        ("编号 3:", False),
        ("سۇ 3 كۈن يوق。", True),
        ("好", False),
    ]
