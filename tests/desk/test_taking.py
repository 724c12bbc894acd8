"""Spreadsheets go through the whole loop: taken or refused line by line, never doubled, answered where answered."""

import csv
import gzip
import io
from itertools import islice
from pathlib import Path

import pytest

from huiyin.answer.models import Answer
from huiyin.desk.taking import take_messages
from huiyin.handle.actions import load_limits
from huiyin.hear.models import Case, Message
from huiyin.hear.refusals import NotASheet
from huiyin.ledger.models import Job
from huiyin.publish.models import Tally
from huiyin.understand.models import Guess
from huiyin.understand.rules import About
from tests import make

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = pytest.mark.django_db

HEAD = ["留言编号", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]
ROWS = [
    ["1", "停水", "2026/3/1 9:30", "清溪镇柳树村停水三天", "您好,已经修好通水。", "2026/3/4 10:00"],
    ["2", "路灯", "2026/3/2 20:00", "河东社区路灯不亮", "", ""],
    ["3", "空的", "2026/3/2 20:00", "", "", ""],
    ["2", "路灯", "2026/3/2 20:00", "河东社区路灯不亮", "", ""],
]


@pytest.fixture(autouse=True)
def office() -> None:
    make.office()
    load_limits(by=make.BY)


def sheet(folder: Path, rows: list[list[str]], name: str = "留言.csv") -> Path:
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *rows])
    path = folder / name
    path.write_bytes(out.getvalue().encode("gb18030"))
    return path


def take(path: Path) -> tuple[int, int, int, int]:
    totals = take_messages(path, columns={}, source="", language="zh-hans", progress=io.StringIO())
    assert totals.lines == totals.taken + totals.already + totals.rejected
    return totals.taken, totals.already, totals.rejected, totals.answers


def test_lines_are_taken_refused_and_never_doubled(tmp_path: Path) -> None:
    path = sheet(tmp_path, ROWS)
    taken, already, rejected, answers = take(path)
    assert (taken + already + rejected, answers) == (4, 1)
    assert Message.objects.count() == taken
    assert take(path)[0] == 0
    assert Message.objects.count() == taken
    assert not Job.objects.exists()


def test_what_was_taken_is_read_and_counted(tmp_path: Path) -> None:
    take(sheet(tmp_path, ROWS[:2]))
    answered, open_case = Case.objects.order_by("pk")
    assert (answered.state, open_case.state) == ("answered", "received")
    assert open_case.due_on is not None
    assert Guess.objects.filter(about=About.CATEGORY).values("message").distinct().count() == 2
    assert Tally.objects.count() == 2
    assert Answer.objects.get().text == "您好,已经修好通水。"


def test_a_stopped_import_goes_on_where_it_was(tmp_path: Path) -> None:
    take(sheet(tmp_path, ROWS[:1]))
    assert take(sheet(tmp_path, ROWS[:2])) == (1, 1, 0, 0)


def test_a_wrong_file_is_one_clear_sentence(tmp_path: Path) -> None:
    path = tmp_path / "photo.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with pytest.raises(NotASheet) as refused:
        take(path)
    assert "photo.xlsx" in refused.value.sentence("en")
    assert not Message.objects.exists()


REAL = {
    "messages/cn_hot_issue_messages.csv.gz": 4_326,
    "messages/cn_messages_with_replies.csv.gz": 2_816,
    "messages/cn_messages_type_domain.csv.gz": 11_529,
    "messages/fuzhou-12345-river-requests.jsonl.gz": 1_464,
    "messages/nyc-publicstuff-2019-masked.csv.gz": 8_739,
}
BOSTON, BOSTON_LINES = "open311/boston_requests.jsonl.gz", 106_923


def goes_through(path: Path, lines: int) -> int:
    """The whole loop: every line is taken or refused, what was taken is read, has its clock and counts."""
    if not path.exists():
        pytest.skip("the real data is not beside the checkout")
    taken, already, rejected, answers = take(path)
    assert taken + already + rejected == lines
    assert rejected < lines * 0.02
    assert Tally.objects.count() == Case.objects.count() == Message.objects.count() == taken
    assert Guess.objects.filter(about=About.URGENCY).count() == taken
    assert not Job.objects.exists()
    return answers


@pytest.mark.data
@pytest.mark.parametrize(("name", "lines"), REAL.items())
def test_real_files_go_through_the_whole_loop(name: str, lines: int) -> None:
    assert goes_through(DATA / name, lines) >= (2_700 if "replies" in name else 0)


@pytest.mark.data
def test_the_first_of_boston_go_through_the_whole_loop(tmp_path: Path) -> None:
    part = tmp_path / "boston.jsonl"
    if (DATA / BOSTON).exists():
        with gzip.open(DATA / BOSTON) as whole:
            part.write_bytes(b"".join(islice(whole, 5_000)))
    goes_through(part, 5_000)


@pytest.mark.data
@pytest.mark.slow
def test_all_of_boston_goes_through_the_whole_loop() -> None:
    goes_through(DATA / BOSTON, BOSTON_LINES)
