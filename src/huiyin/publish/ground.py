"""The map drawn on the server: the county's ground, kept ten minutes, with what lies on it."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from time import monotonic
from typing import Final

from django.utils.safestring import SafeString

from huiyin.places.maps import Area, Dot, Line, area_map, rings_of
from huiyin.places.queries import Outline, outlines, water_and_roads
from huiyin.places.rules import Level
from huiyin.places.words import local_name
from huiyin.publish.queries import Box

KEPT_SECONDS: Final = 600


@lru_cache(maxsize=1)
def _ground(_spell: int) -> tuple[tuple[Outline, ...], tuple[Line, ...]]:
    areas = outlines(Level.TOWNSHIP) or outlines(Level.COUNTY)
    return tuple(areas), tuple(Line(kind, points) for kind, points in water_and_roads())


def _kept() -> tuple[tuple[Outline, ...], tuple[Line, ...]]:
    return _ground(int(monotonic() // KEPT_SECONDS))


def forget() -> None:
    """After the outlines were changed: read anew."""
    _ground.cache_clear()


def whole_box() -> Box | None:
    """The county in degrees; None without outlines. Two statements each ten minutes."""
    points = [point for area in _kept()[0] for ring in rings_of(area.outline) for point in ring]
    if not points:
        return None
    easts, norths = [point[0] for point in points], [point[1] for point in points]
    return Box(min(easts), min(norths), max(easts), max(norths))


def drawn(
    *,
    title: str,
    dots: Iterable[Dot] = (),
    values: Mapping[int, float] | None = None,
    links: Mapping[int, str] | None = None,
) -> SafeString:
    """The townships with dots on them, or coloured by values (by id); empty without outlines."""
    areas, lines = _kept()
    return area_map(
        [Area(str(a.id), local_name(a), rings_of(a.outline), (links or {}).get(a.id, "")) for a in areas],
        {str(key): value for key, value in values.items()} if values else None,
        title=title,
        lines=lines,
        dots=dots,
        form=lambda value: f"{value:,.0f}",
    )
