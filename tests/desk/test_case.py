"""The case's page: the buttons are exactly the allowed moves, each does what it says, and nobody sees too much."""

import re
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.answer.models import Answer
from huiyin.desk.queries.noted import NOTED
from huiyin.desk.words import NOTED_WORDS
from huiyin.handle import actions, rules
from huiyin.handle.models import Assignment, Outcome, Step
from huiyin.handle.rules import ENDINGS, Actor, Move
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind, State
from huiyin.ledger.models import Entry
from huiyin.ledger.worker import run_all
from huiyin.people.rules import Role
from huiyin.people.vault import Reach
from huiyin.places.queries import directory, office
from huiyin.programme.actions import take_out_case
from huiyin.publish.actions import refresh_public
from huiyin.rate.actions import rate
from huiyin.understand.actions import read, split_out
from huiyin.understand.models import Guess, Joining
from huiyin.understand.queries import likenesses_to
from tests import make
from tests.desk.test_queue import at_desk, county
from tests.programme import build as projects

__all__ = ["county"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]

DOORS = {
    Move.ASSIGN: "assign/", Move.RETURN: "return/", Move.ASK: "ask/", Move.REOPEN: "reopen/", Move.RESUME: "resume/",
    Move.DISCIPLINE: "to-discipline/", Move.ANSWER: "answer/", Move.POSTPONE: "answer/", Move.PASS_ON: "answer/",
}  # fmt: skip


def address(case: Case, door: str = "") -> str:
    return f"/office/cases/{case.pk}/{door}"


def html(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status
    text: str = answer.content.decode()
    return text


def water_case(**said: Any) -> Case:
    case = make.case(**said)
    return actions.assign(by="test", case=case, department=make.department("water"))


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("kind", [Kind.REQUEST, Kind.QUESTION, Kind.THANKS])
@pytest.mark.parametrize("role", [Role.CLERK, Role.HANDLER, Role.LEADER])
def test_the_buttons_are_exactly_the_moves_allowed_now(role: Role, kind: Kind, state: State) -> None:
    case = make.case(kind=kind)
    Case.objects.filter(pk=case.pk).update(state=state, department=make.department("water"))
    client = at_desk(role, "water" if role == Role.HANDLER else "")
    page = html(client.get(address(case)))
    shown = {door for door in set(DOORS.values()) if f'action="{address(case, door)}' in page}
    actor = {Role.CLERK: Actor.CLERK, Role.HANDLER: Actor.HANDLER}.get(role)
    allowed = rules.may(kind=kind, state=state, actor=actor) if actor else ()
    assert shown == {DOORS[move] for move in allowed}


@pytest.mark.parametrize("kind", list(Kind))
def test_the_form_offers_the_endings_of_this_kind(kind: Kind) -> None:
    case = make.case(kind=kind)
    client = at_desk(Role.HANDLER, "discipline") if kind == Kind.WRONGDOING else at_desk()
    page = html(client.get(address(case)))
    assert set(re.findall(r'name="ending"[^>]*value="(\w+)"', page)) == set(ENDINGS[kind])


def test_who_may_not_know_of_a_case_gets_404() -> None:
    water = water_case()
    closed = make.case("村主任拿了低保", kind=Kind.WRONGDOING)
    roads = at_desk(Role.HANDLER, "roads")
    assert roads.get(address(water)).status_code == 404
    assert roads.post(address(water, "answer/"), {"text": "好"}).status_code == 404
    for client in (at_desk(), at_desk(Role.LEADER), roads):
        assert client.get(address(closed)).status_code == 404
        assert client.get("/office/cases/999999999/").status_code == 404
    assert at_desk(Role.HANDLER, "discipline").get(address(closed)).status_code == 200
    assert at_desk(Role.ADMINISTRATOR).get(address(water)).status_code == 403
    assert at_desk(Role.HANDLER, "water").post(address(water, "merge/"), {"into": closed.pk}).status_code == 422


def test_forms_need_their_token_and_leaders_only_read() -> None:
    case = make.case()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make.account(Role.CLERK))
    assert strict.post(address(case, "assign/"), {"department": "水利局"}).status_code == 403
    assert at_desk(Role.LEADER).post(address(case, "assign/"), {"department": "水利局"}).status_code == 403
    assert not Step.objects.exists()


