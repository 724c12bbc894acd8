"""The voices of the demo county: enough of them, unlike each other, nothing left open, no real number."""

import random
import re
import time
from collections import Counter
from datetime import date, timedelta
from itertools import islice

import pytest

from huiyin.demo.voices import (
    Added,
    Answered,
    AreaFacts,
    Assigned,
    Noted,
    Rated,
    Reopened,
    Resumed,
    Returned,
    Step,
    Story,
    projects,
    stories,
)
from huiyin.demo.voices.plan import HOT, RISING
from huiyin.demo.voices.script import banks, categories, offices, situations
from huiyin.demo.voices.slots import wrong_check
from huiyin.handle.rules import ENDINGS, NEEDS, Ending
from huiyin.hear.rules import Channel, Consent, Kind
from huiyin.programme.rules import Money, ProjectState
from huiyin.programme.rules import Word as Verdict
from huiyin.rate.rules import Level, Solved

TODAY = date(2026, 11, 23)
ROADS = ("麦场路", "南门街", "学堂路", "菜市街", "东渠路", "旧站路")
ESTATES = ("和安小区", "粮站家属院", "北苑小区", "新居苑")


def _areas() -> list[AreaFacts]:
    found = [AreaFacts("990", "望禾县", "county", "", {"river": ("清水川",)}, 0)]
    for town in range(6):
        code = f"990{town:02}"
        names = {
            "road": ROADS[town:] + ROADS[:1],
            "estate": ESTATES[town % 4 :],
            "school": (f"{town}号中心小学",),
            "market": ("集贸市场",),
        }
        found.append(AreaFacts(code, f"第{town}镇", "township", "990", names, 900 + 700 * (town == 0)))
        for village in range(12):
            water = {"river": ("清水川",)} if village % 3 == 0 else {}
            own = {"school": (f"{town}{village}村小学",)} if village % 4 == 0 else {}
            found.append(AreaFacts(f"{code}{village:03}", f"{town}{village}湾村", "village", code, water | own, 300))
    return found


@pytest.fixture(scope="module")
def told() -> list[Story]:
    """The stories of one seed."""
    return list(stories(seed=7, today=TODAY, areas=_areas()))


def _texts(step: Step) -> list[str]:
    said = ("text", "reason", "note", "comment", "basis", "appeal", "other_help")
    return [getattr(step, name) for name in said if hasattr(step, name)]


def test_as_many_messages_as_asked_for(told: list[Story]) -> None:
    """Counted in messages, whatever the count."""
    assert sum(len(story.messages) for story in told) == 3000
    for count in (1, 40, 3001, 9500):
        assert sum(len(s.messages) for s in stories(seed=1, today=TODAY, areas=_areas(), count=count)) == count


def test_the_same_seed_tells_the_same(told: list[Story]) -> None:
    """Deterministic; another seed tells something else."""
    assert list(stories(seed=7, today=TODAY, areas=_areas())) == told
    assert list(stories(seed=8, today=TODAY, areas=_areas())) != told


def test_kinds_languages_and_channels_have_their_shares(told: list[Story]) -> None:
    """Near what real hotlines see."""
    kinds = Counter(story.kind for story in told for _ in story.messages)
    wanted = {"request": 0.55, "question": 0.22, "suggestion": 0.15, "thanks": 0.06, "wrongdoing": 0.02}
    for kind, share in wanted.items():
        assert kinds[kind] / 3000 == pytest.approx(share, abs=0.035), kind
    said = [message for story in told for message in story.messages]
    languages = Counter(message.language for message in said)
    assert languages["en"] / 3000 == pytest.approx(0.03, abs=0.012)
    assert languages["ug"] / 3000 == pytest.approx(0.02, abs=0.012)
    channels = Counter(message.channel for message in said)
    assert min(channels[c] for c in ("web", "chat", "hotline", "phone", "letter", "walk_in", "email", "visit")) >= 30


