"""Danger is seen, denied or rehearsed danger is not, and every level has its reasons."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.methods.urgency import Level, urgency


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("楼道里闻到很浓的煤气味", Level.NOW),
        ("天然气管道泄漏了,快来人", Level.NOW),
        ("我活不下去了,明天就去跳楼", Level.NOW),
        ("小孩在变压器旁触电了", Level.NOW),
        ("对面楼着火了", Level.NOW),
        ("村口的老房子塌了,有人被困", Level.NOW),
        ("电梯里困了三个人,被困半小时", Level.NOW),
        ("There is a gas leak in our building", Level.NOW),
        ("ئۆيگە ئوت كەتتى", Level.NOW),
        ("工地拖欠我们工资八个月,要回家过年", Level.SOON),
        ("断水三天了", Level.SOON),
        ("路上井盖丢了", Level.SOON),
        ("We have had no water since Monday", Level.SOON),
        ("公司拖欠工资两个月", Level.TODAY),
        ("小区今晚又停电", Level.TODAY),
        ("飞线充电容易引发火灾", Level.TODAY),
        ("建议办一次触电急救知识讲座", Level.ORDINARY),
        ("请问公积金怎么提取", Level.ORDINARY),
        ("社区组织了消防演练,防止火灾", Level.ORDINARY),
        ("春节前能修好路灯杆上的灯笼吗", Level.ORDINARY),
        ("The library is lovely", Level.ORDINARY),
        ("", Level.ORDINARY),
    ],
)
def test_danger_has_its_level(text: str, level: Level) -> None:
    found = urgency(text)
    assert found.level == level
    assert bool(found.reasons) == (level > Level.ORDINARY)


@given(st.text(max_size=60), st.text(max_size=60))
def test_reasons_are_the_words_of_the_message(before: str, after: str) -> None:
    found = urgency(before + "。着火了!" + after)
    assert found.level == Level.NOW
    assert "着火" in found.reasons
    assert len(found.reasons) <= 5


@pytest.mark.parametrize("piece", ["停水", "火", "没有", "电线", "no ", "\ud800\x00"])
def test_a_megabyte_takes_bounded_time(piece: str) -> None:
    start = time.process_time()
    urgency(piece * (1_000_000 // len(piece)))
    assert time.process_time() - start < 3


def test_full_width_signs_part_words_as_half_width_ones_do() -> None:
    assert urgency("煤气\uff0c没有泄漏").level is urgency("煤气,没有泄漏").level is Level.ORDINARY
    assert urgency("井盖\uff08南门路\uff09丢了\uff01").level is urgency("井盖(南门路)丢了!").level is Level.SOON
    assert urgency("停电\uff13天了\uff01").level is urgency("停电3天了!").level
