"""Text made safe, folded, cut into search tokens and shortened: laws, examples, and the index itself."""

import sqlite3
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.methods import text

hostile = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cs", "Cc", "Mn", "Cf"]),
        st.sampled_from("水电断三号楼ئۇيغۇر\u202e\u2066\x00\r\n\"'*():&|!<->\\ΣİßＡ１"),
    ),
    max_size=60,
)
readable = st.text(st.sampled_from("水电气断了三号楼 ,。aB3ئۇيغۇر-\"'*()\n"), max_size=40)
BODIES = (
    "A3区地铁2号线什么时候开通?",
    "小区断水三天,没人管",
    "水,电都停了",
    "Water leaks near No. 3 school",
    "مەھەللىمىزدە سۇ ئۈزۈلۈپ قالدى",
    "我们村的路坏了。灯也不亮",
)


def found(words: str) -> list[int]:
    with sqlite3.connect(":memory:") as base:
        base.execute("CREATE VIRTUAL TABLE bodies USING fts5(tokens, prefix='1 2')")
        base.executemany("INSERT INTO bodies VALUES (?)", [(" ".join(text.index_tokens(body)),) for body in BODIES])
        query = text.match_query(words)
        rows = base.execute("SELECT rowid FROM bodies WHERE bodies MATCH ? ORDER BY rowid", (query,)).fetchall()
    base.close()
    return [row[0] - 1 for row in rows]


@given(hostile)
def test_cleaning_twice_changes_nothing(wild: str) -> None:
    once = text.clean(wild)
    assert text.clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()


@given(hostile)
def test_folding_twice_changes_nothing(wild: str) -> None:
    assert text.fold(text.fold(wild)) == text.fold(wild)


def test_every_character_folds_once_and_for_all() -> None:
    for start in range(0, 0x30000, 256):
        folded = text.fold("\n".join(map(chr, range(start, start + 256))))
        assert text.fold(folded) == folded, hex(start)


def test_clean_drops_what_breaks_and_keeps_what_is_said() -> None:
    assert text.clean("a\x00b\ud83dc\x1b[0m\r\nd\re\tf\x85g") == "abc[0m\nd\ne\tf\ng"
    assert text.clean("\u202e\u2066evil\u2069\u202c \u200fok\u200e") == "evil \u200fok\u200e"
    assert text.clean("👨\u200d👩\u200d👧❤️") == "👨\u200d👩\u200d👧❤️"
    assert text.clean("e\u0301") == "é"


def test_fold_makes_full_width_half_and_upper_lower() -> None:
    assert text.fold("ＡＢＣ１２３，Ｗater") == "abc123,water"


def test_chinese_is_stored_as_pairs_and_the_last_character() -> None:
    assert text.index_tokens("地铁2号线,开通 Line") == ["地铁", "铁", "2", "号线", "线", "开通", "通", "line"]
    assert text.index_tokens("水") == ["水"]
    assert text.index_tokens("ئۇيغۇرچَە") == ["ئۇيغۇرچە"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("断水", [1]),
        ("水", [1, 2]),
        ("电", [2]),
        ("了", [2, 5]),
        ("水电", []),
        ("坏了灯", []),
        ("水 电", [2]),
        ("A3区", [0]),
        ("a3区地铁", [0]),
        ("地铁2号", [0]),
        ("2号线", [0]),
        ("3号线", []),
        ("断水三天", [1]),
        ("断三天", []),
        ("water leak", [3]),
        ("leak water", []),
        ("wat", [3]),
        ("سۇ", [4]),
        ("什么时候", [0]),
    ],
)
def test_search_finds_what_was_written(words: str, expected: list[int]) -> None:
    assert found(words) == expected


def test_queries_are_phrases_prefixes_and_exact_words() -> None:
    assert text.match_query("断水 A3 water") == '"断水" AND "a3" AND "water"*'
    assert text.match_query("水") == '"水"*'
    assert text.match_query(' "*() AND OR ') == '"and" AND "or"*'
    assert text.tsquery_text("三号楼 a3区 水") == "'三号' <-> '号楼' & 'a3' <-> '区':* & '水':*"
    assert text.match_query("😀 —— *") == text.tsquery_text("\x00\ud800") == ""


