"""Maps drawn on the server from the office's own outlines: work on paper and without JavaScript or tiles.

Coordinates are longitude and latitude in degrees; the picture is 640 units wide, rounded to whole units, so
that 12 townships stay below 15 KB and 180 villages below 60 KB. Every map needs a list or table beside it
that says the same.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import ceil, cos, radians, sqrt

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from huiyin.places.drawing import joined

Point = tuple[float, float]
Ring = Sequence[Point]

WIDTH = 640
MARGIN = 8
LETTER = 24
"""The largest size of a name, which the style sheet gives it on a telephone: at that size no name may be cut off."""


@dataclass(frozen=True)
class Area:
    """An outline: outer and inner rings, its name, where a click leads, and what stands on the map if not the name."""

    key: str
    name: str
    rings: Sequence[Ring]
    href: str = ""
    label: str = ""


@dataclass(frozen=True)
class Line:
    """A river or a road."""

    kind: str  # "river" or "road"
    points: Ring


@dataclass(frozen=True)
class Dot:
    """Something at a place; `count` sets its size."""

    at: Point
    title: str
    count: int = 1
    href: str = ""


@dataclass(frozen=True)
class Begun:
    """A map without its dots: what lies below them, and the names above them."""

    ground: SafeString
    names: SafeString


@dataclass(frozen=True)
class Picture:
    """What of a map stays the same whatever its colours: where everything lies, outlines and lines as paths."""

    frame: "Frame"
    outlines: tuple[str, ...]
    middles: tuple[tuple[int, int], ...]
    lines: SafeString


@dataclass(frozen=True)
class Frame:
    """From degrees to the picture: equirectangular, true at the middle latitude."""

    west: float
    north: float
    squeeze: float
    scale: float
    height: int

    def place(self, point: Point) -> tuple[int, int]:
        east, north = point[0], point[1]
        x = MARGIN + (east - self.west) * self.squeeze * self.scale
        y = MARGIN + (self.north - north) * self.scale
        return round(x), round(y)


def area_map(
    areas: Sequence[Area],
    values: Mapping[str, float] | None = None,
    *,
    title: str,
    description: str = "",
    lines: Iterable[Line] = (),
    picture: Picture | None = None,
    dots: Iterable[Dot] = (),
    named: bool | None = None,
    form: Callable[[float], str] = str,
) -> SafeString:
    """An SVG map of `areas`, coloured in five steps by `values` (by key), with `dots` on top.

    `named` writes the names (usual up to 30 areas); `form` writes a value. `picture` is `picture_of(areas, lines)`,
    if it was kept. Without areas: an empty string.
    """
    if not areas:
        return mark_safe("")
    held = picture or picture_of(areas, lines)
    begun = begun_map(areas, values, title=title, description=description, picture=held, named=named, form=form)
    return with_dots(begun, held.frame, dots)


def begun_map(
    areas: Sequence[Area],
    values: Mapping[str, float] | None = None,
    *,
    title: str,
    picture: Picture,
    description: str = "",
    named: bool | None = None,
    form: Callable[[float], str] = str,
) -> Begun:
    """The ground and the names of a map, to be kept and ended by `with_dots` with ever other dots."""
    shades = shading(values or {})
    with_names = len(areas) <= 30 if named is None else named
    layers = [
        *(
            _area(area, drawn, _kind(area, values, shades), _value_words(area, values, form))
            for area, drawn in zip(areas, picture.outlines, strict=True)
        ),
        picture.lines,
    ]
    names = [
        _name(area, middle, _worth(area, values, form), shades.get(area.key, 0))
        for area, middle in zip(areas, picture.middles, strict=True)
        if with_names
    ]
    ground = format_html(
        '<div class="map-box"><svg class="map-drawn" viewBox="0 0 {} {}" role="group" aria-label="{}">'
        "<desc>{}</desc>{}",
        WIDTH, picture.frame.height, title, description, joined(layers),
    )  # fmt: skip
    return Begun(ground, joined(names))


def with_dots(begun: Begun, frame: Frame, dots: Iterable[Dot]) -> SafeString:
    """The whole map: its ground, drawn in this frame, dots on it, and the names, which no dot may hide.

    A dot that is alone is what the map is drawn for: no name may hide it.
    """
    drawn = [_dot(dot, frame) for dot in dots]
    layers = (begun.names, joined(drawn)) if len(drawn) == 1 else (joined(drawn), begun.names)
    return format_html("{}{}{}</svg></div>", begun.ground, *layers)


def picture_of(areas: Sequence[Area], lines: Iterable[Line]) -> Picture:
    """The outlines and lines as they are drawn: worth keeping, it is most of the work of a map."""
    frame = frame_of(areas)
    return Picture(
        frame,
        outlines=tuple(_outline(area, frame) for area in areas),
        middles=tuple(_middle([frame.place(point) for point in max(area.rings, key=len)]) for area in areas),
        lines=joined(_line(line, frame) for line in lines),
    )


def frame_of(areas: Sequence[Area]) -> Frame:
    """Where the areas lie in the picture."""
    return _frame(point for area in areas for ring in area.rings for point in ring)


def rings_of(outline: Sequence[Sequence[Ring]] | None) -> list[Ring]:
    """All rings of a GeoJSON MultiPolygon's coordinates, as `places.models.Area.outline` keeps them."""
    return [ring for polygon in outline or () for ring in polygon]


def shading(values: Mapping[str, float]) -> dict[str, int]:
    """The step 1 to 5 of each value: fifths of the values; equal values always share a step."""
    breaks = step_breaks(values.values())
    return {key: bisect_right(breaks, value) + 1 for key, value in values.items()}


