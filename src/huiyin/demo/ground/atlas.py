"""The land as one GeoJSON file and back: a feature for each place, line, patch and spot."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from huiyin.demo.ground.kinds import Land, Line, Patch, Place, Spot

ABOUT = "望禾县 (Wanghe County) is invented, with all its places and names. Grown by huiyin.demo.ground."


def write(land: Land, path: Path) -> None:
    """One feature a line, so that a change shows where it is."""
    features = [json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in _features(land)]
    head = json.dumps({"type": "FeatureCollection", "description": ABOUT}, ensure_ascii=False)[:-1]
    path.write_text(head + ', "features": [\n' + ",\n".join(features) + "\n]}\n", encoding="utf-8")


def _features(land: Land) -> list[dict[str, Any]]:
    found = [_feature("place", "Polygon", p.outline, asdict(p), ("outline",)) for p in land.places]
    found += [_feature("line", "LineString", x.points, asdict(x), ("points",)) for x in land.lines]
    found += [_feature("water", "Polygon", x.outline, asdict(x), ("outline",)) for x in land.water]
    found += [_feature("built_up", "Polygon", x.outline, asdict(x), ("outline",)) for x in land.built_up]
    found += [
        _feature("spot", "Point", [s.lon, s.lat], {"township": code, **asdict(s)}, ("lat", "lon"))
        for code, listed in land.spots.items()
        for s in listed
    ]
    return found


def _feature(
    layer: str, shape: str, coordinates: object, of: dict[str, Any], without: tuple[str, ...]
) -> dict[str, Any]:
    properties = {"layer": layer} | {key: value for key, value in of.items() if key not in without}
    return {"type": "Feature", "properties": properties, "geometry": {"type": shape, "coordinates": coordinates}}


def read(path: Path) -> Land:
    """The land that `write` wrote."""
    layers: dict[str, list[tuple[dict[str, Any], Any]]] = {}
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        properties = feature["properties"]
        layers.setdefault(properties.pop("layer"), []).append((properties, feature["geometry"]["coordinates"]))
    spots: dict[str, list[Spot]] = {}
    for properties, (lon, lat) in layers["spot"]:
        spots.setdefault(properties.pop("township"), []).append(Spot(lat=lat, lon=lon, **properties))
    return Land(
        [Place(outline=shape, **properties) for properties, shape in layers["place"]],
        [Line(points=shape, **properties) for properties, shape in layers["line"]],
        [Patch(outline=shape, **properties) for properties, shape in layers["water"]],
        [Patch(outline=shape, **properties) for properties, shape in layers["built_up"]],
        spots,
    )
