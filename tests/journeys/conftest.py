"""A real browser (Debian's chromium) before the real pages; the worker's jobs are run when a story needs them."""

import os
import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from huiyin.ledger.worker import run_all
from huiyin.people.models import Account

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1440, "height": 900}
PATIENCE = 60_000
"""Milliseconds: a busy machine is slow, not wrong."""

PASSWORD = "correct horse battery"

expect.set_options(timeout=PATIENCE)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright keeps an event loop in this thread


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        if os.environ.get("HUIYIN_BROWSER") == "needed":
            pytest.fail("chromium is missing: apt-get install chromium")
        pytest.skip("no chromium here: apt-get install chromium to walk the journeys")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield found
        found.close()


def _context(
    browser: Browser, server: object, language: str, *, viewport: ViewportSize, scripts: bool = True
) -> BrowserContext:
    context = browser.new_context(
        base_url=str(server), viewport=viewport, java_script_enabled=scripts,
        locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce",
    )  # fmt: skip
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": str(server)}])
    return context


@pytest.fixture
def phone(browser: Browser, live_server: object) -> Iterator[Page]:
    """A resident's small telephone without JavaScript, in 中文."""
    context = _context(browser, live_server, "zh-hans", viewport=PHONE, scripts=False)
    yield context.new_page()
    context.close()


Screen = Callable[..., Page]


@pytest.fixture
def screen(browser: Browser, live_server: object) -> Iterator[Screen]:
    """`screen("clerk")` is the screen of the person of this name, who has signed in; `screen()` is a stranger's."""
    opened: list[BrowserContext] = []

    def new(username: str = "", *, language: str = "zh-hans") -> Page:
        context = _context(browser, live_server, language, viewport=DESK)
        opened.append(context)
        if username:
            client = Client()
            client.force_login(Account.objects.get(username=username))
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": str(live_server)}])
        return context.new_page()

    yield new
    for context in opened:
        context.close()


def work() -> None:
    """The worker does what is due."""
    run_all()


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Sign in at the office's door."""
    page.goto("/office/sign-in/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")


def tell(page: Page, text: str, *, kind: str = "request", place: str = "柳树村", consent: str = "public") -> str:
    """Send a message by hand; return the tracking code."""
    page.goto("/tell/")
    page.check(f"input[name=kind][value={kind}]")
    page.fill("textarea[name=text]", text)
    page.fill("input[name=place]", place)
    page.check(f"input[name=consent][value={consent}]")
    page.click("main form button[type=submit]")
    return code_on(page)


def code_on(page: Page) -> str:
    """The tracking code as it stands on the page."""
    code = re.sub(r"\s", "", page.inner_text("#code"))
    assert re.fullmatch(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]", code)
    return code


def tab_to(page: Page, selector: str, most: int = 200) -> None:
    """Walk with the tabulator until the focus is on what the selector names."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"the tabulator never comes to {selector}")


RUN_AXE = """async (tags) => {
  const found = await axe.run({ runOnly: tags, resultTypes: ["violations"], preload: false });
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 120)}`));
}"""
"""Style sheets are not read once more (`preload`), and only what is wrong is handed over: half the time."""


def barriers(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA on the page as it stands."""
    page.evaluate(Axe().axe_script)
    found: list[str] = page.evaluate(RUN_AXE, ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    return found


def overflow(page: Page) -> int:
    """How many pixels of the page lie beyond the edge of the screen."""
    page.wait_for_load_state()  # between two pages there is nothing to measure
    page.locator("main").wait_for()
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide
