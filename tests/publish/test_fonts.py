"""The fonts that papers carry: every letter drawn, none as an empty box."""

import io
import unicodedata

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.publish.fonts import (
    ALWAYS,
    LACKING,
    NASKH,
    SANS,
    SERIF,
    Face,
    _cut,
    as_web_font,
    covered,
    cut,
    drawable,
    joined,
    lacking,
)

UYGHUR = "ئا ئە ئو ئۇ ئۆ ئۈ ئې ئى ب پ ت ج چ خ د ر ز ژ س ش غ ف ق ك گ ڭ ل م ن ھ ۋ ي ە ۇ ۆ ۈ ې ى ، ؟ ؛ « »"
RARE = "㙍䶮𬭶𫖯鿍堃喆燚犇翀䲟𠅤"
"""Of names and places; all but the last are in the list of 8,105 standard characters or in everyday names."""


def opened(face: Face, words: str) -> TTFont:
    return TTFont(io.BytesIO(cut(face, frozenset(words))))


def drawn(words: str) -> set[str]:
    """The letters for which one of the cut fonts has something to draw."""
    found: set[str] = set()
    for face in (SANS, NASKH):
        font = opened(face, words)
        assert ".notdef" not in font.getBestCmap().values()
        found |= set(map(chr, font.getBestCmap()))
    return found


letters = st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"])
words = st.text(
    st.one_of(letters, st.sampled_from(UYGHUR + RARE), st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)),
    min_size=20,
)


@settings(max_examples=8, deadline=None)
@given(words)
def test_every_letter_is_drawn(said: str) -> None:
    unseen = {letter for letter in said if "VARIATION SELECTOR" in unicodedata.name(letter, "")}
    assert set(said) - unseen <= drawn(said)


@settings(max_examples=8, deadline=None)
@given(words)
def test_both_chinese_fonts_draw_the_same_letters(said: str) -> None:
    assert opened(SANS, said).getBestCmap().keys() == opened(SERIF, said).getBestCmap().keys()


def test_all_chinese_characters_in_use_and_all_uyghur_letters_are_there() -> None:
    everyday = {
        bytes([high, low]).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)
    }
    unified = set(map(chr, range(0x4E00, 0x9FD6))) | set(map(chr, range(0x3400, 0x4DB6)))
    for face in (SANS, SERIF):
        assert (everyday - {""}) | unified | set(RARE[:-1]) <= covered(face)
    assert set(UYGHUR) <= covered(NASKH) | covered(SANS)
    assert joined(frozenset(UYGHUR + RARE)) == set(UYGHUR) - set(" «»")


def test_what_the_fonts_lack_is_drawn_as_the_printers_mark() -> None:
    said = "停水😀\ue000𠮷"
    assert lacking(frozenset(said)) == {"😀", "\ue000", "𠮷"}
    assert drawable(said) == f"停水{LACKING * 3}"
    for face in (SANS, SERIF):
        font = opened(face, said)
        named = font.getBestCmap()
        assert {named[ord(letter)] for letter in "😀\ue000𠮷"} == {named[ord(LACKING)]}
        assert named[ord("水")] != named[ord(LACKING)]
        assert font["glyf"][named[ord(LACKING)]].numberOfContours > 0


@pytest.mark.parametrize(("letter", "plain"), [("\ufa0e", "\ufa0e"), ("\u2f00", "一"), ("\u2005", " "), ("𝟙", "1")])
def test_a_letter_with_a_plain_form_is_drawn_as_that(letter: str, plain: str) -> None:
    named = opened(SANS, letter + plain).getBestCmap()
    assert named[ord(letter)] == named[ord(plain)]
    assert not lacking(frozenset(letter))


@pytest.mark.parametrize("face", [SANS, SERIF])
def test_english_quotation_marks_are_not_as_wide_as_a_chinese_character(face: Face) -> None:
    for narrow, most in ((True, 500), (False, 1000)):
        font = TTFont(io.BytesIO(cut(face, frozenset("“”路"), narrow=narrow)))
        named, widths = font.getBestCmap(), font["hmtx"]
        assert {widths[named[ord(mark)]][0] for mark in "“”"} == {widths[named[ord("“")]][0]}
        assert most // 2 < widths[named[ord("“")]][0] <= most
        assert widths[named[ord("路")]][0] == 1000


def test_marks_that_are_never_seen_are_not_drawn() -> None:
    assert not lacking(frozenset("\u200b\u200d\ufe0f\u2028\u202e"))


def test_uyghur_letters_keep_the_rules_by_which_they_join() -> None:
    font = opened(NASKH, UYGHUR)
    assert {"init", "medi", "fina", "rlig"} <= {one.FeatureTag for one in font["GSUB"].table.FeatureList.FeatureRecord}
    assert "fvar" not in font


@pytest.mark.parametrize("face", [SANS, SERIF, NASKH])
def test_a_cut_says_whose_it_is_and_may_be_embedded(face: Face) -> None:
    font = opened(face, "路灯" + UYGHUR)
    assert font["name"].getDebugName(1) == face.family
    assert "Open Font License" in font["name"].getDebugName(13)
    assert font["OS/2"].fsType == 0
    assert "glyf" in font


def test_a_cut_is_small_and_always_the_same() -> None:
    said = frozenset(map(chr, range(0x4E00, 0x4E00 + 500)))
    first = cut(SANS, said)
    _cut.cache_clear()
    assert cut(SANS, said) == first
    assert len(first) < 200_000
    web = as_web_font(first)
    assert web[:4] == b"wOFF"
    assert len(web) < 0.8 * len(first)
    assert set(map(chr, TTFont(io.BytesIO(web)).getBestCmap())) == said | ALWAYS
