"""Area names in texts and addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.methods.toponyms import area_of_address, names, places_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A市A7县春华镇金鼎村修路", ["A市", "A7县", "春华镇"]),
        ("位于福州市仓山区盖山镇的河", ["仓山区", "盖山镇"]),
        ("住在南门街道", ["南门街道"]),
        ("东城区,浦东新区", ["东城区", "浦东新区"]),
        ("老城区,贫困山区", []),
        ("我们小区、社区、景区和开发区都在全县", []),
        ("农民返乡,建设小镇和美丽家乡", []),
        ("希望县里管一管", []),
    ],
)
def test_names_in_a_text(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("address", "area"),
    [
        ("1382 Dumont Ave, Brooklyn, NY 11208, USA", "Brooklyn"),
        ("57 59 South St, Jamaica Plain", "Jamaica Plain"),
        ("50-51 98th St", ""),
        ("", ""),
    ],
)
def test_the_area_of_an_address(address: str, area: str) -> None:
    assert area_of_address(address) == area


def test_a_name_in_most_texts_or_in_hardly_any_is_no_place() -> None:
    texts = ["A市A1区修路"] * 3 + ["A市A2区修路"] * 3 + ["A市东风镇"]
    assert places_of(texts) == ["A1区"] * 3 + ["A2区"] * 3 + [""]


@given(st.lists(st.text(max_size=40), max_size=8))
def test_every_text_has_one_place_or_none(texts: list[str]) -> None:
    found = places_of(texts)
    assert len(found) == len(texts)
    assert all(place in text for place, text in zip(found, texts, strict=True))


def test_names_begin_and_end_at_full_width_signs() -> None:
    assert names("\uff08春华镇\uff09金鼎村修路\uff0c盖山镇没修\uff1b清溪镇\uff1f") == ["春华镇", "盖山镇", "清溪镇"]
    assert area_of_address("1382 Dumont Ave\uff0c Brooklyn\uff0c NY 11208\uff0c USA") == "Brooklyn"
