"""A real browser (Debian's chromium) before the real pages; the worker's jobs are run when a story needs them."""

import os
import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from huiyin.ledger.worker import run_all

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}

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


def _context(browser: Browser, **how: object) -> BrowserContext:
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **how)  # type: ignore[arg-type]
    context.set_default_timeout(120_000)  # a busy machine is slow, not wrong
    return context


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A resident's small telephone without JavaScript, in 中文."""
    context = _context(browser, viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A clerk's screen."""
    context = _context(browser, viewport=DESK)
    yield context.new_page()
    context.close()


@pytest.fixture
def second_desk(browser: Browser) -> Iterator[Page]:
    """Another person's screen."""
    context = _context(browser, viewport=DESK)
    yield context.new_page()
    context.close()


def work() -> None:
    """The worker does what is due."""
    run_all()


def sign_in(page: Page, server: str, username: str, password: str = "correct horse battery") -> None:
    """Sign in at the office's door."""
    page.goto(f"{server}/office/sign-in/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")


def barriers(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA on the page as it stands."""
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {n['html'][:120]}" for v in found for n in v["nodes"]]
