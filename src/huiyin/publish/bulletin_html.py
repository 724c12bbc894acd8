"""The bulletin as one HTML page that stands alone: no other file, no script, nothing fetched."""

import base64
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from huiyin.publish import bulletin_text as text
from huiyin.publish.bulletin_parts import Bulletin, Issue, Quote, Share
from huiyin.publish.bulletin_pictures import Picture, Pictures
from huiyin.publish.bulletin_words import Words, percent
from huiyin.publish.fonts import NASKH, SANS, as_web_font, cut, joined, lacking

MOST_LINES = 12
ON_PAPER = "•"
_ARABIC = "U+600-6FF,U+750-77F,U+8A0-8FF,U+FB50-FDFF,U+FE70-FEFF"
SHOWN_QUOTES = 2
_STYLE = Path(__file__).parents[1] / "web" / "static" / "css" / "bulletin.css"


def page(bulletin: Bulletin, words: Words, pictures: Pictures) -> str:
    """The whole page; it carries the letters that it uses, for readers who have no Chinese font."""
    body = _body(bulletin, words, pictures)
    title = escape(text.headline(bulletin, words))
    fonts = _carried(letters_of(body, pictures, words), narrow=not words.chinese)
    return (
        f'<!doctype html>\n<html lang="{"zh-Hans" if words.chinese else "en"}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; font-src data:; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n"
        f"<style>\n{_STYLE.read_text(encoding='utf-8')}{fonts}</style>\n</head>\n"
        f"<body>\n{body}</body>\n</html>\n"
    )


def letters_of(page: str, pictures: Pictures, words: Words) -> frozenset[str]:
    """What page and paper need: nearly all of it stands on the page, the rest in the charts and the paper's lists."""
    return frozenset(page).union(
        ON_PAPER, words("page", n="", of=""), *(one.paper for one in (pictures.trend, pictures.answers) if one)
    )


def _carried(letters: frozenset[str], *, narrow: bool) -> str:
    """The fonts as the style names them: `lacking` comes last, after whatever the reader's machine has."""
    missed = lacking(letters)
    fonts = [("carried", cut(SANS, letters - missed, narrow=narrow), "")]
    if joined(letters):
        fonts.append(("carried", cut(NASKH, letters), f"unicode-range:{_ARABIC};"))
    if missed:
        fonts.append(("lacking", cut(SANS, missed), ""))
    return "".join(
        f'@font-face{{font-family:"{name}";{only}src:url(data:font/woff;base64,'
        f'{base64.b64encode(as_web_font(font)).decode()}) format("woff")}}\n'
        for name, font, only in fonts
    )


def _body(bulletin: Bulletin, words: Words, pictures: Pictures) -> str:
    sections = [(name, body) for name, body in _sections(bulletin, words, pictures) if body]
    contents = "".join(f'<li><a href="#{name}">{escape(words(name))}</a></li>' for name, _ in sections)
    return (
        f'<main class="sheet">\n{_opening(bulletin, words)}\n<div class="body">\n'
        f'<nav class="contents" aria-label="{escape(words("contents"))}"><ol>{contents}</ol></nav>\n<div>\n'
        + "".join(f'<section id="{name}"{_look(name)}>\n{body}</section>\n' for name, body in sections)
        + f"<footer>{escape(words('made_by', source=bulletin.source))}</footer>\n</div>\n</div>\n</main>\n"
    )


def _look(name: str) -> str:
    return ' class="asked"' if name == "asked" else ""


def _sections(bulletin: Bulletin, words: Words, pictures: Pictures) -> Iterator[tuple[str, str]]:
    """Figures, then cases, then what is asked of whom, then how it was counted."""
    yield "when", _when(bulletin, words, pictures.trend)
    yield "what", _what(bulletin, words)
    yield "where", _where(bulletin, words)
    yield "issues", _issues(bulletin, words)
    yield "answers", _answers(bulletin, words, pictures.answers)
    yield "waiting", _waiting(bulletin, words)
    yield "copies", _copies(bulletin, words)
    yield "asked", _heading("asked", words) + _list(text.asked(bulletin, words), "ol")
    yield "how", _heading("how", words) + _list(text.how(bulletin, words), "ul")


