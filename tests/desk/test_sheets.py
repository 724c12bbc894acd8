"""A clerk brings a spreadsheet in on the page: looked into first, taken turn by turn, adding up, never doubled."""

import csv
import gzip
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from huiyin.answer.models import Answer
from huiyin.desk import actions, jobs, sheets
from huiyin.desk.models import KeptSheet
from huiyin.desk.queries.sheets import sheet_line
from huiyin.desk.rules import REFUSED_KEPT, UNFINISHED_KEPT
from huiyin.handle.actions import load_limits
from huiyin.hear.models import Message
from huiyin.ledger.models import Entry, Job
from huiyin.ledger.worker import run_all
from huiyin.people.rules import Role
from tests import make

HEAD = ["留言编号", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]
ROWS = [
    ["1", "停水", "2026/3/1 9:30", "清溪镇柳树村停水三天", "您好\uff0c已经修好通水。", "2026/3/4 10:00"],
    ["2", "路灯", "2026/3/2 20:00", "河东社区路灯不亮", "", ""],
    ["3", "", "2026/3/2 20:00", "", "", ""],
    ["4", "时间不对", "前天", "这一行的时间看不懂", "", ""],
]


@pytest.fixture
def clerk() -> Client:
    make.office()
    load_limits(by=make.BY)
    client = Client(headers={"accept-language": "en"})
    client.force_login(make.account(Role.CLERK))
    return client


def table(rows: list[list[str]], head: list[str] = HEAD) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode("gb18030")


def workbook(rows: list[list[str]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in [HEAD, *rows]:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def upload(client: Client, data: bytes, name: str = "留言.csv") -> Any:
    return client.post("/office/import/", {"file": SimpleUploadedFile(name, data)})


def columns(client: Client, address: str) -> dict[str, str]:
    """What the page proposes."""
    form = client.get(address).context["form"]
    return {name: form[name].initial or "" for name in form.fields} | {"source": "留言"}


def bring_in(client: Client, data: bytes, name: str = "留言.csv") -> KeptSheet:
    address = upload(client, data, name).headers["Location"]
    assert client.post(address, {**columns(client, address), "take": ""}).status_code == 302
    run_all()
    return KeptSheet.objects.latest("pk")


def totals(sheet: KeptSheet) -> tuple[int, int, int, int, int]:
    return sheet.lines, sheet.taken, sheet.already, sheet.rejected, sheet.answers


def folders() -> list[Path]:
    return list(settings.HUIYIN_SHEETS.iterdir()) if settings.HUIYIN_SHEETS.exists() else []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("留言.csv", table(ROWS)), ("留言.csv.gz", gzip.compress(table(ROWS))), ("留言.xlsx", workbook(ROWS)),
        ("留言.xlsx.gz", gzip.compress(workbook(ROWS))),
    ],
    ids=["csv", "csv.gz", "xlsx", "xlsx.gz"],
)  # fmt: skip
def test_a_sheet_is_looked_into_and_then_taken_in(clerk: Client, name: str, data: bytes) -> None:
    address = upload(clerk, data, name).headers["Location"]
    page = clerk.get(address).content.decode()
    assert "4 lines in the file; 2 can be taken." in page
    assert "清溪镇柳树村停水三天" in page
    assert "<li>Line 4: Nothing is said in this line.</li>" in page
    assert not Message.objects.exists()  # nothing is stored before the clerk says so
    assert clerk.post(address, {**columns(clerk, address), "take": ""}).headers["Location"] == address
    run_all()
    sheet = KeptSheet.objects.get()
    assert (sheet.state, totals(sheet)) == ("done", (4, 2, 0, 2, 1))
    assert Message.objects.count() == 2
    assert Answer.objects.count() == 1
    assert "Done: 4 lines" in clerk.get(address).content.decode()
    assert [path.name for path in (settings.HUIYIN_SHEETS / sheet.folder).iterdir()] == [f"{name}.rejected.csv"]
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_the_first_lines_that_would_be_left_out_are_named(clerk: Client) -> None:
    rows = [[str(n), "", "2026/3/1", "", "", ""] for n in range(9)] + [ROWS[0], ROWS[3], ROWS[3]]
    address = upload(clerk, table(rows)).headers["Location"]
    page = clerk.get(address).content.decode()
    assert "Lines 2, 3, 4, 5, 6, 7 and others, 9 in all: Nothing is said in this line." in page
    assert "Lines 12, 13: " in page


@pytest.mark.django_db
def test_what_was_left_out_comes_back_with_its_reasons(clerk: Client) -> None:
    sheet = bring_in(clerk, table(ROWS))
    answer = clerk.get(f"/office/import/{sheet.pk}/refused.csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    head, *lines = csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")))
    assert head == ["line", "reason", *HEAD]
    assert [line[0] for line in lines] == ["4", "5"]
    assert "前天" in lines[1][1]
    # mended and brought in again, nothing is doubled
    again = bring_in(clerk, table([ROWS[0], ["3", "空", "2026/3/2", "现在写了", "", ""]]))
    assert totals(again) == (2, 1, 1, 0, 0)
    assert Message.objects.count() == 3