def test_every_word_belongs_to_the_rules(told: list[Story]) -> None:
    """Kinds, channels, consents, endings and levels are those of the stages."""
    for story in told:
        kind = Kind(story.kind)
        assert all(Channel(m.channel) and Consent(m.wants_public) for m in story.messages)
        assert 0 <= story.urgency <= 3
        for step in story.life:
            if isinstance(step, Answered):
                ending = Ending(step.ending)
                assert ending in ENDINGS[kind]
                for need in NEEDS[ending]:
                    assert step.look_again_in > 0 if need == "look_again_on" else getattr(step, need), (need, step)
            if isinstance(step, Rated):
                assert Level(step.level)
                assert Solved(step.solved)


def test_what_happens_happens_in_order_and_not_after_today(told: list[Story]) -> None:
    """Steps rise in time; a department answers only what it was given."""
    for story in told:
        days = [step.days for step in story.life]
        assert days == sorted(days)
        assert not days or days[-1] <= story.messages[0].days_ago
        ages = [message.days_ago for message in story.messages]
        assert ages == sorted(ages, reverse=True)
        assert ages[-1] > 0
        assert ages[0] <= 366
        given = [step.department for step in story.life if isinstance(step, Assigned)]
        answered = [step.department for step in story.life if isinstance(step, Answered)]
        assert not answered or given[-1] == story.department
        assert set(answered) <= {story.department}


def test_nothing_is_left_open(told: list[Story]) -> None:
    """No slot and no choice remains in anything anyone says."""
    for story in told:
        texts = [text for m in story.messages for text in (m.title, m.text)]
        texts += [text for step in story.life for text in _texts(step)]
        for text in texts:
            assert not re.search(r"[{}|]|\[(?!流泪|抱拳|捂脸|强|玫瑰)|《》", text), text
            assert "None" not in text
        assert all(m.text.strip() for m in story.messages)


def test_only_numbers_that_cannot_be_real(told: list[Story]) -> None:
    """Telephones are 19900000xxx; identity numbers end in a wrong check digit; plates name no province."""
    phones = identities = 0
    for story in told:
        for text in [m.text for m in story.messages] + [text for step in story.life for text in _texts(step)]:
            for number in re.findall(r"(?<!\d)\d{7,}(?!\d)", text):
                if len(number) == 18:
                    identities += 1
                    assert wrong_check(number[:17]) == number
                    assert number.startswith("990101")
                else:
                    phones += 1
                    assert re.fullmatch(r"19900000\d{3}", number), number
    assert phones > 30
    assert identities >= 5


def test_people_do_not_repeat_each_other(told: list[Story]) -> None:
    """No exact copies, many beginnings, few shared turns of phrase between different situations."""
    texts = [(story.category, m.text) for story in told for m in story.messages]
    assert 1 - len({text for _, text in texts}) / len(texts) < 0.005
    assert len({text[:10] for _, text in texts}) / len(texts) > 0.4
    dice, shared = random.Random(1), list[float]()
    while len(shared) < 3000:
        (one, a), (two, b) = dice.sample(texts, 2)
        if one != two and len(a) > 12 and len(b) > 12:
            shared.append(_jaccard(a, b))
    assert sum(shared) / len(shared) < 0.05


def _jaccard(a: str, b: str) -> float:
    one, two = ({text[at : at + 4] for at in range(len(text) - 3)} for text in (a, b))
    return len(one & two) / len(one | two)


def test_some_are_brief_and_some_are_long(told: list[Story]) -> None:
    """From a few characters to a letter of a page; some with a heading, some without."""
    lengths = sorted(len(m.text) for story in told for m in story.messages)
    assert lengths[0] <= 12
    assert lengths[-1] >= 600
    assert sum(length > 200 for length in lengths) >= 60
    untitled = sum(not m.title for story in told for m in story.messages) / 3000
    assert 0.2 < untitled < 0.45


def test_the_same_thing_is_said_by_several(told: list[Story]) -> None:
    """About one message in eight is about what another has said, in the same place, within days."""
    doubles = [story for story in told if len(story.messages) > 1]
    assert sum(len(s.messages) - 1 for s in doubles) / 3000 == pytest.approx(0.12, abs=0.03)
    for story in doubles:
        assert len({m.place for m in story.messages}) == 1
        assert story.messages[0].days_ago - story.messages[-1].days_ago < 8
        assert len({m.text for m in story.messages}) == len(story.messages)