def _opening(bulletin: Bulletin, words: Words) -> str:
    figures = "".join(
        f"<div{' class=late' if late else ''}><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
        for name, value, late in text.figures(bulletin, words)
    )
    return (
        f'<p class="eyebrow"><b>{escape(words("name"))}</b> · {escape(text.period(bulletin, words))}</p>\n'
        f"<h1>{escape(text.headline(bulletin, words))}</h1>\n"
        f'<p class="lead">{escape(text.lead(bulletin, words))}</p>\n<dl class="figures">{figures}</dl>'
    )


def _heading(topic: str, words: Words, finding: str = "") -> str:
    if not finding:
        return f"<h2>{escape(words(topic))}</h2>\n"
    return f"<h2><span>{escape(words(topic))}</span>{escape(finding)}</h2>\n"


def _note(sentence: str) -> str:
    return f'<p class="note">{escape(sentence)}</p>\n' if sentence else ""


def _list(sentences: Sequence[str], tag: str) -> str:
    return f"<{tag}>" + "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences) + f"</{tag}>\n"


# When


def _when(bulletin: Bulletin, words: Words, picture: Picture | None) -> str:
    if bulletin.when.trend is None or picture is None:
        return ""
    lines = [(words.step(start, bulletin.when.trend.step), count) for start, count in bulletin.when.trend.points]
    note = text.when_note(bulletin, words) + " " + text.source(bulletin, words)
    return _heading("when", words, picture.title) + _figure(picture, lines, words) + _note(note)


def _figure(picture: Picture, lines: Sequence[tuple[str, int]], words: Words) -> str:
    """The chart in two sizes, and its figures as a table."""
    rows = "".join(f'<tr><th scope="row">{escape(name)}</th><td class="n">{n:,}</td></tr>' for name, n in lines)
    return (
        f'<figure><picture><source media="(max-width: 600px)" srcset="{_data(picture.phone)}">'
        f'<img src="{_data(picture.page)}" alt="{escape(picture.title)}"></picture></figure>\n'
        f'<details class="numbers"><summary>{escape(words("table"))}</summary>'
        f"<table><tbody>{rows}</tbody></table></details>\n"
    )


