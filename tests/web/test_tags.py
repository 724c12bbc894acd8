"""What tags and filters write, in both languages."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.template import Context, Template, TemplateSyntaxError, engines
from django.utils import translation

from huiyin.web.templatetags.huiyin import (
    ago,
    bar,
    day,
    figure,
    gap,
    here,
    hour,
    keep,
    left,
    named,
    percent,
    problem,
    state,
)
from huiyin.web.words import STATES

NOW = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)  # noon in Shanghai


@pytest.fixture(autouse=True)
def at_noon() -> object:
    with time_machine.travel(NOW, tick=False), translation.override("zh-hans"):
        yield


def test_a_day_in_words() -> None:
    assert day(date(2026, 7, 3)) == "周五 7月3日"
    assert day(date(2025, 7, 3)) == "2025年7月3日"
    assert hour(NOW) == "周三 7月1日 12:00"
    with translation.override("en"):
        assert day(date(2026, 7, 3)) == "Fri 3 July"
    assert day(None) == ""


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (timedelta(seconds=5), "刚刚"),
        (timedelta(minutes=5), "5 分钟前"),
        (timedelta(hours=3), "3 小时前"),
        (timedelta(hours=13), "昨天"),
        (timedelta(days=3), "3 天前"),
        (timedelta(days=40), "周五 5月22日"),
        (timedelta(minutes=-5), "刚刚"),
    ],
)
def test_how_long_ago(past: timedelta, words: str) -> None:
    assert f">{words}</time>" in ago(NOW - past)


def test_working_days_left() -> None:
    assert left(2) == "还剩 2 个工作日"
    assert left(0) == "今天到期"
    assert left(-3) == "超 3 个工作日"
    with translation.override("en"):
        assert left(1) == "1 working day left"


def test_figures_and_shares() -> None:
    assert [figure(n) for n in (None, 0, 1234567, 12.34)] == ["—", "0", "1,234,567", "12.3"]
    assert [percent(n) for n in (None, 0, 0.001, 0.5, 0.996, 1)] == ["—", "0%", "<1%", "50%", ">99%", "100%"]


def test_a_bar_with_its_interval_and_count() -> None:
    drawn = bar(0.5, 0.25, 0.75, 12)
    assert 'width="50%"' in drawn
    assert 'x1="25%" x2="75%"' in drawn
    assert "25% 到 75%，共 12 件" in drawn
    assert "style=" not in drawn


def test_too_few_answers_are_no_bar() -> None:
    assert bar(None) == '<span class="few">数量还太少</span>'
    assert bar(None, count=8) == '<span class="few">数量还太少（8 件）</span>'


def test_sentences_are_parted_as_the_language_parts_them() -> None:
    assert gap() == ""
    assert problem("预算", "这一项要填。") == "预算：这一项要填。"
    assert problem("在哪儿？", "请写上。") == "在哪儿？请写上。"
    with translation.override("en"):
        assert gap() == " "
        assert problem("Budget", "is missing") == "Budget: is missing"
        assert problem("Where?", "Write it.") == "Where? Write it."


def test_a_date_stays_on_one_line() -> None:
    assert keep("7月3日") == '<span class="keep">7月3日</span>'
    assert keep("") == ""


@pytest.mark.parametrize("key", sorted(STATES))
def test_a_state_is_word_and_shape(key: str) -> None:
    shown = state(key)
    assert str(STATES[key].word) in shown
    assert f"#{STATES[key].shape}" in shown


def test_a_state_says_what_the_page_says() -> None:
    assert "交给了县水利局" in state("assigned", "交给了县水利局")


def test_an_unknown_state_is_an_error() -> None:
    with pytest.raises(KeyError):
        state("lost")


def test_words_of_residents_are_escaped() -> None:
    assert "<b>" not in state("received", "<b>")


def test_the_open_page_is_marked() -> None:
    context = {"request": SimpleNamespace(path="/office/morning/")}
    assert here(context, "/office/morning/")
    assert here(context, "/office/")
    assert not here(context, "/office/", "/office/morning/")
    assert not here(context, "/")


def test_a_name_in_the_readers_language() -> None:
    area = SimpleNamespace(name="城关镇", name_en="Chengguan")
    assert named(area) == "城关镇"
    with translation.override("en"):
        assert named(area) == "Chengguan"
        assert named(SimpleNamespace(name="城关镇", name_en="")) == "城关镇"


def test_tags_need_no_load() -> None:
    assert "#say" in Template('{% icon "say" %}').render(Context())


def test_what_is_fixed_is_written_once_for_each_language() -> None:
    template = engines["django"].from_string("{% load i18n %}{% fixed %}<b>{% translate 'Desk' %}</b>{% endfixed %}")
    with translation.override("en"):
        first, again = template.render(), template.render()
    with translation.override("zh-hans"):
        chinese = template.render()
    assert (first, again) == ("<b>Desk</b>", "<b>Desk</b>")
    assert chinese not in {first, ""}


@pytest.mark.parametrize(
    "inside", ["{{ name }}", "{% if yes %}{{ name|upper }}{% endif %}", "{% translate 'a' %}{{ a.b }}"]
)
def test_a_fact_of_the_page_is_never_fixed(inside: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="not the same on every page"):
        engines["django"].from_string("{% load i18n %}{% fixed %}" + inside + "{% endfixed %}")


def test_nothing_of_the_page_gets_into_what_is_fixed() -> None:
    template = engines["django"].from_string("{% fixed %}{% if name %}yes{% else %}no{% endif %}{% endfixed %}")
    assert template.render({"name": "x"}) == "no"


def test_a_page_by_name_or_nothing() -> None:
    template = engines["django"].from_string("{% page 'queue' %}|{% page 'no_such_page' %}")
    assert template.render() == "/office/queue/|"
