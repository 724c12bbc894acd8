"""The classifier learns, says why, is as sure as it is right, and comes back from its file unchanged."""

import csv
import gzip
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.methods import grams
from huiyin.methods.classify import Classifier, load
from huiyin.methods.training import train

DATA = Path(__file__).parents[3] / "shared" / "data" / "messages"
WATER = ["小区停水了", "自来水发黄", "水管漏水没人修", "水压太低洗不了澡", "半夜停水没有通知", "水费怎么这么高"]
ROAD = ["路灯不亮", "路面坑洼不平", "井盖丢了", "人行道被车占了", "红绿灯坏了", "路口堵车太久"]
TEXTS = [f"{text}\n{text},请处理" for text in WATER + ROAD]
LABELS = ["water"] * 6 + ["road"] * 6


@pytest.fixture(scope="module")
def small() -> Classifier:
    return train(TEXTS, LABELS)


def test_it_learns_two_labels_and_says_why(small: Classifier) -> None:
    water, road = small.guess(["我家又停水了,水管坏了", "村口路灯坏了"])
    assert (water[0].label, road[0].label) == ("water", "road")
    assert any("水" in reason for reason in water[0].reasons)
    assert any("灯" in reason for reason in road[0].reasons)
    assert small.measured.messages == 12
    assert 0.6 < water[0].probability < 0.99  # twelve messages are not enough to be certain
    assert small.guess(["停水"], top=1, reasons=False)[0][0].reasons == ()


@settings(deadline=None)
@given(st.lists(st.text(max_size=30) | st.just("停水\n\ud800\x00 ＡＢ"), max_size=5), st.integers(1, 5))
def test_any_text_has_probabilities_that_add_up(small: Classifier, texts: list[str], top: int) -> None:
    shares = small.probabilities(texts)
    assert shares.shape == (len(texts), 2)
    assert np.allclose(shares.sum(axis=1), 1)
    for text, guesses in zip(texts, small.guess(texts, top), strict=True):
        assert len(guesses) == min(top, 2)
        assert [g.probability for g in guesses] == sorted((g.probability for g in guesses), reverse=True)
        assert all(reason in text for guess in guesses for reason in guess.reasons)


def test_one_text_is_guessed_as_among_many(small: Classifier) -> None:
    together = small.probabilities(TEXTS)
    alone = np.concatenate([small.probabilities([text]) for text in TEXTS])
    assert np.allclose(together, alone, atol=1e-6)


def test_the_same_seed_gives_the_same_classifier(small: Classifier) -> None:
    assert np.array_equal(train(TEXTS, LABELS).probabilities(WATER), small.probabilities(WATER))


def test_a_saved_classifier_comes_back_unchanged(small: Classifier, tmp_path: Path) -> None:
    small.save(tmp_path / "model")
    back = load(tmp_path / "model")
    assert back.guess(TEXTS) == small.guess(TEXTS)
    assert (back.labels, back.measured) == (small.labels, small.measured)


def test_a_file_that_is_no_model_is_refused(small: Classifier, tmp_path: Path) -> None:
    small.save(tmp_path / "model")
    whole = (tmp_path / "model").read_bytes()
    for content in (b"", b"PK\x03\x04 broken", whole[: len(whole) // 2], b"plain text"):
        (tmp_path / "broken").write_bytes(content)
        with pytest.raises(ValueError, match=r"model|pickle|format"):
            load(tmp_path / "broken")
    np.savez(tmp_path / "other.npz", kept=np.zeros(1))
    with pytest.raises(ValueError, match="no model"):
        load(tmp_path / "other.npz")


def test_too_little_to_learn_from_is_said_clearly() -> None:
    with pytest.raises(ValueError, match="two labels"):
        train(["a", "b"], ["x", "x"])
    with pytest.raises(ValueError, match=r"fewer: y"):
        train(["a", "b", "c"], ["x", "x", "y"])
    with pytest.raises(ValueError, match="2 texts"):
        train(["a", "b"], ["x"])


def test_two_messages_of_each_label_are_enough() -> None:
    assert train(["停水了", "没水", "路坏了", "路灯"], ["a", "a", "b", "b"]).guess(["停水"])[0][0].label == "a"


def test_the_title_has_columns_of_its_own() -> None:
    row = grams.counts(["停水\n路灯"])
    assert (row.indices >= grams.COLUMNS // 2).sum() == 3
    assert np.array_equal(grams.counts(["ＡＢ停"]).indices, grams.counts(["ab停"]).indices)
    assert grams.counts(["", "水", ""]).shape == (3, grams.COLUMNS)
    assert np.diff(grams.counts(["", "水", ""]).indptr).tolist() == [0, 2, 0]


def test_a_megabyte_takes_bounded_time(small: Classifier) -> None:
    start = time.process_time()
    small.guess(["停水" * 500_000, "\ud800" * 1_000_000])
    assert time.process_time() - start < 2


@pytest.mark.data
@pytest.mark.skipif(not DATA.exists(), reason="the shared data are not beside this checkout")
def test_real_messages_are_told_apart_by_honest_probabilities() -> None:
    with gzip.open(DATA / "cn_labelled_tokenised.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    texts, labels = [row["tokens"] for row in rows], [row["label"] for row in rows]
    model = train(texts[::3], labels[::3])
    guesses = model.guess(texts[1::3], top=3, reasons=False)
    right = [found[0].label == label for found, label in zip(guesses, labels[1::3], strict=True)]
    within = [label in [guess.label for guess in found] for found, label in zip(guesses, labels[1::3], strict=True)]
    share = sum(right) / len(right)
    assert share > 0.88
    assert sum(within) / len(within) > 0.98
    assert abs(sum(found[0].probability for found in guesses) / len(guesses) - share) < 0.03
    assert abs(model.measured.accuracy - share) < 0.03


def test_full_width_and_half_width_are_one() -> None:
    half, wide = "路灯坏了,快修!", "路灯坏了\uff0c快修\uff01"
    assert (grams.counts([half]) != grams.counts([wide])).nnz == 0
