"""From a complaint to a project, its money and its promise, to residents' word; one click each along the way."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from huiyin.people.rules import Role
from huiyin.programme.models import Project
from tests import make
from tests.journeys.conftest import Screen, tell, work

WORDS = "我们村吃水要到两里外去挑，管子冬天冻裂了三回，能不能给我们通上自来水？"
TITLE = "柳树村自来水入户"


def fill_in_the_project(page: Page) -> None:
    """The office's form: what, who, with which money, by when."""
    day = (timezone.localdate() + timedelta(days=40)).isoformat()
    page.select_option("[name=owner]", label="水利局")
    words = {
        "title": TITLE, "purpose": "86 户人家不用再去挑水。", "milestone": "主管铺到村口", "milestone_due": day,
        "amount": "860000", "source": "县级财政", "promise": "入冬以前通水", "by_day": day,
    }  # fmt: skip
    for name, value in words.items():
        page.fill(f"[name={name}]", value)
    page.click("main form button[type=submit]")


def carry_it_to_the_end(page: Page) -> None:
    """Money is paid, the milestone reached, and the owner says that it is finished."""
    page.click("text=记一笔付款")
    page.fill("#pay_amount, [name=amount]", "430000")
    page.fill("[name=source]", "县级财政")
    page.locator("form", has=page.locator("[value=pay]")).locator("[name=on]").fill(timezone.localdate().isoformat())
    page.locator("form", has=page.locator("[value=pay]")).locator("button").click()
    page.locator("form", has=page.locator("[value=milestone]")).locator("button").click()
    expect(page.locator("main")).to_contain_text("做到了")
    report = page.locator("form", has=page.locator("[value=report]"))
    report.locator("[name=said]").fill("全村 86 户都通水了。")
    report.locator("[name=on]").fill(timezone.localdate().isoformat())
    report.locator("button").click()
    expect(page.locator("main .state").first).to_contain_text("单位说办好了")


def judge(phone: Page, code: str, word: str, text: str, photo: Path | None = None) -> None:
    """The resident's word on the project, on the page of their own message."""
    phone.goto(f"/m/{code}/")
    phone.check(f"input[name=word][value={word}]")
    phone.fill("form[action*='/projects/'] textarea[name=text]", text)
    if photo:
        phone.set_input_files("input[name=photo]", photo)
    phone.click("form[action*='/projects/'] button[type=submit]")


def test_a_complaint_becomes_a_project_and_residents_have_the_last_word(
    phone: Page, screen: Screen, tmp_path: Path
) -> None:
    make.office()
    make.account(Role.LEADER, username="leader")
    make.account(Role.HANDLER, department="water", username="water")
    code = tell(phone, WORDS)
    work()

    # the leader makes a project of it; the resident is told
    leader = screen("leader")
    leader.goto("/office/queue/")
    leader.click("[data-row]")
    leader.click("#case a[href$='/project/']")
    fill_in_the_project(leader)
    project = Project.objects.get()
    work()
    phone.goto(f"/m/{code}/")
    expect(phone.locator("#projects + .card")).to_contain_text(TITLE)

    # it is said to be finished, and the resident says with a photo that it is not
    carry_it_to_the_end(leader)
    photo = tmp_path / "tap.jpg"
    Image.new("RGB", (40, 30), "brown").save(photo)
    judge(phone, code, "dispute", "水龙头还是不出水，您看照片。", photo)
    work()

    # the board says so; from there one click each to the complaint, its project, the money and the residents' word
    phone.goto("/board/")
    phone.click("a[href='/projects/?state=disputed']")
    phone.click(f"text={TITLE}")
    expect(phone.locator("main .state").first).to_contain_text("居民说没办好")
    for words in ("86 万元", "43 万元", "水龙头还是不出水", "水利局要给居民一个答复"):
        expect(phone.locator("main")).to_contain_text(words)
    expect(phone.locator(".photos img")).to_have_count(1)
    phone.click(".way a[href^='/cases/']")
    expect(phone.locator("main")).to_contain_text("冻裂了三回")
    phone.click(f"text={TITLE}")
    phone.wait_for_url(f"**/projects/{project.pk}/")

    # only an answer makes it count again, and only the resident's word makes it delivered
    water = screen("water")
    water.goto(f"/office/projects/{project.pk}/")
    water.fill("[name=reply]", "您家的阀门昨天换了，上午通的水。")
    water.locator("form", has=water.locator("[value=reply]")).locator("button").click()
    expect(water.locator("main .state").first).to_contain_text("单位说办好了")
    judge(phone, code, "confirm", "这回真的通了。")
    phone.goto("/projects/?state=delivered")
    expect(phone.locator(".line")).to_contain_text([TITLE])
