"""What an office noted when it called back becomes a rating where it is plain, and nothing where it is not."""

import pytest

from huiyin.rate.callbacks import CalledBack, called_back
from huiyin.rate.rules import Level, Solved


@pytest.mark.parametrize(
    ("words", "level", "solved"),
    [
        ("非常满意", Level.VERY_GOOD, None), ("满意", Level.GOOD, None), (" 基本满意 ", Level.FAIR, None),
        ("不满意", Level.BAD, None), ("非常不满意", Level.VERY_BAD, None), ("Very Satisfied", Level.VERY_GOOD, None),
        ("解决", None, Solved.YES), ("部分解决", None, Solved.PARTLY), ("未解决", None, Solved.NO),
        ("已解决\uff0c满意", Level.GOOD, Solved.YES), ("不满意/未解决", Level.BAD, Solved.NO),
    ],
)  # fmt: skip
def test_plain_words_are_a_rating(words: str, level: Level | None, solved: Solved | None) -> None:
    assert called_back(words) == CalledBack(level, solved)


@pytest.mark.parametrize(
    "words", ["", "未接通", "5", "是", "满意/不满意", "解决、未解决", "满意\uff0c但还有问题", "不太满意", "/"]
)
def test_what_is_not_plain_is_not_guessed(words: str) -> None:
    assert called_back(words) is None
