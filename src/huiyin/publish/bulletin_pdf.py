"""The bulletin as a PDF to send and to print: A4, numbered pages, tagged for screen readers and fit for archives.

Set by Typst from `bulletin.typ`; what stands in it is laid beside as JSON, so that no word of a resident is ever read
as markup. The same sentences as on the page, in the same order.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from huiyin.methods.text import clean
from huiyin.publish import bulletin_text as text
from huiyin.publish.bulletin_parts import Bulletin, Issue, Quote, Share
from huiyin.publish.bulletin_pictures import Picture, Pictures
from huiyin.publish.bulletin_words import Words, percent
from huiyin.publish.fonts import LACKING, NASKH, SANS, SERIF, cut, joined, seen
from huiyin.publish.right_to_left import begins_right

STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
"""PDF/A-2a for archives, PDF/UA-1 for screen readers."""

MOST_LINES = 12
MOST_QUOTES = 3
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_TEMPLATE = Path(__file__).with_name("bulletin.typ")

Part = dict[str, Any]


def write_pdf(bulletin: Bulletin, words: Words, pictures: Pictures, letters: frozenset[str], path: Path) -> None:
    """Writes the PDF. ``letters`` are those of the page, for which the fonts are cut already."""
    charts = {name: one.paper for name, one in (("trend", pictures.trend), ("answers", pictures.answers)) if one}
    told = json.dumps(_plain(_told(bulletin, words, pictures)), ensure_ascii=False)
    used = letters.union(told)
    with TemporaryDirectory() as folder:
        beside = Path(folder)
        (beside / "bulletin.json").write_text(told, encoding="utf-8")
        for name, svg in charts.items():
            (beside / f"{name}.svg").write_text(svg, encoding="utf-8")
        for face in (SANS, SERIF, NASKH) if joined(used) else (SANS, SERIF):
            (beside / f"{face.family}.ttf").write_bytes(cut(face, used, narrow=not words.chinese))
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
        compiler = typst.Compiler(_TEMPLATE.read_bytes(), root=folder, font_paths=fonts)
        compiler.compile(output=path, format="pdf", pdf_standards=STANDARDS)


def _plain(told: Any) -> Any:
    """Every string on one line, without what only steers and what nobody should see.

    A paper for archives may hold no private letters: whose they are is not known to who opens it later.
    """
    if isinstance(told, str):
        return _PRIVATE.sub(LACKING, seen(" ".join(clean(told).split())))
    if isinstance(told, Mapping):
        return {name: _plain(one) for name, one in told.items()}
    return [_plain(one) for one in told] if isinstance(told, list | tuple) else told


def _told(bulletin: Bulletin, words: Words, pictures: Pictures) -> Part:
    """All that the template sets, in its order."""
    return {
        "language": "zh" if words.chinese else "en",
        "region": "cn" if words.chinese else "gb",
        "name": words("name"),
        "page": words("page", n="{n}", of="{of}"),
        "period": text.period(bulletin, words),
        "title": text.headline(bulletin, words),
        "lead": text.lead(bulletin, words),
        "figures": [
            {"name": name, "value": value, "late": late} for name, value, late in text.figures(bulletin, words)
        ],
        "sections": [
            {"topic": words(topic), "finding": finding, "parts": parts}
            for topic, finding, parts in _sections(bulletin, words, pictures)
            if parts is not None
        ],
        "made_by": words("made_by", source=bulletin.source),
    }


def _sections(bulletin: Bulletin, words: Words, pictures: Pictures) -> Iterator[tuple[str, str, list[Part] | None]]:
    """Figures, then cases, then what is asked of whom, then how it was counted; None where there is nothing."""
    yield "when", text.trend_finding(bulletin, words), _when(bulletin, words, pictures.trend)
    yield "what", text.what_finding(bulletin, words), list(_what(bulletin, words)) or None
    yield "where", text.where_finding(bulletin, words), _where(bulletin, words)
    yield "issues", text.issues_finding(bulletin, words), list(_issues(bulletin, words)) or None
    if bulletin.answers:
        yield "answers", text.answers_finding(bulletin.answers, words), _answers(bulletin, words, pictures.answers)
    yield "waiting", text.waiting_finding(bulletin, words), _waiting(bulletin, words)
    yield "copies", words("copies_finding", n=bulletin.copies.extra), _copies(bulletin, words)
    yield "asked", "", [{"kind": "numbered", "items": text.asked(bulletin, words)}]
    yield "how", "", [{"kind": "listed", "items": text.how(bulletin, words)}]


def _note(sentence: str) -> list[Part]:
    return [{"kind": "note", "words": sentence}] if sentence.strip() else []


def _subject(name: str) -> Part:
    return {"kind": "subject", "words": name}


# When, what about, from where


def _when(bulletin: Bulletin, words: Words, picture: Picture | None) -> list[Part] | None:
    if picture is None:
        return None
    note = text.when_note(bulletin, words) + " " + text.source(bulletin, words)
    return [{"kind": "chart", "file": "/trend.svg", "alt": picture.title}, *_note(note)]


def _what(bulletin: Bulletin, words: Words) -> Iterator[Part]:
    if bulletin.categories:
        yield _bars(bulletin.categories, words, wide=True)
        yield from _note(text.what_note(bulletin, words))
    for topic, share in _lesser_shares(bulletin, words):
        yield from (_subject(words(topic)), _bars(share, words))
    if bulletin.words:
        named = words.names([f"{phrase.words} {phrase.count:,}" for phrase in bulletin.words])
        yield from (_subject(words("words")), {"kind": "text", "words": named}, *_note(words("words_note")))


def _lesser_shares(bulletin: Bulletin, words: Words) -> Iterator[tuple[str, Share]]:
    if bulletin.kinds:
        named = tuple((words.kind(name), n) for name, n in bulletin.kinds.lines)
        yield "kinds", Share(named, bulletin.kinds.missing)
    for topic, share in (("channels", bulletin.channels), ("callbacks", bulletin.callbacks)):
        if share:
            yield topic, share


def _bars(share: Share, words: Words, *, wide: bool = False) -> Part:
    """A table whose bars can be read beside their numbers; what is beyond a dozen lines is one line."""
    top, rest = text.top_lines(share, MOST_LINES)
    lines = [(name, n, False) for name, n in top]
    if rest:
        lines.append((words("others", n=len(rest)), sum(n for _, n in rest), True))
    longest = max(n for _, n, _ in lines) or 1
    return {
        "kind": "bars",
        "wide": wide,
        "lines": [
            {
                "name": name, "count": f"{n:,}", "percent": percent(n, share.counted), "share": n / longest,
                "rest": is_rest,
            }
            for name, n, is_rest in lines
        ],
    }  # fmt: skip


def _where(bulletin: Bulletin, words: Words) -> list[Part] | None:
    if not bulletin.places:
        return None
    return [_bars(bulletin.places, words, wide=True), *_note(text.where_note(bulletin, words))]


# Cases


def _issues(bulletin: Bulletin, words: Words) -> Iterator[Part]:
    if bulletin.issues:
        yield from _note(text.issues_note(bulletin, words))
    for issue in bulletin.issues:
        yield from _issue(issue, words)


def _issue(issue: Issue, words: Words) -> Iterator[Part]:
    first, *others = text.issue_facts(issue, words)
    yield {"kind": "issue", "words": f"{issue.rank}. {issue.title}", "right": begins_right(issue.title)}
    yield {"kind": "facts", "first": first, "others": "".join(f" · {fact}" for fact in others)}
    for quote in issue.quotes[:MOST_QUOTES]:
        said = f"{words.day(quote.day)} · " if quote.day else ""
        yield _quote(quote, said + words("cited", number=quote.number))


def _quote(quote: Quote, source: str) -> Part:
    return {"kind": "quote", "words": quote.text, "cite": source, "right": begins_right(quote.text)}


def _copies(bulletin: Bulletin, words: Words) -> list[Part] | None:
    if not bulletin.copies.extra:
        return None
    return [_quote(quote, words("copies_times", n=times)) for quote, times in bulletin.copies.largest[:3]]


# Answers


def _answers(bulletin: Bulletin, words: Words, picture: Picture | None) -> list[Part]:
    parts: list[Part] = []
    if picture:
        parts += [{"kind": "chart", "file": "/answers.svg", "alt": picture.title}]
        parts += _note(text.answers_note(bulletin, words))
    if len(bulletin.departments) > 1:
        head = [words(key) for key in text.DEPARTMENT_COLUMNS]
        rows = text.department_rows(bulletin, words)
        parts += [_subject(words("departments")), _table(head, rows, (6, 2.2, 2.2, 3, 3))]
        parts += _note(text.departments_note(words))
    return parts


def _waiting(bulletin: Bulletin, words: Words) -> list[Part] | None:
    waiting = bulletin.waiting
    if not waiting or not waiting.count:
        return None
    rows = [
        (f"{quote.text} {words('cited', number=quote.number)}", words.day(quote.day), f"{days:,}")
        for quote, days in waiting.oldest
    ]
    head = [words("message"), words("said_on"), words("waited")]
    note = _note(words("waiting_note", day=words.day(bulletin.when.as_of)))
    return [_table(head, rows, (10, 3.6, 3)), *note] if rows else []


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Part:
    return {
        "kind": "table",
        "head": head,
        "rows": [{"cells": row, "right": begins_right(row[0])} for row in rows],
        "widths": widths,
    }
