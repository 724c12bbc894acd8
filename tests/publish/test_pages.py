"""What everybody reads: lists, cases, figures, feeds and tables say the same, and nothing that was not allowed."""

import csv
import io
import json
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from huiyin.handle.rules import Ending
from huiyin.hear.models import Case
from huiyin.hear.rules import Consent, Kind
from huiyin.people.rules import Role
from huiyin.places import queries as places
from huiyin.places.models import Department
from huiyin.places.rules import Publication
from huiyin.publish import export, ground
from huiyin.publish.models import PublicCase
from huiyin.publish.queries import Wanted
from tests import make
from tests.programme import build as projects
from tests.publish import build

pytestmark = pytest.mark.django_db
STAFF_LINK = '<a href="/office/">'
CANARIES = ("13800138000", "张小明", "xiaoming@example.com", "青0A12345")
CANARY_TEXT = f"我叫张小明,电话{CANARIES[0]},邮箱{CANARIES[2]},家里的水又黄又浑。"


@pytest.fixture(autouse=True)
def office() -> None:
    build.office()
    ground.forget()


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    body = b"".join(answer) if answer.streaming else answer.content
    return body.decode()


def everything_of(client: Client, case: Case) -> dict[str, str]:
    box = "?bbox=101,36,102,37"
    addresses = [
        reverse("around"), reverse("around") + "?q=水", reverse("points") + box, reverse("export"), reverse("feed"),
        reverse("board"), reverse("board_csv"), reverse("board_json"), reverse("how"), reverse("projects"),
        reverse("public_case", args=[case.pk]), reverse("case_feed", args=[case.pk]),
    ]  # fmt: skip
    return {address: text_of(client, address) for address in addresses}


def test_personal_data_is_found_nowhere(client: Client) -> None:
    case = build.answered(
        text=CANARY_TEXT, title=f"{CANARIES[1]}反映水黄", place="柳树村",
        answer=f"张小明您好,已回访 {CANARIES[0]},滤料换好了。",
    )  # fmt: skip
    build.published(case)
    for address, body in everything_of(client, case).items():
        for canary in CANARIES:
            assert canary not in body, (address, canary)
    assert "没有" not in text_of(client, reverse("around") + "?q=滤料")
    assert f"/cases/{case.pk}/" not in text_of(client, reverse("around") + f"?q={CANARIES[0]}")
    assert f"/cases/{case.pk}/" in text_of(client, reverse("around") + "?q=滤料")


@pytest.mark.parametrize(
    "said", [{"consent": Consent.OFFICE}, {"consent": Consent.ANONYMOUS}, {"kind": Kind.WRONGDOING}]
)
def test_what_is_not_public_is_not_found(client: Client, said: dict[str, Any]) -> None:
    case = build.case("秘密的河沟水黄。", **said)
    build.published(case)
    assert client.get(reverse("public_case", args=[case.pk])).status_code == 404
    assert client.get(reverse("case_feed", args=[case.pk])).status_code == 404
    for name in ("around", "export", "feed"):
        assert "秘密" not in text_of(client, reverse(name))
        assert "秘密" not in text_of(client, reverse(name) + "?q=河沟")


@pytest.mark.parametrize(
    ("stage", "readers"),
    [
        (Publication.OFFICE, {Role.CLERK, Role.HANDLER, Role.ADMINISTRATOR}),
        (Publication.LEADERS, set(Role)),
        (Publication.PUBLIC, {None, *Role}),
    ],
)
def test_publication_is_staged(stage: Publication, readers: set[Role | None]) -> None:
    build.office(stage)
    case = build.answered()
    build.published(case)
    names = ("around", "points", "export", "feed", "board", "board_csv", "board_json", "projects")
    for role in (None, *Role):
        client = Client()
        if role:
            client.force_login(make.account(role, department="water" if role == Role.HANDLER else ""))
        status = 200 if role in readers else 403
        for address in (*map(reverse, names), reverse("public_case", args=[case.pk])):
            asked = address + ("?bbox=101,36,102,37" if "points" in address else "")
            assert client.get(asked).status_code == status, (role, address)
        assert client.get(reverse("how")).status_code == 200


