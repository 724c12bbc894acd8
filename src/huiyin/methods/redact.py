"""Personal data taken out of a text before anyone but the office may read it.

Found by the forms that such data has in China and in English letters: telephone, identity (GB 11643-1999) and
card numbers (ISO/IEC 7812, Luhn), mail addresses, messaging handles, car plates (GA 36-2018), house and flat
numbers, and names by the words that go before or after them. Full-width, spaced and spelled-out digits are
digits. What is no one's own stays: years, prices, roads, hotlines, an office's line and an office's room.

A rule finds what its form tells; a name without any such sign is not found. So a person still looks before a
text is published.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from huiyin.methods import text as texts
from huiyin.methods.private import RULES, Kind, Rule

_WORDS: Final[dict[str, dict[Kind, str]]] = {
    "zh": {
        Kind.PHONE: "电话",
        Kind.MAIL: "邮箱",
        Kind.IDENTITY: "证件号",
        Kind.CARD: "银行卡号",
        Kind.ACCOUNT: "社交账号",
        Kind.PLATE: "车牌",
        Kind.HOME: "门牌",
        Kind.NAME: "姓名",
    },
    "en": {
        Kind.PHONE: "phone",
        Kind.MAIL: "e-mail",
        Kind.IDENTITY: "ID number",
        Kind.CARD: "bank card",
        Kind.ACCOUNT: "account",
        Kind.PLATE: "plate",
        Kind.HOME: "home address",
        Kind.NAME: "name",
    },
    "ug": {
        Kind.PHONE: "تېلېفون",
        Kind.MAIL: "ئېلخەت",
        Kind.IDENTITY: "كىملىك نومۇرى",
        Kind.CARD: "بانكا كارتىسى",
        Kind.ACCOUNT: "ھېسابات",
        Kind.PLATE: "ماشىنا نومۇرى",
        Kind.HOME: "ئۆي نومۇرى",
        Kind.NAME: "ئىسىم",
    },
}
_MARKS: Final = tuple(sorted({f"[{word}]" for words in _WORDS.values() for word in words.values()}))


def _same_length(pairs: dict[str, str]) -> dict[int, str]:
    """A translation that keeps every position: full width, circled and other scripts' digits as ASCII."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table[0x3000] = " "
    for zero in (0x0660, 0x06F0, *range(0x1D7CE, 0x1D800, 10)):
        table |= {zero + digit: str(digit) for digit in range(10)}
    table |= {0x2460 + digit: str(digit + 1) for digit in range(9)} | {0x24EA: "0"}
    return table | {ord(char): plain for char, plain in pairs.items()}


_PLAIN: Final = _same_length({})
_SPELLED: Final = _same_length(
    dict(zip("零〇洞一幺壹二两贰三叁四肆五伍六陆七柒八捌九玖", "00011122233445566778899", strict=True))
)


_Find = tuple[int, int, Kind]


@dataclass(frozen=True, slots=True)
class Span:
    """One place where something was taken out: ``text[start:end]`` of the text as it was given."""

    start: int
    end: int
    kind: Kind
    mark: str


@dataclass(frozen=True, slots=True)
class Redaction:
    """The text that may be shown, and the spans of the given text that it no longer holds, in order."""

    text: str
    spans: tuple[Span, ...]


def redact(text: str, *, keep: Collection[str] = (), office: bool = False) -> Redaction:
    """The text with every piece of personal data replaced by a visible mark such as ``[电话]``.

    ``keep`` holds telephone numbers that are public, such as the office's own; only digits are compared.
    ``office`` says that an office wrote the text: its landlines, mail addresses and named contacts stay.
    Redacting twice changes nothing: the search is repeated on its own result until it finds nothing more.

    >>> redact("我叫张小明,电话13800138000").text
    '我叫[姓名],电话[电话]'
    """
    public = frozenset("".join(filter(str.isdigit, number.translate(_PLAIN))) for number in keep)
    spans: list[Span] = []
    words: dict[Kind, str] = {}
    shown = text
    while found := _found(shown, public, office):
        words = words or _words_around(text, found)
        spans = sorted([*spans, *_moved(found, spans, words)], key=lambda span: span.start)
        shown = without(text, spans)
    return Redaction(shown, tuple(spans))


def _words_around(text: str, found: list[_Find]) -> dict[Kind, str]:
    """The words for marks in the language of what stays, or of all where nothing stays."""
    edges = [0, *(edge for start, end, _ in found for edge in (start, end)), len(text)]
    stays = " ".join(text[edges[at] : edges[at + 1]] for at in range(0, len(edges), 2))
    code = texts.language(stays)
    return _WORDS.get(texts.language(text) if code == "und" else code, _WORDS["en"])


def without(text: str, spans: Collection[Span]) -> str:
    """The text with these spans replaced by their marks: what a clerk publishes after putting some back."""
    parts, at = [], 0
    for span in sorted(spans, key=lambda each: each.start):
        parts += [text[at : span.start], span.mark]
        at = span.end
    return "".join([*parts, text[at:]])


def _moved(found: list[_Find], spans: list[Span], words: dict[Kind, str]) -> list[Span]:
    """Finds in the shown text as spans of the given text: what the marks before them added is taken off."""
    shift, at = 0, 0
    moved = []
    for start, end, kind in found:
        while at < len(spans) and spans[at].start + shift <= start:
            shift += len(spans[at].mark) - (spans[at].end - spans[at].start)
            at += 1
        moved.append(Span(start - shift, end - shift, kind, f"[{words[kind]}]"))
    return moved


def _found(text: str, public: frozenset[str], office: bool) -> list[_Find]:
    """All finds, none overlapping; an earlier rule wins. Marks already there are blanked out first."""
    for mark in _MARKS:
        if mark in text:
            text = text.replace(mark, "\ufffc" * len(mark))
    shadows = {False: text.translate(_PLAIN), True: text.translate(_SPELLED)}
    digits = any(char in shadows[True] for char in "0123456789")
    taken = bytearray(len(text))
    finds = []
    for rule in RULES:
        if (rule.digits and not digits) or (rule.office and office):
            continue
        for start, end in _matches(rule, shadows[rule.spelled], public):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                finds.append((start, end, rule.kind))
    return sorted(finds)


def _matches(rule: Rule, shadow: str, public: frozenset[str]) -> Iterator[tuple[int, int]]:
    for match in rule.pattern.finditer(shadow):
        start, end = match.span("it")
        if start < end and rule.holds(match) and not _is_public(shadow[start:end], public):
            yield start, end


def _is_public(found: str, public: frozenset[str]) -> bool:
    """Whether this is one of the numbers that stay, with or without its area code."""
    number = "".join(filter(str.isdigit, found)) if public else ""
    return len(number) >= 5 and any(each.endswith(number) for each in public)