@pytest.mark.django_db
def test_headings_that_nobody_knows_are_chosen_by_hand(clerk: Client) -> None:
    address = upload(clerk, table([["柳树村没水", "1"]], ["说了啥", "几号"])).headers["Location"]
    page = clerk.get(address).content.decode()
    assert "Which column is what residents said?" in page
    assert "柳树村没水" in page  # samples help to choose
    refused = clerk.post(address, {"source": "x", "column0": "", "column1": "", "take": ""})
    assert refused.status_code == 422
    assert not Entry.objects.filter(kind="desk.sheet_started").exists()
    looked = clerk.post(address, {"source": "x", "column0": "text", "column1": "external_id", "look": ""})
    assert "1 line in the file; 1 can be taken." in looked.content.decode()
    assert not Message.objects.exists()
    clerk.post(address, {"source": "x", "column0": "text", "column1": "external_id", "take": ""})
    run_all()
    assert Message.objects.values_list("text", "external_id", "source").get() == ("柳树村没水", "1", "x")


@pytest.mark.django_db
def test_a_column_that_was_recognised_can_be_left_out(clerk: Client) -> None:
    address = upload(clerk, table(ROWS[:1])).headers["Location"]
    given = columns(clerk, address)
    without = {name: "" if value.startswith("reply") else value for name, value in given.items()}
    clerk.post(address, {**without, "take": ""})
    run_all()
    assert Message.objects.count() == 1
    assert not Answer.objects.exists()


@pytest.mark.django_db
def test_one_thing_is_told_by_one_column(clerk: Client) -> None:
    address = upload(clerk, table(ROWS)).headers["Location"]
    answer = clerk.post(address, {**columns(clerk, address), "column0": "text", "take": ""})
    assert answer.status_code == 422
    assert "are both “what was said”: choose one." in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "says"),
    [(b"\x89PNG\r\n\x1a\n" + bytes(99), "is a PNG"), (b"PK\x03\x04broken", "damaged"), (b"   ", "is empty")],
    ids=["photo", "broken workbook", "nothing"],
)
def test_a_wrong_file_is_one_clear_sentence(clerk: Client, data: bytes, says: str) -> None:
    before = folders()
    answer = upload(clerk, data, "表.xlsx")
    assert answer.status_code == 422
    assert says in answer.content.decode() or "表.xlsx" in answer.content.decode()
    assert not KeptSheet.objects.exists()
    assert folders() == before


@pytest.mark.django_db
def test_characters_that_no_page_can_show_break_no_page(clerk: Client) -> None:
    half = b'{"text": "\\ud800 the tap runs brown", "\\udfff": "\\ud800", "id": "\\u0000"}\n'
    answer = upload(clerk, half, "half.jsonl")
    page = clerk.get(answer["Location"])
    assert (page.status_code, "the tap runs brown" in page.content.decode()) == (200, True)
    assert clerk.post(answer["Location"], columns(clerk, answer["Location"])).status_code in {302, 422}


@pytest.mark.django_db
def test_a_file_that_is_too_large_is_refused(clerk: Client, settings: Any) -> None:
    settings.SHEET_BYTES = 100
    answer = upload(clerk, table(ROWS))
    assert answer.status_code == 422
    assert "larger than 100" in answer.content.decode()


@pytest.mark.django_db
def test_it_is_taken_turn_by_turn_and_adds_up_after_each(clerk: Client) -> None:
    rows = [[str(n), f"第{n}条", "2026/3/1", f"路灯不亮 {n}" if n % 7 else "", "", ""] for n in range(450)]
    address = upload(clerk, table(rows)).headers["Location"]
    clerk.post(address, {**columns(clerk, address), "take": ""})
    pk = KeptSheet.objects.get().pk
    seen = []
    while KeptSheet.objects.get().state == "taking":
        sheets.carry_on(pk, seconds=0)
        now = KeptSheet.objects.get()
        assert now.lines == now.taken + now.already + now.rejected
        assert Message.objects.count() == now.taken
        seen.append(now.lines)
    assert seen == sorted(seen)
    assert len(seen) > 3
    assert KeptSheet.objects.get().lines == 450
    assert Entry.objects.filter(kind="desk.sheet_taken").count() == 1


@pytest.mark.django_db
def test_a_worker_that_was_started_anew_goes_on_where_it_was_noted(clerk: Client) -> None:
    rows = [[str(n), "", "2026/3/1", f"路灯不亮 {n}" if n % 7 else "", "", ""] for n in range(400)]
    address = upload(clerk, table(rows)).headers["Location"]
    clerk.post(address, {**columns(clerk, address), "take": ""})
    pk = KeptSheet.objects.get().pk
    while KeptSheet.objects.get().state == "taking":
        sheets.carry_on(pk, seconds=0)
        sheets._let_go(pk)  # as if the process had ended here
    done = KeptSheet.objects.get()
    empty = sum(n % 7 == 0 for n in range(400))
    assert totals(done) == (400, 400 - empty, 0, empty, 0)
    path = sheets.refused_file(sheet_line(pk))
    assert path is not None
    _, *lines = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
    assert [row[2] for row in lines] == [str(n) for n in range(400) if n % 7 == 0]


