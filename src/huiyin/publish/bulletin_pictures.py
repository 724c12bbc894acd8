"""The charts of a bulletin: which bars, what stands on them, which finding is their title."""

from dataclasses import dataclass

from huiyin.publish.bulletin_answers import EDGES, LATE, SOON
from huiyin.publish.bulletin_parts import Bulletin, Share
from huiyin.publish.bulletin_text import EVEN, answers_finding, top_lines, trend_finding
from huiyin.publish.bulletin_words import Words, percent
from huiyin.publish.charts import (
    ACCENT,
    PAGE,
    PAPER,
    PHONE,
    PRIMARY,
    QUIET,
    TOO_LATE,
    Bar,
    Chart,
    columns,
    png_of,
    rows,
)

FEW_BARS = 16
"""Up to so many bars each carries its number; of more only the tallest."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One chart for a wide page and .docx, and for a telephone, as PNG; for PDF as SVG."""

    title: str
    page: bytes
    phone: bytes
    paper: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """All charts of a bulletin, drawn once; those of categories and places for .docx only."""

    trend: Picture | None
    answers: Picture | None
    categories: bytes | None
    places: bytes | None


def pictures_of(bulletin: Bulletin, words: Words) -> Pictures:
    """Draws what there is to draw."""
    return Pictures(
        trend=trend(bulletin, words),
        answers=answer_times(bulletin, words),
        categories=lying(bulletin.categories, words) if bulletin.categories else None,
        places=lying(bulletin.places, words) if bulletin.places else None,
    )


def trend(bulletin: Bulletin, words: Words) -> Picture | None:
    """Messages over time, the tallest bar marked, the usual number as a line."""
    found = bulletin.when.trend
    if found is None:
        return None
    peak, most = found.peak
    stands_out = most >= EVEN * found.usual
    bars = [
        Bar(
            words.tick(start, found.step),
            count,
            f"{count:,}" if start == peak or (count and len(found.points) <= FEW_BARS) else "",
            ACCENT if start == peak and stands_out else PRIMARY,
        )
        for start, count in found.points
    ]
    label = words("usual", n=f"{found.usual:,.0f}").replace(" ", "\n", 1)
    usual = (found.usual, label) if found.usual >= 1 and len(found.points) > 2 else None
    fewer = bars if len(bars) <= FEW_BARS // 2 else [_bare(bar) if bar.value < most else bar for bar in bars]
    return _picture(
        trend_finding(bulletin, words), columns(bars, PAGE, usual=usual), columns(fewer, PHONE, usual=usual)
    )


def _picture(title: str, page: Chart, phone: Chart) -> Picture:
    drawn = page.svg()
    return Picture(title, png_of(drawn), phone.png(), drawn)


def _bare(bar: Bar) -> Bar:
    return Bar(bar.name, bar.value, "", bar.colour)


def answer_times(bulletin: Bulletin, words: Words) -> Picture | None:
    """Answers by the working days they took; quick, in time and late ones told apart."""
    answers = bulletin.answers
    if not answers or not answers.days:
        return None
    timed = len(answers.days)
    bars = [
        Bar(name, count, percent(count, timed) if count else "", _pace(upper))
        for name, count, upper in zip(words.bars, answers.bars, (*EDGES, None), strict=True)
    ]
    axis = words("answers_axis")
    return _picture(answers_finding(answers, words), columns(bars, PAGE, axis=axis), columns(bars, PHONE, axis=axis))


def _pace(upper: int | None) -> str:
    if upper is None or upper > LATE:
        return TOO_LATE
    return PRIMARY if upper <= SOON else QUIET


def lying(share: Share, words: Words, most: int = 10) -> bytes:
    """Categories or places as lying bars, for paper."""
    top, rest = top_lines(share, most)
    lines = [Bar(name, n, f"{n:,} ({percent(n, share.counted)})") for name, n in top]
    if rest:
        others = sum(n for _, n in rest)
        name = words("others", n=len(rest))
        lines.append(Bar(name, others, f"{others:,} ({percent(others, share.counted)})", QUIET))
    return rows(lines, PAPER).png()
