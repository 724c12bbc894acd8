"""Joining and parting of cases, also where two people do it at once or one clicks twice."""

import pytest

from huiyin.hear.actions import add_word
from huiyin.hear.models import Case, Message
from huiyin.hear.said import Said
from huiyin.understand import actions
from tests import make

pytestmark = pytest.mark.django_db

TAP = "柳树村自来水停了三天,老人挑不动水"


@pytest.fixture(autouse=True)
def office() -> None:
    make.office()


def told(*texts: str) -> list[Message]:
    ids = [make.received(text).message_id for text in texts]
    return list(Message.objects.select_related("case").filter(pk__in=ids).order_by("pk"))


def test_two_clerks_who_join_two_cases_to_each_other_lose_neither() -> None:
    first, second = told(TAP, "停水了,没水喝")
    seen, seen_by_another = (Case.objects.get(pk=message.case_id) for message in (first, second))
    actions.merge(by="account:1", cases=[first.case], into=second.case)
    with pytest.raises(actions.NotPossible, match="merged_already"):
        actions.merge(by="account:2", cases=[seen_by_another], into=seen)
    kept = Case.objects.get(merged_into=None)
    assert (kept.is_open, kept.messages.count()) == (True, 2)


def test_what_was_taken_back_or_taken_out_is_not_moved_a_second_time() -> None:
    first, second = told(TAP, "停水了,没水喝")
    word = actions.merge(by="account:1", cases=[second.case], into=first.case)
    seen = Message.objects.get(pk=second.pk)
    actions.split_out(by="account:1", message=Message.objects.get(pk=second.pk))
    with pytest.raises(actions.NotPossible, match="moved_already"):
        actions.split_out(by="account:2", message=seen)
    with pytest.raises(actions.NotPossible, match="nothing_to_undo"):
        actions.undo_merge(by="account:2", word=word)
    assert [case.message_count for case in Case.objects.order_by("pk")] == [1, 1]


def test_a_joining_that_was_taken_back_is_not_where_a_message_came_from() -> None:
    first, second, third = told(TAP, "停水了,没水喝", "水管坏了")
    word = actions.merge(by="account:1", cases=[first.case], into=second.case)
    actions.undo_merge(by="account:1", word=word)
    actions.merge(by="account:1", cases=[third.case], into=first.case)
    own = actions.split_out(by="account:1", message=Message.objects.get(pk=first.pk))
    assert own.pk not in {first.case_id, second.case_id, third.case_id}


def test_the_further_words_of_a_sender_go_with_the_first_and_do_not_count_as_people() -> None:
    receipt = make.received(TAP)
    word = add_word(by="resident", code=receipt.code, said=Said(text="还是没有水"), once="a-further-word-1")
    (other,) = told("停水了,没水喝")
    actions.merge(by="account:1", cases=[Case.objects.get(pk=receipt.case_id)], into=other.case)
    assert Case.objects.get(pk=other.case_id).message_count == 2
    actions.split_out(by="account:1", message=Message.objects.get(pk=word))
    assert {m.case_id for m in Message.objects.exclude(pk=other.pk)} == {receipt.case_id}
    assert [case.message_count for case in Case.objects.order_by("pk")] == [1, 1]
    with pytest.raises(actions.NotPossible, match="only_message"):
        actions.split_out(by="account:1", message=Message.objects.get(pk=word))
