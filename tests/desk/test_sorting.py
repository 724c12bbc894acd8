"""A case is sorted by a person: its kind as its category, and what is a report of wrongdoing leaves the open road."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.handle import actions as handle
from huiyin.handle.models import Assignment
from huiyin.handle.rules import MOVES, Actor, Move, NotAllowed, kinds_for, may
from huiyin.hear import codes
from huiyin.hear.actions import add_word
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import PUBLIC_KINDS, Kind, State
from huiyin.hear.said import Said
from huiyin.ledger.models import Entry
from huiyin.ledger.worker import run_all
from huiyin.people.rules import Role
from huiyin.publish.actions import refresh_public
from huiyin.publish.models import PublicCase, Tally
from huiyin.understand import actions as understand
from huiyin.understand import closed_road
from huiyin.understand.models import Band, Guess, HotIssue
from huiyin.understand.queries import found_by_words, similar_open_cases
from huiyin.understand.rules import About
from tests import make
from tests.desk.test_queue import at_desk, county

__all__ = ["county"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]

BRIBE = "我要举报住建局王科长收受贿赂五万元"
TAP = "柳树村的自来水又黄又浑,已经三天了"


def came(text: str = BRIBE, kind: Kind = Kind.REQUEST) -> tuple[Case, str]:
    """A public message by the ordinary form, with all that follows from it; its case and its code."""
    receipt = make.received(text, kind=kind)
    run_all()
    return Case.objects.get(pk=receipt.case_id), receipt.code


def office(case: Case, door: str = "") -> str:
    return f"/office/cases/{case.pk}/{door}"


def doubt(case: Case) -> Guess:
    return Guess.objects.get(message__case=case, about=About.KIND, value=Kind.WRONGDOING)


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def is_public(case: Case) -> bool:
    return PublicCase.objects.filter(pk=case.pk).exists()


def test_what_may_be_a_report_is_shown_to_nobody_outside_and_to_the_clerk_with_its_reasons(client: Client) -> None:
    case, _ = came()
    assert not is_public(case)
    assert Tally.objects.filter(pk=case.pk).exists()
    assert "王科长" not in read(client, "/around/")
    page = read(at_desk(), office(case))
    assert "<mark>受贿</mark>" in page
    assert 'id="discipline"' in page
    own = page[page.index(f"/guesses/{doubt(case).pk}/") - 1_500 : page.index(f"/guesses/{doubt(case).pk}/")]
    assert 'name="accept"' not in own  # what cannot be taken back is not done by one key


def test_it_is_shown_to_nobody_before_it_was_read_either() -> None:
    bribe, tap = (make.received(text).case_id for text in (BRIBE, TAP))
    refresh_public(by="test", case_ids=[bribe, tap])
    assert list(PublicCase.objects.values_list("pk", flat=True)) == [tap]


def test_it_is_published_as_soon_as_a_person_says_that_it_is_none() -> None:
    case, _ = came()
    assert at_desk().post(office(case, f"guesses/{doubt(case).pk}/"), {"value": Kind.REQUEST}).status_code == 303
    run_all()
    assert is_public(case)


def test_of_two_who_wrote_the_words_of_the_other_are_shown() -> None:
    case, _ = came(TAP)
    joined, _ = came()
    understand.merge(by="test", cases=[joined], into=case)
    run_all()
    assert "王科长" not in PublicCase.objects.get(pk=case.pk).text
    assert 'id="discipline"' in read(at_desk(), office(case))


@pytest.mark.parametrize("text", [TAP, BRIBE])
@pytest.mark.parametrize("kind", sorted(PUBLIC_KINDS))
def test_a_report_leaves_the_open_road_for_good(client: Client, kind: Kind, text: str) -> None:
    case, code = came(text, kind)
    came(text + ",请快来看")
    clerk = at_desk()
    assert clerk.post(office(case, "to-discipline/"), {"note": "看第一段"}).status_code == 303
    run_all()
    case.refresh_from_db()
    assert (case.kind, case.state, case.department.code) == (Kind.WRONGDOING, State.ASSIGNED, "discipline")  # type: ignore[union-attr]
    assert clerk.get(office(case)).status_code == 404
    assert clerk.post(office(case, "assign/undo/")).status_code == 404
    assert not is_public(case)
    assert not Tally.objects.filter(pk=case.pk).exists()
    assert client.get(f"/cases/{case.pk}/").status_code == client.get(f"/cases/{case.pk}/feed.xml").status_code == 404
    message = Message.objects.get(case=case)
    assert message.pk not in found(text[:4])
    assert not Band.objects.filter(case=case).exists()
    assert case.pk not in {like.case_id for like in similar_open_cases(text=text, at=timezone.now())}
    assert (entry := Entry.objects.get(kind="handle.to_discipline")).subject == f"case:{case.pk}"
    assert entry.facts["was"] == kind
    page = read(client, f"/m/{codes.shown(code)}/")
    assert "纪委监委" in page
    assert "看第一段" in read(at_desk(Role.HANDLER, "discipline"), office(case))


def found(words: str) -> list[int]:
    return list(Message.objects.filter(pk__in=found_by_words(words, most=9)).values_list("pk", flat=True))


def test_what_its_sender_adds_later_goes_the_closed_road_too() -> None:
    case, code = came()
    handle.to_discipline(by="account:1", case=case)
    add_word(by="resident", code=code, said=Said(text="还有一次在停车场"), once="again")
    run_all()
    assert found("停车场") == []
    assert not Band.objects.filter(case=case).exists()


def test_its_clock_is_that_of_the_closed_road_and_one_department_has_it() -> None:
    case, _ = came()
    handle.assign(by="account:1", case=case, department=make.department("housing"))
    handle.to_discipline(by="account:1", case=case)
    run_all()
    turns = list(Assignment.objects.filter(case=case).order_by("pk").values_list("department__code", "ended_by"))
    assert turns == [("housing", Move.DISCIPLINE), ("discipline", "")]
    case.refresh_from_db()
    own = make.case(kind=Kind.WRONGDOING)
    assert (case.due_on, Assignment.objects.get(case=case, until=None).due_on) == (own.due_on, own.due_on)
    handle.set_clocks(by="calendar", cases=[case.pk])
    case.refresh_from_db()
    assert case.due_on == own.due_on


def test_only_the_clerk_sends_it_there_and_only_what_is_in_hand() -> None:
    case, _ = came()
    handle.assign(by="account:1", case=case, department=make.department("water"))
    handler = at_desk(Role.HANDLER, "water")
    assert 'id="discipline"' not in read(handler, office(case))
    assert handler.post(office(case, "to-discipline/")).status_code == 404
    ended = make.answered()
    with pytest.raises(NotAllowed):
        handle.to_discipline(by="account:1", case=ended)
    ended.refresh_from_db()
    assert ended.kind == Kind.REQUEST


def test_joined_cases_go_with_it_and_hot_issues_forget_it() -> None:
    first, second, third, fourth = (came(f"{TAP}{more}")[0] for more in ("", ",快来", ",急", ",好急"))
    understand.merge(by="test", cases=[fourth], into=third)
    moment = timezone.now()
    issue = HotIssue.objects.create(
        day=moment.date(), place_rank=1, title="王科长", heat=1, first_at=moment, last_at=moment, message_count=4
    )
    issue.cases.set([first, second, third])
    handle.to_discipline(by="account:1", case=third)
    issue.refresh_from_db()
    assert (issue.title, issue.message_count, issue.cases.count()) == (first.title, 2, 2)
    assert Case.objects.get(pk=fourth.pk).kind == Kind.WRONGDOING
    handle.to_discipline(by="account:1", case=second)
    assert not HotIssue.objects.exists()


@pytest.mark.parametrize("many", [1, 5])
def test_leaving_the_open_road_takes_a_fixed_number_of_statements(many: int) -> None:
    case, _ = came(TAP)
    understand.merge(by="test", cases=[came(f"{TAP}{n}")[0] for n in range(many)], into=case)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        closed_road.enter(case=case.pk)
    assert len(seen) == 7


def test_a_clerk_sets_the_kind_where_nothing_was_guessed_and_clock_and_moves_follow() -> None:
    case, _ = came(TAP)
    assert not Guess.objects.filter(message__case=case, about=About.KIND).exists()
    handle.assign(by="account:1", case=case, department=make.department("water"))
    clerk = at_desk()
    assert f'name="about" value="{About.KIND}"' in read(clerk, office(case))
    answer = clerk.post(office(case, "sort/"), {"about": "kind", "value": Kind.SUGGESTION})
    assert answer.status_code == 303
    case.refresh_from_db()
    suggested = make.case("建议在村口装路灯", kind=Kind.SUGGESTION)
    assert (case.kind, case.due_on) == (Kind.SUGGESTION, suggested.due_on)
    assert Assignment.objects.get(case=case).due_on == suggested.due_on
    assert 'value="adopted"' in read(clerk, office(case))
    run_all()
    assert PublicCase.objects.get(pk=case.pk).kind == Kind.SUGGESTION


def test_what_is_answered_keeps_its_kind() -> None:
    case, clerk = make.answered(), at_desk()
    assert f'name="about" value="{About.KIND}"' not in read(clerk, office(case))
    assert clerk.post(office(case, "sort/"), {"about": "kind", "value": Kind.QUESTION}).status_code == 409
    handle.reopen(by="account:1", case=case, reason="没修好", actor=Actor.CLERK)
    assert clerk.post(office(case, "sort/"), {"about": "kind", "value": Kind.QUESTION}).status_code == 409
    assert clerk.post(office(case, "sort/"), {"about": "kind", "value": Kind.WRONGDOING}).status_code == 422


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("kind", list(Kind))
def test_whatever_a_case_becomes_has_a_way_on(kind: Kind, state: State) -> None:
    fit = kinds_for(kind=kind, state=state, is_answered=False)
    ways = [way for way in MOVES[kind] if way.move != Move.DISCIPLINE]
    assert kind in fit or state not in {way_from for way in ways for way_from in way.from_states}
    for other in set(fit) - {kind}:
        assert Kind.WRONGDOING not in {kind, other}
        assert set(may(kind=other, state=state, actor=Actor.CLERK)) - {Move.DISCIPLINE} or may(
            kind=other, state=state, actor=Actor.RESIDENT
        )
