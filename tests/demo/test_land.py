"""The demo county looks like land, holds together, and is nobody's real home."""

import csv
import gzip
import random
import statistics
import time
from collections import Counter
from pathlib import Path

import pytest
import shapely
from shapely.geometry import Point, Polygon, shape

from huiyin.demo.ground.atlas import write
from huiyin.demo.ground.make import make
from huiyin.demo.land import ATLAS, SEED, Land, Place, county, holds, spot
from huiyin.demo.names import COUNTY, SEATS

DIVISIONS = Path(__file__).resolve().parents[3] / "shared" / "data" / "messages"
KM2 = 111.0 * 111.3 * 0.766


@pytest.fixture(scope="module")
def land() -> Land:
    return county()


def polygon(place: Place) -> Polygon:
    made = shape({"type": "Polygon", "coordinates": place.outline})
    assert isinstance(made, Polygon)
    return made


def of_level(land: Land, level: str) -> list[Place]:
    return [place for place in land.places if place.level == level]


def test_it_has_one_county_twelve_townships_and_about_180_villages(land: Land) -> None:
    assert [p.name for p in of_level(land, "county")] == ["望禾县"]
    assert len(of_level(land, "township")) == 12
    assert 170 <= len(land.villages()) <= 190
    assert all(10 <= len(land.villages(t.code)) <= 20 for t in of_level(land, "township"))


def test_codes_and_names_are_unique_and_codes_are_made_up(land: Land) -> None:
    for values in ([p.code for p in land.places], [p.name for p in land.places], [p.name_en for p in land.places]):
        assert [value for value, count in Counter(values).items() if count > 1] == []
    assert all(p.code.startswith("99") and p.code.startswith(p.parent) for p in land.places)
    assert {len(p.code) for p in land.villages()} == {12}


def test_names_say_what_a_place_is(land: Land) -> None:
    assert {p.name[-1] for p in of_level(land, "township")} == {"镇", "乡"}
    assert {p.name[-1] for p in land.villages()} == {"村", "区"}
    assert {p.name_en.split()[-1] for p in land.places} == {"County", "Town", "Township", "Village", "Community"}
    assert sum(p.name.endswith("社区") for p in land.villages()) >= 15


