"""Messages about one matter come together, different places stay apart, and heat is an open sum."""

import csv
import gzip
import json
import math
import re
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.methods.hot import Group, Item, heat_terms, hot_issues

DATA = Path(__file__).parents[3] / "shared" / "data" / "messages"
DAY = datetime(2026, 3, 2, tzinfo=UTC)
PARKING = (
    "伊景苑捆绑销售车位\n伊景苑选房必须先买车位,不合理",
    "投诉伊景苑强制捆绑车位\n单位的定向房伊景苑要求买车位才给选房",
    "伊景苑车位捆绑销售谁来管\n十八万的车位必须买,否则不能选房",
)
NOISE = (
    "城关镇烧烤摊油烟扰民\n楼下烧烤摊半夜油烟大,睡不着",
    "烧烤摊油烟噪音扰民\n城关镇步行街烧烤摊天天到半夜",
)
OTHERS = (
    "公积金怎么提取\n买房后提取公积金要什么手续",
    "河里有死鱼\n水发黑,有臭味",
    "校车路线不够\n村里孩子上学走很远",
    "博物馆周一关门吗\n想带老人去参观",
)


def items(*texts: str) -> list[Item]:
    return [Item(at, text, DAY + timedelta(days=at)) for at, text in enumerate(texts)]


def keys(groups: list[Group]) -> list[tuple[int | str, ...]]:
    return [group.keys for group in groups]


def test_messages_about_one_matter_come_together() -> None:
    groups = hot_issues(items(*PARKING, *NOISE, *OTHERS))
    assert keys(groups) == [(0, 1, 2), (3, 4)]
    assert "伊景苑" in groups[0].title
    assert any("车位" in word for word in groups[0].words)
    assert (groups[0].first, groups[0].last) == (DAY, DAY + timedelta(days=2))
    assert groups[1].place is not None
    assert "城关镇" in groups[1].place


ENGLISH = (
    "The street lamp at the gate of Liushu village has been out for two weeks, children walk home in the dark.",
    "Street lamp broken at Liushu village gate, it is dark at night, please repair the lamp.",
    "The number 3 bus comes only twice a day, old people cannot get to the clinic.",
    "Please let the number 3 bus run more often, it comes only twice a day.",
    "How do I apply for a new identity card, and how long does it take?",
    "The river smells bad behind the paper factory and fish are dead.",
    "I suggest a small library in our community for the children.",
)
UYGHUR = (
    "كەنتىمىزدە ئۈچ كۈندىن بېرى سۇ يوق",
    "ئۈچ كۈندىن بېرى كەنتتە سۇ يوق",
    "پېنسىيە پۇلۇم بۇ ئاي كەلمىدى",
)


@pytest.mark.parametrize("others", [(), (*PARKING, *NOISE, *OTHERS) * 30], ids=["alone", "among many in Chinese"])
def test_few_messages_in_letters_come_together_by_the_matter_not_by_the_language(others: tuple[str, ...]) -> None:
    few = [Item(f"l{at}", text, DAY) for at, text in enumerate((*ENGLISH, *UYGHUR))]
    groups = hot_issues([*few, *items(*others)])
    found = sorted(group.keys for group in groups if str(group.keys[0]).startswith("l"))
    assert found == [("l0", "l1"), ("l2", "l3"), ("l7", "l8")]


def test_different_places_stay_apart() -> None:
    texts = [text.replace("伊景苑", "A3区车站北路") for text in PARKING] + [
        text.replace("伊景苑", "A7县车站北路") for text in PARKING
    ]
    assert sorted(keys(hot_issues(items(*texts, *OTHERS)))) == [(0, 1, 2), (3, 4, 5)]
    here = [Item(at, PARKING[at], DAY, place="430102") for at in range(2)]
    there = [Item(at + 2, PARKING[at], DAY, place="430103") for at in range(2)]
    assert sorted(keys(hot_issues([*here, *there, *items(*OTHERS)[2:]]))) != [(0, 1, 2, 3)]


def test_one_person_writing_fifty_times_is_no_hot_issue() -> None:
    one = [Item(f"a{at}", PARKING[at % 3], DAY, sender="x") for at in range(50)]
    two = [Item(f"b{at}", NOISE[at], DAY, sender=f"y{at}") for at in range(2)]
    groups = hot_issues([*one, *two, *items(*OTHERS)])
    assert [len(group.keys) for group in groups] == [2, 50]


def test_heat_is_the_sum_of_its_terms() -> None:
    some = [Item(1, "a", DAY, up=4, down=1), Item(2, "b", DAY + timedelta(days=9), up=-3)]
    terms = heat_terms(some, DAY + timedelta(days=39))
    logs = {"voices": 10 * math.log(3), "support": 3 * math.log(5), "objection": math.log(2), "days": 2 * math.log(10)}
    assert terms == pytest.approx(logs | {"recency": 2.5})
    for group in hot_issues(items(*PARKING, *OTHERS)):
        assert group.heat == sum(group.terms.values())


def test_nothing_to_group() -> None:
    assert hot_issues([]) == hot_issues(items("停水")) == []
    assert hot_issues(items("", "", "\ud800")) == []


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.sampled_from([*PARKING, *NOISE, *OTHERS]) | st.text(max_size=20), max_size=12),
    st.randoms(use_true_random=False),
)
def test_order_does_not_matter_and_no_message_is_in_two_groups(texts: list[str], dice: object) -> None:
    given_items = items(*texts)
    shuffled = sorted(given_items, key=lambda item: hash((item.key, repr(dice))))
    groups = hot_issues(given_items)
    assert hot_issues(shuffled) == groups
    seen = Counter(key for group in groups for key in group.keys)
    assert set(seen.values()) <= {1}
    assert [group.rank for group in groups] == list(range(1, len(groups) + 1))
    assert all(len(group.keys) >= 2 for group in groups)


def test_three_thousand_copies_and_a_megabyte_take_bounded_time() -> None:
    start = time.process_time()
    groups = hot_issues(items(*PARKING * 500, *OTHERS, "停" * 1_000_000, "水" * 1_000_000))
    assert len(groups[0].keys) == 1_500
    assert time.process_time() - start < 20


@pytest.mark.data
@pytest.mark.skipif(not DATA.exists(), reason="the shared data are not beside this checkout")
def test_real_incidents_are_found() -> None:
    with gzip.open(DATA / "cn_hot_issue_messages.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = []
    for row in rows:
        year, month, day = map(int, re.findall(r"\d+", row["time"])[:3])
        found.append(Item(int(row["id"]), f"{row['title']}\n{row['text']}", datetime(year, month, day, tzinfo=UTC)))
    truth = json.loads((DATA / "cn_hot_issue_truth_dev.json").read_text("utf-8"))["clusters"]
    groups = [set(group.keys) for group in hot_issues(found)]
    best = []
    for cluster in truth:
        members, unsure = set(cluster["members"]), set(cluster["ambiguous"])
        best.append(max(2 * len(group & members) / (len(group - unsure) + len(members)) for group in groups))
    assert sum(best) / len(best) > 0.85
