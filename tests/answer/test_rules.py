"""What a writer is shown before sending."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.answer.rules import OFFICIALESE, Check, look_over
from huiyin.answer.words import NOT_WELL, WELL
from huiyin.hear.rules import Kind

GOOD = "您好。师傅昨天到柳树村查了三户,是滤芯堵了。7月3日前换好,换好当天再测一次。依据《村镇供水工程技术规范》第9条。"


def wrong(text: str, kind: str = "request", **more: object) -> set[Check]:
    return {remark.check for remark in look_over(text, kind=kind, **more) if not remark.is_well}  # type: ignore[arg-type]


def test_a_good_answer_passes_every_look() -> None:
    assert wrong(GOOD) == set()
    assert [remark.check for remark in look_over(GOOD, kind="request")] == list(Check)


EMPTY_WORDS = "您的诉求已转相关部门处理,我们高度重视,将尽快处理,感谢您对我们工作的理解。"
NO_DAY = "我们看过现场,路灯的线被挖断了,将由供电所重新接上。费用由施工方出。"
ENGLISH_EMPTY = "Your matter was passed to the relevant department, which will reply in due course."
ENGLISH = (
    "The lamp at 3 Mill Street was cut by the contractor. It will be mended by 3 July at the contractor's cost, "
    "as the Roads Act, section 4, says; you may come and look with us on that day."
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("已处理。", {Check.LENGTH, Check.BASIS}),
        (EMPTY_WORDS, {Check.PLAIN, Check.DATE, Check.BASIS}),
        (NO_DAY, {Check.DATE, Check.BASIS}),
        (ENGLISH_EMPTY, {Check.LENGTH, Check.PLAIN, Check.DATE, Check.BASIS}),
        (ENGLISH, set()),
    ],
)
def test_what_is_found(text: str, found: set[Check]) -> None:
    assert wrong(text) == found


def test_phrases_are_named_to_the_writer() -> None:
    plain = next(r for r in look_over("我们高度重视此事。" + GOOD, kind="request") if r.check == Check.PLAIN)
    assert plain.found == ("高度重视",)
    assert all(wrong(phrase + GOOD) >= {Check.PLAIN} for phrase in OFFICIALESE)


def test_a_rule_named_elsewhere_is_enough_and_suggestions_need_none() -> None:
    text = GOOD.replace("依据《村镇供水工程技术规范》第9条。", "")
    assert wrong(text) == {Check.BASIS}
    assert wrong(text, basis="供水规范第9条") == set()
    assert wrong(text, kind=Kind.SUGGESTION) == set()


def test_a_copy_is_noticed_whatever_the_spaces() -> None:
    assert wrong(GOOD, earlier=[GOOD.replace("。", "。\n")]) == {Check.OWN_WORDS}


@given(st.text(), st.sampled_from(list(Kind)))
def test_any_text_can_be_looked_over(text: str, kind: Kind) -> None:
    remarks = look_over(text, kind=kind, earlier=[text])
    assert {remark.check for remark in remarks} in (set(), set(Check))


def test_every_look_has_its_words() -> None:
    assert set(WELL) == set(NOT_WELL) == set(Check)


def test_full_width_digits_and_signs_are_read() -> None:
    full = (
        "您好\uff0c将于\uff17月\uff13日前换好滤芯\uff0c换好当天再测一次水质\uff0c"
        "结果告诉您\uff1b依据\uff1a《村镇供水工程技术规范》第\uff19条。"
    )
    assert wrong(full) == set()
    assert Check.PLAIN in wrong(full + "\uff08高度重视\uff09")