def test_hand_out_by_a_part_of_the_name_and_take_it_back() -> None:
    case, client = make.case(), at_desk()
    answer = client.post(address(case, "assign/") + "?state=received", {"department": "水利", "note": "请当天去看"})
    assert (answer.status_code, answer["Location"]) == (303, address(case) + "?state=received")
    case.refresh_from_db()
    assert case.department_id == make.department("water")
    page = html(client.get(address(case)))
    due = case.due_on
    assert due is not None
    assert f"交给了水利局\uff0c{due.month}月{due.day}日前答复。" in page
    assert "请当天去看" in page
    client.post(address(case, "assign/undo/"))
    case.refresh_from_db()
    assert case.state == State.RECEIVED
    assert case.department_id is None
    page = html(client.get(address(case)))
    assert "不再由水利局办" in page
    assert "水利局退回" not in page  # the bureau did nothing


@pytest.mark.parametrize(
    ("said", "sentence"), [("卫生局", "没有叫“卫生局”的部门"), ("局", "有几个部门都对得上"), ("", "请选一个部门")]
)
def test_a_department_that_is_not_clear_is_asked_for_again(said: str, sentence: str) -> None:
    case = make.case()
    page = html(at_desk().post(address(case, "assign/"), {"department": said, "note": "写好的话"}), 422)
    assert sentence in page
    assert "写好的话" in page
    assert not Step.objects.exists()


def test_the_usual_department_is_proposed_and_whom_the_last_one_named_before_it() -> None:
    case, client = make.case(), at_desk()
    category = next(c.id for c in directory().categories.values() if c.code == "water.supply")
    Case.objects.filter(pk=case.pk).update(category=category)
    assert 'name="department" value="水利局"' in html(client.get(address(case)))
    actions.assign(by="test", case=case, department=make.department("water"))
    back = at_desk(Role.HANDLER, "water").post(
        address(case, "return/"), {"reason": "小区内的管道归住建局", "responsible": "住建局"}
    )
    assert (back.status_code, back["Location"]) == (303, "/office/queue/")  # it is not theirs any more
    page = html(client.get(address(case)))
    assert 'name="department" value="住建局"' in page
    assert "小区内的管道归住建局" in page


def test_what_the_rules_refuse_is_said_in_a_sentence() -> None:
    case = make.answered()
    page = html(at_desk().post(address(case, "ask/"), {"question": "哪一栋?"}), 409)
    assert "现在不能这样办" in page


@pytest.mark.parametrize("ending", ["solved", "not_now", "no_basis", "not_supported"])
def test_the_answer_goes_out_with_what_its_ending_needs(ending: str) -> None:
    case, client = water_case(), at_desk(Role.HANDLER, "water")
    page = html(client.post(address(case, "answer/"), {"text": make.ANSWER, "ending": ending}), 422)
    assert "还没发出去" in page
    assert page.count('class="error"') == len(rules.NEEDS[rules.Ending(ending)])  # said at each field that lacks it
    assert "换了柳树村的滤芯" in page  # what was written is still there
    again = (timezone.localdate() + timedelta(days=40)).isoformat()
    given = {"text": make.ANSWER, "ending": ending, "look_again_on": again, **make.FULL}
    assert client.post(address(case, "answer/"), given).status_code == 303
    assert Outcome.objects.get(case=case).outcome == ending
    assert Answer.objects.get(case=case).sent_at is not None


def test_a_draft_is_kept_with_its_remarks_and_not_sent() -> None:
    case, client = water_case(), at_desk(Role.HANDLER, "water")
    client.post(address(case, "answer/"), {"text": "我们高度重视,将尽快处理。", "draft": "1"})
    page = html(client.get(address(case)))
    assert "草稿已存好" in page
    assert "<mark>高度重视</mark>" in page
    assert not Answer.objects.filter(sent_at__isnull=False).exists()
    looked = html(client.post(address(case, "answer/look/"), {"text": make.ANSWER}))
    assert "没有官话" in looked


