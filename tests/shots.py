"""Pictures of every page of the demo county, at three widths, in both languages, on one sheet to look at.

    python -m tests.shots [--address http://127.0.0.1:8000] [--to var/shots] [PAGE …]

`make up` runs beside it. One message is sent, so that there is a tracking page to look at.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import product
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as NotReached

PASSWORD: Final = "wanghe-demo"
CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser") or ""
WIDTHS: Final = (360, 768, 1440)
LANGUAGES: Final = {"zh-hans": "zh-CN", "en": "en-GB"}
TOLD: Final = "第一小学门口的路灯坏了三盏，孩子放学时天已经黑了，请尽快修一修。"

PAGES: Final[Mapping[str, Mapping[str, str]]] = {
    "": {
        "home": "/", "tell": "/tell/", "wrongdoing": "/tell/wrongdoing/", "track": "/track/", "around": "/around/",
        "found": "/around/?q=水", "case": "/around/ a[href^='/cases/']", "board": "/board/", "figures": "/figures/",
        "projects": "/projects/", "project": "/projects/ main h3 a", "contact": "/contact/",
        "accessibility": "/accessibility/", "sign-in": "/office/sign-in/",
    },
    "clerk": {
        "queue": "/office/queue/", "office-case": "/office/queue/ .lines a, main a[href^='/office/cases/']",
        "import": "/office/import/", "write-down": "/office/new/",
    },
    "water": {"handler": "/office/queue/"},
    "discipline": {"closed-road": "/office/queue/"},
    "leader": {"morning": "/office/morning/"},
    "admin": {"set-up": "/office/set-up/", "password": "/office/password/"},
}  # fmt: skip
"""By who looks ("" is everybody) the address of each page, or one and the link there that leads to it."""


def contexts(browser: Browser, address: str, who: str) -> Iterator[tuple[BrowserContext, str, int]]:
    """A browser of this person's for each language and width."""
    for (language, locale), width in product(LANGUAGES.items(), WIDTHS):
        context = browser.new_context(
            base_url=address, viewport={"width": width, "height": 900}, locale=locale, timezone_id="Asia/Shanghai"
        )
        if who:
            sign_in(context.new_page(), who)
        yield context, language, width
        context.close()


def sign_in(page: Page, who: str) -> None:
    """Come in as a person of the demo county."""
    page.goto("/office/sign-in/")
    page.fill("input[name=username]", who)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.close()


def go(page: Page, where: str) -> None:
    """Open an address, and follow the link there if one is named."""
    address, _, link = where.partition(" ")
    page.goto(address)
    if link:
        page.goto(page.locator(link).first.get_attribute("href") or address)
    page.wait_for_load_state("networkidle")


def tracked(browser: Browser, address: str) -> str:
    """Send a message; the address of its way."""
    page = browser.new_page(base_url=address)
    page.goto("/tell/")
    page.check("input[name=kind][value=request]")
    page.fill("textarea[name=text]", TOLD)
    page.check("input[name=consent][value=public]")
    page.click("main form button[type=submit]")
    return page.get_attribute("main a[href^='/m/']", "href") or ""


def taken(browser: Browser, address: str, to: Path, wanted: Sequence[str]) -> list[Path]:
    """All pictures, or those of the pages that are wanted."""
    pages = {who: dict(of) for who, of in PAGES.items()}
    if not wanted or "my-message" in wanted:
        pages[""]["my-message"] = tracked(browser, address)
    files = []
    for who, of in pages.items():
        chosen = {name: where for name, where in of.items() if not wanted or name in wanted}
        for context, language, width in contexts(browser, address, who) if chosen else ():
            for name, where in chosen.items():
                page = context.new_page()
                go(page, where)
                files.append(to / f"{name}-{language}-{width}.png")
                page.screenshot(path=files[-1], full_page=True)
                page.close()
    return files


def sheet(files: Sequence[Path]) -> str:
    """All pictures on one page."""
    lines = (f'<a href="{escape(f.name)}"><img src="{escape(f.name)}" alt="{escape(f.stem)}"></a>' for f in files)
    style = "img { width: 24%; max-height: 60vh; object-fit: cover; object-position: top; border: 1px solid #ccc }"
    return f'<!doctype html><meta charset="utf-8"><title>Huiyin</title><style>{style}</style>{"".join(lines)}'


def main() -> None:
    """Take the pictures, and say where they lie."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--to", type=Path, default=Path("var/shots"))
    names = " ".join(name for of in PAGES.values() for name in of)
    parser.add_argument("pages", nargs="*", metavar="PAGE", help=f"only these: {names} my-message")
    given = parser.parse_args()
    if not CHROMIUM:
        parser.exit(1, "chromium is missing: apt-get install chromium\n")
    given.to.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        try:
            files = taken(browser, given.address, given.to, given.pages)
        except NotReached as problem:
            parser.exit(1, f"{given.address}: {problem.message.splitlines()[0]}\nIs `make up` running there?\n")
    (given.to / "index.html").write_text(sheet(files), encoding="utf-8")
    sys.stdout.write(f"{len(files)} pictures: {given.to / 'index.html'}\n")


if __name__ == "__main__":
    main()
