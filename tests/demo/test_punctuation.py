"""Chinese punctuation of the demo: full width, but for what is no Chinese and for those who type sloppily."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.demo.voices import AreaFacts, Noted, projects, stories
from huiyin.demo.voices.punctuation import SLOPPY, full_width, printed, typed

# escapes, because full width cannot be told from half width in many typefaces
HALF_IN_CHINESE = re.compile("[\u3400-\u9fff\u201d\u300b\u3002][,;:?!()]|[,;:?!()][\u3400-\u9fff\u201c\u300a]")
AREAS = [
    AreaFacts("1", "甲镇", "township", "", {"road": ("南门路",), "estate": ("和安小区",)}, 1),
    AreaFacts("2", "乙村", "village", "1", {"river": ("清水川",), "school": ("乙村小学",)}, 1),
]
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("灯不亮,修一修", "灯不亮\uff0c修一修"),
        ("灯不亮;修一修:谁来?快!", "灯不亮\uff1b修一修\uff1a谁来\uff1f快\uff01"),
        ("3号楼(东)漏水", "3号楼\uff08东\uff09漏水"),
        ("量出来180,大夫说歇歇", "量出来180\uff0c大夫说歇歇"),
        ("凭身份证,3天取证", "凭身份证\uff0c3天取证"),
        ("没人管!!!", "没人管\uff01\uff01\uff01"),
        ("能不能装WiFi?", "能不能装WiFi\uff1f"),
        ("A说找B,B说找C,C说找A", "A说找B\uff0cB说找C\uff0cC说找A"),
        ("他说:“行!”", "他说\uff1a“行\uff01”"),
        ("{village}停水,{n3_9}天了", "{village}停水\uff0c{n3_9}天了"),
        ("领导:\n  您好", "领导\uff1a\n\u3000\u3000您好"),
    ],
)
def test_signs_beside_chinese_are_full_width(written: str, wanted: str) -> None:
    assert full_width(written) == wanted
    assert full_width(wanted) == wanted


@pytest.mark.parametrize(
    "written",
    [
        "",
        "灯不亮。",
        "8:30到17:00开门",
        "来了2,300人",
        "见 https://example.org/a 一页",
        "Hello, the lamp on 南门路, near 3, is out!",
        "The bus stops behind 县人民医院; the driver helps.",
        "تەكلىپ: چىراغ؟",
        "请写 Hello, world 两个词",
    ],
)
def test_signs_that_are_not_chinese_stay(written: str) -> None:
    assert full_width(written) == written


@given(st.text(alphabet="路灯,;:?!() aB19{}\n。", max_size=40))
def test_nothing_but_signs_and_indents_changes(written: str) -> None:
    wide = full_width(written)
    assert full_width(wide) == wide
    half = wide.translate({at: at - 0xFEE0 for at in range(0xFF01, 0xFF5F)} | {0x3000: " "})
    assert half == written


def test_a_step_is_printed_in_all_its_words() -> None:
    assert printed(Noted(1.5, "去看了,是滤芯堵了")) == Noted(1.5, "去看了\uff0c是滤芯堵了")
    unchanged = Noted(1.5, "去看了")
    assert printed(unchanged) is unchanged


def test_some_sloppy_people_keep_their_keyboard() -> None:
    texts = [f"灯不亮,第{at}天" for at in range(1000)]
    kept = sum(typed(text, "typos") == text for text in texts)
    assert 200 < kept < 400
    assert kept == sum(typed(text, "typos") == text for text in texts)
    assert all(typed(text, "letter") == full_width(text) for text in texts)


def test_what_the_county_says_is_full_width_but_for_a_few_messages() -> None:
    told = list(stories(seed=7, today=TODAY, areas=AREAS, count=1500))
    messages = [message for story in told for message in story.messages if message.language == "zh"]
    half = [message for message in messages if HALF_IN_CHINESE.search(message.text)]
    assert 0.03 < len(half) / len(messages) < 0.09
    assert {message.persona for message in half} <= SLOPPY
    assert sum("\uff0c" in message.text for message in messages) > len(messages) / 2
    for story in told:
        if story.messages[0].language == "zh":
            words = [word for step in story.life for word in _words(step)]
            assert not [word for word in words if HALF_IN_CHINESE.search(word)]


def test_the_projects_are_full_width() -> None:
    for project in projects(today=TODAY, areas=AREAS):
        parts = (*project.milestones, *project.funding, *project.promises, *project.words)
        words = [project.name, project.why, *(word for part in parts for word in _words(part))]
        for story in project.stories:
            words += [word for part in (*story.messages, *story.life) for word in _words(part)]
        assert not [word for word in words if HALF_IN_CHINESE.search(word)]


def _words(said: object) -> list[str]:
    return [word for name in type(said).__slots__ if isinstance(word := getattr(said, name), str)]  # type: ignore[attr-defined]