def test_what_is_not_public_yet_is_called_by_its_name(client: Client) -> None:
    build.office(Publication.OFFICE)
    case = build.answered()
    build.published(case)
    for address in (reverse("around"), reverse("feed"), reverse("public_case", args=[case.pk])):
        body = client.get(address).content.decode()
        assert "大家说的还没有公开" in body
        assert reverse("tell") in body
    assert "大家说的还没有公开" not in client.get(reverse("board")).content.decode()


def test_the_list_is_newest_first_and_its_pages_join(client: Client) -> None:
    cases = [build.case(f"第{number}件:水黄。") for number in range(45)]
    build.published(*cases)
    seen, address = [], reverse("around")
    while address:
        body = text_of(client, address)
        seen += [int(number) for number in re.findall(r'href="/cases/(\d+)/"', body)]
        older = re.search(r'rel="next" href="([^"]+)"', body)
        address = older[1].replace("&amp;", "&") if older else ""
    assert seen[:45] == [case.pk for case in reversed(cases)]
    body = text_of(client, f"/around/?after={timezone.localdate(cases[20].opened_at)}_{cases[20].pk}")
    first = [int(number) for number in re.findall(r'<h3><a href="/cases/(\d+)/"', body)]
    assert first == [case.pk for case in reversed(cases[21:41])]


def listed(client: Client, asked: str) -> set[int]:
    return {int(n) for n in re.findall(r'<h3><a href="/cases/(\d+)/"', text_of(client, f"/around/?{asked}"))}


def test_filters(client: Client) -> None:
    water = build.answered(text="水又黄又浑。", place="柳树村", category_id=_category("water.supply"))
    roads = build.handed("roads", text="路面有坑。", place="上沟村", category_id=_category("roads.surface"))
    no_rule = build.answered("roads", text="想要一条专用路。", ending=Ending.NOT_SUPPORTED)
    build.published(water, roads, no_rule)
    area = {area.code: area.id for area in places.directory().areas.values()}
    every = {water.pk, roads.pk, no_rule.pk}
    assert listed(client, "") == every
    assert listed(client, f"area={area['9901']}") == {water.pk}
    assert listed(client, f"area={area['990201']}") == {roads.pk}
    assert listed(client, f"area={area['99']}") == every
    assert listed(client, f"category={_category('roads')}") == {roads.pk}
    assert listed(client, f"category={_category('water.supply')}") == {water.pk}
    assert listed(client, "state=in_hand") == {roads.pk}
    assert listed(client, "state=answered") == {water.pk, no_rule.pk}
    assert listed(client, "q=坑") == {roads.pk}
    assert listed(client, "q=坑&state=answered") == set()
    assert listed(client, "time=7") == every
    assert listed(client, "without=township") == {no_rule.pk}
    for wrong in (
        "area=x",
        "category=-1",
        "state=x",
        "time=9",
        "before=x",
        "period=x",
        "measure=x&of=y",
        "area=" + "9" * 40,
    ):
        assert listed(client, wrong) == every


def _category(code: str) -> int:
    return next(c.id for c in places.directory().categories.values() if c.code == code)


def test_each_figure_leads_to_exactly_its_cases(client: Client) -> None:
    good = [build.rated(build.answered(place="柳树村")) for _ in range(11)]
    bad = build.rated(build.answered(days_late=1, place="柳树村"), 1, "no")
    hidden = build.rated(build.answered(place="柳树村", consent=Consent.OFFICE))
    other = build.answered("roads", place="上沟村")
    build.published(*good, bad, hidden, other)
    board = text_of(client, reverse("board"))
    water = Department.objects.get(code="water").pk
    links = {
        link.replace("&amp;", "&")
        for link in re.findall(r'href="(/around/\?period=year[^"]*)"', board)
        if f"department={water}" in link
    }
    assert {link.rsplit("=", 1)[1] for link in links} == {"received", "in_time", "solved", "satisfied"}
    for link in links:
        measure = link.rsplit("=", 1)[1]
        expected = {case.pk for case in good} | ({bad.pk} if measure == "received" else set())
        assert listed(client, link.partition("?")[2]) == expected
        body = text_of(client, link)
        assert f"计 {len(expected) + 1} 件" in body or f"{len(expected) + 1}" in body
    rows = json.loads(text_of(client, reverse("board_json") + "?by=department"))["rows"]
    row = next(row for row in rows if row["code"] == "water")
    assert (row["received"], row["in_time_yes"], row["in_time_of"]) == (13, 12, 13)
    assert row["in_time_low"] < row["in_time_share"] < row["in_time_high"]
    assert (row["satisfied_yes"], row["satisfied_of"], row["rated_share"]) == (12, 13, 1.0)