@given(hostile)
def test_no_query_is_a_syntax_error(words: str) -> None:
    assert isinstance(found(words), list) if text.match_query(words) else True


@given(readable, readable, readable)
def test_a_text_is_found_by_any_piece_of_it(before: str, piece: str, after: str) -> None:
    body = before + "。" + piece + "。" + after
    query = text.match_query(piece)
    if not query:
        return
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE bodies USING fts5(tokens)")
    base.execute("INSERT INTO bodies VALUES (?)", (" ".join(text.index_tokens(body)),))
    assert base.execute("SELECT count(*) FROM bodies WHERE bodies MATCH ?", (query,)).fetchone() == (1,)
    base.close()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("小区停水三天了", "zh"),
        ("请问 WIFI、APP 怎么用", "zh"),
        ("There is no water in our street 水", "en"),
        ("مەھەللىمىزدە سۇ ئۈزۈلۈپ قالدى، قاچان كېلىدۇ؟", "ug"),
        ("انقطعت المياه في شارعنا منذ ثلاثة أيام", "ar"),
        ("道路がこわれています", "ja"),
        ("Нет воды в доме", "ru"),
        ("ལམ་ཁ་ཆད་འདུག", "bo"),
        ("12345 !!", "und"),
        ("", "und"),
    ],
)
def test_language_by_its_letters(words: str, code: str) -> None:
    assert text.language(words) == code


def test_titles_are_the_first_sentence_without_its_greeting() -> None:
    assert text.shorten("尊敬的领导:您好!我们小区停水三天了。没人管。", 30) == "我们小区停水三天了"
    assert text.shorten("我家楼下烧烤摊油烟很大,天天到半夜,孩子睡不着", 20) == "我家楼下烧烤摊油烟很大,天天到半夜…"
    assert text.shorten("The street light outside our school is broken", 22) == "The street light…"
    assert text.shorten("Dear Sir,\nno water. Please help", 40) == "no water"
    assert text.shorten("您好!", 10) == "您好"
    assert text.shorten("", 10) == ""


@given(hostile | readable, st.integers(1, 40))
def test_titles_keep_their_length(wild: str, length: int) -> None:
    assert len(text.shorten(wild, length)) <= length
    assert "\n" not in text.shorten(wild, length)


@pytest.mark.parametrize(
    "piece", ["水", "a", "\u0301\u0323", "\U0001d165\U0001d16d", "\ufdfa", "\x00", "\ud800", "水a", "(", "尊敬的", " "]
)
def test_a_megabyte_takes_bounded_time(piece: str) -> None:
    huge = piece * (1_000_000 // len(piece))
    start = time.process_time()
    assert len(text.index_tokens(huge)) <= text.MOST_TOKENS
    text.match_query(huge)
    text.tsquery_text(huge)
    text.language(huge)
    text.shorten(huge, 60)
    assert time.process_time() - start < 5


def test_titles_end_at_full_width_signs() -> None:
    assert text.shorten("尊敬的领导\uff0c您好\uff01南门路灯不亮\uff1f请修一修", 30) == "南门路灯不亮"
    assert text.shorten("您好\uff1a南门路灯不亮\uff1b老人看不见路", 30) == "南门路灯不亮"
    assert text.shorten("尊敬的书记\uff1a\n\u3000\u3000南门路灯不亮\uff01老人看不见路", 30) == "南门路灯不亮"
    long = "我家楼下烧烤摊油烟很大\uff0c天天到半夜\uff0c孩子睡不着"
    assert text.shorten(long, 20) == "我家楼下烧烤摊油烟很大\uff0c天天到半夜…"
    assert text.shorten("您好\uff01", 10) == "您好"


def test_search_takes_full_width_letters_and_signs() -> None:
    assert text.index_tokens("\uff21\uff13区\uff0c\uff12号楼\uff08东\uff09") == text.index_tokens("A3区,2号楼(东)")
    assert text.match_query("停水\uff0c路灯") == text.match_query("停水 路灯")
    assert text.tsquery_text("\uff08停水\uff09\u3000路灯") == text.tsquery_text("停水 路灯")
