"""Messages about one trouble come together; others, and other places, stay apart; heat is the sum of its terms."""

import csv
import gzip
import json
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.methods.hot import Group, Item, heat, hot_issues

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "messages"
START = datetime(2026, 11, 1, tzinfo=UTC)
COLD = [
    "暖气不热\n供热一周了家里只有十四度,老人冷得受不了",
    "家里暖气不热\n交了供热费,屋里只有十三度,孩子感冒了",
    "供热不热\n我们这栋楼暖气一直不热,只有十五度,打电话没人来",
]
OTHER = ["咨询入学\n外地户口的孩子上小学要带什么材料", "公交改线\n建议三路公交绕一下医院门口"]


def items(texts: list[str], place: str | None = None) -> list[Item[int]]:
    return [Item(n, text, START + timedelta(days=n), place) for n, text in enumerate(texts)]


def test_the_same_trouble_comes_together() -> None:
    groups = hot_issues(items([*COLD, *OTHER]))
    assert [group.keys for group in groups] == [(0, 1, 2)]
    assert groups[0].first == START
    assert groups[0].last == START + timedelta(days=2)
    assert groups[0].title in {text.partition("\n")[0] for text in COLD}


def test_different_places_are_different_troubles() -> None:
    here, there = items(COLD, "清溪镇"), [Item(9 + n, i.text, i.at, "石坪乡") for n, i in enumerate(items(COLD))]
    groups = hot_issues([*here, *there])
    assert sorted(group.place or "" for group in groups) == ["清溪镇", "石坪乡"]
    assert all(len({key < 9 for key in group.keys}) == 1 for group in groups)


def test_numbered_areas_never_join() -> None:
    texts = ["A3区搅拌站噪音\n搅拌站夜里施工噪音扰民", "A7县搅拌站噪音\n搅拌站夜里施工噪音扰民"]
    assert hot_issues(items(texts)) == []


@pytest.mark.parametrize("texts", [[], ["只有一条"], ["", ""], ["!!!", "???"]])
def test_nothing_to_group(texts: list[str]) -> None:
    assert hot_issues(items(texts)) == []


def test_several_messages_of_one_case_count_once_as_a_key() -> None:
    same = [Item(1, text, START, None) for text in COLD]
    assert hot_issues(same)[0].keys == (1,)


@given(st.lists(st.integers(0, 100), min_size=2, max_size=30), st.integers(0, 10_000))
def test_heat_grows_with_messages_and_votes(days: list[int], votes: int) -> None:
    now = START + timedelta(days=101)
    times = [START + timedelta(days=d) for d in days]
    more = sum(heat([*times, max(times)], votes, now).values())
    assert more >= sum(heat(times, votes, now).values())
    assert sum(heat(times, votes + 1, now).values()) >= sum(heat(times, votes, now).values())


def test_heat_is_half_after_two_weeks_of_silence() -> None:
    assert heat([START, START], 0, START + timedelta(days=14))["lately"] == pytest.approx(5.0)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([*COLD, *OTHER]), max_size=12))
def test_groups_share_no_message_and_their_terms_add_up(texts: list[str]) -> None:
    groups = hot_issues(items(texts))
    keys = [key for group in groups for key in group.keys]
    assert len(keys) == len(set(keys))
    assert all(group.heat == pytest.approx(sum(group.terms.values()), abs=0.01) for group in groups)
    assert [group.rank for group in groups] == list(range(1, len(groups) + 1))
    assert [group.heat for group in groups] == sorted((group.heat for group in groups), reverse=True)


@pytest.mark.data
def test_real_incidents_are_found() -> None:
    """Pairs of messages: precision at least 0.9, recall at least 0.75 on the hand-labelled incidents."""
    file = DATA / "cn_hot_issue_messages.csv.gz"
    if not file.exists():
        pytest.skip("the real data is not beside the checkout")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        real = [
            Item(
                int(row["id"]), f"{row['title']}\n{row['text']}",
                datetime.fromisoformat("-".join(f"{int(p):02}" for p in row["time"].split()[0].replace("-", "/").split("/"))),
                None, int(row["up"]), int(row["down"]),
            )
            for row in csv.DictReader(lines)
        ]  # fmt: skip
    truth = json.loads((DATA / "cn_hot_issue_truth_dev.json").read_text())
    precision, recall = agreement(hot_issues(real), truth["clusters"])
    assert precision > 0.9
    assert recall > 0.75


def agreement(groups: list[Group[int]], clusters: list[dict[str, object]]) -> tuple[float, float]:
    """Pairwise precision and recall over the labelled incidents; ambiguous messages and topics are left out."""
    issue: dict[int, str] = {}
    ignored: set[int] = set()
    for cluster in clusters:
        ignored |= set(cluster.get("ambiguous", []))  # type: ignore[call-overload]
        members: list[int] = cluster["members"]  # type: ignore[assignment]
        if cluster["kind"] == "topic":
            ignored |= set(members)
        else:
            issue |= {member: str(cluster["key"]) for member in members}
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for group in groups:
        found[group.rank].update(issue.get(key, "") for key in group.keys if key not in ignored)
    together = sum(n * (n - 1) // 2 for c in found.values() for name, n in c.items() if name)
    wrong = sum(n * (sum(c.values()) - n) for c in found.values() for name, n in c.items() if name)
    real = sum(n * (n - 1) // 2 for n in Counter(issue.values()).values())
    return together / (together + wrong), together / real
