"""A resident tells, a clerk hands it out, a department answers, the resident judges, the public board changes."""

import pytest
from playwright.sync_api import Page, expect

from huiyin.hear.models import Case, Message
from huiyin.people.rules import Role
from tests import make
from tests.journeys.conftest import Screen, sign_in, tell, work

WORDS = "村口自来水停了三天\n老人挑不动水，孩子没水洗脸，请来看看柳树村的水管。"


@pytest.fixture
def office() -> None:
    make.office()
    make.account(Role.CLERK, username="clerk")
    make.account(Role.HANDLER, department="water", username="water")


@pytest.mark.usefixtures("office")
def test_a_complaint_travels_the_whole_way(phone: Page, screen: Screen) -> None:
    code = tell(phone, WORDS)
    work()

    # the clerk signs in and hands it to the water bureau, by keyboard alone
    desk = screen()
    sign_in(desk, "clerk")
    desk.wait_for_url("**/office/queue/")
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("text=老人挑不动水")

    # the help names each key once
    desk.keyboard.press("?")
    keys = desk.locator("[data-keys] kbd").all_inner_texts()
    assert "a" in keys
    assert len(keys) == len(set(keys))
    desk.keyboard.press("Escape")

    # a bureau that does not exist is refused, and the writer is put where it was written
    desk.keyboard.press("a")
    desk.keyboard.type("没有这个局")
    desk.keyboard.press("Enter")
    expect(desk.locator("#assign .wrong")).to_be_visible()
    expect(desk.locator("#assign input[name=department]")).to_be_focused()
    desk.keyboard.press("Control+A")
    desk.keyboard.type("水利局")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-tone=done]").first).to_contain_text("水利局")
    case = Case.objects.get()
    assert (case.state, case.department.code if case.department else "") == ("assigned", "water")

    # the resident sees who has it and until when
    phone.goto(f"/m/{code}/")
    expect(phone.locator("main")).to_contain_text("水利局")

    # the department answers: solved
    water = screen("water")
    water.goto(f"/office/cases/{case.pk}/")
    water.fill("textarea[name=text]", "柳树村的水管昨天换好了，今天上午已经通水。还有问题请打 12345。")
    water.check("input[name=ending][value=solved]")
    water.fill("[name=basis]", "《农村供水条例》第二十条")
    water.click("[data-key=s]")
    expect(water.locator("[data-tone=done]").first).to_be_visible()
    work()

    # the resident reads it and says: solved
    phone.goto(f"/m/{code}/")
    expect(phone.locator("main")).to_contain_text("已经通水")
    phone.check("input[name=level][value='5']")
    phone.check("input[name=solved][value=yes]")
    phone.click("#rate button[type=submit]")
    work()
    case.refresh_from_db()
    assert case.state == "solved"

    # everybody can read it, and the board counts it
    phone.goto(f"/cases/{case.pk}/")
    expect(phone.locator("main")).to_contain_text("已经通水")
    phone.goto("/board/")
    expect(phone.locator("main")).to_contain_text("水利局")
    assert Message.objects.count() == 1


@pytest.mark.usefixtures("office")
def test_not_solved_brings_it_back(phone: Page, screen: Screen) -> None:
    code = tell(phone, WORDS)
    work()
    case = Case.objects.get()
    make.answered(case)
    work()
    phone.goto(f"/m/{code}/")
    phone.check("input[name=level][value='1']")
    phone.check("input[name=solved][value=no]")
    phone.click("#rate button[type=submit]")
    case.refresh_from_db()
    assert (case.state, case.reopened) == ("reopened", 1)
    desk = screen("clerk")
    desk.goto("/office/queue/?state=reopened")
    expect(desk.locator("main")).to_contain_text("村口自来水停了三天")
