"""What it costs people: a resident with an old telephone on a slow net, a clerk who does this all day.

    python -m benchmarks.people [--stored 3000]

A browser (Debian's chromium) at 360 px, its processor slowed down four times, its net as slow as "slow 3G" (400 ms
there and back, 400 kbit/s), nothing in its cache: bytes and seconds of each public page, and of sending a message
with its receipt (typing takes no time here). Then a clerk at a desk hands out a case by keyboard, each key counted.
The memory is that of all processes of the office after all of this.
"""

import argparse
import shutil
import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks import _office
from benchmarks._yardstick import Yardstick

SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
TEXT = "村口那条路下雨就积水，老人小孩都不好走，去年说要修，到现在也没有人来。麻烦你们来看看。"
PAGES = {
    "first page": "/",
    "tell us": "/tell/",
    "report wrongdoing": "/tell/wrongdoing/",
    "look around": "/around/",
    "search": "/around/?q=停水",
    "board": "/board/",
    "projects": "/projects/",
}


@dataclass
class Meter:
    """What one page moved over the net."""

    bytes: int = 0
    requests: int = 0
    _wire: CDPSession | None = field(default=None, repr=False)

    def watch(self, page: Page) -> None:
        """Count what this page fetches from now on."""
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        wire.send("Network.emulateNetworkConditions", SLOW_3G)
        wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        wire.on("Network.loadingFinished", self._finished)
        self._wire = wire

    def _finished(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])
        self.requests += 1

    def taken(self) -> tuple[int, int]:
        """Bytes and requests since last asked."""
        both = self.bytes, self.requests
        self.bytes = self.requests = 0
        return both


def telephone(browser: Browser, address: str) -> tuple[Page, Meter]:
    """A small telephone on a slow net."""
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 740}, locale="zh-CN")
    context.set_default_timeout(180_000)
    page, meter = context.new_page(), Meter()
    meter.watch(page)
    return page, meter


def page_rows(browser: Browser, address: str) -> list[list[str]]:
    """Bytes, requests and seconds of each page, opened by somebody who was never here."""
    rows = []
    for name, path in PAGES.items():
        page, meter = telephone(browser, address)
        started = time.monotonic()
        page.goto(path, wait_until="load")
        seconds = time.monotonic() - started
        page.wait_for_load_state("networkidle")
        size, requests = meter.taken()
        rows.append([name, f"{size / 1000:.1f}", str(requests), f"{seconds:.1f}"])
        page.context.close()
    return rows


def sending(browser: Browser, address: str) -> list[str]:
    """From the first page to the receipt with its code, and on to the page where the message is followed."""
    page, meter = telephone(browser, address)
    started = time.monotonic()
    page.goto("/")
    page.goto("/tell/")
    page.check("input[name=kind][value=request]")
    page.fill("textarea[name=text]", TEXT)
    page.check("input[name=consent][value=public]")
    page.click("main form button[type=submit]")
    page.wait_for_selector("#code")
    receipt = time.monotonic() - started
    size, _ = meter.taken()
    page.click("main a[href^='/m/']")
    page.wait_for_load_state("load")
    page.context.close()
    return ["tell and receive the code", f"{size / 1000:.1f}", "3 pages", f"{receipt:.1f}"]


def keystrokes(browser: Browser, address: str) -> int:
    """Keys that a clerk presses to hand out one case from the queue to the department that is proposed."""
    page = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900}).new_page()
    page.goto("/office/sign-in/")
    page.fill("input[name=username]", "clerk")
    page.fill("input[name=password]", "wanghe-demo")
    page.click("main button[type=submit]")
    page.goto("/office/queue/?state=received")
    pressed = 0
    for key, wait_for in (("j", None), ("Enter", "**/office/cases/**"), ("a", None), ("Enter", None)):
        page.keyboard.press(key)
        pressed += 1
        if wait_for:
            page.wait_for_url(wait_for)
            page.wait_for_load_state("load")
    page.wait_for_selector("[data-tone=done]")
    page.context.close()
    return pressed


def main() -> None:
    """Run it and print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--stored", type=int, default=_office.BASE)
    given = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        raise SystemExit("chromium is missing: apt-get install chromium")
    with (
        Yardstick() as yardstick,
        _office.copied(_office.prepared(given.stored)) as data,
        _office.served(data) as office,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        address = f"http://{office.host}:{office.port}"
        rows = [*page_rows(browser, address), sending(browser, address)]
        keys = keystrokes(browser, address)
        browser.close()
        memory = office.memory_mb()
    print(f"\n{_office.machine()}; {given.stored:,} messages stored; {yardstick}\n")
    _office.table(["a telephone on slow 3G", "KB", "requests", "seconds"], rows)
    print(f"\nA clerk hands out a case with {keys} keys; the whole office holds {memory:,.0f} MB of memory.")


if __name__ == "__main__":
    main()