def test_few_answers_are_not_shown_as_a_share(client: Client) -> None:
    build.published(*(build.rated(build.answered(), 1, "no") for _ in range(9)))
    record = json.loads(text_of(client, reverse("board_json")))["rows"][0]
    assert (record["satisfied_of"], record["satisfied_yes"], record["satisfied_share"]) == (9, None, None)
    client.cookies["huiyin_language"] = "en"  # headings as programs read them
    (line,) = csv.DictReader(io.StringIO(text_of(client, reverse("board_csv")).lstrip("\ufeff")))
    client.cookies["huiyin_language"] = "zh-hans"
    assert (line["solved_of"], line["solved_yes"], line["satisfied_at_least"]) == ("9", "", "")
    assert "数量还太少（9 件）" in text_of(client, reverse("board"))


def test_the_case_page_tells_its_way_and_never_what_was_asked(client: Client) -> None:
    case = build.rated(build.answered(place="柳树村"))
    project = projects.project(case)
    build.published(case)
    body = text_of(client, reverse("public_case", args=[case.pk]))
    for words in ("水利局", "滤料已经换好", "柳树村", project.title, reverse("project", args=[project.pk])):
        assert words in body
    thread = text_of(client, reverse("project", args=[project.pk]))
    assert reverse("public_case", args=[case.pk]) in thread
    assert "86" in thread


def test_feeds_are_atom(client: Client) -> None:
    case = build.answered()
    build.published(case)
    for address in (reverse("feed"), reverse("case_feed", args=[case.pk]), reverse("feed") + "?q=水"):
        root = ET.fromstring(text_of(client, address))
        assert root.tag == "{http://www.w3.org/2005/Atom}feed"
        assert root.findall("{http://www.w3.org/2005/Atom}entry")


def test_a_feed_carries_the_words_as_words_and_the_answer_with_them(client: Client) -> None:
    case = build.answered(text="水黄 <b>三天</b>", answer="滤料换好了。\n水清了。")
    build.published(case)
    atom = "{http://www.w3.org/2005/Atom}"
    (entry,) = ET.fromstring(text_of(client, reverse("feed"))).findall(f"{atom}entry")
    said = entry.findtext(f"{atom}summary")
    assert said == "<p>水黄 &lt;b&gt;三天&lt;/b&gt;</p><h3>答复</h3><p>滤料换好了。<br>水清了。</p>"


def test_no_spreadsheet_runs_what_a_resident_wrote(client: Client) -> None:
    build.published(build.case("=cmd|'/C calc'!A0 水黄"))
    client.cookies["huiyin_language"] = "en"
    body = text_of(client, reverse("export"))
    (row,) = csv.DictReader(io.StringIO(body.lstrip("\ufeff")))
    assert row["text"].startswith("'=")
    assert row["area"] == ""


def test_the_table_is_read_piece_by_piece() -> None:
    for n in range(5):
        build.published(build.case(f"水黄 {n}"))
    with CaptureQueriesContext(connection) as held:
        told = "".join(export.rows(Wanted(), at_once=2))
    table = csv.DictReader(io.StringIO(told.lstrip("\ufeff")))
    in_order = PublicCase.objects.order_by("-opened_on", "-case").values_list("pk", flat=True)
    assert [int(row["编号"]) for row in table] == list(in_order)
    assert len(held) == 4
    assert "".join(export.rows(Wanted())) == told


