"""Messages are read in batches: guessed, found again, put beside what is alike; people decide, and can undo."""

from typing import Any

import pytest
from django.utils import timezone

from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind
from huiyin.ledger.models import Entry
from huiyin.places.kept import changed
from huiyin.places.models import Category
from huiyin.understand import actions
from huiyin.understand.material import NEWEST, sharing
from huiyin.understand.models import Band, Guess, HotIssue, Joining
from huiyin.understand.queries import found_by_words, guesses_of, hot_issues, rises, similar_open_cases
from huiyin.understand.rules import LIKELY_REPORT, About, Names
from tests import make

pytestmark = pytest.mark.django_db

TAP = "柳树村自来水停了三天,老人挑不动水"


@pytest.fixture(autouse=True)
def office() -> None:
    make.office()


def read(*texts: str, **said: Any) -> list[Message]:
    receipts = [make.received(text, **said) for text in texts]
    actions.read(by="machine", message_ids=[r.message_id for r in receipts])
    return list(Message.objects.select_related("case").order_by("pk"))


def guess(message: Message, about: About) -> Guess:
    return Guess.objects.filter(message=message, about=about).order_by("-score")[0]


def test_a_message_is_read_for_what_it_is_about() -> None:
    (message,) = read(TAP)
    assert guess(message, About.CATEGORY).value == "water.supply"
    assert guess(message, About.CATEGORY).reasons
    assert guess(message, About.DEPARTMENT).value == "water"
    case = Case.objects.get()
    assert case.category is not None
    assert case.category.code == "water.supply"
    assert case.area is not None
    assert (case.area.name, case.township.name if case.township else "") == ("柳树村", "清溪镇")


def test_a_new_office_without_categories_reads_all_the_same() -> None:
    Category.objects.exclude(parent=None).delete()
    Category.objects.all().delete()
    changed()
    (message,) = read("柳树村自来水停了三天,老人挑不动水")
    abouts = set(Guess.objects.filter(message=message).values_list("about", flat=True))
    assert About.CATEGORY not in abouts
    assert About.URGENCY in abouts
    assert list(found_ids("自来水")) == [message.pk]


def found_ids(words: str) -> list[int]:
    return list(Message.objects.filter(pk__in=found_by_words(words, most=5)).values_list("pk", flat=True))


def test_reading_twice_changes_nothing() -> None:
    (message,) = read(TAP)
    before = (Guess.objects.count(), Band.objects.count(), Entry.objects.count())
    assert actions.read(by="machine", message_ids=[message.pk]) == 0
    assert (Guess.objects.count(), Band.objects.count(), Entry.objects.count()) == before


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_statements_of_a_batch_do_not_depend_on_its_size(count: int, django_assert_max_num_queries: object) -> None:
    ids = [make.received(f"{TAP} {n}").message_id for n in range(count)]
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        actions.read(by="machine", message_ids=ids)


def test_near_copies_are_proposed_as_the_same_thing() -> None:
    first, second = read(TAP, TAP + ",请快来修", area_id=None)
    like = guess(second, About.DUPLICATE)
    assert like.value == str(first.case_id)
    assert like.reasons


def case_ids(words: str) -> list[int]:
    return list(Message.objects.filter(pk__in=found_by_words(words, most=9)).values_list("case", flat=True))


def test_words_are_found_again_by_one_two_and_four_characters() -> None:
    (message,) = read(TAP)
    for words in ("水", "停了", "自来水停", "柳树村 老人"):
        assert case_ids(words) == [message.case_id], words
    assert case_ids("暖气") == []


def test_reports_of_wrongdoing_are_not_searched_nor_compared() -> None:
    read(TAP)
    read("柳树村自来水停了三天,村干部收钱", kind="wrongdoing")
    closed = Message.objects.get(kind="wrongdoing")
    assert case_ids("村干部") == []
    assert not Guess.objects.filter(message=closed, about__in=[About.DUPLICATE, About.KIND]).exists()
    assert closed.case.category_id is None


def test_open_cases_like_mine_are_offered_while_writing() -> None:
    (message,) = read(TAP)
    found = similar_open_cases(text="自来水停了三天没有水", at=timezone.now(), area_id=message.case.area_id)
    assert [one.case_id for one in found] == [message.case_id]
    assert similar_open_cases(text="", at=timezone.now()) == []


def test_only_what_may_be_published_is_offered() -> None:
    read(TAP, consent="office")
    assert similar_open_cases(text=TAP, at=timezone.now()) == []


def test_a_correction_moves_the_case_and_becomes_a_label() -> None:
    (message,) = read(TAP)
    actions.correct_guess(by="account:1", guess=guess(message, About.CATEGORY), value="roads.light")
    line = next(g for g in guesses_of(message.case_id) if g.decided)
    assert (line.value, line.decided) == ("water.supply", "roads.light")
    assert Case.objects.get().category.code == "roads.light"  # type: ignore[union-attr]
    assert Entry.objects.filter(kind="understand.corrected").count() == 1


def test_an_unknown_value_changes_nothing() -> None:
    (message,) = read(TAP)
    with pytest.raises(actions.NotPossible, match="unknown_value"):
        actions.correct_guess(by="account:1", guess=guess(message, About.CATEGORY), value="no.such")
    assert Case.objects.get().category.code == "water.supply"  # type: ignore[union-attr]