@pytest.mark.parametrize("ending", ["", "not_now"], ids=["no outcome", "an outcome that lacks its reason"])
def test_an_answer_that_is_not_taken_keeps_its_remarks(ending: str) -> None:
    case, client = water_case(), at_desk(Role.HANDLER, "water")
    answer = client.post(address(case, "answer/"), {"text": "我们高度重视此事。", "ending": ending})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "<mark>高度重视</mark>" in page
    assert ">我们高度重视此事。</textarea>" in page
    assert ("请先选办理结果" in page) == (not ending)
    assert not Answer.objects.exists()


def test_an_empty_answer_has_nothing_to_remark_on() -> None:
    case, client = water_case(), at_desk(Role.HANDLER, "water")
    answer = client.post(address(case, "answer/"), {"text": " ", "ending": "solved"})
    assert answer.status_code == 422
    assert '<ul class="checks" id="checks" aria-live="polite"></ul>' in answer.content.decode().replace("\n", "")


def test_guesses_are_accepted_and_corrected() -> None:
    case, client = make.case("路面有坑,车都颠坏了"), at_desk()
    read(by="test", message_ids=list(Message.objects.values_list("pk", flat=True)))
    guess = Guess.objects.get(about="category", value="roads.surface")
    page = html(client.get(address(case)))
    assert page.count('data-key="y"') >= 1
    assert client.post(address(case, f"guesses/{guess.pk}/"), {"accept": "1"}).status_code == 303
    assert client.post(address(case, f"guesses/{guess.pk}/"), {"value": "roads.light"}).status_code == 303
    case.refresh_from_db()
    assert case.category is not None
    assert case.category.code == "roads.light"
    assert client.post(address(case, f"guesses/{guess.pk}/"), {"value": "nonsense"}).status_code == 422
    assert client.post(address(case, "guesses/999999/"), {"accept": "1"}).status_code == 404
    handler = at_desk(Role.HANDLER, "water")
    actions.assign(by="test", case=case, department=make.department("water"))
    assert handler.post(address(case, f"guesses/{guess.pk}/"), {"accept": "1"}).status_code == 404


def test_cases_are_joined_and_taken_apart_again() -> None:
    first, second, client = make.case("一楼漏水"), make.case("二楼也漏"), at_desk()
    joined = client.post(address(second, "merge/"), {"into": first.pk})
    assert (joined.status_code, joined["Location"]) == (303, address(first))
    assert client.get(address(second))["Location"] == address(first)
    page = html(client.get(address(first)))
    assert "二楼也漏" in page
    assert f'data-joined="{second.pk}"' in page  # its line leaves the list
    client.post(address(first, "merge/undo/"))
    assert "data-joined" not in html(client.get(address(first)))
    assert html(client.get(address(second))).count("二楼也漏") >= 1
    client.post(address(second, "merge/"), {"into": first.pk})
    message = Message.objects.get(text="二楼也漏")
    assert client.post(address(first, f"messages/{message.pk}/out/")).status_code == 303
    message.refresh_from_db()
    assert "data-joined" not in html(client.get(address(message.case)))
    assert client.post(address(first, "merge/"), {"into": first.pk}).status_code == 409
    assert client.post(address(first, "merge/"), {"into": 987654321}).status_code == 422
    assert client.post(address(first, "messages/123456/out/")).status_code == 404


def test_a_contact_is_opened_for_a_reason_and_recorded() -> None:
    case = water_case(reach=Reach(phone="0970-555-0101", name="白秀兰"))
    message = Message.objects.get(case=case)
    client = at_desk(Role.HANDLER, "water")
    assert "0970-555-0101" not in html(client.get(address(case)))
    assert "0970-555-0101" not in html(client.post(address(case, f"messages/{message.pk}/contact/")), 422)
    opened = client.post(address(case, f"messages/{message.pk}/contact/"), {"reason": "约时间上门"})
    assert "0970-555-0101" in html(opened)
    assert opened["Cache-Control"] == "no-store"
    assert Entry.objects.filter(kind="people.contact_opened").count() == 1
    assert (
        at_desk(Role.LEADER).post(address(case, f"messages/{message.pk}/contact/"), {"reason": "看"}).status_code == 403
    )