def _data(png: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(png).decode()


# What about, from where


def _what(bulletin: Bulletin, words: Words) -> str:
    parts = ""
    finding = text.what_finding(bulletin, words)
    if bulletin.categories:
        parts += _bars(bulletin.categories, words) + _note(text.what_note(bulletin, words))
    for topic, share in (("channels", bulletin.channels), ("callbacks", bulletin.callbacks)):
        if share:
            parts += f"<h3>{escape(words(topic))}</h3>\n" + _bars(share, words)
    if bulletin.kinds:
        named = Share(tuple((words.kind(name), n) for name, n in bulletin.kinds.lines), bulletin.kinds.missing)
        kinds = f"<h3>{escape(words('kinds'))}</h3>\n" + _bars(named, words)
        parts = parts + kinds if bulletin.categories else kinds + parts
    if bulletin.words:
        parts += f"<h3>{escape(words('words'))}</h3>\n" + _words(bulletin) + _note(words("words_note"))
    return _heading("what", words, finding) + parts if parts else ""


def _words(bulletin: Bulletin) -> str:
    items = (f"<li>{escape(phrase.words)} <small>{phrase.count:,}</small></li>" for phrase in bulletin.words)
    return f'<ul class="words">{"".join(items)}</ul>\n'


def _bars(share: Share, words: Words) -> str:
    """A table whose bars can be read beside their numbers; what is beyond a dozen lines is one line."""
    top, rest = text.top_lines(share, MOST_LINES)
    longest = max([n for _, n in top] + [sum(n for _, n in rest)]) or 1
    rows = "".join(_bar_row(name, n, share, longest) for name, n in top)
    if rest:
        others = sum(n for _, n in rest)
        rows += _bar_row(words("others", n=len(rest)), others, share, longest, ' class="rest"')
    return f'<table class="bars"><tbody>{rows}</tbody></table>\n'


def _bar_row(name: str, n: int, share: Share, longest: int, look: str = "") -> str:
    width = f"{100 * n / longest:.1f}%"
    return (
        f'<tr{look}><th scope="row">{escape(name)}</th><td class="bar"><i style="--w:{width}"></i></td>'
        f'<td class="n">{n:,}</td><td class="n soft">{percent(n, share.counted)}</td></tr>'
    )


def _where(bulletin: Bulletin, words: Words) -> str:
    if not bulletin.places:
        return ""
    heading = _heading("where", words, text.where_finding(bulletin, words))
    return heading + _bars(bulletin.places, words) + _note(text.where_note(bulletin, words))


# Cases


def _issues(bulletin: Bulletin, words: Words) -> str:
    if not bulletin.issues:
        return ""
    items = "".join(_issue(issue, words) for issue in bulletin.issues)
    heading = _heading("issues", words, text.issues_finding(bulletin, words))
    return heading + _note(text.issues_note(bulletin, words)) + f'<ol class="issues">{items}</ol>\n'


def _issue(issue: Issue, words: Words) -> str:
    first, *others = text.issue_facts(issue, words)
    facts = " · ".join([f"<b>{escape(first)}</b>", *map(escape, others)])
    shown = "".join(_quote(quote, words) for quote in issue.quotes[:SHOWN_QUOTES])
    hidden = issue.quotes[SHOWN_QUOTES:]
    more = (
        f"<details><summary>{escape(words('more', n=len(hidden)))}</summary>"
        f"{''.join(_quote(quote, words) for quote in hidden)}</details>"
        if hidden
        else ""
    )
    return (
        f'<li><span class="rank">{issue.rank}</span><div><h3 dir="auto">{escape(issue.title)}</h3>'
        f'<p class="facts">{facts}</p>{shown}{more}</div></li>\n'
    )


def _quote(quote: Quote, words: Words) -> str:
    said = f"{words.day(quote.day)} · " if quote.day else ""
    return _cited(quote, said + words("cited", number=quote.number))


def _cited(quote: Quote, source: str) -> str:
    """What a resident wrote, in the direction in which it is written."""
    return f'<blockquote dir="auto">{escape(quote.text)} <cite>{escape(source)}</cite></blockquote>'


# Answers


def _answers(bulletin: Bulletin, words: Words, picture: Picture | None) -> str:
    if not bulletin.answers:
        return ""
    parts = _heading("answers", words, text.answers_finding(bulletin.answers, words))
    if picture:
        lines = list(zip(words.bars, bulletin.answers.bars, strict=True))
        parts += _figure(picture, lines, words) + _note(text.answers_note(bulletin, words))
    return parts + (_departments(bulletin, words) if len(bulletin.departments) > 1 else "")


def _departments(bulletin: Bulletin, words: Words) -> str:
    head = "".join(
        f'<th scope="col"{"" if key == "department" else " class=n"}>{escape(words(key))}</th>'
        for key in text.DEPARTMENT_COLUMNS
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(cells[0])}</th>'
        + "".join(f'<td class="n">{escape(cell)}</td>' for cell in cells[1:])
        + "</tr>"
        for cells in text.department_rows(bulletin, words)
    )
    return (
        f"<h3>{escape(words('departments'))}</h3>\n"
        f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>\n'
        + _note(text.departments_note(words))
    )


def _waiting(bulletin: Bulletin, words: Words) -> str:
    if not bulletin.waiting or not bulletin.waiting.count:
        return ""
    heading = _heading("waiting", words, text.waiting_finding(bulletin, words))
    rows = "".join(
        f'<tr><td dir="auto">{escape(quote.text)} '
        f'<span class="soft">{escape(words("cited", number=quote.number))}</span></td>'
        f'<td class="n">{escape(words.day(quote.day))}</td><td class="n">{days:,}</td></tr>'
        for quote, days in bulletin.waiting.oldest
    )
    if not rows:
        return heading
    head = "".join(
        f'<th scope="col"{look}>{escape(words(key))}</th>'
        for key, look in (("message", ""), ("said_on", " class=n"), ("waited", " class=n"))
    )
    note = _note(words("waiting_note", day=words.day(bulletin.when.as_of)))
    return heading + f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>\n" + note


def _copies(bulletin: Bulletin, words: Words) -> str:
    if not bulletin.copies.extra:
        return ""
    items = "".join(_cited(quote, words("copies_times", n=times)) for quote, times in bulletin.copies.largest[:3])
    return _heading("copies", words, words("copies_finding", n=bulletin.copies.extra)) + items + "\n"
