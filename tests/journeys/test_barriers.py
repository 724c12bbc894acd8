"""Every page, as axe sees it against WCAG 2.2 AA, and on a telephone no page is wider than the screen.

Words change with the language, barriers hardly: all pages are looked at in 中文, the most used in English.
"""

import pytest
from playwright.sync_api import Page

from huiyin.hear.models import Case
from huiyin.people.rules import Role
from tests import make
from tests.journeys.conftest import DESK, PHONE, Screen, barriers, overflow, tell, work
from tests.programme import build

WORDS = "村口自来水停了三天\n老人挑不动水，孩子没水洗脸，请来看看柳树村的水管。"
PUBLIC = ["/", "/tell/", "/tell/wrongdoing/", "/track/", "/around/", "/board/", "/figures/", "/projects/", "/contact/"]
MOST_USED = ["/", "/tell/", "/board/"]


def looked_over(page: Page, paths: list[str]) -> dict[str, list[str]]:
    """What is wrong on each page, on a wide screen and on a narrow one."""
    found = {}
    for path in paths:
        page.goto(path)
        wrong = barriers(page)
        page.set_viewport_size(PHONE)
        if beyond := overflow(page):
            wrong.append(f"{beyond} px wider than a telephone")
        page.set_viewport_size(DESK)
        found[path] = wrong
    return {path: wrong for path, wrong in found.items() if wrong}


@pytest.mark.parametrize(("language", "paths"), [("zh-hans", PUBLIC), ("en", MOST_USED)])
def test_residents_pages_have_no_barriers(phone: Page, screen: Screen, language: str, paths: list[str]) -> None:
    make.office()
    code = tell(phone, WORDS)
    case = Case.objects.get()
    make.answered(case)
    project = build.reported(case)
    work()
    own = [f"/m/{code}/", f"/cases/{case.pk}/", f"/projects/{project.pk}/"]
    assert looked_over(screen(language=language), [*paths, *own]) == {}


def test_the_offices_pages_have_no_barriers(screen: Screen) -> None:
    make.office()
    people = {role: make.account(role, username=role) for role in (Role.CLERK, Role.LEADER, Role.ADMINISTRATOR)}
    case = make.case(WORDS)
    project = build.reported(case)
    work()
    pages = {
        Role.CLERK: [
            "/office/queue/", f"/office/cases/{case.pk}/", f"/office/cases/{case.pk}/project/", "/office/import/",
            "/office/new/", f"/office/import/{make.kept_sheet()}/",
        ],
        Role.LEADER: ["/office/morning/", f"/office/projects/{project.pk}/"],
        Role.ADMINISTRATOR: ["/office/set-up/", "/office/accounts/", f"/office/accounts/{people[Role.CLERK].pk}/"],
    }  # fmt: skip
    assert {role: wrong for role, paths in pages.items() if (wrong := looked_over(screen(role), paths))} == {}
