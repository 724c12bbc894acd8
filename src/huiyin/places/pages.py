"""The ground of every map that moves: outlines of townships, rivers and roads, as GeoJSON."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from huiyin.places.queries import outlines, water_and_roads
from huiyin.places.rules import Level
from huiyin.places.words import map_name

DECIMALS = 4
"""About ten metres: enough for an outline, and a third of the bytes."""


@require_safe
@cache_control(private=True, max_age=3600)
def ground(request: HttpRequest) -> HttpResponse:
    """Townships with their names (the county where there are none), rivers and roads."""
    areas = outlines(Level.TOWNSHIP) or outlines(Level.COUNTY)
    drawn = [_feature("area", "MultiPolygon", area.outline, name=map_name(area)) for area in areas]
    lines = [_feature(kind, "LineString", points) for kind, points in water_and_roads()]
    return JsonResponse({"type": "FeatureCollection", "features": drawn + lines})


def _feature(kind: str, shape: str, coordinates: Any, name: str = "") -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"kind": kind, "name": name},
        "geometry": {"type": shape, "coordinates": _rounded(coordinates)},
    }


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, (list, tuple)):
        return [_rounded(part) for part in coordinates]
    return round(coordinates, DECIMALS)
