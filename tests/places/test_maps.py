"""Maps drawn on the server: true, small, and readable without seeing them."""

import re
from dataclasses import replace
from math import cos, pi, radians, sin
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from huiyin.places.maps import Area, Dot, Line, area_map, map_key, rings_of, shading, step_breaks

SVG = "{http://www.w3.org/2000/svg}"


def round_area(key: str, east: float, north: float, corners: int = 60) -> Area:
    turns = [2 * pi * corner / corners for corner in range(corners)]
    return Area(key, f"<{key}>", [[(east + 0.01 * cos(t), north + 0.01 * sin(t)) for t in turns]], href=f"/a/{key}")


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def test_an_area_is_a_link_that_says_its_name_and_value() -> None:
    drawn = read(area_map([round_area("7", 103, 35)], {"7": 3.0}, title="Messages", form=lambda value: f"{value:.0f}"))
    link = drawn.find(".//a")
    assert link is not None
    assert (link.get("href"), link.get("aria-label")) == ("/a/7", "<7>\uff1a3")


def test_a_place_keeps_its_shape_at_the_middle_latitude() -> None:
    north = 60.0
    square = [(0.0, north), (1 / cos(radians(north)), north), (1 / cos(radians(north)), north + 1), (0.0, north + 1)]
    drawn = area_map([Area("a", "a", [square])], title="t")
    path = re.search(r' d="M(\d+) (\d+)l([^"]+)z"', drawn)
    assert path
    steps = [int(number) for number in re.findall(r"-?\d+", path.group(3))]
    wide, high = abs(steps[0]), abs(steps[3])
    assert abs(wide - high) / high < 0.03


def test_180_villages_stay_below_60_kilobytes_and_12_townships_below_15() -> None:
    villages = [round_area(str(n), 103 + (n % 15) * 0.021, 35 + (n // 15) * 0.021) for n in range(180)]
    values = {area.key: float(n) for n, area in enumerate(villages)}
    assert len(area_map(villages, values, title="t")) < 60_000
    townships = [round_area(str(n), 103 + (n % 4) * 0.021, 35 + (n // 4) * 0.021, 200) for n in range(12)]
    assert len(area_map(townships, values, title="t")) < 15_000


def test_an_area_without_a_figure_is_not_shown_as_zero() -> None:
    drawn = area_map([round_area("a", 103, 35), round_area("b", 103.03, 35)], {"a": 0.0}, title="t")
    assert 'class="area q1"' in drawn
    assert 'class="area none"' in drawn


def test_lines_and_dots_are_drawn_over_the_areas() -> None:
    river = Line("river", [(102.99, 35.0), (103.01, 35.0)])
    drawn = read(area_map([round_area("a", 103, 35)], title="t", lines=[river], dots=[Dot((103, 35), "9 here", 9)]))
    assert drawn.find(".//path[@class='river']") is not None
    titles = [title.text for title in drawn.findall(".//circle/title")]
    assert titles == ["9 here"]


def test_no_dot_hides_a_name_and_no_name_is_cut_off() -> None:
    areas, here = [round_area("a", 103, 35), round_area("b", 103.1, 35)], Dot((103, 35), "here")
    drawn = area_map(areas, title="t", dots=[here, here])
    assert drawn.rindex("<circle") < drawn.index("<text")
    alone = area_map(areas, title="t", dots=[here])  # what the map is for
    assert alone.index("<circle") > alone.rindex("<text")
    long = replace(round_area("a", 103, 35), label="云" * 10)
    square = [(104.0, 35.0), (104.2, 35.0), (104.2, 35.2), (104.0, 35.2)]
    drawn = area_map([long, Area("b", "b", [square])], title="t")
    assert 120 <= int(re.search(r'<text[^>]* x="(\d+)"[^>]*>云', drawn).group(1)) <= 520  # type: ignore[union-attr]


def test_no_areas_no_map() -> None:
    assert area_map([], title="t") == ""


def test_rings_of_a_multipolygon() -> None:
    outer, hole, island = [(0.0, 0.0)], [(1.0, 1.0)], [(2.0, 2.0)]
    assert rings_of([[outer, hole], [island]]) == [outer, hole, island]
    assert rings_of(None) == []


@given(st.dictionaries(st.text(min_size=1), st.floats(0, 1e6), max_size=40))
def test_shading_follows_the_order_of_the_values(values: dict[str, float]) -> None:
    shades = shading(values)
    assert all(1 <= shade <= 5 for shade in shades.values())
    for key, value in values.items():
        for other, second in values.items():
            assert value >= second or shades[key] <= shades[other]


@given(st.lists(st.integers(0, 20), min_size=1, max_size=30))
def test_the_key_names_each_step_once(numbers: list[int]) -> None:
    values = {str(n): float(number) for n, number in enumerate(numbers)}
    key = map_key(values, form=lambda value: f"{value:.0f}")
    assert key.count('class="q') == len(step_breaks(values.values())) + 1
    assert f"{min(numbers)}" in key
    assert f"{max(numbers)}" in key
