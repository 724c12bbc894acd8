"""What full-width signs and digits mean, as Chinese keyboards type them: the same as half-width ones."""

from datetime import UTC, datetime

import pytest

from huiyin.hear.cells import coordinate, days_come_first, is_anonymous, kind_of, read_time, whole_number
from huiyin.hear.rules import Kind

# escapes, because full width cannot be told from half width in many typefaces


@pytest.mark.parametrize(
    "written",
    [
        "2026年11月3日",
        "\uff12\uff10\uff12\uff16年\uff11\uff11月\uff13日",
        "2026\uff0f11\uff0f3",
        "2026\uff0d11\uff0d03",
        "2026\uff0e11\uff0e3",
        "2026年11月3日\uff0c0\uff1a00",
        "2026年11月3日\u30000时00分",
        "\uff12\uff10\uff12\uff16\uff11\uff11\uff10\uff13",
    ],
)
def test_a_date_in_full_width(written: str) -> None:
    assert read_time(written, UTC) == datetime(2026, 11, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["2026年11月3日 8\uff1a30", "2026-11-03 08\uff1a30\uff1a00", "2026/11/3 上午8\uff1a30"]
)
def test_a_clock_with_full_width_colons(written: str) -> None:
    assert read_time(written, UTC) == datetime(2026, 11, 3, 8, 30, tzinfo=UTC)


def test_day_first_is_told_in_full_width_too() -> None:
    assert days_come_first(["\uff13\uff0f\uff15\uff0f2019", "\uff12\uff18\uff0f\uff12\uff0f2019"])


def test_numbers_in_full_width() -> None:
    assert whole_number("\uff11\uff0c\uff12\uff10\uff10") == 1200
    assert coordinate("\uff13\uff19\uff0e\uff15", 90) == 39.5


def test_words_in_full_width() -> None:
    assert kind_of("投诉\uff0f求助") is Kind.REQUEST
    assert is_anonymous("\uff11", "是否匿名")
