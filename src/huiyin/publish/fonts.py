"""The fonts that papers, pages and charts carry: Noto, under the SIL Open Font License 1.1, from the package index.

A paper carries only the letters that it uses, cut out of the whole font. No letter is left to chance: one that the
fonts lack is drawn as 〓, the mark that printers set for a type they did not have; the text beneath it stays what the
resident wrote.
"""

import io
import unicodedata
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_ar
import pylopdf_fonts_zh_cn
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

LACKING = "〓"
ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | {LACKING}
"""In every cut: page numbers and the like are written by the reader's program."""

_MARKS = dict(
    zip("\u3001\u3002\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f", "\u060c.!()\u060c:\u061b\u061f", strict=True)
)
"""Chinese marks, and those of Uyghur."""

_NARROWED = "“”‘’…"
_NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)
"""Of the font's names those that say what it is, whose it is and under which licence."""

_OTHER_WEIGHTS = ["fvar", "gvar", "avar", "HVAR", "MVAR", "STAT"]
"""Without these tables the font is that of running text, which is the weight that its makers drew."""

_DEVIATION = 1.0
"""How far a TrueType curve may lie from the drawn one, in thousandths of the letter's height."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font: its family as documents name it, what offices have in its place, its file."""

    family: str
    stands_for: str
    path: Path


SANS = Face("Noto Sans SC", "黑体", pylopdf_fonts_zh_cn.sans_path())
SERIF = Face("Noto Serif SC", "宋体", pylopdf_fonts_zh_cn.serif_path())
NASKH = Face("Noto Naskh Arabic", "UKIJ Tuz", pylopdf_fonts_ar.serif_path())


@cache
def _whole(face: Face) -> TTFont:
    """The font as its makers drew it; only looked at."""
    return TTFont(io.BytesIO(face.path.read_bytes()), lazy=True)


@cache
def covered(face: Face) -> frozenset[str]:
    """The letters that the whole font has."""
    return frozenset(map(chr, _whole(face).getBestCmap()))


def joined(letters: frozenset[str]) -> frozenset[str]:
    """Those of Uyghur and other Arabic script, which join and run from the right, as far as the font goes."""
    found = (letters & covered(NASKH)) - covered(SANS)
    return frozenset(letter for letter in found if "\u0600" <= letter <= "\u08ff" or "\ufb50" <= letter <= "\ufefc")


def lacking(letters: frozenset[str]) -> frozenset[str]:
    """Those that no font has and that ought to be seen: drawn as `LACKING`."""
    missed = letters - covered(SANS) - joined(letters)
    return frozenset(letter for letter in missed if _stand_in(letter, SANS) == LACKING)


def drawable(words: str) -> str:
    """The words for a picture, in which nothing lies beneath: with `LACKING` where the fonts lack a letter."""
    missed = lacking(frozenset(words))
    return "".join(LACKING if letter in missed else letter for letter in words)


def seen(words: str) -> str:
    """The words without what nobody sees and no font has: marks that only steer."""
    letters = frozenset(words)
    gone = {one for one in letters - covered(SANS) - joined(letters) if not _stand_in(one, SANS)}
    return "".join(letter for letter in words if letter not in gone) if gone else words


def _stand_in(letter: str, face: Face) -> str:
    """What is drawn for a letter that the font lacks: its plain form, a space, nothing, or the mark."""
    plain = _MARKS.get(letter, letter) if face is NASKH else unicodedata.normalize("NFKC", letter)
    if plain in covered(face):
        return plain
    kind = unicodedata.category(letter)
    if kind in ("Cc", "Cf", "Zl", "Zp") or 0xFE00 <= ord(letter) <= 0xFE0F or 0xE0100 <= ord(letter) <= 0xE01EF:
        return ""
    return " " if kind == "Zs" else LACKING


