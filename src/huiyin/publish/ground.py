"""The map drawn on the server: the county's ground, kept ten minutes, with what lies on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from time import monotonic
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from huiyin.places.kept import forgotten_with
from huiyin.places.maps import Area, Begun, Dot, Line, Picture, area_map, begun_map, picture_of, rings_of, with_dots
from huiyin.places.queries import outlines, water_and_roads
from huiyin.places.rules import Level
from huiyin.places.words import local_name, map_name
from huiyin.publish.queries import Box

KEPT_SECONDS: Final = 600


@dataclass(frozen=True)
class _Ground:
    """The townships (the county where there are none) with their names in one language, rivers and roads."""

    areas: tuple[Area, ...]
    picture: Picture
    box: Box


@lru_cache(maxsize=8)
def _ground(_spell: int, _language: str) -> _Ground | None:
    found = outlines(Level.TOWNSHIP) or outlines(Level.COUNTY)
    areas = tuple(Area(str(area.id), local_name(area), rings_of(area.outline), label=map_name(area)) for area in found)
    points = [point for area in areas for ring in area.rings for point in ring]
    if not points:
        return None
    easts, norths = [point[0] for point in points], [point[1] for point in points]
    picture = picture_of(areas, (Line(kind, line) for kind, line in water_and_roads()))
    return _Ground(areas, picture, Box(min(easts), min(norths), max(easts), max(norths)))


@lru_cache(maxsize=32)
def _begun(spell: int, language: str, title: str) -> Begun:
    ground = _ground(spell, language)
    return begun_map(ground.areas, title=title, picture=ground.picture) if ground else Begun(SafeString(), SafeString())


def _now() -> tuple[int, str]:
    return int(monotonic() // KEPT_SECONDS), get_language() or ""


def forget() -> None:
    """After the outlines were changed: read anew."""
    _ground.cache_clear()
    _begun.cache_clear()


forgotten_with(forget)


def whole_box() -> Box | None:
    """The county in degrees; None without outlines. Two statements each ten minutes."""
    ground = _ground(*_now())
    return ground.box if ground else None


def drawn(*, title: str, dots: Iterable[Dot] = ()) -> SafeString:
    """The townships with dots on them; empty without outlines."""
    ground = _ground(*_now())
    return with_dots(_begun(*_now(), title), ground.picture.frame, dots) if ground else SafeString()


def coloured(values: Mapping[int, float], links: Mapping[int, str], *, title: str) -> SafeString:
    """The townships coloured by whole numbers, each a link (both by id); empty without outlines."""
    ground = _ground(*_now())
    if ground is None:
        return SafeString()
    return area_map(
        [replace(area, href=links.get(int(area.key), "")) for area in ground.areas],
        {str(key): value for key, value in values.items()},
        title=title,
        picture=ground.picture,
        form=lambda value: f"{value:,.0f}",
    )