def step_breaks(values: Iterable[float]) -> list[float]:
    """The lowest value of steps 2 to 5 (fewer where values coincide)."""
    ranked = sorted(values)
    if not ranked:
        return []
    cuts = {ranked[len(ranked) * part // 5] for part in range(1, 5)}
    return sorted(cut for cut in cuts if cut > ranked[0])


def map_key(values: Mapping[str, float], form: Callable[[float], str] = str) -> SafeString:
    """What the colours mean: one line under the map."""
    ranked = sorted(values.values())
    breaks = step_breaks(ranked)
    starts = [*ranked[:1], *breaks]
    spans = (
        (step, _span_words(ranked, start, breaks[step - 1 : step], form)) for step, start in enumerate(starts, start=1)
    )
    parts = [format_html('<span><i class="q{}"></i>{}</span>', step, words) for step, words in spans]
    parts.append(format_html('<span><i class="none"></i>{}</span>', _("no figure")))
    return format_html('<p class="map-key">{}</p>', joined(parts))


def _span_words(ranked: list[float], start: float, end: list[float], form: Callable[[float], str]) -> str:
    last = max(value for value in ranked if value >= start and (not end or value < end[0]))
    return form(start) if last == start else f"{form(start)} – {form(last)}"


def _value_words(area: Area, values: Mapping[str, float] | None, form: Callable[[float], str]) -> str:
    if not values:
        return area.name
    value = form(values[area.key]) if area.key in values else _("no figure")
    return _("%(name)s: %(value)s") % {"name": area.name, "value": value}


def _kind(area: Area, values: Mapping[str, float] | None, shades: Mapping[str, int]) -> str:
    if not values:
        return ""
    return f"q{shades[area.key]}" if area.key in shades else "none"


def _frame(points: Iterable[Point]) -> Frame:
    easts, norths = zip(*((point[0], point[1]) for point in points), strict=True)
    west, east, south, north = min(easts), max(easts), min(norths), max(norths)
    squeeze = max(cos(radians((south + north) / 2)), 0.01)
    wide, high = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = min((WIDTH - 2 * MARGIN) / wide, (WIDTH * 1.2 - 2 * MARGIN) / high)
    return Frame(west, north, squeeze, scale, round(high * scale) + 2 * MARGIN)


def _outline(area: Area, frame: Frame) -> str:
    return "".join(_path([frame.place(point) for point in ring], closed=True) for ring in area.rings)


def _area(area: Area, drawn: str, kind: str, words: str) -> SafeString:
    path = format_html('<path class="area {}" d="{}"><title>{}</title></path>', kind, drawn, words)
    return format_html('<a href="{}" aria-label="{}">{}</a>', area.href, words, path) if area.href else path


def _line(line: Line, frame: Frame) -> SafeString:
    return format_html('<path class="{}" d="{}"/>', line.kind, _path([frame.place(p) for p in line.points]))


def _worth(area: Area, values: Mapping[str, float] | None, form: Callable[[float], str]) -> str:
    return form(values[area.key]) if values and area.key in values else ""


def _name(area: Area, middle: tuple[int, int], worth: str, shade: int) -> SafeString:
    """The name inside the outline, its value below; light letters on the two dark steps."""
    x, y = middle
    words = area.label or area.name
    half = ceil(LETTER * sum(1 if letter > "\u2e80" else 0.55 for letter in words) / 2)
    x = min(max(x, half), WIDTH - half) if half * 2 < WIDTH else x
    kind = f"name s{shade}" + (" on" if shade >= 4 else "")
    below = format_html('<tspan class="worth" x="{}" dy="1.2em">{}</tspan>', x, worth) if worth else ""
    return format_html('<text aria-hidden="true" class="{}" x="{}" y="{}">{}{}</text>', kind, x, y, words, below)


def _dot(dot: Dot, frame: Frame) -> SafeString:
    """Escaped by hand: a map has hundreds of them."""
    x, y = frame.place(dot.at)
    title, radius = escape(dot.title), min(4 + 1.5 * sqrt(max(dot.count - 1, 0)), 18)
    circle = f'<circle class="dot" cx="{x}" cy="{y}" r="{radius:.3g}"><title>{title}</title></circle>'
    linked = f'<a href="{escape(dot.href)}" aria-label="{title}">{circle}</a>' if dot.href else circle
    return mark_safe(linked)  # noqa: S308 - escaped above


def _path(points: Sequence[tuple[int, int]], closed: bool = False) -> str:
    """Relative steps between points of whole units; points that fall on one another are drawn once."""
    kept = _bends([point for at, point in enumerate(points) if at == 0 or point != points[at - 1]])
    steps = (f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{' '.join(steps) or '0 0'}".replace(" -", "-") + ("z" if closed else "")


def _bends(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without the points that lie on a straight line between their neighbours."""
    kept = points[:1]
    for at in range(1, len(points) - 1):
        (ax, ay), (bx, by), (cx, cy) = kept[-1], points[at], points[at + 1]
        if (bx - ax) * (cy - ay) != (by - ay) * (cx - ax):
            kept.append(points[at])
    return kept + points[-1:] if len(points) > 1 else kept


def _middle(points: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The centre of gravity of a ring; the mean of its corners where it has no extent."""
    twice = across = down = 0.0
    for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True):
        part = ax * by - bx * ay
        twice, across, down = twice + part, across + (ax + bx) * part, down + (ay + by) * part
    if abs(twice) < 1e-9:
        return round(sum(x for x, _y in points) / len(points)), round(sum(y for _x, y in points) / len(points))
    return round(across / (3 * twice)), round(down / (3 * twice))