def cut(face: Face, letters: frozenset[str], *, narrow: bool = False) -> bytes:
    """The font with these letters only, with TrueType outlines: the kind that Word takes out of a document.

    The font for Arabic script gets what it has of them, and its own marks for Chinese ones, which people type among
    them; a Chinese one gets a stand-in for what no font has. ``narrow``: quotation marks and dots as wide as in
    English, not as wide as a Chinese character.
    """
    return _cut(face, letters | ALWAYS, narrow)


@lru_cache(maxsize=8)
def _cut(face: Face, letters: frozenset[str], narrow: bool) -> bytes:
    has = covered(face)
    others = frozenset(_MARKS) & letters if face is NASKH else letters - has - joined(letters)
    drawn = {letter: letter for letter in letters & has}
    drawn |= {letter: plain for letter in others if (plain := _stand_in(letter, face))}
    return _saved(_with_rules(face, drawn) if face is NASKH else _redrawn(face, drawn, narrow))


def as_web_font(font: bytes) -> bytes:
    """The same as WOFF, which every browser reads."""
    with TTFont(io.BytesIO(font)) as opened:
        opened.flavor = "woff"
        return _saved(opened)


def _with_rules(face: Face, drawn: Mapping[str, str]) -> TTFont:
    """Letters that join, with the rules by which they do, in the weight of running text."""
    font = TTFont(io.BytesIO(face.path.read_bytes()))
    options = Options()
    options.layout_features, options.notdef_outline, options.hinting = ["*"], True, False
    options.name_IDs = list(_NAMES)
    options.drop_tables += _OTHER_WEIGHTS
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=map(ord, drawn.values()))
    subsetter.subset(font)
    font["GDEF"].table.VarStore = None
    named = font.getBestCmap()
    FontBuilder(font=font).setupCharacterMap({ord(letter): named[ord(plain)] for letter, plain in drawn.items()})
    return font


def _redrawn(face: Face, drawn: Mapping[str, str], narrow: bool) -> TTFont:
    """Letters that stand each for itself."""
    whole = _whole(face)
    named = whole.getBestCmap()
    if narrow:
        instead = _substitutes(whole, "pwid")
        named = named | {letter: instead[named[letter]] for letter in map(ord, _NARROWED)}
    order = [".notdef", *sorted({named[ord(plain)] for plain in drawn.values()})]
    font = FontBuilder(unitsPerEm=whole["head"].unitsPerEm)
    font.updateHead(created=whole["head"].created, modified=whole["head"].modified)
    font.setupGlyphOrder(order)
    font.setupCharacterMap({ord(letter): named[ord(plain)] for letter, plain in drawn.items()})
    outlines = {name: _outline(face, name) for name in order}
    font.setupGlyf(outlines)
    font.setupHorizontalMetrics({name: (whole["hmtx"][name][0], outlines[name].xMin) for name in order})
    for table in ("hhea", "OS/2", "name"):
        font.font[table] = deepcopy(whole[table])
    font.font["name"].names = [name for name in font.font["name"].names if name.nameID in _NAMES]
    font.setupPost(keepGlyphNames=False)
    return font.font


@cache
def _shapes(face: Face) -> Mapping[str, Any]:
    shapes: Mapping[str, Any] = _whole(face).getGlyphSet()
    return shapes


@lru_cache(maxsize=10_000)
def _outline(face: Face, name: str) -> Any:
    """PostScript's curves (cubic) become TrueType's (quadratic)."""
    pen = TTGlyphPen(None)
    _shapes(face)[name].draw(Cu2QuPen(pen, _DEVIATION, reverse_direction=True))
    return pen.glyph()


def _substitutes(whole: TTFont, feature: str) -> dict[str, str]:
    """Which shape a feature of the font puts in the place of which."""
    rules = whole["GSUB"].table
    lookups = {
        at for one in rules.FeatureList.FeatureRecord if one.FeatureTag == feature for at in one.Feature.LookupListIndex
    }
    tables = [table for at in lookups for table in rules.LookupList.Lookup[at].SubTable]
    return {old: new for table in tables for old, new in getattr(table, "ExtSubTable", table).mapping.items()}


def _saved(font: TTFont) -> bytes:
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()
