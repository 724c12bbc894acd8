"""My message, by its code: the whole way in plain words, and what its sender may do."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from PIL import Image
from pytest_django import Settings

from huiyin.answer.actions import send
from huiyin.desk.my_way import standing, stops
from huiyin.desk.queries.my_message import my_message
from huiyin.handle import actions as handle
from huiyin.handle.rules import Actor, Ending
from huiyin.hear import codes
from huiyin.hear.actions import Receipt
from huiyin.hear.attachments import keep
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind, State
from huiyin.ledger.worker import run_all
from huiyin.places.queries import directory
from huiyin.programme.actions import Pledge, promise_again
from huiyin.rate.models import Rating
from huiyin.web.templatetags.huiyin import day
from tests import make
from tests.programme import build

pytestmark = pytest.mark.django_db

TEXT = "清溪镇柳树村的自来水又黄又浑，已经三天了。<b>快来</b>"
NOW = timezone.now()


@pytest.fixture(autouse=True)
def county() -> None:
    make.office()
    handle.load_limits(by="test")


def case_of(receipt: Receipt) -> Case:
    return Case.objects.get(pk=receipt.case_id)


def department(code: str) -> int:
    return next(d.id for d in directory().departments.values() if d.code == code)


def started(*, days: int = 0, **said: Any) -> Receipt:
    at = NOW - timedelta(days=days)
    receipt = make.received(TEXT, received_at=at, **said)
    handle.set_clocks(by="calendar", cases=[receipt.case_id], at=at)
    return receipt


def assigned(*, days: int = 0, **said: Any) -> Receipt:
    receipt = started(days=days, **said)
    at = NOW - timedelta(days=days)
    handle.assign(by="account:1", case=case_of(receipt), department=department("water"), at=at)
    return receipt


def answered(text: str = "您好，水厂今天换了滤网，明天复测。", **said: Any) -> Receipt:
    receipt = assigned(**said)
    kind = Kind(said.get("kind", Kind.REQUEST))
    ending = Ending.SOLVED if kind == Kind.REQUEST else Ending.EXPLAINED
    send(by="account:1", case=case_of(receipt), text=text, ending=ending, basis="《供水条例》第8条")
    return receipt


def address(receipt: Receipt, more: str = "") -> str:
    return f"/m/{codes.shown(receipt.code)}/{more}"


def shown(client: Client, receipt: Receipt) -> str:
    page = client.get(address(receipt))
    assert page.status_code == 200
    return page.content.decode()


def stations(receipt: Receipt, language: str = "zh-hans") -> list[tuple[str, str]]:
    mine = my_message(receipt.code)
    assert mine is not None
    with override(language):
        return [(stop.place, stop.title) for stop in stops(mine)]


def test_received_and_not_yet_handed_out() -> None:
    receipt = started()
    assert stations(receipt) == [
        ("past", "已收到"), ("now", "正在看，看该由谁来办"), ("next", "答复您"), ("next", "您说解决没解决"),
    ]  # fmt: skip
    assert [title for _, title in stations(receipt, "en")][1] == "We are reading it and finding out who has to act"


def test_the_whole_way_from_hand_to_hand(client: Client) -> None:
    receipt = assigned(days=3)
    case = case_of(receipt)
    handle.return_case(by="account:2", case=case, reason="这不归我们管，内部备注")
    handle.assign(by="account:1", case=case_of(receipt), department=department("housing"))
    assert stations(receipt) == [
        ("past", "已收到"), ("past", "交给了水利局"), ("back", "水利局退了回来：这事不归他们管"),
        ("past", "交给了住建局"), ("now", "住建局正在办"), ("next", "答复您"), ("next", "您说解决没解决"),
    ]  # fmt: skip
    html = shown(client, receipt)
    assert "交给了住建局，他们要在" in html
    assert "内部备注" not in html
    assert "account:" not in html


def test_the_words_are_verbatim_and_harmless(client: Client) -> None:
    html = shown(client, started())
    assert "已经三天了。&lt;b&gt;快来&lt;/b&gt;" in html


def test_late_is_said_plainly() -> None:
    mine = my_message(assigned(days=30).code)
    assert mine is not None
    assert standing(mine).tone == "late"
    assert mine.days_left is not None
    assert mine.days_left < 0


def test_a_question_to_me_stands_on_top_and_my_answer_goes_back(client: Client) -> None:
    receipt = assigned()
    handle.ask(by="account:2", case=case_of(receipt), question="您家在几组？", actor=Actor.HANDLER)
    html = shown(client, receipt)
    assert "您家在几组？" in html
    assert "您的回答" in html
    page = client.post(address(receipt, "word/"), {"text": "三组", "once": "a" * 22})
    assert page.status_code == 303
    assert "三组" in shown(client, receipt)
    client.post(address(receipt, "word/"), {"text": "三组", "once": "a" * 22})
    assert Message.objects.filter(added_to=receipt.message_id).count() == 1


def test_answered_rated_solved(client: Client) -> None:
    receipt = answered()
    html = shown(client, receipt)
    assert "明天复测" in html
    assert "《供水条例》第8条" in html
    page = client.post(address(receipt, "rate/"), {"level": "5", "solved": "yes", "comment": "好", "once": "b" * 22})
    assert page.status_code == 303
    assert case_of(receipt).state == State.SOLVED
    assert stations(receipt)[-1] == ("past", "您说：解决了")
    client.post(address(receipt, "rate/"), {"level": "5", "solved": "yes", "comment": "好", "once": "b" * 22})
    assert Rating.objects.count() == 1


def test_not_solved_is_handled_again(client: Client) -> None:
    receipt = answered()
    client.post(address(receipt, "rate/"), {"level": "2", "solved": "no", "once": "c" * 22})
    assert case_of(receipt).state == State.REOPENED
    assert "水利局正在重新办" in shown(client, receipt)


def test_both_versions_of_an_answer_can_be_read(client: Client) -> None:
    receipt = answered()
    client.post(address(receipt, "rate/"), {"level": "1", "solved": "no", "once": "d" * 22})
    send(by="account:1", case=case_of(receipt), text="复测合格了。", ending=Ending.SOLVED, basis="第8条")
    html = shown(client, receipt)
    assert "明天复测" in html
    assert "复测合格了" in html
    assert "第 2 版" in html


def test_what_was_said_of_an_earlier_answer_is_no_word_on_the_newest(client: Client) -> None:
    receipt = answered()
    client.post(address(receipt, "rate/"), {"level": "1", "solved": "no", "comment": "还是黄", "once": "e" * 22})
    html = shown(client, receipt)
    assert "非常不满意 · 没有解决" in html
    assert "还是黄" in html
    assert '<details class="fold"><summary>情况变了' in html
    send(by="account:1", case=case_of(receipt), text="复测合格了。", ending=Ending.SOLVED, basis="第8条")
    html = shown(client, receipt)
    assert "解决没解决，您说了算" in html
    assert "上一次答复您评的是“非常不满意 · 没有解决”" in html
    assert "情况变了" not in html
    assert "checked" not in html
    client.post(address(receipt, "rate/"), {"level": "5", "solved": "yes", "once": "f" * 22})
    assert "非常满意 · 解决了" in shown(client, receipt)


@pytest.mark.parametrize(
    "given", [{}, {"level": "9", "solved": "yes"}, {"comment": "好"}, {"level": "x", "solved": "x"}]
)
def test_a_rating_that_says_nothing_is_not_taken(client: Client, given: dict[str, str]) -> None:
    receipt = answered()
    page = client.post(address(receipt, "rate/"), given)
    assert page.status_code == 422
    assert not Rating.objects.exists()


def test_not_solved_is_heard_without_a_grade(client: Client) -> None:
    receipt = answered()
    page = client.post(address(receipt, "rate/"), {"solved": "no", "once": "g" * 22}, follow=True)
    assert "没有解决" in page.content.decode()
    assert Case.objects.get().state == State.REOPENED


def test_who_replied_is_not_asked_again_before_the_case_has_moved_on(client: Client) -> None:
    receipt = assigned()
    handle.ask(by="account:1", case=case_of(receipt), question="是哪一栋？", actor=Actor.HANDLER)
    asked = shown(client, receipt)
    assert '<p class="said">是哪一栋？</p>' in asked
    assert 'href="#add"' in asked
    page = client.post(address(receipt, "word/"), {"text": "三号楼", "once": "h" * 22}, follow=True).content.decode()
    assert case_of(receipt).state == State.ASKED
    assert "您的补充收到了" in page
    assert 'href="#add"' not in page
    assert ("now", "您的补充正转给问您的人") in stations(receipt)
    run_all()
    assert "水利局" in shown(client, receipt)
    assert case_of(receipt).state == State.ASSIGNED


def test_a_promise_that_was_moved_keeps_its_first_day_in_view(client: Client) -> None:
    receipt = assigned()
    project = build.project(case_of(receipt), promised_in=30)
    later = timezone.localdate() + timedelta(days=60)
    promise_again(by="account:1", project=project, promise=Pledge("雨季过后修好", later))
    html = shown(client, receipt)
    for named in (later - timedelta(days=30), later):
        assert day(named) in html


def test_thanks_are_not_asked_whether_they_are_solved(client: Client) -> None:
    receipt = started(kind=Kind.THANKS)
    make.answered(Case.objects.get(), ending="passed_on")
    assert "/rate/" not in shown(client, receipt)
    page = client.post(address(receipt, "rate/"), {"level": "5", "solved": "yes"})
    assert (page.status_code, "不用评价" in page.content.decode()) == (409, True)


def test_there_is_nothing_to_rate_before_the_answer(client: Client) -> None:
    receipt = assigned()
    assert "/rate/" not in shown(client, receipt)
    page = client.post(address(receipt, "rate/"), {"level": "5", "solved": "yes"})
    assert page.status_code == 409


def test_taking_it_back(client: Client) -> None:
    receipt = assigned()
    assert client.post(address(receipt, "withdraw/")).status_code == 303
    assert case_of(receipt).state == State.WITHDRAWN
    assert "您撤回了" in shown(client, receipt)
    assert client.post(address(receipt, "withdraw/")).status_code == 409


def test_what_others_also_said_is_not_taken_back(client: Client) -> None:
    receipt = assigned()
    make.received("我家也是", same_as=receipt.case_id)
    assert "withdraw/" not in shown(client, receipt)
    page = client.post(address(receipt, "withdraw/"))
    assert page.status_code == 409
    assert "别人" in page.content.decode() or "Others said" in page.content.decode()
    assert case_of(receipt).is_open


def test_who_said_the_same_sees_the_way_but_not_the_other_words(client: Client) -> None:
    first = assigned(days=2)
    second = make.received("我家也是黄水", same_as=first.case_id)
    html = shown(client, second)
    assert "我家也是黄水" in html
    assert "又黄又浑" not in html
    assert stations(second)[:3] == [
        ("past", "先有别人说了这件事"), ("past", "交给了水利局"), ("past", "收到您的信，加进了这件事"),
    ]  # fmt: skip
    assert stations(first)[0] == ("past", "已收到")


def test_who_joins_reads_what_was_written_to_others_without_their_names_and_numbers(client: Client) -> None:
    first = assigned(days=2)
    second = make.received("我家也是黄水", same_as=first.case_id)
    handle.ask(by="account:1", case=case_of(first), question="您的电话还是13812345678吗？", actor=Actor.HANDLER)
    asked = shown(client, second)
    send(
        by="account:1", case=case_of(first), text="水管三月修好。修好前打13812345678通知您。",
        ending=Ending.NOT_SUPPORTED, basis="《条例》第五条", reason="电话13812345678没人接",
        other_help="13812345678", appeal="去13812345678问",
    )  # fmt: skip
    told = str(client.get(f"/api/v1/messages/{codes.shown(second.code)}").json())
    answered = shown(client, second)
    for read in (asked, answered, told):
        assert "13812345678" not in read
    assert "水管三月修好" in answered
    assert "水管三月修好" in told
    assert shown(client, first).count("13812345678") >= 4


def test_not_now_says_when_and_can_be_asked_again(client: Client) -> None:
    receipt = assigned()
    day = timezone.localdate() + timedelta(days=90)
    send(
        by="account:1", case=case_of(receipt), text="管网明年改造。", ending=Ending.NOT_NOW, reason="主管线还没修到",
        look_again_on=day,
    )  # fmt: skip
    html = shown(client, receipt)
    assert "主管线还没修到" in html
    assert client.post(address(receipt, "again/")).status_code == 303
    assert case_of(receipt).state == State.REOPENED


def test_pages_with_a_code_leave_no_trace(client: Client) -> None:
    page = client.get(address(started()))
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]


def test_no_cookie_is_needed_to_write(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    receipt = assigned()
    assert strict.post(address(receipt, "word/"), {"text": "还有"}).status_code == 303


def test_a_code_is_read_as_people_type_it(client: Client) -> None:
    receipt = started()
    typed = codes.shown(receipt.code).lower().replace("-", " ").replace("0", "o")
    page = client.post("/track/", {"code": f" {typed} "})
    assert page.status_code == 302
    assert page["Location"] == address(receipt)


def wrong(code: str) -> str:
    return code[:-1] + ("0" if code[-1] != "0" else "1")


def test_a_typing_error_is_told_from_an_unknown_code(client: Client) -> None:
    unknown = codes.derive(b"elsewhere", "x")
    mistyped: HttpResponse = client.post("/track/", {"code": wrong(unknown)})  # type: ignore[assignment]
    assert mistyped.status_code == 422
    assert "输错了" in mistyped.content.decode()
    for code, words in ((unknown, "没有哪封信"), (wrong(unknown), "输错了"), ("ü" * 300, "输错了")):
        page = client.get(f"/m/{code}/")
        assert page.status_code == 404
        assert words in page.content.decode()
        assert "X-Robots-Tag" in page


@pytest.mark.parametrize("door", ["word/", "rate/", "withdraw/", "again/"])
def test_without_a_known_code_nothing_can_be_written(client: Client, door: str) -> None:
    code = codes.shown(codes.derive(b"elsewhere", "x"))
    given = {"text": "x", "level": "5", "solved": "yes"}
    assert client.post(f"/m/{code}/{door}", given).status_code == 404
    assert client.get(f"/m/{code}/{door}").status_code == 405
    assert not Message.objects.exists()


def a_photo() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(written, "JPEG")
    return written.getvalue()


def test_photos_are_seen_by_their_owner_alone(client: Client, settings: Settings, tmp_path: Any) -> None:
    settings.HUIYIN_FILES = tmp_path
    kept = keep(a_photo(), folder=tmp_path, most_bytes=1_000_000)
    mine, other = started(files=(kept,)), started()
    [src] = set(re.findall(r'src="(/m/[^"]+/files/\d+/)"', shown(client, mine)))
    page = client.get(src)
    assert page.status_code == 200
    assert page["Content-Type"] == "image/jpeg"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Content-Disposition"].startswith("inline;")
    assert b"".join(page.streaming_content)[:2] == b"\xff\xd8"  # type: ignore[attr-defined]
    number = src.split("/")[-2]
    assert client.get(address(other, f"files/{number}/")).status_code == 404
    assert client.get(address(mine, "files/999/")).status_code == 404
    (tmp_path / kept.file).unlink()
    assert client.get(src).status_code == 404


@pytest.mark.parametrize("steps", [0, 6])
def test_the_page_takes_the_same_statements_however_long_the_way(client: Client, steps: int) -> None:
    receipt = answered()
    for _ in range(steps):
        client.post(address(receipt, "rate/"), {"level": "1", "solved": "no"})
        client.post(address(receipt, "word/"), {"text": "还是黄的"})
        send(by="account:1", case=case_of(receipt), text="又换了滤网。", ending=Ending.SOLVED, basis="第8条")
    client.get(address(receipt))
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address(receipt))
    assert page.status_code == 200
    assert len(queries) == 11


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_kind_in_every_state_has_its_page(client: Client, kind: Kind, language: str) -> None:
    receipt = make.received(TEXT, kind=kind)
    client.cookies["huiyin_language"] = language
    for state in State:
        Case.objects.filter(pk=receipt.case_id).update(state=state, due_on=None)
        assert 'id="now"' in shown(client, receipt)


def test_what_came_of_it_is_shown_and_its_sender_says_whether_it_is_done(client: Client) -> None:
    receipt = answered()
    build.reported(case_of(receipt))
    html = shown(client, receipt)
    [door] = re.findall(r'action="(/m/[^"]+/projects/\d+/word/)"', html)
    assert client.post(door, {"word": "dispute", "text": "还是黄的"}).status_code == 303
    assert "/projects/" not in shown(client, started())
