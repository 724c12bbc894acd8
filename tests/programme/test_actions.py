"""From a complaint to money to the residents' word and back: every row is kept, nothing is delivered without them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import data, integers, sampled_from

from huiyin.hear.models import Case, Message
from huiyin.ledger.models import Entry
from huiyin.places.queries import directory
from huiyin.programme import actions, queries
from huiyin.programme.actions import Pledge, Sum
from huiyin.programme.models import Project, ProjectStep, Word
from huiyin.programme.rules import Actor, Move, NotAllowed, ProjectState, PromiseState, may
from tests import make
from tests.programme import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office() -> None:
    make.office()


def kinds() -> list[str]:
    return list(Entry.objects.filter(kind__startswith="programme.").order_by("pk").values_list("kind", flat=True))


def test_one_thread_from_complaint_to_residents_word() -> None:
    case = build.case()
    resident, neighbour = build.first(case), build.voice(case)
    project = build.project(case)
    actions.pay(by=make.BY, project=project, paid=Sum(Decimal("550000"), "县级财政", build.TODAY()))
    facts = queries.project(project.pk)
    assert (facts.line.state, facts.line.budgeted, facts.line.paid) == ("under_way", Decimal(860_000), Decimal(550_000))
    assert facts.cases == (case.pk,)
    actions.reach_milestone(by=make.BY, project=project, milestone=facts.milestones[0].id, on=build.TODAY())
    actions.report_delivered(by=make.BY, project=project, said="完工了。", on=build.TODAY())
    assert queries.project(project.pk).line.state == "reported"
    actions.residents_word(project=project.pk, message=resident, word="confirm")
    assert queries.project(project.pk).line.state == "delivered"
    actions.residents_word(project=project.pk, message=neighbour, word="dispute", text="还有一段没修。")
    facts = queries.project(project.pk)
    assert (facts.line.state, facts.line.confirmed, facts.line.open_disputes) == ("disputed", 1, 1)
    dispute = facts.words[-1]
    actions.answer_dispute(by=make.BY, project=project, word=dispute.id, reply="剩下的 80 米昨天修好了。")
    facts = queries.project(project.pk)
    assert (facts.line.state, facts.words[-1].reply) == ("delivered", "剩下的 80 米昨天修好了。")
    assert kinds() == [
        "programme.started", "programme.case_linked", "programme.paid", "programme.milestone_reached",
        "programme.reported",
        "programme.word_given", "programme.word_given", "programme.dispute_answered",
    ]  # fmt: skip
    assert [step.move for step in facts.steps] == [
        Move.START, Move.BEGIN, Move.REPORT, Move.CONFIRM, Move.DISPUTE, Move.REPLY,
    ]  # fmt: skip


def test_only_who_complained_has_a_word() -> None:
    case, other = build.case(), build.case("别的事:路灯不亮。")
    project = build.reported(case)
    with pytest.raises(Project.DoesNotExist):
        actions.residents_word(project=project.pk, message=build.first(other), word="confirm")
    assert not Word.objects.exists()


def test_a_case_that_was_joined_keeps_its_word() -> None:
    case, into = build.case(), build.case("卫生院门口那条路。")
    project = build.reported(case)
    resident = build.first(case)
    Message.objects.filter(pk=resident.pk).update(case=into)
    Case.objects.filter(pk=case.pk).update(merged_into=into)
    resident.refresh_from_db()
    actions.residents_word(project=project.pk, message=resident, word="confirm")
    assert [line.id for line in queries.projects_of_case(into.pk, message_id=resident.pk)] == [project.pk]
    assert queries.projects_of_case(into.pk, message_id=resident.pk)[0].my_word == "confirm"
    assert queries.project(project.pk).cases == (into.pk,)


def test_no_word_before_it_is_reported() -> None:
    case = build.case()
    project = build.project(case)
    with pytest.raises(NotAllowed):
        actions.residents_word(project=project.pk, message=build.first(case), word="dispute")
    assert not Word.objects.exists()


def test_the_same_word_twice_is_stored_once_and_a_new_one_counts() -> None:
    case = build.case()
    project = build.reported(case)
    for _ in range(2):
        actions.residents_word(project=project.pk, message=build.first(case), word="dispute", text="没修完")
    assert Word.objects.count() == 1
    actions.residents_word(project=project.pk, message=build.first(case), word="confirm")
    assert queries.project(project.pk).line.state == "delivered"
    assert list(Word.objects.order_by("pk").values_list("word", "newest")) == [("dispute", False), ("confirm", True)]


def test_a_promise_past_its_day_is_broken_and_shown() -> None:
    project = build.project(promised_in=-1)
    assert queries.project(project.pk).promises[0].state == PromiseState.BROKEN
    assert [line.id for line in queries.projects(broken=True)] == [project.pk]
    assert queries.totals().broken == 1
    today = build.TODAY()
    actions.promise_again(by=make.BY, project=project, promise=Pledge("下月修好", today + timedelta(days=30)))
    facts = queries.project(project.pk)
    assert [promise.state for promise in facts.promises] == [PromiseState.BROKEN, PromiseState.OPEN]
    assert facts.line.first_promised == today - timedelta(days=1)
    assert facts.line.is_moved


def test_delivered_late_is_kept_late() -> None:
    case = build.case()
    project = build.reported(case, promised_in=-3)
    actions.residents_word(project=project.pk, message=build.first(case), word="confirm")
    assert queries.project(project.pk).promises[0].state == PromiseState.KEPT_LATE
    assert queries.totals() == queries.Totals(promised=1, delivered=1, disputed=0, broken=0)


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_no_money_is_no_payment(amount: str) -> None:
    project = build.project()
    with pytest.raises(NotAllowed):
        actions.pay(by=make.BY, project=project, paid=Sum(Decimal(amount), "县级财政", build.TODAY()))
    assert queries.project(project.pk).line.state == "planned"


def test_what_is_no_open_dispute_is_not_answered() -> None:
    case = build.case()
    project = build.reported(case)
    actions.residents_word(project=project.pk, message=build.first(case), word="confirm")
    word = Word.objects.get()
    for wrong, reply in ((word.pk, "好"), (word.pk + 1, "好"), (word.pk, " ")):
        with pytest.raises(NotAllowed):
            actions.answer_dispute(by=make.BY, project=project, word=wrong, reply=reply)


def test_statements_do_not_grow() -> None:
    def statements(read: Any) -> int:
        with CaptureQueriesContext(connection) as held:
            read()
        return len(held)

    case = build.case()
    directory()
    first = build.reported(case)
    few = [
        statements(lambda: queries.projects()),
        statements(lambda: queries.projects_of_case(case.pk, message_id=build.first(case).pk)) - 1,
        statements(lambda: queries.project(first.pk)),
        statements(queries.totals),
    ]
    for _ in range(20):
        build.reported(case)
        actions.residents_word(project=first.pk, message=build.voice(case), word="dispute", text="没修完")
    assert few == [
        statements(lambda: queries.projects()),
        statements(lambda: queries.projects_of_case(case.pk, message_id=build.first(case).pk)) - 1,
        statements(lambda: queries.project(first.pk)),
        statements(queries.totals),
    ]
    assert few == [4, 5, 10, 2]


class AnyOrder(RuleBasedStateMachine):
    """Whatever office and residents do in whichever order: the state is what the newest words say."""

    @initialize()
    def begin(self) -> None:
        make.office()
        self.case = build.case()
        self.people = [build.first(self.case), *(build.voice(self.case) for _ in range(2))]
        self.project = build.project(self.case, promised_in=5)

    def state(self) -> str:
        return Project.objects.values_list("state", flat=True).get(pk=self.project.pk)

    def allowed(self, move: Move) -> bool:
        return move in {*may(self.state(), Actor.OFFICE), *may(self.state(), Actor.RESIDENT)}

    @rule(who=integers(0, 2), word=sampled_from(["confirm", "dispute"]), text=sampled_from(["", "还差一段"]))
    def say(self, who: int, word: str, text: str) -> None:
        before = Word.objects.count()
        try:
            actions.residents_word(project=self.project.pk, message=self.people[who], word=word, text=text)
        except NotAllowed:
            assert self.state() in {"planned", "under_way"}
            assert Word.objects.count() == before

    @rule()
    def pay(self) -> None:
        before = self.state()
        actions.pay(by=make.BY, project=self.project, paid=Sum(Decimal(5), "县级财政", build.TODAY()))
        assert self.state() == ("under_way" if before == "planned" else before)

    @precondition(lambda self: self.allowed(Move.REPORT))
    @rule()
    def report(self) -> None:
        actions.report_delivered(by=make.BY, project=self.project, said="好了", on=build.TODAY())

    @precondition(lambda self: self.state() == "disputed")
    @rule(pick=data())
    def reply(self, pick: Any) -> None:
        disputes = [word.id for word in queries.project(self.project.pk).words if word.is_open]
        actions.answer_dispute(by=make.BY, project=self.project, word=pick.draw(sampled_from(disputes)), reply="修好了")

    @invariant()
    def the_words_decide(self) -> None:
        if not hasattr(self, "project"):
            return
        line = queries.project(self.project.pk).line
        if line.state in {"reported", "delivered", "disputed"}:
            assert (line.state == "disputed") == bool(line.open_disputes)
            assert (line.state == "delivered") == bool(line.confirmed and not line.open_disputes)
        assert Word.objects.filter(newest=True).count() == Word.objects.values("message").distinct().count()
        assert ProjectStep.objects.filter(project=self.project).latest("pk").state == line.state
        assert (line.state == ProjectState.DELIVERED) == (line.promise in {PromiseState.KEPT, PromiseState.KEPT_LATE})


def test_any_order() -> None:
    run_state_machine_as_test(AnyOrder, settings=settings(max_examples=12, stateful_step_count=12, deadline=None))
