"""The three tables of an office, as somebody writes them in Excel."""

import json
from collections.abc import Callable

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


def geojson(geometry: object = None, **facts: object) -> bytes:
    properties = {"code": "1", "name": "某镇", "level": "镇", **facts}
    return json.dumps({"features": [{"properties": properties, "geometry": geometry}]}).encode()


TABLES = [
    "编码,名称,级别,人口\n1,某镇,镇,inf\n", "编码,名称,级别,人口\n1,某镇,镇,nan\n",
    "编码,名称,级别,人口\n1,某镇,镇,1e30\n",
    "编码,名称,级别,人口\n1,某镇,镇,-1\n", "编码,名称,级别,纬度\n1,某镇,镇,nan\n",
    "编码,名称,级别,经度\n1,某镇,镇,181\n",
    "编码,名称,级别\n,某镇,镇\n", "编码,名称,级别\n1,\x00,镇\n", f"编码,名称,级别\n{'9' * 17},某镇,镇\n",
    f"编码,名称,级别\n1,{'镇' * 101},镇\n", f'编码,名称,级别\n1,"{"镇" * 200_000}",镇\n',
]  # fmt: skip
COLLECTIONS = [
    b'{"features":' + b"[" * 100_000, geojson(code={"a": 1}), geojson(name=["x"]), geojson(name=None), geojson(lat=[1]),
    geojson(name="x" * 101), geojson(population=10**20), geojson(population=float("inf")), geojson(lat=float("nan")),
    geojson({"type": "Polygon", "coordinates": "abc"}), geojson({"type": "Point", "coordinates": [1, 2]}),
    geojson({"type": "Polygon", "coordinates": [[[float("nan"), 1], [2, 1], [2, 2]]]}),
    geojson({"type": "Polygon", "coordinates": [[["a", "b"]]]}), geojson({"type": "MultiPolygon", "coordinates": []}),
]  # fmt: skip


@pytest.mark.parametrize("data", [*(table.encode() for table in TABLES), *COLLECTIONS])
def test_what_could_not_be_stored_or_drawn_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(lists.NotAList) as said:
        lists.areas(data)
    assert "codec" not in str(said.value)
    assert len(str(said.value)) < 100


@pytest.mark.parametrize("read", [lists.departments, lists.categories])
def test_a_cell_longer_than_any_is_refused_in_every_table(read: Callable[[bytes], object]) -> None:
    with pytest.raises(lists.NotAList):
        read(f'编码,名称\n1,"{"局" * 200_000}"\n'.encode())


def test_an_outline_is_taken_as_it_is_drawn() -> None:
    ring = [[101.4, 36.4], [101.5, 36.4], [101.5, 36.5], [101.4, 36.4]]
    [area] = lists.areas(geojson({"type": "Polygon", "coordinates": [ring]}, population=20_000, lat=36.5, parent=99))
    assert (area.outline, area.population, area.lat, area.parent) == ([[ring]], 20_000, 36.5, "99")
    with pytest.raises(lists.NotAList):
        lists.areas(geojson(name="\ud800"))


@pytest.mark.django_db
def test_nothing_belongs_to_itself() -> None:
    actions.add_areas(by="test", areas=lists.areas("编码,名称,级别\n1,某镇,镇\n2,某村,村\n".encode()))
    actions.add_categories(by="test", categories=lists.categories("编码,名称\n1,水\n2,停水\n".encode()))
    for table in ("编码,名称,级别,上级\n1,某镇,镇,1\n", "编码,名称,级别,上级\n1,某镇,镇,2\n"):
        with pytest.raises(ValueError, match="1"):
            actions.add_areas(by="test", areas=lists.areas(table.encode()))
    with pytest.raises(ValueError, match="1"):
        actions.add_categories(by="test", categories=lists.categories("编码,名称,上级\n1,水,1\n".encode()))
