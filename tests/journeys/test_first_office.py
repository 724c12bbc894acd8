"""A real office from nothing: the command, the first sign-in, its lists and people, its first message and answer."""

from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from huiyin.cli import main
from huiyin.hear.models import Case
from tests.journeys.conftest import PASSWORD, Screen, sign_in, tell, work

LISTS = {
    "departments": "编码,名称,简称,纪检\nshuili,某县水利局,水利局,\njiwei,某县纪委监委,纪委监委,是\n",
    "categories": "编码,名称,上级,承办部门,关键词\ngongshui,供水,,,\nzilaishui,自来水,gongshui,shuili,自来水|停水\n",
    "areas": "编码,名称,级别,上级\n01,某县,县,\n0101,某镇,乡镇,01\n010101,小河村,村,0101\n",
}
PEOPLE = (("wang", "王敏", "clerk", ""), ("chen", "陈立", "handler", "shuili"))


def load(page: Page, kind: str, file: Path) -> None:
    """Load one list on the set-up page."""
    page.select_option("[name=kind]", kind)
    page.set_input_files("[name=file]", file)
    page.locator("form", has=page.locator("[name=file]")).locator("button").click()


def test_an_office_begins_with_nothing(
    phone: Page, screen: Screen, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["up", "--empty", "--prepare"]) == 0
    username, password = (settings.DATA / "keys" / "first-sign-in").read_text().split()

    # the administrator names the office and loads its lists; a wrong file changes nothing and says why
    admin = screen()
    sign_in(admin, username, password)
    admin.wait_for_url("**/office/set-up/")
    admin.fill("[name=name]", "某县")
    admin.fill("[name=phone]", "12345")
    admin.select_option("[name=publication]", "public")
    admin.locator("form", has=admin.locator("[name=publication]")).locator("button").click()
    expect(admin.locator("[role=status]")).to_be_visible()
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("名称,级别\n某镇,乡镇\n", encoding="utf-8")
    load(admin, "areas", wrong)
    expect(admin.locator("[role=status]")).to_contain_text("缺这几列")
    for kind, text in LISTS.items():
        file = tmp_path / f"{kind}.csv"
        file.write_text(text, encoding="gb18030")
        load(admin, kind, file)
        expect(admin.locator("[role=status]")).to_contain_text("已载入")

    # and adds its people
    admin.click("main a[href='/office/accounts/']")
    for name, full, role, department in PEOPLE:
        for field, value in (("username", name), ("name", full), ("password", PASSWORD)):
            admin.fill(f"[name={field}]", value)
        admin.select_option("[name=role]", role)
        admin.select_option("[name=department]", department)
        admin.locator("form", has=admin.locator("[name=username]")).locator("button").click()
        expect(admin.locator("main table")).to_contain_text(full)

    # the first message, handed out and answered
    code = tell(phone, "小河村停水两天了，自来水一滴也没有。", place="小河村")
    work()
    clerk = screen()
    sign_in(clerk, "wang")
    clerk.click("[data-row]")
    expect(clerk.locator("#assign [name=department]")).to_have_value("某县水利局")
    clerk.click("#assign button")
    expect(clerk.locator("#case [data-tone=done]").first).to_be_visible()
    water = screen()
    sign_in(water, "chen")
    water.click("[data-row]")
    water.check("[name=ending][value=solved]")
    water.fill("#answer_text", "水泵昨晚修好了，今天早上六点来的水。再停水请打 12345。")
    water.fill("#case [name=basis]", "《农村供水条例》第二十条")
    water.click("[data-key=s]")
    expect(water.locator("#case [data-tone=done]").first).to_be_visible()
    work()
    phone.goto(f"/m/{code}/")
    expect(phone.locator("main")).to_contain_text("今天早上六点来的水")
    assert Case.objects.get().area is not None
