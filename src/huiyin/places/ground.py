"""Where a place is that a resident names or points at. Names and outlines are kept in the process."""

from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from typing import Final

import numpy as np
from shapely import STRtree, make_valid
from shapely.geometry import MultiPolygon, Point

from huiyin.methods.text import fold
from huiyin.places.kept import forgotten_with
from huiyin.places.models import Area, Landmark
from huiyin.places.rules import Level

MOST_SUGGESTED: Final = 12
LONGEST_WORDS: Final = 200
KEPT_SECONDS: Final = 600
_DEPTH: Final = {Level.COUNTY: 0, Level.TOWNSHIP: 1, Level.VILLAGE: 2}


@dataclass(frozen=True, slots=True)
class Place:
    """A named area or landmark: its name, the areas it lies in (smallest first), its area's id, its spot."""

    name: str
    name_en: str
    within: str
    within_en: str
    area_id: int | None
    lat: float | None
    lon: float | None
    is_landmark: bool

    @property
    def label(self) -> str:
        """As it is chosen from a list in 中文: 清溪镇柳树村."""
        return f"{self.within}{self.name}"

    @property
    def label_en(self) -> str:
        """As it is chosen from a list in English: Liushu Village, Qingxi Town; 中文 without an English name."""
        if not self.name_en:
            return self.label
        return f"{self.name_en}, {self.within_en}" if self.within_en else self.name_en


def forget() -> None:
    """After areas or landmarks were changed: read anew."""
    _places.cache_clear()
    _names.cache_clear()
    _by_name.cache_clear()
    _named.cache_clear()
    _outlines.cache_clear()


def _now() -> int:
    """The spell of ten minutes that we are in: what another process changed is seen in the next one."""
    return int(monotonic() // KEPT_SECONDS)


def places() -> tuple[Place, ...]:
    """All named places, areas first in the order of their codes. Two statements each ten minutes."""
    return _places(_now())


@lru_cache(maxsize=1)
def _places(_spell: int) -> tuple[Place, ...]:
    areas = {area.pk: area for area in Area.objects.defer("outline").order_by("code")}
    named = [_of_area(area, areas.get(area.parent_id or 0)) for area in areas.values()]
    marks = Landmark.objects.defer("line").order_by("name", "id")
    return (*named, *(_of_landmark(mark, areas.get(mark.area_id or 0)) for mark in marks))


def find_places(words: str) -> tuple[Place, ...]:
    """What a place may be that was typed so far: best first, at most 12. Names in 中文 and English."""
    wanted = _squeezed(words)
    if not wanted:
        return ()
    known, all_names = _known()
    found = [(how, at) for at, names in enumerate(all_names) if (how := _fit(wanted, names)) is not None]
    return tuple(known[at] for _, at in sorted(found)[:MOST_SUGGESTED])


def place_named(words: str) -> Place | None:
    """The place that these words name beyond doubt: exactly, or as the longest name within them."""
    return _named(words, _now())


@lru_cache(maxsize=1_024)
def _named(words: str, spell: int) -> Place | None:
    """Lists name the same places again and again."""
    wanted = _squeezed(words)
    by_name, longest = _by_name(spell)
    for length in range(min(len(wanted), longest), 1, -1):
        parts = {wanted[at : at + length] for at in range(len(wanted) - length + 1)}
        if found := {at for part in parts for at in by_name.get(part, ())}:
            return _places(spell)[found.pop()] if len(found) == 1 else None
    return None


def area_at(lat: float, lon: float) -> int | None:
    """The id of the smallest area whose outline holds this spot (degrees); None outside all of them."""
    ids, depths, tree = _outlines(_now())
    if not ids:
        return None
    hits = tree.query(Point(lon, lat), predicate="intersects")
    return ids[max(hits, key=lambda at: depths[at])] if len(hits) else None


@lru_cache(maxsize=1)
def _outlines(_spell: int) -> tuple[list[int], list[tuple[int, float]], STRtree]:
    rows = Area.objects.exclude(outline=None).values_list("pk", "level", "outline")
    shapes = [(pk, _DEPTH[Level(level)], _shape(outline)) for pk, level, outline in rows if outline]
    depths = [(depth, -shape.area) for _, depth, shape in shapes]
    tree = STRtree(np.array([shape for _, _, shape in shapes], dtype=object))
    return [pk for pk, _, _ in shapes], depths, tree


def _shape(outline: list[list[list[list[float]]]]) -> MultiPolygon:
    return make_valid(MultiPolygon([(rings[0], rings[1:]) for rings in outline]))


@lru_cache(maxsize=1)
def _names(_spell: int) -> tuple[tuple[str, ...], ...]:
    """Of each place, all that it may be called, squeezed."""
    called = ((p.name, p.name_en, p.label, p.label_en) for p in _places(_spell))
    return tuple(tuple({_squeezed(name) for name in names if name}) for names in called)


@lru_cache(maxsize=1)
def _by_name(spell: int) -> tuple[dict[str, list[int]], int]:
    """Which places are called so, and the length of the longest name."""
    found: dict[str, list[int]] = {}
    for at, names in enumerate(_names(spell)):
        for name in names:
            found.setdefault(name, []).append(at)
    return found, max(map(len, found), default=0)


def _fit(wanted: str, names: tuple[str, ...]) -> tuple[int, int] | None:
    """How well: exact, begins so, holds it; then the shorter name."""
    fits = [
        (0 if name == wanted else 1 if name.startswith(wanted) else 2, len(name)) for name in names if wanted in name
    ]
    return min(fits, default=None)


def _known() -> tuple[tuple[Place, ...], tuple[tuple[str, ...], ...]]:
    """All places, and what each of them is called: of one and the same spell."""
    spell = _now()
    return _places(spell), _names(spell)


def _squeezed(words: str) -> str:
    """As names are compared: folded, without spaces and commas."""
    return "".join(char for char in fold(words[:LONGEST_WORDS]) if char.isalnum())


def _of_area(area: Area, parent: Area | None) -> Place:
    shown = parent if parent and parent.level != Level.COUNTY else None
    return Place(
        area.name, area.name_en, shown.name if shown else "", shown.name_en if shown else "",
        area.pk, area.lat, area.lon, is_landmark=False,
    )  # fmt: skip


def _of_landmark(mark: Landmark, area: Area | None) -> Place:
    return Place(
        mark.name, mark.name_en, area.name if area else "", area.name_en if area else "",
        mark.area_id, mark.lat, mark.lon, is_landmark=True,
    )  # fmt: skip


forgotten_with(forget)
