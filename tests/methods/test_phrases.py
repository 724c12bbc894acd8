"""Phrases that many texts share."""

import random

from hypothesis import given
from hypothesis import strategies as st

from huiyin.methods.phrases import Phrase, phrases


def titles() -> list[str]:
    """Forty titles: twelve about noise at night, nine about unpaid wages, the rest about one thing each."""
    dice = random.Random(1)
    rest = [chr(code) for code in range(0x5000, 0x5300)]
    around = ["".join(dice.choices(rest, k=4)) for _ in range(80)]
    noise = [f"{around[i]}噪音扰民{around[i + 40]}" for i in range(12)]
    wages = [f"{around[i]}拖欠工资{around[i + 40]}" for i in range(12, 21)]
    return noise + wages + [around[i] + around[i + 40] for i in range(21, 40)]


def test_the_commonest_come_first_whole_and_once() -> None:
    assert phrases(titles()) == [Phrase("噪音扰民", 12), Phrase("拖欠工资", 9)]


def test_each_text_counts_once() -> None:
    assert phrases(["noise noise noise", "noise at night", "the noise"])[0] == Phrase("noise", 3)


def test_words_of_courtesy_and_form_are_none() -> None:
    assert phrases(["please help, dear sir", "please help me", "please could you help me"]) == [
        Phrase("help", 3),
    ]
    assert phrases([f"咨询问题{chr(0x5000 + i)}" for i in range(9)]) == []


@given(st.lists(st.text(alphabet="路灯不亮修水ab ", max_size=12), max_size=30))
def test_a_phrase_stands_in_as_many_texts_as_it_says(texts: list[str]) -> None:
    for phrase in phrases(texts):
        holding = sum(phrase.words in " ".join(text.split()) for text in texts)
        assert 3 <= phrase.count <= holding


def test_full_width_signs_part_phrases() -> None:
    other = ["".join(chr(0x5000 + 40 * text + at) for at in range(40)) for text in range(9)]
    texts = [f"修一修\uff0c路灯不亮\uff01{words}" for words in other]
    assert phrases(texts) == [Phrase("修一修", 9), Phrase("路灯不亮", 9)]