@pytest.mark.django_db
def test_stopped_and_gone_on_with(clerk: Client) -> None:
    rows = [[str(n), "", "2026/3/1", f"路灯不亮 {n}", "", ""] for n in range(300)]
    address = upload(clerk, table(rows)).headers["Location"]
    clerk.post(address, {**columns(clerk, address), "take": ""})
    pk = KeptSheet.objects.get().pk
    sheets.carry_on(pk, seconds=0)
    taking = clerk.get(address).content.decode()
    assert 'id="stop"' in taking  # by its id the button keeps the focus while the figures change
    assert "Mend them" not in taking
    clerk.post(f"{address}stop/")
    run_all()
    stopped = KeptSheet.objects.get()
    assert stopped.state == "stopped"
    assert 0 < stopped.lines < 300
    assert f"Stopped after {stopped.lines} lines" in clerk.get(address).content.decode()
    clerk.post(f"{address}resume/")
    run_all()
    assert totals(KeptSheet.objects.get()) == (300, 300, 0, 0, 0)


@pytest.mark.django_db
def test_lines_that_another_worker_noted_are_not_noted_twice(clerk: Client) -> None:
    address = upload(clerk, table(ROWS)).headers["Location"]
    clerk.post(address, {**columns(clerk, address), "take": ""})
    pk = KeptSheet.objects.get().pk
    here = actions.Lines(2, 2, 0, 0, 0, 0)
    assert actions.advance_sheet(by="import", sheet=pk, before=0, now=here, is_done=False)
    assert not actions.advance_sheet(by="import", sheet=pk, before=0, now=here, is_done=False)
    assert Entry.objects.filter(kind="desk.sheet_advanced").count() == 1


@pytest.mark.django_db
def test_a_file_that_went_away_is_said(clerk: Client) -> None:
    address = upload(clerk, table(ROWS)).headers["Location"]
    clerk.post(address, {**columns(clerk, address), "take": ""})
    sheets.file_of(sheet_line(KeptSheet.objects.get().pk)).unlink()
    run_all()
    assert KeptSheet.objects.get().state == "failed"
    assert "There is no file" in clerk.get(address).content.decode()


@pytest.mark.django_db
def test_removed_with_its_files_but_not_while_it_goes_on(clerk: Client) -> None:
    address = upload(clerk, table(ROWS)).headers["Location"]
    clerk.post(address, {**columns(clerk, address), "take": ""})
    assert clerk.post(f"{address}remove/").headers["Location"] == address
    run_all()
    folder = settings.HUIYIN_SHEETS / KeptSheet.objects.get().folder
    assert folder.exists()
    assert clerk.post(f"{address}remove/").headers["Location"] == "/office/import/"
    assert not folder.exists()
    assert not KeptSheet.objects.exists()
    assert Message.objects.count() == 2  # what was taken in stays
    assert clerk.get(address).status_code == 404


@pytest.mark.django_db
def test_files_are_not_kept_for_ever(clerk: Client) -> None:
    done = bring_in(clerk, table(ROWS))
    upload(clerk, table(ROWS), "第二份.csv")
    with time_machine.travel(timezone.now() + UNFINISHED_KEPT + timedelta(hours=1), tick=False):
        jobs.clear_away(["desk.clear_away:x"])
    assert [sheet.pk for sheet in KeptSheet.objects.all()] == [done.pk]
    assert sheets.refused_file(sheet_line(done.pk)) is not None
    with time_machine.travel(timezone.now() + REFUSED_KEPT + timedelta(hours=1), tick=False):
        jobs.clear_away(["desk.clear_away:y"])
    assert not (settings.HUIYIN_SHEETS / done.folder).exists()
    assert clerk.get(f"/office/import/{done.pk}/refused.csv").status_code == 404
    assert "Done: 4 lines" in clerk.get(f"/office/import/{done.pk}/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.LEADER, Role.ADMINISTRATOR])
def test_only_clerks_bring_sheets_in(clerk: Client, role: Role) -> None:
    sheet = bring_in(clerk, table(ROWS))
    other = Client()
    other.force_login(make.account(role))
    for address in ("", f"{sheet.pk}/", f"{sheet.pk}/refused.csv"):
        assert other.get(f"/office/import/{address}").status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 12])
def test_the_list_costs_the_same_for_any_number_of_sheets(
    clerk: Client, number: int, django_assert_num_queries: Any
) -> None:
    for n in range(number):
        upload(clerk, table(ROWS), f"留言{n}.csv")
    clerk.get("/office/import/")
    with django_assert_num_queries(3):  # session, account, sheets
        page = clerk.get("/office/import/").content.decode()
    assert page.count("not started") == number


@given(st.text(max_size=300))
def test_any_name_of_a_file_can_be_kept(name: str) -> None:
    safe = sheets._safe_name(name)
    assert safe
    assert len(safe.encode()) <= sheets.LONGEST_NAME
    assert not set(safe) & set('/\\"\x00\n')
    assert safe not in {".", ".."}
