"""A report of wrongdoing: read by the discipline office alone; for everybody else it does not exist."""

from playwright.sync_api import Page, expect

from huiyin.hear.models import Case
from huiyin.people.rules import Role
from tests import make
from tests.journeys.conftest import Screen, code_on, work

WORDS = "村主任把低保给了自己的弟弟，他家有两台车，名单从来不贴出来。"
MISSING = 987_654


def answer_to(page: Page, path: str) -> tuple[int, str]:
    """Status and words of a page."""
    answer = page.goto(path)
    return (answer.status if answer else 0), page.inner_text("main")


def test_only_the_discipline_office_reads_it(phone: Page, screen: Screen) -> None:
    make.office()
    make.account(Role.HANDLER, department="discipline", username="discipline")
    others = {"clerk": Role.CLERK, "leader": Role.LEADER, "admin": Role.ADMINISTRATOR}
    for name, role in others.items():
        make.account(role, username=name)
    make.account(Role.HANDLER, department="water", username="water")

    # the resident takes the closed road
    phone.goto("/tell/")
    phone.click("a[href='/tell/wrongdoing/']")
    phone.fill("textarea[name=text]", WORDS)
    phone.click("main form button[type=submit]")
    code = code_on(phone)
    work()
    case = Case.objects.get()
    address = f"/office/cases/{case.pk}/"

    # the discipline office finds it in its queue and answers
    discipline = screen("discipline")
    discipline.goto("/office/queue/")
    discipline.click(f"a[data-row][href^='{address}']")
    expect(discipline.locator("#case")).to_contain_text("他家有两台车")
    discipline.fill("#case textarea[name=text]", "您反映的问题我们核查了：情况属实，低保已经停发，当事人已经处分。")
    discipline.fill("#case [name=reason]", "调取了车辆登记和审批材料。")
    discipline.click("[data-key=s]")
    expect(discipline.locator("#case [data-tone=done]").first).to_be_visible()
    work()

    # nobody else: the same answer as for a case that is not there, and nothing in lists, searches or the public pages
    for name in ("clerk", "leader", "admin", "water"):
        page = screen(name)
        assert answer_to(page, address) == answer_to(page, f"/office/cases/{MISSING}/")
    clerk = screen("clerk")
    for path in (
        "/office/queue/?state=all",
        "/office/queue/?state=all&q=低保",
        "/office/queue/?state=all&kind=wrongdoing",
    ):
        clerk.goto(path)
        expect(clerk.locator("[data-row]")).to_have_count(0)
    assert answer_to(phone, f"/cases/{case.pk}/") == answer_to(phone, f"/cases/{MISSING}/")
    phone.goto("/around/?q=低保")
    expect(phone.locator(".line")).to_have_count(0)

    # the sender reads the answer with the code
    phone.goto(f"/m/{code}/")
    expect(phone.locator("main")).to_contain_text("低保已经停发")
