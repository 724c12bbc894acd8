"""Any sequence of moves keeps the case whole; a move that the rules forbid changes nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.answer.actions import send
from huiyin.answer.models import Answer
from huiyin.handle import actions, jobs, queries, rules
from huiyin.handle.clock import NewLimit
from huiyin.handle.models import Assignment, Limit, Outcome, Step
from huiyin.handle.rules import ENDINGS, Actor, Ending, Move, NotAllowed
from huiyin.hear.actions import add_word
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind, State, is_open
from huiyin.hear.said import Said
from huiyin.ledger.models import Entry
from huiyin.ledger.worker import run_all
from huiyin.methods.deadlines import Unit
from huiyin.places import actions as places
from huiyin.places.queries import directory
from tests import make

pytestmark = pytest.mark.django_db


def snapshot(case: Case) -> tuple[object, ...]:
    return (
        Case.objects.filter(pk=case.pk).values().get(),
        Step.objects.filter(case=case).count(),
        list(Assignment.objects.filter(case=case).values_list()),
        Outcome.objects.filter(case=case).count(),
        Answer.objects.filter(case=case).count(),
        Entry.objects.count(),
    )


def do(move: Move, case: Case, actor: Actor, ending: Ending, department: str) -> object:
    """One move by its action; endings by sending an answer."""
    by: Any = {"by": "test", "case": case}
    again = timezone.localdate() + timedelta(days=30)
    answer: Any = {"text": make.ANSWER, "ending": ending, "look_again_on": again, "actor": actor, **make.FULL}
    ways: dict[Move, Callable[[], object]] = {
        Move.ASSIGN: lambda: actions.assign(**by, department=make.department(department)),
        Move.RETURN: lambda: actions.return_case(**by, reason="不归我们管", actor=actor),
        Move.ASK: lambda: actions.ask(**by, question="是哪一栋?", actor=actor),
        Move.REOPEN: lambda: actions.reopen(**by, reason="又坏了", actor=actor),
        Move.RESUME: lambda: actions.resume(**by, actor=actor),
        Move.REPLY: lambda: actions.take_reply(**by),
        Move.CONFIRM: lambda: actions.confirm_solved(**by),
        Move.WITHDRAW: lambda: actions.withdraw(**by),
        Move.DISCIPLINE: lambda: actions.to_discipline(**by),
        **dict.fromkeys((Move.ANSWER, Move.POSTPONE, Move.PASS_ON), lambda: send(**by, **answer)),
    }
    return ways[move]()


def refusal(attempt: Callable[[], object]) -> str:
    """The code with which the attempt was refused, or empty."""
    try:
        attempt()
    except NotAllowed as problem:
        return problem.code
    return ""


OWN_ACTOR = {
    Move.ASSIGN: Actor.CLERK,
    Move.DISCIPLINE: Actor.CLERK,
    Move.REPLY: Actor.RESIDENT,
    Move.CONFIRM: Actor.RESIDENT,
    Move.WITHDRAW: Actor.RESIDENT,
}
tries = st.tuples(
    st.sampled_from([move for move in Move if move != Move.RECEIVE]),
    st.sampled_from(list(Actor)),
    st.integers(0, 3),
    st.sampled_from(["water", "roads"]),
)


@pytest.fixture
def office() -> None:
    make.office()
    actions.load_limits(by="test")


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("kind", list(Kind))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(attempts=st.lists(tries, min_size=4, max_size=14))
def test_any_sequence_of_moves_keeps_a_case_whole(kind: Kind, attempts: list[tuple[Move, Actor, int, str]]) -> None:
    with transaction.atomic():
        case = make.case(kind=kind)
        for move, chosen, nth, department in attempts:
            actor = OWN_ACTOR.get(move, chosen)
            kind = Kind(case.kind)  # a report that came by the open road goes on by the closed one
            ending = ENDINGS[kind][nth % len(ENDINGS[kind])]
            if move in {Move.ANSWER, Move.POSTPONE, Move.PASS_ON}:
                move = rules.move_for(ending)
            allowed = move in rules.may(kind=kind, state=case.state, actor=actor)
            before = snapshot(case)
            refused = refusal(partial(do, move, case, actor, ending, department))
            if refused:
                assert snapshot(case) == before
                assert not allowed or refused == "same_department"
            else:
                assert allowed
                assert Entry.objects.count() == int(str(before[-1])) + 1
            case.refresh_from_db()
            check(case)
        transaction.set_rollback(True)


def check(case: Case) -> None:
    """What holds for every case at every moment."""
    assert case.is_open == is_open(case.state)
    assert (case.ended_at is None) == case.is_open
    turns = Assignment.objects.filter(case=case, until__isnull=True)
    holds = case.department_id if rules.holds_turn(state=case.state) else None
    assert [turn.department_id for turn in turns] == ([holds] if holds else [])
    assert not Assignment.objects.filter(case=case, until__lt=F("since")).exists()
    last = Step.objects.filter(case=case).order_by("-id").first()
    assert last is None or last.state == case.state
    ends = Step.objects.filter(case=case, move__in=[Move.ANSWER, Move.POSTPONE, Move.PASS_ON]).count()
    assert ends == Outcome.objects.filter(case=case).count()
    assert ends == Answer.objects.filter(case=case, sent_at__isnull=False).count()
    assert case.reopened == Step.objects.filter(case=case, move=Move.REOPEN).count()
    assert case.rank == pytest.approx(sum(t.points for t in queries.terms_of(case, now=rules.EPOCH)))


def at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


@pytest.mark.usefixtures("office")
def test_five_working_days_for_a_request() -> None:
    case = make.case(said_at=at("2026-06-25T02:00"))  # a Thursday
    assert case.due_on == date(2026, 7, 2)


@pytest.mark.usefixtures("office")
def test_the_newest_limit_in_force_holds_and_loading_again_doubles_nothing() -> None:
    newer = NewLimit(Kind.REQUEST, 2, Unit.WORKING_DAYS, "县里的新规定", date(2026, 6, 1))
    assert actions.load_limits(by="test", limits=[newer]) == 1
    actions.load_limits(by="test", limits=[newer])
    assert Limit.objects.filter(kind=Kind.REQUEST).count() == 2
    assert make.case(said_at=at("2026-06-25T02:00")).due_on == date(2026, 6, 29)
    assert make.case(said_at=at("2026-05-14T02:00")).due_on == date(2026, 5, 21)


@pytest.mark.usefixtures("office")
def test_days_of_waiting_for_the_resident_do_not_count() -> None:
    case = make.case(said_at=at("2026-06-25T02:00"))
    actions.ask(by="test", case=case, question="是哪一栋?", at=at("2026-06-26T02:00"))
    held = actions.take_reply(case=case, at=at("2026-07-01T02:00"))
    assert held.state == State.RECEIVED  # nobody holds it yet
    assert held.due_on == date(2026, 7, 7)  # one day used before, four left


@pytest.mark.usefixtures("office")
def test_a_report_of_wrongdoing_goes_to_the_discipline_office_by_itself() -> None:
    case = make.case("村主任把低保给了自己的弟弟", kind=Kind.WRONGDOING)
    assert (case.state, case.department_id) == (State.ASSIGNED, make.department("discipline"))
    held = Assignment.objects.get(case=case)
    assert (held.department_id, held.since) == (make.department("discipline"), case.opened_at)


@pytest.mark.usefixtures("office")
def test_a_returned_case_says_why_and_who_is_responsible() -> None:
    case = make.case()
    actions.assign(by="account:1", case=case, department=make.department("roads"))
    held = actions.return_case(by="account:2", case=case, reason="供水归水利局", responsible=make.department("water"))
    assert (held.state, held.department_id, held.returned) == (State.RECEIVED, None, 1)
    assert queries.proposed_department(case.pk) == make.department("water")
    with pytest.raises(NotAllowed, match="missing"):
        actions.return_case(by="test", case=case, reason=" ")


@pytest.mark.usefixtures("office")
def test_handing_out_can_be_undone_until_something_else_happens() -> None:
    case = make.case()
    actions.assign(by="account:1", case=case, department=make.department("roads"))
    with pytest.raises(NotAllowed, match="nothing_to_undo"):
        actions.undo_assign(by="account:9", case=case)
    held = actions.undo_assign(by="account:1", case=case)
    assert (held.state, held.department_id, held.returned) == (State.RECEIVED, None, 0)
    assert [station.move for station in queries.way(case.pk)] == [Move.RECEIVE]
    actions.assign(by="account:1", case=case, department=make.department("roads"))
    actions.assign(by="account:1", case=case, department=make.department("water"))
    assert actions.undo_assign(by="account:1", case=case).department_id == make.department("roads")
    actions.ask(by="account:1", case=case, question="哪里?")
    with pytest.raises(NotAllowed, match="nothing_to_undo"):
        actions.undo_assign(by="account:1", case=case)


@pytest.mark.usefixtures("office")
def test_unknown_and_same_departments_are_refused() -> None:
    case = make.case()
    with pytest.raises(NotAllowed, match="unknown_department"):
        actions.assign(by="test", case=case, department=10**9)
    actions.assign(by="test", case=case, department=make.department("roads"))
    with pytest.raises(NotAllowed, match="same_department"):
        actions.assign(by="test", case=case, department=make.department("roads"))


@pytest.mark.usefixtures("office")
def test_a_matter_that_others_share_cannot_be_withdrawn() -> None:
    case = make.case()
    make.received("我家也是黄水", same_as=case.pk)
    with pytest.raises(NotAllowed, match="others_said_it_too"):
        actions.withdraw(case=case)


@pytest.mark.usefixtures("office")
def test_not_now_comes_back_by_itself_on_its_day() -> None:
    case = make.answered(ending="not_now")
    assert (case.state, case.is_open) == (State.NOT_NOW, True)
    jobs.come_back([])
    case.refresh_from_db()
    assert case.state == State.NOT_NOW
    Outcome.objects.filter(case=case).update(look_again_on=timezone.localdate())
    jobs.come_back([])
    jobs.come_back([])
    case.refresh_from_db()
    assert (case.state, case.department_id) == (State.REOPENED, make.department("water"))
    assert Step.objects.filter(case=case, move=Move.RESUME).count() == 1


@pytest.mark.usefixtures("office")
def test_a_further_word_answers_the_question() -> None:
    receipt = make.received()
    case = Case.objects.get(pk=receipt.case_id)
    actions.ask(by="test", case=case, question="是哪一栋?")
    jobs.take_replies([f"message:{receipt.message_id}"])
    case.refresh_from_db()
    assert case.state == State.RECEIVED
    word = add_word(by="resident", code=receipt.code, said=Said(text="三号楼"), once="again")
    jobs.take_replies([f"message:{word}"])  # nothing waits for it any more
    case.refresh_from_db()
    assert case.state == State.RECEIVED


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("many", [1, 40])
def test_clocks_of_a_batch_take_a_fixed_number_of_statements(many: int, django_assert_num_queries: Any) -> None:
    cases = [make.case(f"第 {n} 件", clock=False).pk for n in range(many)]
    subjects = [f"message:{pk}" for pk in Message.objects.filter(case__in=cases).values_list("pk", flat=True)]
    directory()
    with django_assert_num_queries(9):  # savepoint and release among them
        jobs.start_clock(subjects)
    jobs.start_clock(subjects)
    assert Case.objects.filter(due_on__isnull=False).count() == many


@pytest.mark.usefixtures("office")
def test_the_order_follows_what_happened_elsewhere() -> None:
    case = make.case()
    Case.objects.filter(pk=case.pk).update(urgency=3)
    jobs.put_in_order([f"case:{case.pk}"])
    before = case.rank
    case.refresh_from_db()
    assert case.rank == pytest.approx(before + 24)


@pytest.mark.usefixtures("office")
def test_a_merged_case_is_not_moved_any_more() -> None:
    case, into = make.case(), make.case("别的")
    Case.objects.filter(pk=case.pk).update(merged_into=into, is_open=False)
    with pytest.raises(NotAllowed, match="merged"):
        actions.assign(by="test", case=case, department=make.department("roads"))


@pytest.mark.django_db
def test_reports_that_came_before_there_was_a_discipline_office_are_handed_to_it() -> None:
    make.office()
    places.add_departments(by="test", departments=[places.NewDepartment("discipline", "纪委监委")])
    report = make.case("村主任收了钱", kind=Kind.WRONGDOING)
    assert (report.state, report.department_id) == (State.RECEIVED, None)
    assert queries.waiting_reports() == [report.pk]
    named = places.NewDepartment("discipline", "纪委监委", is_discipline=True)
    places.add_departments(by="test", departments=[named])
    run_all()
    report.refresh_from_db()
    assert (report.state, report.department_id) == (State.ASSIGNED, make.department("discipline"))
    assert queries.waiting_reports() == []
