"""The resident's word: it alone says solved, and it brings a case back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from huiyin.handle import actions as handle
from huiyin.handle.models import Step
from huiyin.handle.rules import Move, NotAllowed
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind, State
from huiyin.ledger.models import Entry
from huiyin.rate import queries
from huiyin.rate.actions import Judging, rate, rate_many
from huiyin.rate.models import Rating
from huiyin.rate.rules import Level, Solved, follows, is_bad, is_satisfied
from huiyin.rate.words import LEVELS, SOLVED
from tests import make

levels, words_on_it = st.sampled_from(list(Level)), st.sampled_from(list(Solved))


@given(levels, words_on_it)
def test_what_follows_from_a_word(level: Level, solved: Solved) -> None:
    assert is_bad(level) is not is_satisfied(level)
    wanted = follows(level=level, solved=solved)
    assert (wanted == "reopen") == (solved == Solved.NO or is_bad(level))
    assert (wanted == "confirm") == (solved == Solved.YES and is_satisfied(level))


def test_steps_have_their_words() -> None:
    assert (set(LEVELS), set(SOLVED)) == (set(Level), set(Solved))


def of(case: Case) -> Message:
    return Message.objects.get(case=case)


@pytest.fixture
def answered(db: None) -> Case:
    make.office()
    handle.load_limits(by="test")
    return make.answered()


def test_solved_and_content_ends_the_case(answered: Case) -> None:
    rate(message=of(answered), level=5, solved="yes", comment="水清了,谢谢")
    answered.refresh_from_db()
    assert (answered.state, answered.is_open) == (State.SOLVED, False)
    assert queries.ratings_of(answered.pk)[0].comment == "水清了,谢谢"
    assert Entry.objects.filter(subject=f"case:{answered.pk}").last().kind == "rate.given"  # type: ignore[union-attr]


@pytest.mark.parametrize(("level", "solved"), [(4, "no"), (2, "yes"), (1, "partly")])
def test_a_bad_word_opens_the_case_again_and_brings_it_forward(answered: Case, level: int, solved: str) -> None:
    before = answered.rank
    rate(message=of(answered), level=level, solved=solved)
    answered.refresh_from_db()
    assert (answered.state, answered.reopened) == (State.REOPENED, 1)
    assert answered.rank > before
    assert answered.bad_ratings == int(level <= 2)
    assert answered.department_id == make.department("water")


def test_partly_solved_and_content_changes_nothing(answered: Case) -> None:
    rate(message=of(answered), level=3, solved="partly")
    answered.refresh_from_db()
    assert (answered.state, answered.reopened) == (State.ANSWERED, 0)


def test_the_newest_word_of_a_message_counts_and_others_stay(answered: Case) -> None:
    message = of(answered)
    rate(message=message, level=1, solved="no")
    make.answered(Case.objects.get(pk=answered.pk))
    rate(message=message, level=4, solved="yes")
    answered.refresh_from_db()
    assert (answered.state, answered.bad_ratings) == (State.SOLVED, 0)
    assert [(line.level, line.counts) for line in queries.ratings_of(answered.pk)] == [(4, True), (1, False)]
    own = queries.own_rating(message)
    assert own is not None
    assert own.level == 4


def test_a_second_sender_who_is_not_helped_opens_it_again(answered: Case) -> None:
    make.received("我家也是", same_as=None)
    other = Message.objects.order_by("-pk")[0]
    Message.objects.filter(pk=other.pk).update(case=answered)
    other.refresh_from_db()
    rate(message=of_first(answered), level=5, solved="yes")
    rate(message=other, level=2, solved="no")
    answered.refresh_from_db()
    assert answered.state == State.REOPENED
    assert Rating.objects.filter(newest=True).count() == 2


def of_first(case: Case) -> Message:
    return Message.objects.filter(case=case).order_by("pk")[0]


def test_the_same_form_twice_is_one_rating(answered: Case) -> None:
    message = of(answered)
    first = rate(message=message, level=1, solved="no", once="form-1")
    again = rate(message=message, level=1, solved="no", once="form-1")
    assert (again.pk, Rating.objects.count()) == (first.pk, 1)
    assert Step.objects.filter(case=answered, move=Move.REOPEN).count() == 1


def test_nothing_to_rate_before_an_answer_and_no_made_up_levels(answered: Case) -> None:
    fresh = make.case("还没人管")
    with pytest.raises(NotAllowed, match="not_answered"):
        rate(message=of(fresh), level=5, solved="yes")
    for level, solved in [(0, "yes"), (6, "yes"), (3, "maybe"), (None, "")]:
        with pytest.raises(NotAllowed, match="unknown_rating"):
            rate(message=of(answered), level=level, solved=solved)
    assert not Rating.objects.exists()


def test_thanks_asked_for_nothing_that_could_be_rated(answered: Case) -> None:
    thanks = make.answered(make.case("谢谢修路", kind=Kind.THANKS), ending="passed_on")
    with pytest.raises(NotAllowed, match="thanks_not_rated"):
        rate(message=of(thanks), level=1, solved="no")
    elsewhere = Judging(thanks.pk, of(thanks).pk, 1, "no", timezone.now(), source="a sheet")
    assert not isinstance(rate_many(judgings=[elsewhere])[thanks.pk], NotAllowed)
    thanks.refresh_from_db()
    assert thanks.state == State.CLOSED
    rate(message=of(answered), level=1, solved="no")
    number, worst = queries.bad_since(timezone.now() - timedelta(days=1), most=9)
    assert (number, [line.case_id for line in worst]) == (1, [answered.pk])


def test_not_solved_needs_no_grade_and_a_grade_alone_is_heard(answered: Case) -> None:
    rate(message=of(answered), level=5)
    answered.refresh_from_db()
    assert answered.state == State.ANSWERED
    rate(message=of(answered), solved="no")
    answered.refresh_from_db()
    assert (answered.state, answered.bad_ratings) == (State.REOPENED, 0)
    assert [(line.level, line.solved) for line in queries.ratings_of(answered.pk)] == [(None, "no"), (5, "")]


def test_the_office_never_learns_who_rated(answered: Case) -> None:
    rate(message=of(answered), level=2, solved="no")
    shown = queries.ratings_of(answered.pk)[0]
    assert {"message", "message_id", "at", "by"}.isdisjoint(vars(shown))
    assert Entry.objects.get(kind="rate.given").actor == "resident"
