"""Small drawings inside the text: bars with whiskers and lines over time, as SVG with attributes only.

No inline style, so that the strict content policy holds; colours come from the style sheet.
"""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def joined(parts: Iterable[SafeString]) -> SafeString:
    """Safe pieces, one after the other."""
    return mark_safe("".join(parts))  # noqa: S308 - each is safe


def bar_drawing(
    value: float, low: float | None = None, high: float | None = None, mark: float | None = None
) -> SafeString:
    """A bar from zero for a share (0 to 1), its interval as a whisker, a dashed line at `mark`.

    Put together from numbers alone, so nothing needs to be escaped: a board has a hundred of them.
    """
    parts = ['<rect class="ground" width="100%" height="100%"/>', _value(value)]
    if mark is not None:
        parts.append(_upright(mark, "mark", "0", "100%"))
    if low is not None and high is not None:
        parts.append(f'<line class="whisker" x1="{_part(low)}" x2="{_part(high)}" y1="50%" y2="50%"/>')
        parts += [_upright(end, "whisker", "28%", "72%") for end in (low, high)]
    return mark_safe(f'<svg aria-hidden="true">{"".join(parts)}</svg>')  # noqa: S308 - numbers and our own words


def share_drawing(value: float, old: bool = False) -> SafeString:
    """A bar without ground for a share (0 to 1) of the longest; `old` in the paler colour."""
    return format_html('<svg aria-hidden="true">{}</svg>', _value(value, " old" if old else ""))


def spark_drawing(values: Sequence[float], label: str = "", top: float | None = None) -> SafeString:
    """A line over equal steps of time, from zero to `top` or the highest value; nothing for fewer than two."""
    if len(values) < 2:
        return mark_safe("")
    highest = max(top or 0, *values) or 1
    step = 100 / (len(values) - 1)
    points = " ".join(f"{i * step:.4g},{40 - 38 * value / highest:.4g}" for i, value in enumerate(values))
    name = format_html(' role="img" aria-label="{}"', label) if label else mark_safe(' aria-hidden="true"')
    return format_html(
        '<svg class="spark" viewBox="0 0 100 40" preserveAspectRatio="none"{}>'
        '<line class="base" x1="0" x2="100" y1="40" y2="40"/><polyline points="{}"/></svg>',
        name,
        points,
    )


def _value(value: float, extra: str = "") -> SafeString:
    return mark_safe(f'<rect class="value{extra}" width="{_part(value)}" height="100%" rx="1"/>')  # noqa: S308 - as above


def _upright(at: float, kind: str, top: str, bottom: str) -> str:
    return f'<line class="{kind}" x1="{_part(at)}" x2="{_part(at)}" y1="{top}" y2="{bottom}"/>'


def _part(value: float) -> str:
    return f"{min(max(value, 0.0), 1.0) * 100:.4g}%"
