"""Questions are answered, suggestions adopted or not, thanks passed on: each kind ends in its own way."""

from playwright.sync_api import Page, expect

from huiyin.handle.actions import assign
from huiyin.handle.models import Outcome
from huiyin.hear.models import Case
from huiyin.hear.rules import State
from huiyin.people.rules import Role
from tests import make
from tests.journeys.conftest import Screen, tell, work


def handed_to_water(phone: Page, text: str, kind: str) -> tuple[Case, str]:
    """A case of this kind with the water bureau, and its sender's code."""
    code = tell(phone, text, kind=kind)
    work()
    case = Case.objects.latest("pk")
    return assign(by="test", case=case, department=make.department("water")), code


def test_each_kind_ends_in_its_own_way(phone: Page, screen: Screen) -> None:
    make.office()
    make.account(Role.HANDLER, department="water", username="water")
    water = screen("water")

    # a question: one box, no outcome to choose
    case, code = handed_to_water(phone, "农村用水一吨多少钱？在哪里交？", "question")
    water.goto(f"/office/cases/{case.pk}/")
    expect(water.locator("input[type=radio][name=ending]")).to_have_count(0)
    water.fill("#answer_text", "一吨 2 元 5 角，每月 10 日前在镇水管站交，也可以用手机交。")
    water.click("[data-key=s]")
    expect(water.locator("#case [data-tone=done]").first).to_be_visible()
    phone.goto(f"/m/{code}/")
    expect(phone.locator("main")).to_contain_text("2 元 5 角")
    expect(phone.locator("main")).to_contain_text("您来评价")

    # a suggestion: adopted in part, which asks for the reason
    case, code = handed_to_water(phone, "建议停水前一天用大喇叭喊一声，再发个短信。", "suggestion")
    water.goto(f"/office/cases/{case.pk}/")
    water.check("input[name=ending][value=partly]")
    water.fill("#answer_text", "大喇叭从下周起就喊。短信要等平台建好，我们放进了明年的计划。")
    water.click("[data-key=s]")
    expect(water.locator("#case .error, #case [role=alert]").first).to_be_visible()
    expect(water.locator("#answer_text")).to_have_value("大喇叭从下周起就喊。短信要等平台建好，我们放进了明年的计划。")
    water.fill("#case [name=reason]", "短信平台今年没有经费。")
    water.click("[data-key=s]")
    expect(water.locator("#case [data-tone=done]").first).to_be_visible()
    assert Outcome.objects.get(case=case).outcome == "partly"
    phone.goto(f"/m/{code}/")
    expect(phone.locator("main")).to_contain_text("短信平台今年没有经费")

    # thanks: passed on, and closed
    case, code = handed_to_water(phone, "谢谢水利局的小陈，下着雨还来给我家修水管。", "thanks")
    water.goto(f"/office/cases/{case.pk}/")
    water.fill("#answer_text", "您的话转给小陈了，他很高兴。")
    water.click("[data-key=s]")
    expect(water.locator("#case [data-tone=done]").first).to_be_visible()
    assert Case.objects.get(pk=case.pk).state == State.CLOSED
    phone.goto(f"/m/{code}/")
    expect(phone.locator("main")).to_contain_text("您的感谢转到了")