def test_six_hot_issues_each_at_one_place(told: list[Story]) -> None:
    """25 to 90 messages each, over weeks, of more than one kind."""
    hot = {story.hot for story in told if story.hot}
    assert hot == {issue.key for issue in HOT}
    for issue in HOT:
        mine = [story for story in told if story.hot == issue.key]
        said = [m for story in mine for m in story.messages]
        assert 25 <= len(said) <= 90
        assert len({m.area for m in said if m.area}) == 1
        assert max(m.days_ago for m in said) - min(m.days_ago for m in said) >= 7
        assert len({story.kind for story in mine}) >= 3


@pytest.mark.parametrize("month", [1, 4, 7, 8, 11])
def test_the_last_week_is_worse_in_one_service(month: int) -> None:
    """Whatever the season, one service has three times its usual week."""
    today = date(2026, month, 20)
    told = list(stories(seed=3, today=today, areas=_areas()))
    ages = [m.days_ago for s in told if s.category == RISING[month] and not s.hot for m in s.messages]
    last = sum(age < 7 for age in ages)
    before = sum(7 <= age < 35 for age in ages) / 4
    assert last >= 40
    assert last > 3 * before


def test_answers_good_and_bad(told: list[Story]) -> None:
    """Three quarters are answered, some of it badly, and what residents say follows how they were answered."""
    assert sum(any(isinstance(x, Answered) for x in s.life) for s in told) / len(told) == pytest.approx(0.75, abs=0.05)
    answers = [x for s in told for x in s.life if isinstance(x, Answered)]
    assert Counter(x.quality for x in answers)["bad"] / len(answers) == pytest.approx(0.15, abs=0.04)
    levels: dict[str, list[int]] = {"good": [], "plain": [], "bad": []}
    for story in told:
        for step, after in zip(story.life, story.life[1:], strict=False):
            if isinstance(step, Answered) and isinstance(after, Rated):
                levels[step.quality].append(after.level)
    means = [sum(found) / len(found) for found in levels.values()]
    assert means[0] > means[1] > means[2] + 0.5
    steps = Counter(type(x) for s in told for x in s.life)
    assert min(steps[sort] for sort in (Returned, Reopened, Added, Noted)) > 50


def test_who_was_put_off_is_back_on_the_promised_day(told: list[Story]) -> None:
    """The calendar brings a case back; what was to be looked at again by today does not lie in the office's drawer."""
    came = 0
    for story in told:
        back = [x.days for x in story.life if isinstance(x, Resumed)]
        for step in story.life:
            if isinstance(step, Answered) and step.ending == "not_now":
                promised = step.days + step.look_again_in
                if promised <= story.messages[0].days_ago:
                    assert pytest.approx(promised) in back
                    came += 1
    assert came > 50


