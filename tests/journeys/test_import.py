"""A spreadsheet comes in by the command or by the page; its messages reach the desk, what was left out comes back."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from huiyin.cli import main
from huiyin.people.rules import Role
from tests import make
from tests.journeys.conftest import Screen, work

SHEET = """留言编号,留言主题,留言时间,留言详情,答复意见,答复时间
101,柳树村停水,2026-07-01 08:30,柳树村停水三天了，老人挑不动水。,,
102,河东社区路灯,2026-07-02 20:10,河东社区的路灯两个星期不亮。,路灯换好了。,2026-07-05 10:00
103,时间不对,前天,这一行的时间看不懂。,,
"""


def test_a_spreadsheet_comes_to_the_desk(screen: Screen, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make.office()
    make.account(Role.CLERK, username="clerk")
    sheet = tmp_path / "来信.csv"
    sheet.write_text(SHEET.replace("，", "\uff0c"), encoding="gb18030")
    for known in (0, 2):
        assert main(["import", "messages", str(sheet)]) == 0
        said = capsys.readouterr().out
        assert f"3 lines = {2 - known} taken + {known} known already + 1 rejected" in said
    assert "前天" in Path(f"{sheet}.rejected.csv").read_text(encoding="utf-8-sig")
    work()

    clerk = screen("clerk")
    clerk.goto("/office/queue/?state=all")
    expect(clerk.locator("[data-row]")).to_have_count(2)
    clerk.keyboard.press("/")
    clerk.keyboard.type("路灯")
    clerk.keyboard.press("Enter")
    expect(clerk.locator("[data-row]")).to_have_text(["河东社区路灯"])
    clerk.click("[data-row]")
    expect(clerk.locator("#case .answer")).to_contain_text("路灯换好了")


def test_a_clerk_brings_a_spreadsheet_in(screen: Screen, tmp_path: Path) -> None:
    make.office()
    make.account(Role.CLERK, username="clerk")
    sheet = tmp_path / "来信.csv"
    sheet.write_text(SHEET.replace("留言详情", "说了什么"), encoding="gb18030")
    clerk = screen("clerk")
    clerk.goto("/office/queue/")
    clerk.click("a[href='/office/import/']")
    clerk.set_input_files("[name=file]", sheet)
    clerk.click("main form button")
    clerk.locator("li", has_text="说了什么").locator("select").select_option("text")
    clerk.click("[name=look]")
    expect(clerk.locator("main")).to_contain_text("三天了")
    expect(clerk.locator("main")).to_contain_text("前天")
    clerk.click("[name=take]")
    expect(clerk.locator("#progress")).to_contain_text("马上开始")
    work()
    expect(clerk.locator("#progress")).to_contain_text("共 3 行")  # the page asks by itself
    with clerk.expect_download() as left_out:
        clerk.click("a[download]")
    assert "前天" in left_out.value.path().read_text(encoding="utf-8-sig")
    clerk.click("#progress a.button:not([download])")
    expect(clerk.locator("[data-row]")).to_have_count(2)
