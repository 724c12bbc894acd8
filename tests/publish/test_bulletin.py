"""What a bulletin counts: equality on small made tables."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.hear.refusals import Refused
from huiyin.hear.rules import Kind
from huiyin.hear.sheets import Row
from huiyin.methods.deadlines import working_days_between
from huiyin.publish.bulletin import quote_of, summarise
from huiyin.publish.bulletin_answers import (
    Answers,
    DepartmentLine,
    WorkingDays,
    answers_of,
    calendar_of,
    department_lines,
)
from huiyin.publish.bulletin_parts import Bulletin, Copies, Quote, Share, Waiting, When
from huiyin.publish.bulletin_trend import Trend, trend_of
from huiyin.publish.bulletin_words import percent

CHINA = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2024, 3, 4, 9, tzinfo=CHINA)


def row(line: int, text: str = "路灯不亮", **cells: Any) -> Row:
    return Row(line=line, text=text, **cells)


def of(lines: Iterable[Row | Refused], *fields: str) -> Bulletin:
    return summarise(lines, source="来信.csv", columns={name: name for name in ("text", *fields)})


# Totals


def test_lines_are_messages_repeated_or_refused() -> None:
    refused = Refused(4, "no_text", {}, {})
    twice = [row(2, external_id="7"), row(3, external_id="7")]
    found = of([*twice, refused, row(5, external_id="8"), row(6, "停水", external_id="7")])
    assert (found.lines, found.total, found.repeated, found.refused) == (5, 3, 1, (("no_text", 1),))


@given(st.lists(st.sampled_from(["refused", "a", "b", "c"]), max_size=20))
def test_totals_add_up(kinds: list[str]) -> None:
    lines = [
        Refused(at, "no_text", {}, {}) if kind == "refused" else row(at, kind, external_id=kind)
        for at, kind in enumerate(kinds)
    ]
    found = of(lines)
    assert found.lines == len(lines) == found.total + found.repeated + found.refused_lines


def test_nothing_is_said_of_what_the_file_does_not_tell() -> None:
    found = of([row(2), row(3, "停水三天了")])
    assert (found.kinds, found.categories, found.places, found.answers, found.waiting) == (None,) * 5
    assert (found.issues, found.words, found.departments) == ((), (), ())
    assert found.when == When(None, None, None, 0, None)


def test_no_message_at_all() -> None:
    assert of([]).total == 0


# Shares


def test_categories_and_kinds() -> None:
    categories = ["道路", "道路", "供水", "", "供水", "道路"]
    kinds = [Kind.REQUEST, Kind.REQUEST, Kind.QUESTION, Kind.WRONGDOING, None, Kind.REQUEST]
    rows = [row(at, category=c, kind=k) for at, (c, k) in enumerate(zip(categories, kinds, strict=True))]
    found = of(rows, "category", "kind")
    assert found.categories == Share((("道路", 3), ("供水", 2)), missing=1)
    assert found.kinds == Share((("request", 3), ("question", 1)), missing=2)


def test_titles_chosen_from_a_list_stand_for_categories() -> None:
    rows = [row(at, f"message {at}", title=("Pothole", "Graffiti", "Pothole")[at % 3]) for at in range(60)]
    assert of(rows, "title").categories == Share((("Pothole", 40), ("Graffiti", 20)), 0, "title")


def test_places_come_from_the_column_the_address_or_the_words() -> None:
    column = of([row(1, place="南门"), row(2, place="北门"), row(3, place="南门")], "place").places
    address = of([row(1, address="1 A St, Brooklyn"), row(2, address="2 B St, Queens")], "address").places
    words = of([row(at, f"{('A1区', 'A2区')[at % 2]}的路灯不亮") for at in range(8)]).places
    assert column == Share((("南门", 2), ("北门", 1)), 0, "column")
    assert address == Share((("Brooklyn", 1), ("Queens", 1)), 0, "address")
    assert words == Share((("A1区", 4), ("A2区", 4)), 0, "words")


# When


def test_a_month_by_days_with_its_empty_days() -> None:
    found = trend_of([date(2024, 1, 1), date(2024, 1, 3), date(2024, 1, 3)])
    assert found == Trend("day", ((date(2024, 1, 1), 1), (date(2024, 1, 2), 0), (date(2024, 1, 3), 2)))
    assert (found.peak, found.usual) == ((date(2024, 1, 3), 2), 1.0)


@pytest.mark.parametrize(
    ("last", "step", "count"),
    [(date(2024, 3, 20), "week", 12), (date(2025, 1, 1), "month", 13), (date(2034, 1, 1), "year", 11)],
)
def test_longer_times_by_longer_steps(last: date, step: str, count: int) -> None:
    found = trend_of([date(2024, 1, 1), last])
    assert found is not None
    assert (found.step, len(found.points)) == (step, count)


def test_a_few_much_earlier_messages_are_left_out_and_said() -> None:
    days = [date(2009, 1, 1), *(date(2024, 1, 1) + timedelta(days=at % 20) for at in range(150))]
    found = trend_of(days)
    assert found is not None
    assert (found.step, found.earlier, sum(n for _, n in found.points)) == ("day", 1, 150)


@given(st.lists(st.dates(date(1990, 1, 1), date(2030, 1, 1)), max_size=40))
def test_the_trend_counts_every_day_once(days: list[date]) -> None:
    found = trend_of(days)
    if found is not None:
        assert sum(count for _, count in found.points) + found.earlier == len(days)


def test_one_day_has_no_trend() -> None:
    assert trend_of([date(2024, 1, 1)] * 3) is None


# Answers


@given(st.dates(date(2019, 1, 1), date(2024, 12, 31)), st.integers(0, 300), st.booleans())
def test_working_days_as_the_deadlines_count_them(start: date, length: int, holidays: bool) -> None:
    end = start + timedelta(days=length)
    found = WorkingDays(start, end, holidays=holidays).between(start, end)
    own = {} if holidays else {start + timedelta(days=n): (start + timedelta(days=n)).weekday() < 5 for n in range(301)}
    assert found == working_days_between(start, end, own=own)


def answered(line: int, days: int, **cells: Any) -> Row:
    return row(line, said_at=MONDAY, reply="已办", reply_at=MONDAY + timedelta(days=days), **cells)


def test_answer_times_in_working_days() -> None:
    rows = [answered(1, 0), answered(2, 1), answered(3, 7), answered(4, 28), row(5, said_at=MONDAY)]
    found = answers_of(rows, calendar_of(rows))
    assert found == Answers(total=5, answered=4, days=(0, 1, 5, 20), holidays=True)
    assert (found.median, found.within(5), found.within(15)) == (3.0, 3, 3)
    assert found.bars == (1, 1, 1, 0, 0, 1, 0, 0)


def test_an_answer_older_than_its_message_has_no_time() -> None:
    rows = [answered(1, -3)]
    assert answers_of(rows, calendar_of(rows)) == Answers(1, 1, (), holidays=True)


def test_departments_show_times_only_from_ten_answers() -> None:
    rows = [answered(at, 1, department="水利局") for at in range(10)] + [answered(11, 1, department="交通局")]
    assert department_lines(rows, calendar_of(rows)) == (
        DepartmentLine("水利局", 10, 10, 10, 1.0, 10),
        DepartmentLine("交通局", 1, 1, 1, None, None),
    )


def test_who_waits_longest_as_of_the_last_day_in_the_file() -> None:
    rows = [
        row(2, "三月的事", said_at=MONDAY, external_id="a"),
        row(3, "一月的事", said_at=MONDAY - timedelta(days=60)),
        row(4, "办完了", said_at=MONDAY - timedelta(days=90), status="已办结"),
        answered(5, 8),
        row(6, "没有日期"),
    ]
    found = of(rows, "said_at", "reply", "status").waiting
    assert found is not None
    january = Quote("3", "一月的事", (MONDAY - timedelta(days=60)).date())
    assert (found.count, found.late) == (3, 1)
    assert [quote for quote, _ in found.oldest] == [january, Quote("a", "三月的事", MONDAY.date())]
    assert found.oldest[1][1] == 6


def test_everyone_answered() -> None:
    assert of([answered(2, 1)], "reply").waiting == Waiting(0, 0, ())


# Issues and copies


def test_messages_about_one_thing_become_an_issue() -> None:
    mixer = [f"丽江新城小区旁边的搅拌站夜里噪音大,粉尘也大,第{at}次反映" for at in range(6)]
    rest = ["孩子入学需要哪些材料", "公积金怎么提取", "养老金什么时候调整", "请问医保怎么转移", "想加装电梯找谁"]
    rows = [row(at, text, said_at=MONDAY + timedelta(days=at), up=1) for at, text in enumerate(mixer + rest)]
    [issue] = of(rows, "said_at", "up").issues
    assert (issue.rank, issue.count, issue.support) == (1, 6, 6)
    assert (issue.first, issue.last) == (MONDAY.date(), MONDAY.date() + timedelta(days=5))
    assert "搅拌站" in issue.title


def test_copies_word_for_word() -> None:
    long = "南门路的路灯从上个月起就不亮了,晚上走路看不见,请修一修。"
    found = of([row(2, long), row(3, long), row(4, "停水"), row(5, "停水"), row(6, long + "!")])
    assert found.copies == Copies(2, ((Quote("2", long, None), 3),))


def test_a_forms_own_sentence_is_nobodys_message() -> None:
    rows = [row(at, "This request was submitted without a description.", title=f"Kind {at}") for at in range(9)]
    found = of(rows, "title")
    assert (found.issues, found.copies) == ((), Copies(0, ()))


# Words


def test_a_quote_holds_no_personal_data() -> None:
    shown = quote_of(row(2, "我叫王小明,电话13812345678,请修路灯", title="路灯")).text
    assert "王小明" not in shown
    assert "13812345678" not in shown
    assert shown.startswith("路灯。")


@given(st.text(max_size=400), st.integers(20, 200))
def test_a_quote_is_one_short_line(text: str, length: int) -> None:
    shown = quote_of(row(2, text), length).text
    assert len(shown) <= length
    assert "\n" not in shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(1, 3, "33%"), (0, 3, "0%"), (3, 3, "100%"), (1, 1000, "<1%"), (999, 1000, ">99%"), (0, 0, "—")],
)
def test_a_share_is_never_rounded_to_none_or_all(part: int, whole: int, shown: str) -> None:
    assert percent(part, whole) == shown
