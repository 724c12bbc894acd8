"""A message finds its way by what it says, with the words that said it."""

import csv
import gzip
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from huiyin.methods.kinds import Kind, kind, kinds

DATA = Path(__file__).parents[3] / "shared" / "data" / "messages"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("我们小区已经停水三天了,物业一直不管,请尽快解决", Kind.REQUEST),
        ("请问公积金贷款还完后还需要办什么手续?", Kind.QUESTION),
        ("建议在第二中学门口增设一处人行横道,方便学生过马路", Kind.SUGGESTION),
        ("衷心感谢县水利局,水管终于修好了,给你们点赞!", Kind.THANKS),
        ("举报我村村支书以权谋私,侵吞扶贫款", Kind.REPORT),
        ("The street light is broken, please fix it", Kind.REQUEST),
        ("When does the library open?", Kind.QUESTION),
        ("I suggest a bench at the bus stop", Kind.SUGGESTION),
        ("Thank you so much for the new playground, great work!", Kind.THANKS),
        ("The mayor takes bribes", Kind.REPORT),
        ("سۇ قاچان كېلىدۇ؟", Kind.QUESTION),
        ("路灯坏了,没人管。谢谢", Kind.REQUEST),
    ],
)
def test_each_kind_is_known_by_its_words(text: str, label: Kind) -> None:
    guess = kind(text)
    assert guess.label == label
    assert guess.reasons


@given(st.text(max_size=80) | st.text(st.sampled_from("请问建议投诉感谢?吗,。"), max_size=80))
def test_probabilities_add_up_and_reasons_are_in_the_text(text: str) -> None:
    guesses = kinds(text)
    assert sum(guess.probability for guess in guesses) == pytest.approx(1)
    assert {guess.label for guess in guesses} == set(Kind)
    assert [guess.probability for guess in guesses] == sorted((g.probability for g in guesses), reverse=True)


def test_an_empty_text_leaves_it_open() -> None:
    assert kind("").probability < 0.6
    assert kind("").reasons == ()


@pytest.mark.parametrize("piece", ["?", "感谢", "举报", "请问吗", "\x00\ud800"])
def test_a_megabyte_takes_bounded_time(piece: str) -> None:
    start = time.process_time()
    kind(piece * (1_000_000 // len(piece)))
    assert time.process_time() - start < 2


@pytest.mark.data
@pytest.mark.skipif(not DATA.exists(), reason="the shared data are not beside this checkout")
def test_real_messages_find_their_kind() -> None:
    with gzip.open(DATA / "cn_messages_type_domain.csv.gz", "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["type"]][::4]
    names = {"投诉/求助": Kind.REQUEST, "咨询": Kind.QUESTION, "建言": Kind.SUGGESTION}
    truth = [names[row["type"]] for row in rows]
    guesses = [kind(row["text"]).label for row in rows]
    score = f1_score(truth, guesses, labels=list(names.values()), average="macro")
    assert score > 0.74


def test_a_full_width_question_mark_asks() -> None:
    half, wide = kind("南门路几号通车?"), kind("南门路几号通车\uff1f")
    assert half == wide
    assert wide.label is Kind.QUESTION
    assert kinds("希望增加路灯\uff0c谢谢\uff01") == kinds("希望增加路灯,谢谢!")
