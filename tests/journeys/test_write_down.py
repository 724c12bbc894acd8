"""Somebody without a telephone of their own comes to the counter, and goes home with a code."""

from playwright.sync_api import Page, expect

from huiyin.hear.models import Message
from huiyin.hear.rules import Channel
from huiyin.people.rules import Role
from tests import make
from tests.journeys.conftest import Screen, code_on, work

WORDS = "柳树村卫生室上个月关了门，老人拿药要走八里路。"


def test_who_comes_to_the_counter_is_heard(screen: Screen, phone: Page) -> None:
    make.office()
    make.account(Role.CLERK, username="clerk")
    desk = screen("clerk")
    desk.goto("/office/queue/")
    desk.keyboard.press("n")
    desk.check("input[name=channel][value=walk_in]")
    desk.fill("textarea[name=text]", WORDS)
    desk.fill("input[name=place]", "柳树村")
    desk.check("input[name=consent][value=public]")
    desk.click("main form button[type=submit]")
    code = code_on(desk)
    expect(desk.locator("[data-print]")).to_be_visible()
    assert code not in desk.url
    assert Message.objects.get().channel == Channel.WALK_IN
    work()

    # a neighbour's old telephone, without scripts
    phone.goto("/track/")
    phone.fill("input[name=code]", code)
    phone.click("main form button[type=submit]")
    expect(phone.locator("main")).to_contain_text(WORDS)

    desk.click("main a[href^='/office/cases/']")
    expect(desk.locator("#case-title")).to_be_visible()