@pytest.mark.data
@pytest.mark.skipif(not DIVISIONS.exists(), reason="the list of real divisions is not beside the checkout")
def test_no_name_of_it_is_a_real_division(land: Land) -> None:
    real = []
    for path in sorted(DIVISIONS.glob("cn_admin_*.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            real += [row["name"] for row in csv.DictReader(file)]
    assert len(real) > 3000
    stems = [COUNTY, *(seat.stem for seat in SEATS)]
    assert [(stem, name) for stem in stems for name in real if stem in name] == []
    spoken = [p.name.removesuffix("村").removesuffix("社区") for p in land.villages()]
    assert [(stem, name) for stem in spoken for name in real if name.startswith(stem)] == []


def test_every_outline_is_sound_and_its_middle_lies_in_it(land: Land) -> None:
    for place in land.places:
        drawn = polygon(place)
        assert drawn.is_valid, place.name
        assert shapely.is_ccw(drawn.exterior), place.name
        assert drawn.contains(Point(place.lon, place.lat)), place.name
        assert holds(place.outline, place.lon, place.lat), place.name


def test_villages_tile_their_township_and_townships_the_county(land: Land) -> None:
    whole = of_level(land, "county")[0]
    for upper in [whole, *of_level(land, "township")]:
        parts = [polygon(p) for p in land.places if p.parent == upper.code]
        joined = shapely.union_all(parts)
        assert sum(p.area for p in parts) == pytest.approx(polygon(upper).area, rel=1e-3), upper.name
        assert joined.symmetric_difference(polygon(upper)).area < polygon(upper).area * 1e-3, upper.name


def test_neighbours_share_their_border_point_for_point(land: Land) -> None:
    villages = [polygon(p) for p in land.villages()]
    assert shapely.coverage_is_valid(villages)
    assert shapely.coverage_is_valid([polygon(p) for p in of_level(land, "township")])
    tree = shapely.STRtree(villages)
    pairs = [(a, b) for a, b in tree.query(villages, predicate="intersects").T.tolist() if a < b]
    assert len(pairs) > 400
    assert max(villages[a].intersection(villages[b]).area * KM2 for a, b in pairs) < 1e-4


def test_it_looks_like_land_and_not_like_a_honeycomb(land: Land) -> None:
    villages = [polygon(p) for p in land.villages()]
    filled = [p.area / p.convex_hull.area for p in villages]
    sizes = sorted(p.area * KM2 for p in villages)
    round_ness = [12.566 * p.area / p.length**2 for p in villages]
    assert statistics.mean(filled) < 0.93
    assert statistics.stdev(filled) > 0.04
    assert statistics.mean(round_ness) < 0.7
    assert sizes[len(sizes) * 9 // 10] > 6 * sizes[len(sizes) // 10]
    assert sizes[0] > 0.2


def test_the_county_is_as_large_as_a_county(land: Land) -> None:
    whole = land.places[0]
    west, south, east, north = polygon(whole).bounds
    assert 1500 < polygon(whole).area * KM2 < 2200
    assert 50 < (east - west) * 111.3 * 0.766 < 64
    assert 38 < (north - south) * 111 < 50
    assert 200_000 < whole.population < 400_000


def test_people_add_up(land: Land) -> None:
    for upper in (p for p in land.places if p.level != "village"):
        assert upper.population == sum(p.population for p in land.places if p.parent == upper.code)
    assert min(p.population for p in land.villages()) > 200


def test_town_communities_are_small_and_mountain_villages_large(land: Land) -> None:
    town, mountain = (
        next(t for t in of_level(land, "township") if t.name.startswith(stem)) for stem in ("禾阳", "白崖")
    )
    streets = [polygon(p).area * KM2 for p in land.villages(town.code) if p.name.endswith("社区")]
    hills = [polygon(p).area * KM2 for p in land.villages(mountain.code)]
    assert statistics.mean(streets) < 2
    assert statistics.mean(hills) > 8


def test_the_map_is_small(land: Land) -> None:
    points = [len(ring) for p in land.villages() for ring in p.outline]
    assert statistics.mean(points) <= 42
    assert ATLAS.stat().st_size <= 600_000


def test_rivers_wind_and_lie_in_the_county(land: Land) -> None:
    whole = polygon(land.places[0]).buffer(0.006)
    rivers = [line for line in land.lines if line.kind == "river"]
    assert len({line.name for line in rivers}) == 3
    main = shape({"type": "LineString", "coordinates": rivers[0].points})
    straight = Point(rivers[0].points[0]).distance(Point(rivers[0].points[-1]))
    assert main.length > 1.25 * straight
    assert all(whole.contains(shape({"type": "LineString", "coordinates": line.points})) for line in land.lines)


def test_it_has_what_a_county_has(land: Land) -> None:
    kinds = Counter(line.kind for line in land.lines)
    assert set(kinds) == {
        "river", "stream", "canal", "national_road", "provincial_road", "county_road", "railway",
    }  # fmt: skip
    assert {w.kind for w in land.water} == {"reservoir", "lake"}
    assert len(land.built_up) == 12
    town = max(land.built_up, key=lambda patch: Polygon(patch.outline[0]).area)
    assert town.name.startswith("禾阳")
    assert 9 < Polygon(town.outline[0]).area * KM2 < 16


def test_every_township_has_spots_of_its_own_in_the_village_they_name(land: Land) -> None:
    assert set(land.spots) == {p.code for p in of_level(land, "township")}
    for code, spots in land.spots.items():
        assert 12 <= len(spots) <= 70
        assert len({s.name for s in spots}) == len(spots)
        for named in spots:
            assert named.village.startswith(code)
            assert holds(land.by_code[named.village].outline, named.lon, named.lat), named.name
    town = land.spots["990101100"]
    assert len(town) > 40
    assert {"road", "estate", "school", "market", "bus_stop", "bridge", "clinic"} <= {s.kind for s in town}


def test_a_spot_lies_dry_in_its_village_and_often_near_a_road(land: Land) -> None:
    rng = random.Random(3)
    roads = shapely.union_all(
        [shape({"type": "LineString", "coordinates": x.points}) for x in land.lines if x.kind.endswith("road")]
    )
    near = any_place = 0.0
    for village in land.villages():
        for _ in range(20):
            lat, lon = spot(land, village.code, rng)
            assert holds(village.outline, lon, lat), village.name
            assert not any(holds(water.outline, lon, lat) for water in land.water), village.name
            near += roads.distance(Point(lon, lat)) < 0.005
            west, south, east, north = polygon(village).bounds
            any_place += roads.distance(Point(rng.uniform(west, east), rng.uniform(south, north))) < 0.005
    assert near > 1.3 * any_place


def test_the_same_dice_throw_the_same_spots(land: Land) -> None:
    codes = [p.code for p in land.villages()]
    assert [spot(land, c, random.Random(7)) for c in codes] == [spot(land, c, random.Random(7)) for c in codes]
    with pytest.raises(KeyError):
        spot(land, "000000000000", random.Random(7))


def test_it_is_there_at_once() -> None:
    took = []
    for _ in range(5):  # the best of several: others may be busy on this machine
        county.cache_clear()
        begun = time.process_time()
        county()
        took.append(time.process_time() - begun)
    assert min(took) < 0.3


@pytest.mark.slow
def test_the_file_is_what_the_seed_grows(tmp_path: Path) -> None:
    write(make(SEED), tmp_path / "again.geojson")
    assert (tmp_path / "again.geojson").read_bytes() == ATLAS.read_bytes()