def test_departments_differ(told: list[Story]) -> None:
    """One copies and pastes, one is late, one is quick: the board has something to show."""
    bad, days = Counter[str](), dict[str, list[float]]()
    for story in told:
        first = next((x for x in story.life if isinstance(x, Answered)), None)
        if first:
            bad[story.department] += first.quality == "bad"
            days.setdefault(story.department, []).append(first.days)
    assert bad["cityworks"] / len(days["cityworks"]) > 0.3
    assert bad["medins"] / len(days["medins"]) < 0.2
    medians = {code: sorted(found)[len(found) // 2] for code, found in days.items()}
    assert medians["land"] > 2 * medians["medins"]


def test_reports_of_wrongdoing_go_to_the_discipline_office_alone(told: list[Story]) -> None:
    """Nobody else is ever given one, and none may be published."""
    for story in told:
        if story.kind == "wrongdoing":
            assert story.department == "discipline"
            assert all(getattr(step, "department", "discipline") == "discipline" for step in story.life)
            assert all(m.wants_public != "public" for m in story.messages)


def test_departments_and_categories_fit() -> None:
    """20 departments; two levels; every leaf is used, has its department, its keywords and one of the six fields."""
    assert len(offices()) == 20
    tops = {code for code, row in categories().items() if not row["parent"]}
    leaves = {code: row for code, row in categories().items() if row["parent"]}
    assert 14 <= len(tops) <= 16
    assert 60 <= len(leaves) <= 75
    for code, row in categories().items():
        assert row["department"] in offices()
        assert row["name"]
        assert row["name_en"]
        assert row["field"] in {"schooling", "jobs", "medical", "security", "housing", "daily"}
        if row["parent"]:
            assert code.startswith(row["parent"] + ".")
            assert row["parent"] in tops
            words = row["keywords"].split("|")
            assert 5 <= len(words) == len(set(words)) <= 20
            assert row["field"] == categories()[row["parent"]]["field"]
    assert {one.category for one in situations()} == set(leaves)
    assert {row["department"] for row in leaves.values()} == set(offices())


def test_every_leaf_is_heard(told: list[Story]) -> None:
    """In every year of the county."""
    heard = Counter(story.category for story in told for _ in story.messages)
    assert min(heard.get(code, 0) for code, row in categories().items() if row["parent"]) >= 5


def test_the_corpus_is_whole() -> None:
    """Enough situations, each with a heading, a beginning and an answer of its kind; unique keys; no broken choice."""
    found = situations()
    assert len(found) >= 260
    allowed = {"request": "snpq", "question": "y", "suggestion": "dhr", "thanks": "k", "wrongdoing": "x"}
    for one in found:
        assert one.titles["plain"], one.key
        assert one.openings["plain"], one.key
        assert one.replies or one.hot, one.key
        assert {reply.outcome for reply in one.replies} <= set(allowed[one.kind]), one.key
        assert one.category in categories()
        voiced = (one.titles, one.wholes, one.openings, one.facts, one.effects, one.asks)
        texts = [line for groups in voiced for group in groups["plain"] for line in group.lines]
        texts += [line for reply in one.replies for line in reply.core]
        assert all(line and not re.search(r"[\[\]|]|^\d+\)", line) for line in texts), one.key
    assert len(banks()) > 80


def test_three_projects_grew_from_complaints(told: list[Story]) -> None:
    """One stands, one is disputed, one broke its promise; each leads back to messages in the stream."""
    found = projects(today=TODAY, areas=_areas())
    assert [ProjectState(one.state) for one in found] == [
        ProjectState.DELIVERED,
        ProjectState.DISPUTED,
        ProjectState.UNDER_WAY,
    ]
    for project in found:
        in_stream = [story for story in told if story.project == project.key]
        assert sorted(in_stream, key=repr) == sorted(project.stories, key=repr)
        assert len(in_stream) >= 3
        assert "{" not in project.name + project.why + "".join(p.text + p.by for p in project.promises)
        budgeted = sum(f.yuan for f in project.funding if f.step == Money.BUDGETED)
        assert 0 < sum(f.yuan for f in project.funding if f.step == Money.PAID) <= budgeted
        assert all(Verdict(word.says) for word in project.words)
        assert offices()[project.department]
    assert [word.says for word in found[1].words].count("dispute") == 1
    assert any(promise.kept is False for promise in found[2].promises)


def test_a_county_without_places_is_refused() -> None:
    """There must be someone to speak."""
    with pytest.raises(ValueError, match="township or village"):
        next(stories(seed=1, today=TODAY, areas=[]))


def test_a_place_without_names_can_still_be_spoken_of() -> None:
    """Other lands may name nothing but villages."""
    bare = [AreaFacts("1", "甲镇", "township", "", {}, 1), AreaFacts("2", "乙村", "village", "1", {}, 1)]
    assert sum(len(s.messages) for s in stories(seed=1, today=TODAY, areas=bare, count=500)) == 500


def test_leap_days_and_new_years() -> None:
    """Any today will do."""
    for today in (date(2028, 2, 29), date(2027, 1, 1), date(2026, 12, 31)):
        told = list(stories(seed=2, today=today, areas=_areas(), count=3000))
        oldest = today - timedelta(days=int(told[0].messages[0].days_ago))
        assert oldest >= today - timedelta(days=366)


def test_a_long_stream_is_quick() -> None:
    """Enough for a million in minutes, in little memory: the stream is never held.

    Half of what an idle core does (20,000 messages a second), because test machines are busy.
    """
    stream = stories(seed=5, today=TODAY, areas=_areas(), count=10**9)
    list(islice(stream, 7000))
    began, messages = time.process_time(), 0
    while messages < 20_000:
        messages += len(next(stream).messages)
    assert messages / (time.process_time() - began) > 10_000
