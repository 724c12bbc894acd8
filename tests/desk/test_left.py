"""Nothing of a spreadsheet is dropped in silence: ratings and channels are taken over, the rest is named."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from huiyin.cli import main
from huiyin.desk.models import KeptSheet
from huiyin.desk.taking import Totals, take_batches, take_messages
from huiyin.handle.actions import load_limits
from huiyin.handle.models import Step
from huiyin.handle.rules import Move
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import State
from huiyin.hear.sheets import RejectedWriter, open_sheet
from huiyin.ledger.models import Entry
from huiyin.ledger.worker import run_all
from huiyin.people.rules import Role
from huiyin.publish.models import Tally
from huiyin.rate.models import Rating
from huiyin.rate.queries import bad_since
from tests import make

pytestmark = pytest.mark.django_db

HEAD = [
    "工单编号", "诉求内容", "诉求时间", "信息来源", "承办单位", "答复内容", "答复时间", "回访结果", "办理时限",
    "附件", "备注",
]  # fmt: skip
DAY, LATER, DUE = "2026/3/1 9:30", "2026/3/4 10:00", "2026/3/5"
ROWS = [
    ["1", "柳树村停水三天", DAY, "12345热线", "水利局", "修好了。", LATER, "非常满意", DUE, "a.jpg", ""],
    ["2", "河东社区路灯不亮", DAY, "微信", "住建局", "换了。", LATER, "不满意", DUE, "", ""],
    ["3", "上沟村的路有坑", DAY, "来访", "路政所", "补了。", LATER, "未接通", DUE, "", ""],
    ["4", "清溪镇下水道堵了", DAY, "巡查发现", "路政所", "", "", "满意", DUE, "", ""],
    ["5", "石坪乡公交太少", DAY, "", "交通局", "", "", "", DUE, "", ""],
    ["6", "柳树村水管漏水", DAY, "电话", "水利局", "修了。", LATER, "已解决\uff0c满意", DUE, "", ""],
]
LEFT = [
    "Not used: 附件, 备注.",
    "2 lines name a department that this office does not have: 路政所 (2).",
    "1 line has a call-back that is no plain rating and was not taken for one: 未接通.",
    "1 line came by a channel that has no name here; it counts as from a list: 巡查发现.",
    "1 line has a rating but no answer; its rating was not taken over.",
    "1 line names a department but has no answer; its case waits to be handed out.",
]


@pytest.fixture(autouse=True)
def office() -> None:
    make.office()
    load_limits(by=make.BY)


def written(rows: list[list[str]], head: list[str] = HEAD) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode("utf-8-sig")


def sheet(folder: Path, rows: list[list[str]], head: list[str] = HEAD) -> Path:
    path = folder / "工单.csv"
    path.write_bytes(written(rows, head))
    return path


def take(path: Path) -> Totals:
    totals = take_messages(path, columns={}, source="", language="en", progress=io.StringIO())
    assert totals.lines == totals.taken + totals.already + totals.rejected
    return totals


def test_a_rating_is_dated_by_its_sheet_and_followed_now(tmp_path: Path) -> None:
    head = [*HEAD[:8], "回访时间", "办理时限"]
    lines = [
        [*ROWS[0][:8], "2026/3/6", "5个工作日"],
        [*ROWS[1][:8], "", "24小时"],
        [*ROWS[5][:7], "不满意", "2026/3/4", "无"],  # the day alone of the answer: not before it
    ]
    before = timezone.now()
    assert take(sheet(tmp_path, lines, head)).ratings == 3
    at = {r.message.external_id: timezone.localtime(r.at) for r in Rating.objects.select_related("message")}
    assert {key: f"{moment:%m-%d %H:%M}" for key, moment in at.items()} == {
        "1": "03-06 00:00", "2": "03-04 10:00", "6": "03-04 10:00"
    }  # fmt: skip
    assert all(step.at >= before for step in Step.objects.filter(move=Move.REOPEN))
    assert Case.objects.filter(state=State.REOPENED, due_on__gt=before).count() == 2
    assert bad_since(before - timedelta(days=7), most=9) == (0, ())


def test_what_was_said_when_called_back_is_the_residents_rating(tmp_path: Path) -> None:
    assert take(sheet(tmp_path, ROWS)).ratings == 3
    said = {m.external_id: Rating.objects.filter(message=m).first() for m in Message.objects.all()}
    assert {number: (r.level, r.solved, r.source) for number, r in said.items() if r} == {
        "1": (5, "", "工单"), "2": (2, "", "工单"), "6": (4, "yes", "工单"),
    }  # fmt: skip
    states = dict(Case.objects.values_list("messages__external_id", "state"))
    assert states == {
        "1": "answered", "2": "reopened", "3": "answered", "4": "received", "5": "received", "6": "solved",
    }  # fmt: skip
    counted = dict(Tally.objects.values_list("case__messages__external_id", "satisfied"))
    assert (counted["1"], counted["2"], counted["3"]) == (True, False, None)
    assert dict(Tally.objects.values_list("case__messages__external_id", "solved"))["1"] is None  # nobody was asked
    assert set(Entry.objects.filter(kind="rate.given").values_list("actor", flat=True)) == {"import"}


def test_a_second_run_rates_nothing_twice(tmp_path: Path) -> None:
    path = sheet(tmp_path, ROWS)
    take(path)
    assert (take(path).ratings, Rating.objects.count()) == (0, 3)


def test_the_channel_is_the_one_that_the_sheet_names(tmp_path: Path) -> None:
    take(sheet(tmp_path, ROWS))
    assert list(Message.objects.order_by("pk").values_list("channel", flat=True)) == [
        "hotline", "chat", "walk_in", "sheet", "sheet", "phone",
    ]  # fmt: skip


def test_the_command_says_what_was_not_taken_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = sheet(tmp_path, ROWS)
    assert main(["import", "messages", str(path), "--lang", "en"]) == 0
    told, *lines = capsys.readouterr().out.splitlines()
    assert "4 answers, 3 ratings" in told
    assert [line.strip() for line in lines] == LEFT
    assert main(["import", "messages", str(path), "--source", "x"]) == 0
    assert "没有用到的列\uff1a附件、备注。" in capsys.readouterr().out


def test_the_page_says_what_was_not_taken_over() -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(make.account(Role.CLERK))
    address = client.post("/office/import/", {"file": SimpleUploadedFile("工单.csv", written(ROWS))})["Location"]
    form = client.get(address).context["form"]
    client.post(address, {name: form[name].initial or "" for name in form.fields} | {"source": "x", "take": ""})
    run_all()
    kept, page = KeptSheet.objects.get(), client.get(address).content.decode()
    assert (kept.state, kept.ratings) == ("done", 3)
    assert all(sentence in page for sentence in LEFT)


def test_the_office_sees_that_it_was_said_elsewhere(tmp_path: Path) -> None:
    take(sheet(tmp_path, ROWS))
    client = Client(headers={"accept-language": "en"})
    client.force_login(make.account(Role.CLERK))
    case = Case.objects.get(messages__external_id="2")
    page = client.get(f"/office/cases/{case.pk}/").content.decode()
    assert "<strong>Dissatisfied</strong>" in page
    assert "said when called back, from 工单" in page


def test_the_help_tells_what_can_be_imported(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert "messages, areas, departments or categories." in said
    assert "accounts" not in said


# The same number with other words

TWICE = ["编号", "标题", "内容"]
NUMBERS = [
    ["1", "停水", "柳树村停水"], ["2", "路灯", "路灯不亮"], ["1", "停水", "柳树村停水"], ["1", "停电", "柳树村停电"],
]  # fmt: skip


def rejected(path: Path) -> list[list[str]]:
    beside = Path(f"{path}.rejected.csv")
    return list(csv.reader(beside.read_text(encoding="utf-8-sig").splitlines()))[1:] if beside.exists() else []


@pytest.mark.parametrize("size", [1, 2, 500])
def test_a_number_that_comes_again_with_other_words_is_refused_each_time(size: int, tmp_path: Path) -> None:
    path = sheet(tmp_path, NUMBERS, TWICE)
    for taken in (2, 0):
        opened, totals = open_sheet(path), Totals()
        with RejectedWriter(opened, "en") as refused:
            for _ in take_batches(opened, source="s", totals=totals, rejected=refused, size=size):
                pass
        assert (totals.lines, totals.taken, totals.already, totals.rejected) == (4, taken, 3 - taken, 1)
        [[line, reason, *cells]] = rejected(path)
        assert (line, cells) == ("5", ["1", "停电", "柳树村停电"])
        assert reason.startswith("Number “1” belongs to a message with other words")
    assert Message.objects.count() == 2


def test_a_later_file_with_other_words_under_a_known_number_is_told(tmp_path: Path) -> None:
    take(sheet(tmp_path, NUMBERS[:1], TWICE))
    path = sheet(tmp_path, NUMBERS[3:], TWICE)
    assert take(path).rejected == 1
    assert rejected(path)[0][2:] == NUMBERS[3]


def test_the_reason_is_said_in_chinese_too(tmp_path: Path) -> None:
    path = sheet(tmp_path, NUMBERS, TWICE)
    take_messages(path, columns={}, source="", language="zh-hans", progress=io.StringIO())
    assert rejected(path)[0][1].startswith("编号“1”已经有一条来信\uff0c内容和这一行不同")
