"""An answer goes out whole or not at all."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from huiyin.answer import queries
from huiyin.answer.actions import ImportedAnswer, draft, record_imported_answers, send
from huiyin.answer.models import Answer
from huiyin.answer.rules import LONGEST_ANSWER
from huiyin.handle import actions as handle
from huiyin.handle.models import Assignment, Outcome, Step
from huiyin.handle.rules import NotAllowed
from huiyin.hear.models import Case
from huiyin.hear.rules import Kind, State
from huiyin.ledger.models import Entry
from huiyin.places.queries import directory
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office() -> None:
    make.office()


def test_a_draft_is_kept_changed_and_sent_as_one_version() -> None:
    case = make.case()
    draft(by="account:1", case=case, text="先写一句")
    draft(by="account:1", case=case, text="再改一改")
    assert queries.answers_and_draft(case.pk)[1] == "再改一改"
    send(by="account:1", case=case, text=make.ANSWER, ending="solved", basis="第9条")
    assert queries.answers_and_draft(case.pk)[1] == ""
    assert [(a.version, a.text, a.language, a.outcome) for a in queries.answers_of(case.pk)] == [
        (1, make.ANSWER, "zh", "solved")
    ]
    assert list(Entry.objects.filter(kind__startswith="answer").values_list("kind", flat=True)) == [
        "answer.drafted",
        "answer.drafted",
        "answer.sent",
    ]


def test_what_is_missing_is_named_and_nothing_is_sent() -> None:
    case = make.case()
    with pytest.raises(NotAllowed) as refused:
        send(by="account:1", case=case, text=" ", ending="no_basis", basis="第9条")
    assert refused.value.facts["names"] == ("text", "reason", "other_help", "appeal")
    with pytest.raises(NotAllowed, match="date_past"):
        send(by="test", case=case, text="等一等", ending="not_now", reason="没钱", look_again_on=timezone.localdate())
    with pytest.raises(NotAllowed, match="too_long"):
        send(by="test", case=case, text="长" * (LONGEST_ANSWER + 1), ending="solved", basis="第9条")
    with pytest.raises(NotAllowed, match="no_such_ending"):
        send(by="test", case=case, text="好", ending="adopted", reason="好")
    case.refresh_from_db()
    assert case.state == State.RECEIVED
    assert not Answer.objects.exists()
    assert not Outcome.objects.exists()


def test_a_second_answer_is_a_new_version_beside_the_first() -> None:
    case = make.answered()
    handle.reopen(case=case, by="resident", reason="又黄了")
    send(by="test", case=case, text="这次换了整段管子。", ending="solved", basis="第9条")
    assert [a.version for a in queries.answers_of(case.pk)] == [2, 1]


def test_a_closed_case_takes_no_draft() -> None:
    with pytest.raises(NotAllowed):
        draft(by="test", case=make.answered(), text="还有一句")


def test_precedents_are_answers_after_which_residents_said_solved() -> None:
    category = next(c.id for c in directory().categories.values() if c.code == "water.supply")
    cases = [make.answered(make.case(f"自来水黄 {n}")) for n in range(3)]
    Case.objects.update(category=category)
    handle.confirm_solved(case=cases[0])
    handle.confirm_solved(case=cases[1])
    asking = make.case("我家也黄")
    asking.category_id = category
    assert {p.case_id for p in queries.precedents(asking)} == {cases[0].pk, cases[1].pk}
    asking.department_id = make.department("water")
    Case.objects.filter(pk=cases[1].pk).update(department=make.department("roads"))
    assert [p.case_id for p in queries.precedents(asking, by_its_department=True)] == [cases[0].pk]
    asking.kind = Kind.WRONGDOING
    assert queries.precedents(asking) == []


def imported(count: int) -> list[ImportedAnswer]:
    at = datetime(2024, 3, 1, tzinfo=UTC)
    cases = [make.case(f"第 {n} 封", clock=False, said_at=at) for n in range(count)]
    return [
        ImportedAnswer(case.pk, f"已经修好,编号 {case.pk}", at + timedelta(days=3), make.department("roads"))
        for case in cases
    ]


@pytest.mark.parametrize(("many", "statements"), [(1, 9), (2, 12), (30, 12)])
def test_answers_of_a_spreadsheet_take_a_fixed_number_of_statements(
    many: int, statements: int, django_assert_num_queries: Any
) -> None:
    answers = imported(many)
    with django_assert_num_queries(statements):  # savepoint and release among them
        assert record_imported_answers(by="import", answers=answers, source="旧系统") == many
    assert record_imported_answers(by="import", answers=answers, source="旧系统") == 0
    assert Answer.objects.filter(source="旧系统").count() == Step.objects.count() == many
    for case in Case.objects.all():
        assert (case.state, case.is_open, case.department_id) == (State.ANSWERED, False, make.department("roads"))
        assert case.ended_at == case.answered_at == datetime(2024, 3, 4, tzinfo=UTC)


def test_an_imported_answer_ends_the_turn_and_closes_thanks() -> None:
    case = make.case("谢谢", kind=Kind.THANKS)
    handle.assign(by="test", case=case, department=make.department("roads"))
    record_imported_answers(by="import", answers=[ImportedAnswer(case.pk, "转达了", timezone.now())], source="s")
    case.refresh_from_db()
    assert (case.state, case.department_id) == (State.CLOSED, make.department("roads"))
    assert not Assignment.objects.filter(until__isnull=True).exists()
