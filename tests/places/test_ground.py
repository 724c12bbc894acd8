"""Where a place is that a resident names or points at."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.places.actions import NewArea, NewLandmark, add_areas, add_landmarks
from huiyin.places.ground import area_at, find_places, place_named
from huiyin.places.queries import directory
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def county() -> None:
    make.office()
    marks = [
        NewLandmark("river", "清水河", "Qingshui River", "9901", 36.5, 101.5),
        NewLandmark("school", "柳树村小学", "Liushu School", "990101", 36.45, 101.45),
    ]
    add_landmarks(by="test", landmarks=marks)


def name_of(area_id: int | None) -> str:
    return directory().areas[area_id].name if area_id else ""


def found(words: str) -> list[str]:
    return [place.label for place in find_places(words)]


def test_suggestions_begin_with_the_closest_name() -> None:
    assert found("柳树") == ["清溪镇柳树村", "柳树村柳树村小学"]
    assert found("qing")[0] == "清溪镇"
    assert found("hedong community, qingxi") == ["清溪镇河东社区"]
    assert found("") == found("  ,") == found("没有这个地方") == []


def test_a_place_is_known_by_its_name_in_both_languages() -> None:
    for words in ("柳树村", "清溪镇 柳树村", "Liushu Village", "liushu village, qingxi town", "柳树村3组老井旁边"):
        place = place_named(words)
        assert place is not None, words
        assert place.label == "清溪镇柳树村"
    assert place_named("家门口") is None


def test_the_longest_name_in_the_words_wins() -> None:
    place = place_named("柳树村小学门口")
    assert place is not None
    assert place.name == "柳树村小学"
    assert name_of(place.area_id) == "柳树村"


def test_a_name_that_two_places_have_says_nothing() -> None:
    add_areas(by="test", areas=[NewArea("990202", "柳树村", "Liushu Village", "village", "9902")])
    assert place_named("柳树村") is None
    place = place_named("石坪乡柳树村")
    assert place is not None
    assert place.area_id is not None
    assert directory().areas[place.area_id].code == "990202"


def test_a_spot_lies_in_the_smallest_area_that_has_an_outline() -> None:
    assert name_of(area_at(36.5, 101.5)) == "清溪镇"
    assert name_of(area_at(36.5, 101.7)) == "石坪乡"
    assert area_at(0.0, 0.0) is None
    small = [[[[101.44, 36.44], [101.46, 36.44], [101.46, 36.46], [101.44, 36.46], [101.44, 36.44]]]]
    add_areas(by="test", areas=[NewArea("990101", "柳树村", "Liushu Village", "village", "9901", outline=small)])
    assert name_of(area_at(36.45, 101.45)) == "柳树村"


def test_names_and_outlines_are_read_once() -> None:
    place_named("柳树村")
    area_at(36.5, 101.5)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        for _ in range(3):
            place_named("河东社区")
            find_places("河")
            area_at(36.5, 101.7)
    assert len(queries) == 0


def test_without_areas_nothing_is_found() -> None:
    add_landmarks(by="test", landmarks=[])
    assert found("清水河") == []


def test_places_are_found_by_full_width_words() -> None:
    assert place_named("\uff08清水河\uff09\uff0c") == place_named("清水河")
    assert found("\uff31\uff49\uff4e\uff47shui") == found("qingshui")
