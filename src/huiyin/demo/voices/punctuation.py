"""Chinese punctuation as it is printed: full width, where the corpus and its marks are written with ASCII signs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import Field, fields, replace
from typing import Any, ClassVar, Protocol, TypeVar
from zlib import crc32

# escapes, because full width cannot be told from half width in many typefaces
FULL = str.maketrans(
    {",": "\uff0c", ";": "\uff1b", ":": "\uff1a", "?": "\uff1f", "!": "\uff01", "(": "\uff08", ")": "\uff09"}
)
SLOPPY = frozenset({"brief", "commuter", "nopunct", "rant", "typos", "wechat"})
INDENT = "\n\u3000\u3000"
KEPT = 30
"""Of a hundred messages by sloppy people so many keep the ASCII signs of their keyboard: 6 % of all messages."""

_HAN = re.compile("[\u3400-\u9fff]")
_WORD = re.compile(r"(?<![{A-Za-z])[A-Za-z]{2,}(?![A-Za-z_]*})")
_BESIDE = "A-Za-z0-9"
# a run of signs, unless letters or digits stand on both of its sides: 8:30, 2,300, "Hello, world", https://
_SIGNS = re.compile(rf"(?<![{_BESIDE},;:?!()])[,;:?!()]+|[,;:?!()]+(?![,;:?!()]| ?(?:[0-9/]|[A-Za-z][{_BESIDE} .]))")


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


D = TypeVar("D", bound=_Dataclass)


def full_width(text: str) -> str:
    """The text with , ; : ? ! ( ) full width where it is Chinese: more Chinese characters than Latin words.

    Signs between letters or digits stay, and so does a slot such as {road}. Paragraphs that begin with two spaces
    begin with two full-width ones. Doing it twice changes nothing.

    >>> full_width("8:30开门,来了2,300人!") == "8:30开门\\uff0c来了2,300人\\uff01"
    True
    """
    if not _SIGNS.search(text):
        return text
    han = len(_HAN.findall(text))
    if not han or han < len(_WORD.findall(text)):
        return text
    return _SIGNS.sub(lambda found: found.group().translate(FULL), text).replace("\n  ", INDENT)


def typed(text: str, persona: str) -> str:
    """A message as this persona typed it: some of the sloppy ones never leave the ASCII keyboard."""
    if persona in SLOPPY and crc32(text.encode()) % 100 < KEPT:
        return text
    return full_width(text)


def printed(said: D) -> D:
    """The same step, message or project with all its words full width."""
    words: Mapping[str, object] = {each.name: getattr(said, each.name) for each in fields(said)}
    changed = {
        name: wide for name, word in words.items() if isinstance(word, str) and (wide := full_width(word)) != word
    }
    return replace(said, **changed) if changed else said