def test_ratings_are_shown_without_who_gave_them() -> None:
    case = make.answered(reach=Reach(name="白秀兰"))
    rate(message=Message.objects.get(case=case), level=2, solved="no", comment="还是黄的")
    page = html(at_desk(Role.HANDLER, "water").get(address(case)))
    assert "不满意 · 没有解决" in page
    assert "还是黄的" in page
    assert "白秀兰" not in page


def test_a_further_moves_from_the_desk() -> None:
    client = at_desk()
    case = make.answered(ending="not_now")
    assert client.post(address(case, "resume/")).status_code == 303
    send = {"text": make.ANSWER, "ending": "solved", **make.FULL}
    assert client.post(address(case, "answer/"), send).status_code == 303
    assert client.post(address(case, "reopen/"), {"reason": "答非所问"}).status_code == 303
    assert client.post(address(case, "ask/"), {"question": "是哪一栋?"}).status_code == 303
    assert client.post(address(case, "return/"), {"reason": "先收回来"}).status_code == 303
    assert client.post(address(case, "sort/"), {"value": "roads.light"}).status_code == 303
    assert client.post(address(case, "sort/"), {"value": "x"}).status_code == 422
    case.refresh_from_db()
    assert case.state == State.RECEIVED


def test_within_the_page_only_the_case_and_its_line_are_sent() -> None:
    case, client = make.case(), at_desk()
    within = {"HX-Request": "true", "HX-Target": "case", "HX-Current-URL": "http://testserver/office/queue/"}
    part = client.get(address(case), headers=within)
    page = html(part)
    assert page.lstrip().startswith("<article")
    assert f'<li id="row-{case.pk}" hx-swap-oob="true">' in page
    assert part["HX-Push-Url"] == address(case)
    actions.assign(by="test", case=case, department=make.department("water"))
    handler = at_desk(Role.HANDLER, "water")
    gone = handler.post(address(case, "return/"), {"reason": "不归我们"}, headers=within)
    assert gone["HX-Redirect"] == "/office/queue/"


ODD_BODIES: list[dict[str, str]] = [
    {},
    {"text": "\x00\ud800", "ending": "solved"},
    {"text": "长" * 30_000, "ending": "solved", "basis": "x"},
    {"ending": "nonsense", "text": "好"},
    {"ending": "not_now", "text": "好", "reason": "好", "look_again_on": "2026-02-31"},
    {"ending": "not_now", "text": "好", "reason": "好", "look_again_on": "1999-01-01"},
    {"draft": "1"},
]


