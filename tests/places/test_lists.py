"""The three tables of an office, as somebody writes them in Excel."""

import json

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from huiyin.places import actions, lists
from huiyin.places.rules import Level

SAID = {
    "county": ("县", "区", "county"),
    "township": ("镇", "乡", "街道", "乡镇"),
    "village": ("村", "社区", "village"),
}


@pytest.mark.parametrize(("word", "level"), [(word, level) for level, words in SAID.items() for word in words])
def test_a_level_is_written_as_people_say_it(word: str, level: str) -> None:
    [area] = lists.areas(f"编码,名称,级别\n1,某地,{word}\n".encode())
    assert area.level == Level(level)
    facts = {"code": "1", "name": "某地", "level": word}
    [outlined] = lists.areas(json.dumps({"features": [{"properties": facts, "geometry": None}]}).encode())
    assert outlined.level == Level(level)


@given(some.text(max_size=8))
def test_any_other_level_is_refused_with_its_line(word: str) -> None:
    if word.strip() in lists.LEVELS or word.strip() in set(Level) or set(word) & set(',"\r\n'):
        return
    with pytest.raises(lists.NotAList, match="2"):
        lists.areas(f"编码,名称,级别\n1,某地,{word}\n".encode())


def test_what_is_missing_is_said_as_it_stands_on_top_of_the_column() -> None:
    with translation.override("zh-hans"), pytest.raises(lists.NotAList) as said:
        lists.areas("名称,上级\n某镇,01\n".encode())
    assert str(said.value) == "缺这几列：编码/code, 级别/level。"
    with translation.override("zh-hans"), pytest.raises(lists.NotAList) as said:
        lists.areas("编码,名称,级别,人口\n1,某镇,镇,很多\n".encode())
    assert str(said.value) == "第 2 行：“很多”（人口/population）不是数字。"


@pytest.mark.django_db
def test_tables_in_the_wrong_order_are_refused_in_plain_words() -> None:
    categories = lists.categories("编码,名称,承办部门\ndeng,路灯,zhujian\n".encode())
    with translation.override("zh-hans"), pytest.raises(ValueError, match="请先载入部门表"):
        actions.add_categories(by="test", categories=categories)
    villages = lists.areas("编码,名称,级别,上级\n0101,某镇,镇,01\n".encode())
    with translation.override("zh-hans"), pytest.raises(ValueError, match="“0101”的上级“01”还没有"):
        actions.add_areas(by="test", areas=villages)