def test_cases_are_joined_and_parted_again() -> None:
    first, second, third = read(TAP, "停水了,没水喝", "水管坏了")
    word = actions.merge(by="account:1", cases=[second.case, third.case], into=first.case)
    joined = Case.objects.get(pk=first.case_id)
    assert (joined.message_count, joined.messages.count()) == (3, 3)
    assert Case.objects.filter(merged_into=joined, is_open=False).count() == 2
    actions.undo_merge(by="account:1", word=word)
    assert [c.message_count for c in Case.objects.order_by("pk")] == [1, 1, 1]
    assert not Case.objects.filter(merged_into__isnull=False).exists()
    assert Joining.objects.count() == 4


def test_a_message_is_taken_out_again_into_the_case_it_came_from() -> None:
    first, second = read(TAP, "停水了,没水喝")
    home = second.case_id
    actions.merge(by="account:1", cases=[second.case], into=first.case)
    second.refresh_from_db()
    back = actions.split_out(by="account:1", message=second)
    assert back.pk == home
    assert Case.objects.get(pk=home).is_open


def test_what_cannot_be_joined_is_refused() -> None:
    (first,) = read(TAP)
    closed = Case.objects.get(pk=make.received("村干部收钱", kind="wrongdoing").case_id)
    for cases, into in (([closed], first.case), ([first.case], closed), ([first.case], first.case)):
        with pytest.raises(actions.NotPossible):
            actions.merge(by="account:1", cases=cases, into=into)
    with pytest.raises(actions.NotPossible, match="only_message"):
        actions.split_out(by="account:1", message=first)
    with pytest.raises(actions.NotPossible, match="nothing_to_undo"):
        actions.undo_merge(by="account:1", word="none")


def test_hot_issues_and_rises_are_counted_anew_each_time() -> None:
    read(*[f"柳树村自来水停了{n}天,没水做饭,请来修水管" for n in range(2, 9)])
    for _ in range(2):
        actions.find_hot_issues(by="machine")
        actions.find_rises(by="machine")
    (issue,) = hot_issues()
    assert (issue.rank, issue.message_count, HotIssue.objects.get(pk=issue.id).cases.count()) == (1, 7, 7)
    assert issue.heat == pytest.approx(sum(issue.terms.values()), abs=0.01)
    (rise,) = rises()
    assert (rise.category_code, rise.now) == ("water.supply", 7)


def test_the_classifier_learns_and_is_used() -> None:
    texts = [f"{words} 第{n}次" for n in range(30) for words in ("自来水停了没水", "路灯不亮天黑", "路面有坑难走")]
    labels = ["water.supply", "roads.light", "roads.surface"] * 30
    trained = actions.train(by="account:1", texts=texts, labels=labels).trained
    assert (trained.labels, trained.in_use) == (90, True)
    (message,) = read("路灯又不亮了,天黑不敢走")
    found = guess(message, About.CATEGORY)
    assert (found.value, found.method) == ("roads.light", trained.name)


class Place:
    def __init__(self, id: int, parent_id: int | None) -> None:
        self.id, self.parent_id = id, parent_id


def test_the_lowest_named_place_is_sure_and_two_are_in_doubt() -> None:
    names = {"清溪镇": Place(1, 9), "柳树村": Place(2, 1), "上沟村": Place(3, 4)}
    assert Names(names).sure_place("清溪镇柳树村停水") is names["柳树村"]
    assert Names(names).sure_place("柳树村和上沟村都停水") is None
    assert Names(names).sure_place("到处停水") is None


@pytest.mark.parametrize("count", [2, 60])
def test_however_many_share_a_band_only_the_newest_are_looked_at(count: int) -> None:
    Band.objects.all().delete()
    messages = [Message.objects.get(pk=make.received(f"{TAP} {n}").message_id) for n in range(count)]
    Band.objects.bulk_create(Band(value=2**62 + 1, message=m, case=m.case) for m in messages)
    found = sharing([2**62 + 1, 5])
    assert [pk for _, pk, _ in found] == [m.pk for m in reversed(messages)][:NEWEST]


@pytest.mark.parametrize("words", ["举报我村村支书以权谋私,侵吞扶贫款", "The mayor takes bribes"])
def test_a_report_that_came_by_the_open_road_is_guessed_and_moves_nothing_by_itself(words: str) -> None:
    (message,) = read(words)
    doubt = guess(message, About.KIND)
    assert (doubt.value, message.case.kind) == (Kind.WRONGDOING, Kind.REQUEST)
    assert doubt.score >= LIKELY_REPORT
    assert doubt.reasons


@pytest.mark.parametrize(
    "words",
    [
        "住建局办事拖拉,三个月没有答复,打了多次电话都没人管,互相推诿踢皮球",
        "举报楼下烧烤店油烟扰民,天天到半夜,城管局不作为",
        "派出所民警态度不好,举报了几次都没有结果",
        "The housing office never answers the phone, please help",
    ],
)
def test_a_complaint_about_a_slow_office_is_no_report_of_wrongdoing(words: str) -> None:
    (message,) = read(words)
    assert not Guess.objects.filter(message=message, value=Kind.WRONGDOING).exists()


def test_nothing_is_guessed_of_the_kind_of_what_came_by_the_closed_road() -> None:
    (message,) = read(TAP, kind=Kind.WRONGDOING)
    assert not Guess.objects.filter(message=message, about=About.KIND).exists()


def test_another_kind_than_the_senders_is_proposed() -> None:
    (message,) = read("衷心感谢县水利局,水管终于修好了,给你们点赞!")
    assert guess(message, About.KIND).value == "thanks"


def test_only_what_came_before_is_proposed_however_many_are_read_together() -> None:
    first, second = read(TAP, TAP + ",请快来修")
    assert not Guess.objects.filter(message=first, about=About.DUPLICATE).exists()
    assert Guess.objects.filter(message=second, about=About.DUPLICATE).exists()
