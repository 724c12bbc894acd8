"""Likeness is a symmetric number between 0 and 1, and alike texts meet in a band."""

import time
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.methods.similar import BANDS, Features, alike, bands, features, likeness, signature

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PARKING = "伊景园滨河苑捆绑销售车位,不买车位就不让选房,广铁职工投诉无门"
PARKING_TOO = "投诉滨河苑强制捆绑销售车位!广铁集团职工购房被要求必须买车位"
NOISE = "楼下夜宵摊炒菜油烟大,半夜还在吵,孩子睡不着觉"
FROZEN = (8741380142837282708, 7836391782711978825)
wild = st.text(max_size=40) | st.text(st.sampled_from("水电断三号楼 ,\ud800\x00"), max_size=40)
degrees = st.one_of(st.none(), st.floats(-80, 80))
moments = st.one_of(st.none(), st.integers(0, 900).map(lambda days: NOON + timedelta(days=days)))


messages = st.builds(
    features,
    wild,
    area=st.sampled_from([None, "", "43", "4301", "430102", "50"]),
    lat=degrees,
    lon=degrees,
    at=moments,
)


@given(messages, messages)
def test_likeness_is_symmetric_and_between_0_and_1(one: Features, other: Features) -> None:
    here, there = likeness(one, other), likeness(other, one)
    assert 0 <= here.score <= 1
    assert here.score == pytest.approx(there.score)
    assert alike(one, [other, one])[0] == pytest.approx(here.score)


@given(wild)
def test_a_text_is_like_itself(text: str) -> None:
    one = features(text)
    assert likeness(one, one).words == pytest.approx(1.0 if len(one.grams) else 0.0)
    assert bands(signature(text)) == bands(signature(text))
    assert all(0 <= band < 2**63 for band in bands(signature(text)))


def test_the_same_matter_in_other_words_is_more_alike_than_a_stranger() -> None:
    one, same, stranger = features(PARKING), features(PARKING_TOO), features(NOISE)
    found = likeness(one, same)
    assert found.words > 0.6
    assert likeness(one, stranger).words < 0.1
    assert any("捆绑销售车位" in phrase for phrase in found.reasons)


def test_place_and_time_weigh_as_the_table_says() -> None:
    one = features(PARKING, lat=28.2, lon=113.0, at=NOON)
    near = likeness(one, features(PARKING_TOO, lat=28.2009, lon=113.0, at=NOON + timedelta(days=3)))
    far = likeness(one, features(PARKING_TOO, lat=28.3, lon=113.0, at=NOON + timedelta(days=800)))
    assert near.metres == pytest.approx(100.1, abs=0.2)
    assert (near.place, near.time, near.days) == (1.1, 1.05, 3)
    assert (far.place, far.time) == (0.5, 0.75)
    assert likeness(features("a", area="4301"), features("a", area="430102")).place == 1.05
    assert likeness(features("a", area="430103"), features("a", area="430102")).place == 0.75


def test_near_copies_meet_in_a_band_and_strangers_do_not() -> None:
    copy = "各位领导好!" + PARKING + ",请尽快处理,谢谢。"
    assert set(bands(signature(PARKING))) & set(bands(signature(copy)))
    assert not set(bands(signature(PARKING))) & set(bands(signature(NOISE)))
    assert len(bands(signature(PARKING))) == BANDS


def test_a_signature_is_the_same_on_every_machine() -> None:
    assert bands(signature("断水三天"))[:2] == FROZEN
    assert signature("断水三天").dtype == np.uint64


def test_empty_texts_are_like_nothing() -> None:
    assert bands(signature(" ,。!")) == ()
    assert likeness(features(""), features("")).score == 0
    assert list(alike(features("断水"), [])) == []
    assert list(alike(features("断水"), [features("")])) == [0.0]


def test_a_signature_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="numbers"):
        bands(np.zeros(3, np.uint64))


def test_a_megabyte_takes_bounded_time() -> None:
    start = time.process_time()
    huge = features("断水三天没人管" * 150_000)
    signature("断水三天没人管" * 150_000)
    likeness(huge, huge)
    assert time.process_time() - start < 2


def test_full_width_signs_make_no_text_another() -> None:
    half, wide = "南门路(东段)3号楼停水,没人管!", "南门路\uff08东段\uff09\uff13号楼停水\uff0c没人管\uff01"
    assert (signature(half) == signature(wide)).all()
