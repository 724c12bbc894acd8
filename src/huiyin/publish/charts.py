"""Charts as pictures that look the same on every machine: drawn here with our own fonts, text and all.

Vega-Lite by vl-convert, in the sizes of a page, of a telephone and of paper. The title of a chart, which states its
finding, stands in the text above it; axes of bars begin at zero; bars carry their numbers.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import vl_convert
from PIL import Image

from huiyin.publish.fonts import NASKH, SANS, drawable

INK, SOFT, LINE, MIST = "#1c2733", "#51606e", "#d8dedd", "#f4f6f5"
PRIMARY, QUIET, ACCENT, TOO_LATE = "#0f6b63", "#93c2bb", "#a8481a", "#8f1d17"
"""The tokens of the pages; a test keeps them equal."""

SCALE = 2


@dataclass(frozen=True, slots=True)
class Size:
    """Of the plot, in CSS pixels; the letters keep their size on every one."""

    width: int
    height: int
    ticks: int


PAGE = Size(760, 220, 14)
PHONE = Size(300, 190, 5)
PAPER = Size(430, 0, 8)  # its height is that of its bars


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, how long it is, what stands at its end, its colour."""

    name: str
    value: float
    label: str = ""
    colour: str = PRIMARY


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as Vega-Lite describes it, drawn on demand."""

    described: Mapping[str, Any]

    def svg(self) -> str:
        """As lines and letters, for PDF; its letters are named, not drawn: `SANS` must be at hand."""
        _register_fonts()
        return str(vl_convert.vegalite_to_svg(_dressed(self.described)))

    def png(self) -> bytes:
        """As a picture of points, for pages and .docx."""
        return png_of(self.svg())


def png_of(svg: str) -> bytes:
    """The picture of points of a chart that was drawn already."""
    _register_fonts()
    return _smaller(vl_convert.svg_to_png(svg, scale=SCALE))


def columns(bars: Sequence[Bar], size: Size, *, usual: tuple[float, str] | None = None, axis: str = "") -> Chart:
    """Upright bars in their order; ``usual`` draws a line across with its words."""
    values = [_datum(at, bar) for at, bar in enumerate(bars)]
    every = -(-len(bars) // size.ticks)
    names = {bar["at"]: bar["name"] for bar in values}
    shown = [at for at in names if at % every == 0]
    x = {
        "field": "at", "type": "ordinal", "title": axis or None, "scale": {"paddingInner": 0.25, "paddingOuter": 0.1},
        "axis": {"values": shown, "labelExpr": f"{_js(names)}[datum.value]", "labelAngle": 0, "tickSize": 0,
                 "labelPadding": 8, "labelOverlap": "greedy", "domainColor": SOFT},
    }  # fmt: skip
    y = {
        "field": "value", "type": "quantitative", "title": None, "scale": {"domainMin": 0, "nice": 4},
        "axis": {"tickCount": 4, "grid": True, "domain": False, "ticks": False, "format": ",~f", "labelPadding": 8},
    }  # fmt: skip
    colour = {"field": "colour", "type": "nominal", "scale": None}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "bar", "cornerRadiusEnd": 2}, "encoding": {"x": x, "y": y, "color": colour}},
        *(_line_across(*usual) if usual else ()),
        _labels(x, y, {"stroke": "#ffffff", "strokeWidth": 3, "strokeJoin": "round"}),
        _labels(x, y, {}),
    ]
    return Chart({"data": {"values": values}, "layer": layers, "width": size.width, "height": size.height})


def rows(bars: Sequence[Bar], size: Size) -> Chart:
    """Lying bars in their order, the names on the left."""
    values = [_datum(at, bar) for at, bar in enumerate(bars)]
    names = {bar["at"]: bar["name"] for bar in values}
    y = {
        "field": "at", "type": "ordinal", "title": None, "scale": {"paddingInner": 0.35},
        "axis": {"labelExpr": f"{_js(names)}[datum.value]", "domain": False, "ticks": False, "labelLimit": 230,
                 "labelPadding": 8, "labelFontSize": 13, "labelColor": INK},
    }  # fmt: skip
    x = {"field": "value", "type": "quantitative", "axis": None, "scale": {"domainMin": 0, "padding": 40}}
    colour = {"field": "colour", "type": "nominal", "scale": None}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "bar", "cornerRadiusEnd": 2}, "encoding": {"x": x, "y": y, "color": colour}},
        {
            "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 13, "color": INK},
            "encoding": {"x": x, "y": y, "text": {"field": "label"}},
        },
    ]
    return Chart({"data": {"values": values}, "layer": layers, "width": size.width, "height": 26 * len(bars)})


def _labels(x: dict[str, Any], y: dict[str, Any], look: dict[str, Any]) -> dict[str, Any]:
    """The numbers above the bars; drawn twice, first in white, so that no line runs through them."""
    return {
        "transform": [{"filter": "datum.label !== ''"}],
        "mark": {"type": "text", "dy": -6, "fontSize": 13, "color": INK, "baseline": "bottom", **look},
        "encoding": {"x": x, "y": y, "text": {"field": "label"}},
    }


def _line_across(value: float, words: str) -> list[dict[str, Any]]:
    """A dashed line with its words beside the plot, where no bar can stand behind them."""
    y = {"datum": value, "type": "quantitative"}
    once: dict[str, Any] = {"values": [{}]}
    beside = {"type": "text", "align": "left", "baseline": "middle", "dx": 6, "fontSize": 13, "color": SOFT}
    return [
        {"data": once, "mark": {"type": "rule", "strokeDash": [4, 4], "color": SOFT}, "encoding": {"y": y}},
        {
            "data": once,
            "mark": {**beside, "lineBreak": "\n"},
            "encoding": {"y": y, "x": {"value": "width"}, "text": {"value": words}},
        },
    ]


def _datum(at: int, bar: Bar) -> dict[str, Any]:
    return {"at": at, "name": drawable(bar.name), "value": bar.value, "label": bar.label, "colour": bar.colour}


def _js(names: dict[int, str]) -> str:
    quoted = (name.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ") for name in names.values())
    return "[" + ",".join(f"'{name}'" for name in quoted) + "]"


def _dressed(described: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": "#ffffff",
        "padding": {"left": 2, "right": 12, "top": 18, "bottom": 4},
        "config": {
            "font": SANS.family,
            "view": {"stroke": None},
            "axis": {
                "labelColor": SOFT, "labelFontSize": 13, "titleColor": SOFT, "titleFontSize": 13,
                "titleFontWeight": "normal", "titlePadding": 10, "gridColor": LINE,
            },
        },
        **described,
    }  # fmt: skip


def _smaller(png: bytes) -> bytes:
    """The same picture with a palette: a quarter of the bytes, no colour that can be told apart is lost."""
    with Image.open(io.BytesIO(png)) as picture:
        packed = io.BytesIO()
        picture.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(packed, "PNG", optimize=True)
    return packed.getvalue()


@cache
def _register_fonts() -> None:
    for face in (SANS, NASKH):
        vl_convert.register_font_directory(str(face.path.parent))
