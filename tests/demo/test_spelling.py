"""Invented names are spelt alike everywhere."""

import pytest

from huiyin.demo import village_names as words
from huiyin.demo.names import COUNTY, SEATS, STREAMS
from huiyin.demo.spelling import pinyin


@pytest.mark.parametrize(
    ("name", "spelt"),
    [("望禾", "Wanghe"), ("张家湾", "Zhangjiawan"), ("吕家桥", "Lyujiaqiao"), ("吴堡", "Wubu"), ("永安", "Yong'an")],
)
def test_a_name_is_one_word(name: str, spelt: str) -> None:
    assert pinyin(name) == spelt


def test_every_character_of_the_names_has_a_reading() -> None:
    lists = [*words.AFTER_FAMILY.values(), *words.OF_THE_GROUND.values(), *words.SHARED.values()]
    names = [name for listed in lists for name in listed]
    names += [*words.SURNAMES, *words.BY_DISTANCE.values(), *words.IN_TOWN, *STREAMS, COUNTY]
    names += [seat.stem for seat in SEATS]
    assert all(pinyin(name).replace("'", "").isalpha() for name in names)


def test_a_character_without_a_reading_is_refused() -> None:
    with pytest.raises(KeyError):
        pinyin("龘")
