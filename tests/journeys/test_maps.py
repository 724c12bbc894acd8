"""Maps that move: what lies on them leads to the case, and a place can be chosen by keyboard alone."""

from playwright.sync_api import Page, expect

from huiyin.hear.models import Case, Message
from tests import make
from tests.journeys.conftest import Screen, code_on, tab_to, work


def hidden_names(page: Page) -> list[str]:
    """Names of areas over which a point or a group lies."""
    names: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".map-name span")].filter((name) => {
          const box = name.getBoundingClientRect();
          return [...document.querySelectorAll(".map-group, .map-one")].some((dot) => {
            const { left, right, top, bottom } = dot.getBoundingClientRect();
            return left < box.right && right > box.left && top < box.bottom && bottom > box.top;
          });
        }).map((name) => name.textContent)"""
    )
    return names


def test_what_lies_on_the_map_leads_to_the_case(screen: Screen) -> None:
    make.office()
    for text in ("路灯不亮", "井盖丢了", "垃圾没人收"):
        make.case(f"{text}，请来看看。", place="清溪镇", lat=36.5, lon=101.5)
    alone = make.case("班车停了，请来看看。", place="石坪乡", lat=36.45, lon=101.65)
    work()
    page = screen()
    page.goto("/around/")
    expect(page.locator(".map-group")).to_have_text("3")
    expect(page.locator(".map-name")).to_have_count(2)
    assert hidden_names(page) == []
    page.click(".map-one")
    page.wait_for_url(f"**/cases/{alone.pk}/")


def test_a_place_is_chosen_by_keyboard(screen: Screen) -> None:
    make.office()
    page = screen()
    page.goto("/tell/")
    page.fill("textarea[name=text]", "路灯不亮，请来看看。")
    tab_to(page, "[data-map-later] > summary")
    page.keyboard.press("Enter")
    expect(page.locator(".map-name")).to_have_count(2)
    tab_to(page, ".map + button")
    page.keyboard.press("Enter")
    expect(page.locator(".map-pin")).to_be_visible()
    page.click("main form button[type=submit]")
    assert code_on(page)
    message = Message.objects.get()
    assert (message.lat, message.lon) != (None, None)
    assert Case.objects.get().township is not None
