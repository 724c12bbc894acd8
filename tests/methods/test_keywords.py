"""Without any label the names of the categories already say something, and never too much."""

import csv
import gzip
import time
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.methods.keywords import Entry, KeywordStart

DATA = Path(__file__).parents[3] / "shared" / "data" / "messages"
TREE = (
    Entry("water", ("日常生活", "供水"), ("停水", "自来水", "水管", "water", "سۇ")),
    Entry("road", ("日常生活", "道路"), ("路灯", "坑洼", "井盖", "street light")),
    Entry("school", ("五大领域", "上学"), ("学校", "入学", "老师", "school")),
)
START = KeywordStart(TREE)


@pytest.mark.parametrize(
    ("text", "label", "reason"),
    [
        ("我们小区自来水又停水了", "water", "自来水"),
        ("门口路灯不亮", "road", "路灯"),
        ("孩子入学要什么材料", "school", "入学"),
        ("No WATER since Monday", "water", "water"),
        ("بىزدە سۇ يوق", "water", "سۇ"),
    ],
)
def test_the_words_of_a_category_find_it(text: str, label: str, reason: str) -> None:
    best = START.guess([text])[0][0]
    assert best.label == label
    assert reason in best.reasons


def test_nothing_said_is_nothing_guessed() -> None:
    assert START.guess(["", "你好", "\x00\ud800"]) == [(), (), ()]


def test_a_rare_word_says_more_than_a_shared_one() -> None:
    start = KeywordStart([Entry("a", ("小区停车",)), Entry("b", ("小区绿化",)), Entry("c", ("小区供暖",))])
    assert start.guess(["小区的绿化"])[0][0].label == "b"


@given(st.text(max_size=60) | st.text(st.sampled_from("停水路灯学校入自来管 "), max_size=60), st.integers(1, 4))
def test_probabilities_are_modest_and_ordered(text: str, top: int) -> None:
    guesses = START.guess([text], top)[0]
    shares = [guess.probability for guess in guesses]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) < 1
    assert len(guesses) <= min(top, len(TREE))


def test_categories_need_labels_of_their_own() -> None:
    with pytest.raises(ValueError, match="label"):
        KeywordStart([])
    with pytest.raises(ValueError, match="label"):
        KeywordStart([Entry("a", ("x",)), Entry("a", ("y",))])


def test_a_megabyte_takes_bounded_time() -> None:
    start = time.process_time()
    START.guess(["停水" * 500_000])
    assert time.process_time() - start < 2


@pytest.mark.data
@pytest.mark.skipif(not DATA.exists(), reason="the shared data are not beside this checkout")
def test_real_messages_are_often_right_and_never_oversure() -> None:
    tree: dict[str, list[str]] = defaultdict(list)
    with gzip.open(DATA / "cn_category_tree.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            tree[row["level1"]] += [name for name in (row["level2"], row["level3"]) if name]
    with gzip.open(DATA / "cn_labelled_tokenised.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[::7]
    labels = {row["label"] for row in rows}
    start = KeywordStart([Entry(name, (name,), tuple(tree[name])) for name in sorted(labels)])
    guesses = start.guess([row["tokens"].replace(" ", "") for row in rows])
    right = [bool(found) and found[0].label == row["label"] for found, row in zip(guesses, rows, strict=True)]
    claimed = [found[0].probability if found else 0.0 for found in guesses]
    assert sum(right) / len(rows) > 0.66
    assert sum(claimed) < sum(right)


def test_keywords_are_found_between_full_width_signs() -> None:
    start = KeywordStart([Entry("light", ("路灯",), ("LED灯",)), Entry("water", ("供水",), ("停水",))])
    assert start.guess(["\uff08停水\uff09\uff0c急\uff01"]) == start.guess(["(停水),急!"])
    assert start.guess(["\uff2c\uff25\uff24灯\uff1f"])[0][0].label == "light"
