"""A resident tells, a clerk hands it out, a department answers, the resident judges, the public board changes."""

import re

import pytest
from playwright.sync_api import Page, expect

from huiyin.hear.models import Case, Message
from huiyin.people.rules import Role
from tests import make
from tests.journeys.conftest import barriers, sign_in, work

WORDS = "村口自来水停了三天\n老人挑不动水,孩子没水洗脸,请来看看柳树村的水管。"


def tell(page: Page, server: str, text: str = WORDS) -> str:
    """Send a public message by hand; return the tracking code."""
    page.goto(f"{server}/tell/")
    page.check("input[name=kind][value=request]")
    page.fill("textarea[name=text]", text)
    page.fill("input[name=place]", "柳树村")
    page.check("input[name=consent][value=public]")
    page.click("main form button[type=submit]")
    code = re.sub(r"\s", "", page.inner_text("#code"))
    assert re.fullmatch(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]", code)
    return code


@pytest.fixture
def office() -> None:
    make.office()
    make.account(Role.CLERK, username="clerk")
    make.account(Role.HANDLER, department="water", username="water")
    make.account(Role.LEADER, username="leader")


@pytest.mark.usefixtures("office")
def test_a_complaint_travels_the_whole_way(phone: Page, desk: Page, second_desk: Page, live_server: object) -> None:
    server = str(live_server)
    code = tell(phone, server)
    work()

    # the clerk hands it to the water bureau, by keyboard alone
    sign_in(desk, server, "clerk")
    desk.goto(f"{server}/office/queue/")
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("text=老人挑不动水")
    desk.keyboard.press("a")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-tone=done]").first).to_contain_text("水利局")
    case = Case.objects.get()
    assert (case.state, case.department.code if case.department else "") == ("assigned", "water")

    # the resident sees who has it and until when
    phone.goto(f"{server}/m/{code}/")
    expect(phone.locator("main")).to_contain_text("水利局")

    # the department answers: solved
    sign_in(second_desk, server, "water")
    second_desk.goto(f"{server}/office/cases/{case.pk}/")
    second_desk.fill("textarea[name=text]", "柳树村的水管昨天换好了,今天上午已经通水。还有问题请打 12345。")
    second_desk.check("input[name=ending][value=solved]")
    second_desk.fill("[name=basis]", "《农村供水条例》第二十条")
    second_desk.click("[data-key=s]")
    expect(second_desk.locator("[data-tone=done]").first).to_be_visible()
    work()

    # the resident reads it and says: solved
    phone.goto(f"{server}/m/{code}/")
    expect(phone.locator("main")).to_contain_text("已经通水")
    phone.check("input[name=level][value='5']")
    phone.check("input[name=solved][value=yes]")
    phone.click("#rate button[type=submit]")
    work()
    case.refresh_from_db()
    assert case.state == "solved"

    # everybody can read it, and the board counts it
    phone.goto(f"{server}/cases/{case.pk}/")
    expect(phone.locator("main")).to_contain_text("已经通水")
    phone.goto(f"{server}/board/")
    expect(phone.locator("main")).to_contain_text("水利局")
    assert Message.objects.count() == 1


@pytest.mark.usefixtures("office")
def test_not_solved_brings_it_back(phone: Page, desk: Page, live_server: object) -> None:
    server = str(live_server)
    code = tell(phone, server)
    work()
    case = Case.objects.get()
    make.answered(case)
    work()
    phone.goto(f"{server}/m/{code}/")
    phone.check("input[name=level][value='1']")
    phone.check("input[name=solved][value=no]")
    phone.click("#rate button[type=submit]")
    case.refresh_from_db()
    assert (case.state, case.reopened) == ("reopened", 1)
    sign_in(desk, server, "clerk")
    desk.goto(f"{server}/office/queue/?state=reopened")
    expect(desk.locator("main")).to_contain_text("村口自来水停了三天")


PAGES = ["/", "/tell/", "/tell/wrongdoing/", "/track/", "/around/", "/board/", "/figures/", "/projects/", "/contact/"]


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_have_no_barriers(phone: Page, desk: Page, live_server: object, language: str) -> None:
    server = str(live_server)
    tell(phone, server)
    work()
    desk.goto(f"{server}/lang/{language}/")
    found = {}
    for path in [*PAGES, f"/cases/{Case.objects.get().pk}/"]:
        desk.goto(f"{server}{path}")
        found[path] = barriers(desk)
    sign_in(desk, server, "clerk")
    for path in ["/office/queue/", f"/office/cases/{Case.objects.get().pk}/", "/office/morning/"]:
        desk.goto(f"{server}{path}")
        found[path] = barriers(desk)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
