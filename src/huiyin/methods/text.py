"""Text as residents write it: made safe, folded, cut into search tokens, named by language, shortened.

Search index. Chinese is written without spaces, and SQLite's trigram tokenizer finds no word below three
characters, so each run of Chinese characters is stored as overlapping pairs (Nie, Gao, Zhang & Zhou 2000, "On
the use of words and n-grams for Chinese information retrieval") followed by its last character alone. Every
character of the run begins one of these tokens, so a query of one character is a prefix search. The lone last
character also parts two runs: a phrase of pairs cannot match across them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import add
from typing import Final, NamedTuple

MOST_TOKENS: Final = 16_000
"""Tokens kept of one text: PostgreSQL keeps no word position above 16,383."""
LONGEST_INDEXED: Final = 100_000
"""Characters of one text that are searched; the rest is kept and shown, not indexed."""
LONGEST_TOKEN: Final = 64
LONGEST_QUERY: Final = 200
_MOST_MARKS: Final = 8


def _char_class(chars: Iterable[int]) -> str:
    """A regular expression class of these code points, neighbours joined to ranges."""
    ranges: list[list[int]] = []
    for code in chars:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


def _marks(first: int, end: int) -> str:
    return _char_class(code for code in range(first, end) if unicodedata.category(chr(code))[0] == "M")


_MARK = _marks(0x300, 0x10000)
_RARE_MARK = _marks(0x10000, 0x20000)
_CJK = "\u3005\u3007\u3040-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_ANY_MARK = re.compile(f"[{_MARK}\U00010000-\U0001ffff]")
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    f"{_MARK}\U00010000-\U0001ffff]"
)
_RARE = re.compile("[\U00010000-\U0001ffff]")
_PILED_MARKS = re.compile(f"([{_MARK}]{{{_MOST_MARKS}}})[{_MARK}]+")
_PILED_RARE_MARKS = re.compile(f"([{_MARK}{_RARE_MARK}]{{{_MOST_MARKS}}})[{_MARK}{_RARE_MARK}]+")
_ARABIC_MARKS = re.compile("[\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]")
_RUN = re.compile(f"([{_CJK}]+)|(?:(?![{_CJK}])[^\\W_])(?:(?![{_CJK}])[^\\W_]|[{_MARK}])*")


def _unpiled(text: str) -> str:
    """At most eight accents in a row: normalising takes the square of their number."""
    # the short class is a table look-up, the long one a search: only for texts that need it
    return (_PILED_RARE_MARKS if _RARE.search(text) else _PILED_MARKS).sub(r"\1", text)


def clean(text: str) -> str:
    """The same words, safe to store, show and print: NFC, line ends as "\\n", nothing that hides or breaks.

    Dropped: NUL and other control characters except "\\n" and "\\t", unpaired surrogates, noncharacters, byte
    order marks, direction overrides and isolates (they make a text read differently from what it says), and
    accents piled beyond eight on one letter. Kept: emoji with their joiners, left-to-right and right-to-left
    marks. Cleaning twice changes nothing.
    """
    if _ODD.search(text) is None:  # nearly all texts: looked through once instead of five times
        return unicodedata.normalize("NFC", text)
    plain = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))
    return _unpiled(unicodedata.normalize("NFC", _unpiled(plain)))


def fold(text: str) -> str:
    """The text as it is compared and searched: cleaned, NFKC (full width made half), in lower case."""
    return _folded_before(text) if len(text) <= _LONGEST_KEPT else _fold(text)


_LONGEST_KEPT: Final = 4_000


@lru_cache(maxsize=1_024)
def _folded_before(text: str) -> str:
    """One message is folded by each method that reads it: the second time it is only looked up."""
    return _fold(text)


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", clean(text)).casefold()
    if _ANY_MARK.search(folded) is None:
        return unicodedata.normalize("NFKC", folded)
    return _unpiled(unicodedata.normalize("NFKC", _unpiled(folded)))


class _Run(NamedTuple):
    chars: str
    chinese: bool
    start: int
    end: int


def _runs(text: str) -> Iterator[_Run]:
    """Chinese runs and words in their order, folded, Arabic vowel signs removed."""
    for found in _RUN.finditer(_ARABIC_MARKS.sub("", fold(text[:LONGEST_INDEXED]))):
        chinese = found.group(1) is not None
        chars = found.group() if chinese else found.group()[:LONGEST_TOKEN]
        yield _Run(chars, chinese, found.start(), found.end())


def _pairs(chars: str) -> list[str]:
    return list(map(add, chars, chars[1:]))


def index_tokens(text: str) -> list[str]:
    """What the search index stores of a text, in order; join with spaces. At most ``MOST_TOKENS``.

    >>> index_tokens("地铁2号线 Line")
    ['地铁', '铁', '2', '号线', '线', 'line']
    """
    tokens: list[str] = []
    for run in _runs(text):
        if run.chinese:
            tokens += _pairs(run.chars[:MOST_TOKENS])
            tokens.append(run.chars[-1])
        else:
            tokens.append(run.chars)
        if len(tokens) >= MOST_TOKENS:
            return tokens[:MOST_TOKENS]
    return tokens


def plain_words(text: str) -> list[str]:
    """The words that are not Chinese, in order, as the search index stores them."""
    return [run.chars for run in _runs(text) if not run.chinese]


class _Term(NamedTuple):
    """Tokens that must follow each other; the last one may be the beginning of a longer word."""

    tokens: tuple[str, ...]
    prefix: bool


def _terms(words: str) -> list[_Term]:
    """A query as terms: runs written without a gap belong together ("A3区"), each gap starts a new term."""
    groups: list[list[_Run]] = []
    for run in _runs(words[:LONGEST_QUERY]):
        if groups and groups[-1][-1].end == run.start:
            groups[-1].append(run)
        else:
            groups.append([run])
    return [_term(group, last=group is groups[-1]) for group in groups]


def _term(group: list[_Run], *, last: bool) -> _Term:
    tokens: list[str] = []
    for run in group[:-1]:
        tokens += [*_pairs(run.chars), run.chars[-1]] if run.chinese else [run.chars]
    end = group[-1]
    if end.chinese and len(end.chars) > 1:
        return _Term((*tokens, *_pairs(end.chars)), prefix=False)
    return _Term((*tokens, end.chars), prefix=end.chinese or last)


def match_query(words: str) -> str:
    """The FTS5 MATCH expression that finds all of a person's words; "" when there is nothing to look for.

    Every token is quoted, so nothing that is typed can be an operator or a syntax error.
    """
    return " AND ".join(
        '"' + " ".join(term.tokens).replace('"', '""') + '"' + ("*" if term.prefix else "") for term in _terms(words)
    )


def tsquery_text(words: str) -> str:
    """The same query for PostgreSQL: the text of ``to_tsquery('simple', …)`` or of a cast to tsquery."""
    terms = []
    for term in _terms(words):
        quoted = ["'" + token.replace("'", "''") + "'" for token in term.tokens]
        terms.append(" <-> ".join(quoted) + (":*" if term.prefix else ""))
    return " & ".join(terms)


_UYGHUR = re.compile("[\u06d5\u06c6\u06c7\u06c8\u06d0\u06ad]")
_NEIGHBOURS = re.compile("[\u06ce\u06b5\u0695\u0674]")
_SCRIPTS: Final = {
    "zh": (re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"), 0.6),
    "ja": (re.compile("[\u3040-\u30ff]"), 1.0),
    "ko": (re.compile("[\uac00-\ud7af]"), 0.6),
    "bo": (re.compile("[\u0f40-\u0fbc]+"), 0.6),
    "mn": (re.compile("[\u1820-\u18aa]+"), 1.0),
    "ru": (re.compile("[\u0400-\u04ff]+"), 1.0),
    "ar": (re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5-\u06ff]+"), 1.0),
    "en": (re.compile("[a-z\u00df-\u024f]+"), 1.0),
}


def language(text: str) -> str:
    """The language by its letters: zh, en, ug (Uyghur), ar, ja, ko, bo, mn, ru; "und" without any letter.

    Counts words of each script (a Chinese character as 0.6 of a word). Latin script is called English, and
    Arabic script Uyghur when its own vowels ە ې ۆ ۇ ۈ and ڭ make up a twentieth of the letters.
    """
    folded = fold(text[:2_000])
    chinese = len(_SCRIPTS["zh"][0].findall(folded))
    if chinese * 0.6 > len(folded) - chinese and not _SCRIPTS["ja"][0].search(
        folded
    ):  # more than all the rest can weigh
        return "zh"
    weights = {code: len(script.findall(folded)) * weight for code, (script, weight) in _SCRIPTS.items()}
    if weights["ja"] and weights["ja"] * 5 > weights["zh"]:
        weights["ja"] += weights["zh"]
    best = max(weights, key=lambda code: weights[code])
    if not weights[best]:
        return "und"
    return _arabic_language(folded) if best == "ar" else best


def _arabic_language(folded: str) -> str:
    letters = sum(map(len, _SCRIPTS["ar"][0].findall(folded)))
    own, foreign = len(_UYGHUR.findall(folded)), len(_NEIGHBOURS.findall(folded))
    return "ug" if own * 20 >= letters and own > 10 * foreign else "ar"


# full width as escapes: in many typefaces it cannot be told from half width
_PAUSE = r",:;!\uff0c\uff1a\uff1b\uff01"
_GREETING = re.compile(
    rf"(?:(?:尊敬|敬爱)的?[^\s。.?\uff1f{_PAUSE}]{{0,16}}[。.{_PAUSE}\s]*|"
    rf"[^\s。.?\uff1f{_PAUSE}]{{0,8}}(?:您好|你好|领导好|早上好|下午好)[。.{_PAUSE}~\uff5e\s]*|"
    rf"(?:dear|hello|hi)\b[^.?\n\uff1f{_PAUSE}]{{0,40}}[.\n{_PAUSE}]\s*)+",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[。!?;\uff01\uff1f\uff1b\n]|\.(?=\s|$)")
_TRAILING = re.compile(r"[\s、,:\uff0c\uff1a]+\Z")
_CLAUSE_END = re.compile(r"[、,:\uff0c\uff1a\s]")
_JOINED = re.compile(f"[{_MARK}\u200d\ufe0f\U0001f3fb-\U0001f3ff]")


def shorten(text: str, length: int) -> str:
    """A title of at most ``length`` characters: the first sentence after the greeting, cut at a pause.

    A cut title ends with "…" and never with half a word, half an emoji or an accent torn from its letter.
    """
    if length < 1:
        raise ValueError("A title needs a length of at least 1")
    body = clean(text[: 20 * length + 2_000]).strip()
    rest = body[greeting.end() :] if (greeting := _GREETING.match(body)) else body
    sentences = (part.strip() for part in _SENTENCE_END.split(rest or body))
    title = " ".join(next((part for part in sentences if part), "").split())
    return title if len(title) <= length else _cut(title, length)


def _cut(title: str, length: int) -> str:
    end = length - 1
    pauses = [pause.start() for pause in _CLAUSE_END.finditer(title, length // 2, length)]
    if pauses:
        end = pauses[-1]
    elif " " in title[:length] and title[end : end + 1].isascii():
        end = title.rindex(" ", 0, length)
    while end > 0 and (_JOINED.match(title, end) or title[end - 1] == "\u200d"):
        end -= 1
    return _TRAILING.sub("", title[:end]) + "…"
