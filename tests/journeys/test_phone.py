"""The resident's whole way on a small telephone without JavaScript, in 中文 and in English."""

import pytest
from playwright.sync_api import Page, expect

from huiyin.handle.actions import ask
from huiyin.hear.models import Case, Message
from tests import make
from tests.journeys.conftest import code_on, overflow, work

WORDS = {
    "zh-hans": ("村口的路灯坏了两个星期，孩子放学看不见路。", "就在小学门口那一盏。", "路灯"),
    "en": ("The street lamp at our village gate has been out for two weeks.", "The one by the school.", "lamp"),
}


def looked_at(page: Page) -> None:
    """Nothing is wider than the screen, and what is touched is large enough: 24 px at least."""
    assert overflow(page) == 0, page.url
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, select, summary, .input, .choice, .check, nav a, main li a")]
        .map((e) => [e.getBoundingClientRect(), e]).filter(([box]) => box.width && Math.min(box.width, box.height) < 24)
        .map(([box, e]) => `${e.outerHTML.slice(0, 80)} ${Math.round(box.width)}×${Math.round(box.height)}`)"""
    )
    assert small == [], page.url


def choose_language(page: Page, language: str) -> None:
    """By the link in the header, as a resident would."""
    page.goto("/")
    if language != "zh-hans":
        page.click(f".lang a[hreflang={language}]")
    expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_whole_way_without_javascript(phone: Page, language: str) -> None:
    make.office()
    words, more, search = WORDS[language]

    # say it: first the words on the home page, then the rest; a page sent without words says what is missing
    choose_language(phone, language)
    looked_at(phone)
    phone.click("main form button[type=submit] >> nth=0")
    phone.click("main form button[type=submit]")
    expect(phone.locator("#errors")).to_be_visible()
    phone.click(".brand")
    phone.fill("#text", words)
    phone.click("main form button[type=submit] >> nth=0")
    expect(phone.locator("textarea[name=text]")).to_have_value(words)
    phone.fill("input[name=place]", "柳树村")
    looked_at(phone)
    phone.click("main form button[type=submit]")
    code = code_on(phone)
    looked_at(phone)
    work()
    case = Case.objects.get()
    ask(by="test", case=case, question="是哪一盏？")

    # follow it: by the code that was written down, with spaces and small letters
    phone.goto("/track/")
    phone.fill("input[name=code]", "K7QF-0000")
    phone.click("main form button[type=submit]")
    expect(phone.locator("#code-error")).to_be_visible()
    phone.fill("input[name=code]", code.lower().replace("-", " "))
    phone.click("main form button[type=submit]")
    expect(phone.locator("main")).to_contain_text("是哪一盏")
    looked_at(phone)
    phone.fill("#add textarea", more)
    phone.click("#add button")
    expect(phone.locator("main")).to_contain_text(more)
    assert Message.objects.count() == 2

    # judge the answer
    case.refresh_from_db()
    make.answered(case)
    work()
    phone.reload()
    looked_at(phone)
    phone.check("input[name=level][value='4']")
    phone.check("input[name=solved][value=yes]")
    phone.fill("#rate textarea", more)
    phone.click("#rate button[type=submit]")
    expect(phone.locator("#rate h2")).to_be_visible()  # what was said stands there
    work()

    # look around: find it, read it, and come to the board
    phone.goto("/around/")
    phone.fill("input[name=q]", search)
    phone.click("[role=search] button")
    looked_at(phone)
    phone.click(".line h3 a")
    expect(phone.locator("main .said").first).to_contain_text(words[:12])
    looked_at(phone)
    phone.goto("/board/")
    looked_at(phone)
