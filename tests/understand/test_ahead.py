"""Helpers read ahead: the same thoughts in the same order, and none of them is left behind."""

from collections.abc import Iterator

import psutil
import pytest

from huiyin.methods.keywords import Entry
from huiyin.understand.ahead import Readers
from huiyin.understand.reader import Reader, Spot, Thought, Words

READER = Reader((Entry("water", ("自来水",), ("停水",)), Entry("light", ("路灯",), ("不亮",))), {"柳树村": Spot(7, 3)})


def batches(number: int) -> list[list[Words]]:
    return [[("停水", f"柳树村停水{n}天,第{m}次说") for m in range(3)] for n in range(number)]


def plain(thoughts: list[Thought]) -> list[tuple[object, ...]]:
    return [(*thought[:5], thought.grams.tolist(), *thought[6:]) for thought in thoughts]


def until_ready(readers: Readers, given: list[list[Words]]) -> Iterator[list[Words]]:
    """The helpers start with the second batch: then wait until they have."""
    for number, batch in enumerate(given):
        if number == 2:
            assert all(helper.is_ready(wait=60) for helper in readers.helpers)
        yield batch


@pytest.mark.parametrize("most", [0, 1, 2])
def test_the_same_thoughts_in_the_same_order(most: int) -> None:
    given = batches(6)
    with Readers(READER, most=most) as readers:
        got = list(readers.ahead(until_ready(readers, given), list))
    assert [batch for batch, _ in got] == given
    assert [plain(thoughts) for _, thoughts in got] == [plain(READER.read(batch)) for batch in given]


def test_a_helper_that_ends_too_early_loses_nothing() -> None:
    given = batches(8)
    with Readers(READER, most=1) as readers:
        got = []
        for batch, thoughts in readers.ahead(until_ready(readers, given), list):
            got.append((batch, plain(thoughts)))
            if len(got) == 3:
                psutil.Process(readers.helpers[0].pid).kill()
    assert got == [(batch, plain(READER.read(batch))) for batch in given]


def test_no_helper_is_left_when_the_reading_is_left_halfway() -> None:
    with Readers(READER, most=2) as readers:
        for _ in zip(readers.ahead(until_ready(readers, batches(9)), list), range(3), strict=False):
            pids = [helper.pid for helper in readers.helpers]
    assert len(pids) == 2
    assert not any(psutil.pid_exists(pid) for pid in pids)


def test_one_batch_starts_no_helper() -> None:
    with Readers(READER, most=2) as readers:
        assert len(list(readers.ahead(batches(1), list))) == 1
        assert readers.helpers == []
