"""A clerk joins two cases and takes a message out again, both undone, without touching a mouse."""

from playwright.sync_api import expect

from huiyin.hear.models import Case
from huiyin.people.rules import Role
from tests import make
from tests.journeys.conftest import Screen, tab_to, work

FIRST = "柳树村的自来水停了三天，老人挑不动水，孩子没水洗脸。"
SECOND = "柳树村的自来水停了三天，老人挑不动水，孩子没水做饭。"


def lie_together() -> list[int]:
    """How many messages lie in each open case, fewest first."""
    return sorted(Case.objects.filter(merged_into=None, message_count__gt=0).values_list("message_count", flat=True))


def test_cases_are_joined_and_parted_by_keyboard(screen: Screen) -> None:
    make.office()
    make.account(Role.CLERK, username="clerk")
    first, second = make.case(FIRST, place="柳树村"), make.case(SECOND, place="柳树村")
    work()
    desk = screen("clerk")
    desk.goto(f"/office/cases/{second.pk}/")

    # m: it is the same thing as the other one
    desk.keyboard.press("m")
    expect(desk.locator("#case-title")).to_have_text(Case.objects.get(pk=first.pk).title)
    expect(desk.locator(".message")).to_have_count(2)
    assert lie_together() == [2]
    expect(desk.locator(f"#row-{second.pk}")).to_be_hidden()  # it is no line of the list any more

    # z: it is not
    desk.keyboard.press("z")
    expect(desk.locator("#case [data-key=z]")).to_have_count(0)
    expect(desk.locator(f"#row-{second.pk}")).to_be_visible()
    assert lie_together() == [1, 1]

    # joined once more, by its number
    tab_to(desk, "#merge > summary")
    desk.keyboard.press("Enter")
    tab_to(desk, "#merge input[name=into]")
    desk.keyboard.type(str(second.pk))
    desk.keyboard.press("Enter")
    expect(desk.locator(".message")).to_have_count(2)
    assert lie_together() == [2]

    # one message is taken out, and put back
    tab_to(desk, ".message form button:not([name])")
    desk.keyboard.press("Enter")
    expect(desk.locator("#case [data-key=z]")).to_be_visible()
    expect(desk.locator(".message")).to_have_count(1)
    assert lie_together() == [1, 1]
    desk.keyboard.press("z")
    expect(desk.locator(".message")).to_have_count(2)
    assert lie_together() == [2]