@pytest.mark.parametrize("body", ODD_BODIES, ids=range(len(ODD_BODIES)))
@pytest.mark.parametrize(
    "door", ["answer/", "assign/", "ask/", "return/", "merge/", "sort/", "reopen/", "answer/look/"]
)
def test_odd_bodies_are_answered_and_never_half_written(door: str, body: dict[str, str]) -> None:
    case = make.case()
    given = urlencode({name: value.encode("utf-8", "surrogatepass") for name, value in body.items()})
    answer = at_desk().post(address(case, door), given, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {200, 303, 409, 422}
    assert not Answer.objects.filter(sent_at__isnull=False).exists()
    assert not Step.objects.exists()


def test_what_is_perhaps_the_same_is_said_on_both_cases() -> None:
    texts = ("清溪镇柳树村的自来水又黄又浑，已经三天了。", "柳树村的自来水又黄又浑，三天了，没法喝。")
    first, second = (Case.objects.get(pk=make.received(text).case_id) for text in texts)
    run_all()
    client = at_desk()
    for case, other in ((first, second), (second, first)):
        page = client.get(address(case)).content.decode()
        assert f'name="into" value="{other.pk}"' in page
    with CaptureQueriesContext(connection) as seen:
        likenesses_to(first.pk, most=3)
    if connection.vendor == "sqlite":
        (statement,) = [query["sql"] for query in seen]
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
            assert "guess_of_likeness" in str(cursor.fetchall())


def log_of(client: Client, case: Case) -> list[str]:
    """The sentences of a case's history, newest first."""
    page = client.get(address(case)).content.decode()
    found = re.findall(r"<li><time[^>]*>[^<]*</time><span>([^<]*)", page[page.index('id="history"') :])
    return [unescape(sentence).strip() for sentence in found]


def test_the_history_names_all_that_was_done_with_a_case() -> None:
    first, second, client = make.case("一楼漏水"), make.case("二楼也漏"), at_desk()
    client.post(address(second, "merge/"), {"into": first.pk})
    assert log_of(client, first)[0] == f"第 {second.pk} 号并到这一件"
    client.post(address(first, "merge/undo/"), {"merge": Joining.objects.latest("pk").merge})
    assert log_of(client, first)[:2] == [f"撤回合并：第 {second.pk} 号又单独成件", f"第 {second.pk} 号并到这一件"]
    assert log_of(client, second)[:2] == ["撤回合并：这一件又单独成件", f"并到第 {first.pk} 号"]
    client.post(address(first, "sort/"), {"about": "kind", "value": "suggestion"})
    assert log_of(client, first)[0] == "类型定为建议（原为求助或投诉）"
    client.post(address(first, "sort/"), {"about": "category", "value": "water.supply"})
    assert log_of(client, first)[0] == "人工确定类别：供水排水 › 自来水"
    project = projects.project(second, first)
    assert log_of(client, first)[0] == f"为这件事立了项：“{project.title}”"
    take_out_case(by="account:1", project=project, case=first.pk)
    assert log_of(client, first)[0] == f"从项目“{project.title}”移出"
    message = Message.objects.get(pk=make.received("我家也是", same_as=second.pk).message_id)
    own = split_out(by="account:1", message=message)
    assert log_of(client, second)[0] == f"一位来信人的话移出，到第 {own.pk} 号"
    assert log_of(client, own)[0] == f"从第 {second.pk} 号移出"
    assert set(NOTED_WORDS) == set(NOTED)
    client.cookies.load({settings.LANGUAGE_COOKIE_NAME: "en"})
    assert log_of(client, own)[0] == f"Taken out of No. {second.pk}"


@pytest.mark.parametrize("many", [1, 3, 50])
def test_a_case_takes_a_fixed_number_of_statements(many: int, django_assert_num_queries: Any) -> None:
    case, client = water_case(), at_desk()
    for n in range(many):
        make.received(f"我家也是 {n}", same_as=case.pk)
        actions.ask(by="test", case=case, question="?")
        actions.take_reply(case=case)
    within = {"HX-Target": "case"}
    directory()
    office()
    with django_assert_num_queries(11):
        assert client.get(address(case), headers=within).status_code == 200


def test_a_question_is_answered_from_what_was_answered_before() -> None:
    words = "请问办老年人乘车卡要带什么材料，在哪里办？"
    first, second = (make.received(words, kind=Kind.QUESTION) for _ in range(2))
    read(by="test", message_ids=[receipt.message_id for receipt in (first, second)])
    make.answered(Case.objects.get(pk=first.case_id), ending="explained")
    refresh_public(by="test", case_ids=[first.case_id, second.case_id])
    case, client = Case.objects.get(pk=second.case_id), at_desk()
    page = html(client.get(address(case)))
    assert make.ANSWER in page
    assert f'name="use" value="{first.case_id}"' in page
    client.post(address(case, "answer/"), {"text": "您好，王大爷。", "use": str(first.case_id)})
    draft = Answer.objects.get(case=case)
    assert (draft.text, draft.sent_at) == (f"您好，王大爷。\n\n{make.ANSWER}", None)
    client.post(address(case, "answer/"), {"text": draft.text, "ending": "explained"})
    case.refresh_from_db()
    assert case.state == State.ANSWERED
    assert not Assignment.objects.filter(case=case).exists()