def test_tables_have_headings_and_words_of_the_reader(client: Client) -> None:
    case = build.answered(place="柳树村")
    build.published(case)

    def first(address: str, language: str) -> dict[str, str]:
        client.cookies["huiyin_language"] = language
        return next(csv.DictReader(io.StringIO(text_of(client, address).lstrip("\ufeff"))))

    row = first(reverse("export"), "zh-hans")
    assert (row["编号"], row["类型"], row["办到哪一步"], row["来信数"]) == (str(case.pk), "求助或投诉", "答复了", "1")
    assert row["收到日期"] == str(timezone.localdate(case.opened_at))
    assert row["地点"] == "柳树村"
    row = first(reverse("export"), "en")
    assert (row["id"], row["kind"], row["state"], row["messages"]) == (str(case.pk), "request", "answered", "1")
    line = first(reverse("board_csv"), "zh-hans")
    assert (line["收到"], line["按时答复 总件数"]) == ("1", "1")
    assert (
        first(reverse("board_csv"), "en").keys() == json.loads(text_of(client, reverse("board_json")))["rows"][0].keys()
    )


def test_points(client: Client) -> None:
    build.published(*(build.case("水黄", place="柳树村") for _ in range(3)))
    features = json.loads(text_of(client, reverse("points") + "?bbox=101,36,102,37"))["features"]
    assert sum(feature["properties"]["count"] for feature in features) == 3
    assert features[0]["geometry"]["coordinates"] == [101.45, 36.45]
    assert json.loads(text_of(client, reverse("points") + "?bbox=1,1,2,2"))["features"] == []
    for wrong in ("", "1,2,3", "a,b,c,d", "3,1,2,2", "nan,0,1,1", "-999,0,1,1"):
        assert client.get(reverse("points"), {"bbox": wrong}).status_code == 400


def test_statements_do_not_grow(client: Client) -> None:
    def statements(address: str) -> int:
        with CaptureQueriesContext(connection) as held:
            assert client.get(address).status_code == 200
        return len(held)

    first = build.answered(place="柳树村")
    build.published(first)
    projects.project(first)
    addresses = [
        "/around/", "/around/?q=水", "/around/?state=answered&time=30", "/around/?period=year&measure=in_time",
        "/around/points.json?bbox=101,36,102,37", "/board/", "/feed.xml", "/projects/", f"/cases/{first.pk}/",
    ]  # fmt: skip
    for address in addresses:
        client.get(address)  # what is kept in the process
    for number in (1, 3, 50):
        build.published(*(build.answered(place="柳树村") for _ in range(number)))
        places.directory(), places.office()  # kept for a minute, which a busy machine may have used up
        counts = [statements(address) for address in addresses]
        assert max(counts) <= 11, dict(zip(addresses, counts, strict=True))
    assert counts == [5, 7, 4, 5, 3, 6, 1, 7, 11]


def test_a_page_is_kept_until_anything_happens(client: Client, django_assert_num_queries: Any) -> None:
    found = build.answered(text="柳树村的自来水又黄又浑。")
    build.published(found)
    before = client.get("/around/").content
    with django_assert_num_queries(1):  # what happened last
        again = client.get("/around/")
    assert again.content == before
    assert again.headers["Content-Language"] == "zh-hans"
    build.published(build.case(text="路灯三个晚上不亮了。"))
    assert "路灯三个晚上不亮了" in client.get("/around/").content.decode()
    english = client.get("/around/", headers={"Accept-Language": "en"}).content
    assert english != client.get("/around/").content


def test_who_has_signed_in_reads_a_page_of_their_own(client: Client) -> None:
    build.published(build.answered())
    for_all = client.get("/board/").content.decode()
    client.force_login(make.account(Role.CLERK))
    own = client.get("/board/").content.decode()
    assert re.sub(rf'<p class="lang office">{STAFF_LINK}.*?</p>', "", own).split() == for_all.split()
    with CaptureQueriesContext(connection) as captured:
        client.get("/board/")
    assert len(captured) > 1


@pytest.mark.parametrize("address", ["/", "/around/", "/board/", "/projects/", "/figures/", "/contact/", "/tell/"])
def test_the_way_back_to_the_office_is_shown_to_its_people_alone(client: Client, address: str) -> None:
    """Pages for everybody are kept: none of them holds anything of whoever asked before."""
    build.published(build.answered())
    staff = Client()
    staff.force_login(make.account(Role.CLERK))
    for _ in range(2):
        assert STAFF_LINK in staff.get(address).content.decode()
        page = client.get(address)
        assert STAFF_LINK not in page.content.decode()
        assert not page.cookies
        assert "Cookie" in page.headers["Vary"]
    staff.post("/office/sign-out/")
    assert STAFF_LINK not in staff.get(address).content.decode()
