"""Reading what offices have: every heading, encoding, delimiter and quirk, and every bad file."""

import csv
import gzip
import io
import json
import os
import struct
import tracemalloc
import zipfile
from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.hear.cells import channel_of, kind_of, read_time, whole_number
from huiyin.hear.headings import HEADINGS, normal, recognise
from huiyin.hear.refusals import CHINESE, ENGLISH, FILE_SENTENCES, LINE_SENTENCES
from huiyin.hear.rules import Channel, Kind
from huiyin.hear.sheets import NotASheet, Refused, RejectedWriter, Row, open_sheet

CHINA = ZoneInfo("Asia/Shanghai")
DATA = Path(__file__).parents[2].parent / "shared" / "data"
CHINESE_CSV = (
    "留言编号,留言用户,留言主题,留言时间,留言详情,点赞数\r\n7,A001,路灯坏了,2019/2/8 11:25:05,南门路的路灯不亮。,3\r\n"
)


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows_of(path: Path, **options: object) -> list[Row | Refused]:
    return list(open_sheet(path, **options).rows())  # type: ignore[arg-type]


def workbook(folder: Path, *sheets: list[list[object]], name: str = "book.xlsx") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, lines in enumerate(sheets):
        sheet = book.create_sheet(f"表{number}")
        for line in lines:
            sheet.append(line)
    book.save(folder / name)
    return folder / name


# What a row becomes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("packed", [False, True])
def test_every_encoding_gives_the_same_row(tmp_path: Path, encoding: str, packed: bool) -> None:
    content = CHINESE_CSV.encode(encoding)
    path = written(tmp_path, "留言.csv.gz" if packed else "留言.csv", gzip.compress(content) if packed else content)
    expected = Row(
        line=2,
        external_id="7",
        title="路灯坏了",
        text="南门路的路灯不亮。",
        said_at=datetime(2019, 2, 8, 11, 25, 5, tzinfo=CHINA),
        up=3,
    )
    assert rows_of(path) == [expected]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_makes_headings(tmp_path: Path, delimiter: str) -> None:
    lines = [["id", "text", "time"], ["1", "a, b; c | d", "2020-01-02"]]
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(lines)
    [row] = rows_of(written(tmp_path, "a.txt", buffer.getvalue()))
    assert isinstance(row, Row)
    assert (row.external_id, row.text) == ("1", "a, b; c | d")


def test_all_that_a_12345_platform_exports(tmp_path: Path) -> None:
    cells: dict[str, object] = {
        "工单编号": "2024010001",
        "诉求类型": "投诉",
        "诉求标题": "停水",
        "诉求内容": "三天没水了",
        "来电时间": "2024-01-05 08:30:00",
        "承办单位": "县水利局",
        "办理时限": "2024年1月12日",
        "答复意见": "已抢修",
        "答复时间": datetime(2024, 1, 8, 17, 0, tzinfo=CHINA).replace(tzinfo=None),  # a date cell has no zone
        "回访结果": "满意",
        "所属区域": "城关镇",
        "事发地址": "南门路12号",
        "经度": 116.4,
        "纬度": 39.9,
        "办理状态": "已办结",
        "来源渠道": "电话",
        "是否匿名": "是",
    }
    path = workbook(tmp_path, [list(cells), list(cells.values())])
    assert rows_of(path) == [
        Row(
            line=2,
            external_id="2024010001",
            title="停水",
            text="三天没水了",
            said_at=datetime(2024, 1, 5, 8, 30, tzinfo=CHINA),
            kind=Kind.REQUEST,
            department="县水利局",
            reply="已抢修",
            reply_at=datetime(2024, 1, 8, 17, 0, tzinfo=CHINA),
            due=date(2024, 1, 12),
            due_words="2024年1月12日",
            callback="满意",
            place="城关镇",
            address="南门路12号",
            lat=39.9,
            long=116.4,
            status="已办结",
            channel="电话",
            anonymous=True,
        )
    ]


def test_open311_lines_and_a_field_that_first_comes_up_late(tmp_path: Path) -> None:
    first = {"service_request_id": "1", "service_name": "Pothole", "status": "open", "updated_datetime": "2020-01-03"}
    late = {
        **first,
        "service_request_id": "2",
        "description": "Deep hole",
        "status_notes": "Filled",
        "lat": 42.3,
        "long": -71,
    }
    lines = [json.dumps(first)] * 1200 + [json.dumps(late)]
    found = rows_of(written(tmp_path, "requests.jsonl", "\n".join(lines)))
    assert found[0] == Row(line=1, external_id="1", text="Pothole", category="Pothole", status="open")
    last = found[-1]
    assert isinstance(last, Row)
    assert (last.text, last.reply, last.lat, last.long) == ("Deep hole", "Filled", 42.3, -71.0)


def test_a_last_change_is_no_answer_where_the_answer_is_empty(tmp_path: Path) -> None:
    content = "text,status_notes,updated_datetime\na,,2020-01-03\nb,done,2020-01-04\n"
    found = [row.reply_at for row in rows_of(written(tmp_path, "a.csv", content)) if isinstance(row, Row)]
    assert found == [None, datetime(2020, 1, 4, tzinfo=CHINA)]


def test_days_until_the_answer_become_its_date(tmp_path: Path) -> None:
    content = "时间,投诉件内容,回复1,最终回复-投诉事件\n2020-09-03 00:00:00,河臭,已清淤,6\n2020-09-03,河臭,,6\n"
    found = [row.reply_at for row in rows_of(written(tmp_path, "a.csv", content)) if isinstance(row, Row)]
    assert found == [datetime(2020, 9, 9, tzinfo=CHINA), None]


def test_a_kind_that_is_none_of_ours_is_the_category(tmp_path: Path) -> None:
    content = "诉求内容,诉求类型\n灯不亮,路灯\n灯不亮,投诉/求助\n"
    found = [(row.kind, row.category) for row in rows_of(written(tmp_path, "a.csv", content)) if isinstance(row, Row)]
    assert found == [(None, "路灯"), (Kind.REQUEST, "")]


def test_the_sender_is_never_kept(tmp_path: Path) -> None:
    content = "留言内容,姓名,匿名(1)/实名(0)\n灯不亮,陈建国,\n"
    [row] = rows_of(written(tmp_path, "a.csv", content))
    assert "陈建国" not in repr(row)


@pytest.mark.parametrize(("cell", "anonymous"), [("1", True), ("匿名", True), ("0", False), ("陈先生", False)])
def test_whether_the_sender_was_anonymous(tmp_path: Path, cell: str, anonymous: bool) -> None:
    [row] = rows_of(written(tmp_path, "a.csv", f"内容,匿名(1)/实名(0)\n灯不亮,{cell}\n"))
    assert isinstance(row, Row)
    assert row.anonymous is anonymous


def test_a_json_array(tmp_path: Path) -> None:
    found = rows_of(written(tmp_path, "a.json", json.dumps([{"text": "a", "time": 1517065554}, "b", {"up": 3}])))
    assert found[0] == Row(line=1, text="a", said_at=datetime(2018, 1, 27, 15, 5, 54, tzinfo=UTC))
    assert [type(row) for row in found] == [Row, Refused, Refused]


# Headings


def test_no_heading_stands_for_two_fields() -> None:
    seen = Counter(normal(heading) for headings in HEADINGS.values() for heading in set(map(normal, headings)))
    assert [heading for heading, times in seen.items() if times > 1] == []


@pytest.mark.parametrize(
    "heading", ["Requested Datetime", "requested-datetime", "REQUESTED_DATETIME ", "ｒequested datetime"]
)
def test_headings_vary_in_case_width_and_punctuation(heading: str) -> None:
    assert recognise([heading]) == {"said_at": 0}


def test_the_more_telling_of_two_headings_wins() -> None:
    assert recognise(["内容", "留言详情"]) == {"text": 1}


def test_a_title_above_the_heading_and_empty_lines(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        [
            ["2024年1月来信登记表"],
            [None],
            ["编号", "标题", "内容"],
            [1.0, "灯", "灯不亮"],
            [None, None, None],
            [2, "水", "停水"],
        ],
    )
    found = rows_of(path)
    assert found == [
        Row(line=4, external_id="1", title="灯", text="灯不亮"),
        Row(line=6, external_id="2", title="水", text="停水"),
    ]


def test_a_remark_beside_the_table_and_cells_left_empty_at_the_end(tmp_path: Path) -> None:
    lines: list[list[object]] = [["内容", "状态", "部门"], ["灯不亮"], ["停水", None, None, None, "记得催"]]
    assert rows_of(workbook(tmp_path, lines)) == [Row(line=2, text="灯不亮"), Row(line=3, text="停水")]


def test_one_cell_far_out_costs_no_memory(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["内容"], ["灯不亮"]])
    book = openpyxl.load_workbook(path)
    book.active["XFD1048576"] = "far out"
    book.save(path)
    assert rows_of(path)[0] == Row(line=2, text="灯不亮")


def test_the_first_sheet_with_known_headings_counts(tmp_path: Path) -> None:
    sheet = open_sheet(workbook(tmp_path, [["说明"], ["填表须知"]], [["标题", "内容"], ["灯", "灯不亮"]]))
    assert (sheet.part, sheet.fields, len(list(sheet.rows()))) == ("表1", {"title": "标题", "text": "内容"}, 1)


def test_columns_named_by_hand(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "what they said,内容\nhello,other\n")
    sheet = open_sheet(path, columns={"text": "What They Said"})
    assert (sheet.fields, sheet.ignored) == ({"text": "what they said"}, ("内容",))
    assert [row.text for row in sheet.rows() if isinstance(row, Row)] == ["hello"]


def test_a_column_is_left_out_by_an_empty_name(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "内容,办理时限\n灯不亮,年底前\n")
    assert rows_of(path, columns={"due": ""}) == [Row(line=2, text="灯不亮")]


# Dates


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2019/2/28 11:25:05", datetime(2019, 2, 28, 11, 25, 5, tzinfo=CHINA)),
        ("2019-02-28", datetime(2019, 2, 28, tzinfo=CHINA)),
        ("2019.2.8 9:05", datetime(2019, 2, 8, 9, 5, tzinfo=CHINA)),
        ("2019年2月28日", datetime(2019, 2, 28, tzinfo=CHINA)),
        ("2019年2月28日 下午3时05分", datetime(2019, 2, 28, 15, 5, tzinfo=CHINA)),
        ("2019/2/28 24:00", datetime(2019, 3, 1, tzinfo=CHINA)),
        ("20190228", datetime(2019, 2, 28, tzinfo=CHINA)),
        ("20190228112505", datetime(2019, 2, 28, 11, 25, 5, tzinfo=CHINA)),
        ("43524.5", datetime(2019, 2, 28, 12, 0, tzinfo=CHINA)),
        ("1517065554", datetime(2018, 1, 27, 15, 5, 54, tzinfo=UTC)),
        ("1517065554000", datetime(2018, 1, 27, 15, 5, 54, tzinfo=UTC)),
        ("2008-10-06T12:41:01-04:00", datetime(2008, 10, 6, 12, 41, 1, tzinfo=timezone(timedelta(hours=-4)))),
        ("2008-10-06T12:41:01Z", datetime(2008, 10, 6, 12, 41, 1, tzinfo=UTC)),
        ("2/28/2019 11:25:05 PM", datetime(2019, 2, 28, 23, 25, 5, tzinfo=CHINA)),
        ("28/02/2019", datetime(2019, 2, 28, tzinfo=CHINA)),
        ("28 Feb 2019", datetime(2019, 2, 28, tzinfo=CHINA)),
        ("February 28, 2019 11:25 PM", datetime(2019, 2, 28, 23, 25, tzinfo=CHINA)),
    ],
)
def test_dates_as_offices_write_them(cell: str, expected: datetime) -> None:
    assert read_time(cell, CHINA) == expected


@pytest.mark.parametrize(
    "cell", ["昨天", "2019-02-30", "1899-12-31", "2100-01-01", "99999", "2019/13/01", "9999/12/31 24:00"]
)
def test_what_is_no_date(cell: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_time(cell, CHINA)


@given(
    st.integers(0, 4_102_000_000).map(lambda second: datetime.fromtimestamp(second, CHINA)),
    st.sampled_from(["%Y/%m/%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y年%m月%d日%H:%M:%S"]),
)
def test_a_written_time_reads_back(moment: datetime, style: str) -> None:
    assert read_time(moment.strftime(style), CHINA) == moment.replace(fold=0)


def test_day_and_month_are_told_by_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "text,date\na,05/03/2019\nb,28/03/2019\n")
    assert [row.said_at for row in rows_of(path) if isinstance(row, Row)] == [
        datetime(2019, 3, 5, tzinfo=CHINA),
        datetime(2019, 3, 28, tzinfo=CHINA),
    ]


@given(st.text(max_size=30))
def test_any_cell_is_a_date_or_a_value_error(cell: str) -> None:
    with suppress(ValueError):
        assert read_time(cell, CHINA).tzinfo is not None


@given(st.text(max_size=30))
def test_any_cell_is_a_count_from_zero(cell: str) -> None:
    assert whole_number(cell) >= 0


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("投诉/求助", Kind.REQUEST),
        ("举报", Kind.REQUEST),
        ("Complaint", Kind.REQUEST),
        ("咨询", Kind.QUESTION),
        ("咨询类", Kind.QUESTION),
        ("建言", Kind.SUGGESTION),
        ("感谢", Kind.THANKS),
        ("检举控告", Kind.WRONGDOING),
        ("交通", None),
    ],
)
def test_words_for_kinds(word: str, kind: Kind | None) -> None:
    assert kind_of(word) is kind


# Lines that are not taken


def test_each_line_that_is_not_taken_says_why(tmp_path: Path) -> None:
    lines = [
        "编号,内容,时间,纬度",
        "1,好的,2020-01-01,39.9",
        "2,,2020-01-01,39.9",
        "3,没有日子,前天,39.9",
        "4,在地球外,2020-01-01,139.9",
        "5,断开的",
        "6,多一列,2020-01-01,39.9,x",
        f"7,{'长' * 100_001},2020-01-01,39.9",
        ",,,",
        "8,好的,,",
    ]
    found = rows_of(written(tmp_path, "a.csv", "\n".join(lines)))
    assert [(row.line, row.code if isinstance(row, Refused) else "") for row in found] == [
        (2, ""), (3, "no_text"), (4, "bad_date"), (5, "bad_coordinates"), (6, "wrong_columns"), (7, "wrong_columns"),
        (8, "too_long"), (10, ""),
    ]  # fmt: skip
    assert found[2].sentence(CHINESE) == "“时间”一列的“前天”看不出是哪一天。"  # type: ignore[union-attr]
    assert found[2].reason == "“前天” in column “时间” is not a date that can be read."  # type: ignore[union-attr]


def test_what_has_not_been_said_yet_is_not_taken(tmp_path: Path) -> None:
    today = datetime.now(CHINA)
    later = [f"{today + timedelta(days=days):%Y-%m-%d %H:%M}" for days in (0, 2, 30)]
    lines = ["编号,内容,时间,答复,答复时间,办理时限"]
    lines += [
        f"1,今天的,{later[0]},好,{later[0]},{later[2]}",
        f"2,后天的,{later[1]},,,",
        f"3,好的,2020-01-01,好,{later[2]},",
    ]
    found = rows_of(written(tmp_path, "a.csv", "\n".join(lines)))
    assert [row.code if isinstance(row, Refused) else "" for row in found] == ["", "not_yet", "not_yet"]
    assert found[1].sentence(CHINESE) == f"“时间”一列的“{later[1]}”还没有到。"  # type: ignore[union-attr]


def test_an_open_quotation_mark_costs_no_more_than_what_it_swallows(tmp_path: Path) -> None:
    lines = ["id,text", '1,"never closed'] + [f"{i},{'x' * 1000}" for i in range(2, 400)]
    found = rows_of(written(tmp_path, "a.csv", "\n".join(lines)))
    assert [row.code for row in found if isinstance(row, Refused)] == ["too_long"]
    assert sum(isinstance(row, Row) for row in found) > 200


def test_broken_characters_refuse_their_own_line_only(tmp_path: Path) -> None:
    content = b"text\n" + "好\n".encode() * 2000 + b"\xff\xfe bad\n" + "好\n".encode()
    found = rows_of(written(tmp_path, "a.csv", content))
    assert [row.code for row in found if isinstance(row, Refused)] == ["broken_characters"]
    assert sum(isinstance(row, Row) for row in found) == 2001


def test_broken_json_lines(tmp_path: Path) -> None:
    lines = [
        '{"text": "a"}',
        '{"text": "b"',
        "",
        '["c"]',
        '{"text": "\\ud800"}',
        '{"text": ' + "9" * 5000 + "}",
        "[" * 100_000,
    ]
    found = rows_of(written(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [row.code for row in found if isinstance(row, Refused)] == [
        "broken_line",
        "broken_line",
        "broken_characters",
    ] + ["broken_line"] * 2


def test_a_packed_file_that_breaks_off(tmp_path: Path) -> None:
    whole = gzip.compress(("text\n" + "".join(f"line {os.urandom(300).hex()}\n" for _ in range(3000))).encode())
    found = rows_of(written(tmp_path, "a.csv.gz", whole[: len(whole) // 2]))
    assert isinstance(found[-1], Refused)
    assert found[-1].code == "breaks_off"
    assert len(found) > 1000


def test_what_was_refused_is_written_down_for_excel(tmp_path: Path) -> None:
    sheet = open_sheet(written(tmp_path, "a.csv", "编号,内容,时间\n1,好,2020-01-01\n2,坏,前天\n3,多,2020-01-01,x\n"))
    with RejectedWriter(sheet) as rejected:
        for row in sheet.rows():
            if isinstance(row, Refused):
                rejected.write(row)
    assert (rejected.count, rejected.path.name) == (2, "a.csv.rejected.csv")
    assert rejected.path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(rejected.path.read_text(encoding="utf-8-sig").splitlines())) == [
        ["行号", "原因", "编号", "内容", "时间"],
        ["3", "“时间”一列的“前天”看不出是哪一天。", "2", "坏", "前天"],
        ["4", "这一行有 4 列\uff0c表头有 3 列\uff0c对不上。", "3", "多", "2020-01-01", "x"],
    ]


def test_no_refusal_leaves_no_file(tmp_path: Path) -> None:
    sheet = open_sheet(written(tmp_path, "a.csv", "内容\n好\n"))
    written(tmp_path, "a.csv.rejected.csv", "of an earlier try")
    with RejectedWriter(sheet) as rejected:
        pass
    assert not rejected.path.exists()


# Files that are no tables


def _zip(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _bomb() -> bytes:
    """An archive whose two parts say that they unpack to 4 GB each."""
    packed = bytearray(_zip(one="x", two="x"))
    at = 0
    while (at := packed.find(b"PK\x01\x02", at + 1)) > 0:
        packed[at + 24 : at + 28] = struct.pack("<I", 0xFFFF0000)
    return bytes(packed)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b" \r\n\n", "empty"),
        ("a.csv.gz", gzip.compress(b"", mtime=0), "empty"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "picture_or_paper"),
        ("a.xlsx", b"%PDF-1.7 ...", "picture_or_paper"),
        ("a.xls", b"<html><table><tr><td>x</td></tr></table></html>", "web_page"),
        ("a.xlsx", b"PK\x03\x04 not really", "damaged"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        ("a.xlsx", _zip(hello="x"), "damaged"),
        ("a.xlsx", _bomb(), "too_large"),
        ("a.csv.gz", b"\x1f\x8b\x08 broken", "damaged"),
        ("a.csv", bytes(range(256)) * 40, "not_text"),
        ("a.csv", b"red,green\n1,2\n", "no_text_column"),
        ("a.json", b'[{"a": 1}', "damaged"),
        ("a.jsonl", b'{"colour": "red"}', "no_text_column"),
        ("a.jsonl", b'{"colour": ', "no_rows"),
    ],
)
def test_a_wrong_file_gets_one_clear_sentence(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    with pytest.raises(NotASheet) as refused:
        rows_of(written(tmp_path, name, content))
    assert refused.value.code == code
    assert name in refused.value.sentence(CHINESE)
    assert name in refused.value.sentence(ENGLISH)


def test_columns_are_listed_as_the_language_lists_them(tmp_path: Path) -> None:
    with pytest.raises(NotASheet) as refused:
        rows_of(written(tmp_path, "a.csv", "红,绿\n1,2\n"))
    assert "红、绿" in refused.value.sentence(CHINESE)
    assert "红, 绿" in refused.value.sentence(ENGLISH)


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    for path, code in ((tmp_path, "cannot_open"), (tmp_path / "none.csv", "not_found")):
        with pytest.raises(NotASheet) as refused:
            open_sheet(path)
        assert refused.value.code == code


def test_columns_that_are_not_there(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "内容\n好\n")
    for columns, code in (({"text": "正文"}, "no_such_column"), ({"colour": "内容"}, "no_such_field")):
        with pytest.raises(NotASheet) as refused:
            open_sheet(path, columns=columns)
        assert refused.value.code == code


def test_every_sentence_stands_in_both_languages_with_the_same_names() -> None:
    for sentences in (*FILE_SENTENCES.values(), *LINE_SENTENCES.values()):
        fields = [
            {
                f
                for f in ("name", "what", "size", "found", "heading", "field", "limit", "value", "got")
                if "{" + f + "}" in text
            }
            for text in sentences.values()
        ]
        assert set(sentences) == {ENGLISH, CHINESE}
        assert fields[0] == fields[1]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.one_of(
        st.binary(max_size=2000),
        st.builds(
            lambda start, rest: start + rest,
            st.sampled_from(
                [
                    b"text,time\n",
                    b"PK\x03\x04",
                    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
                    b'{"text":',
                    b"[",
                    b"\x1f\x8b",
                    "内容\n".encode("gbk"),
                    b"\xff\xfe",
                ]
            ),
            st.binary(max_size=500),
        ),
    )
)
def test_any_bytes_are_lines_or_no_sheet(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path, "any", content)
    with suppress(NotASheet):
        assert all(isinstance(row, Row | Refused) for row in rows_of(path))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    edits=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=8),
    kept=st.floats(0.1, 1),
)
def test_a_damaged_workbook_is_rows_or_no_sheet(tmp_path: Path, edits: list[tuple[float, int]], kept: float) -> None:
    whole = bytearray(workbook(tmp_path, [["标题", "内容"], ["灯", "灯不亮"]]).read_bytes())
    for place, byte in edits:
        whole[int(place * len(whole))] = byte
    path = written(tmp_path, "broken.xlsx", bytes(whole[: int(kept * len(whole))]))
    with suppress(NotASheet):
        assert all(isinstance(row, Row | Refused) for row in rows_of(path))


# Totals, speed, memory


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.text('ab,"\n好', max_size=9), st.sampled_from(["2020-01-01", "前天", ""])), min_size=1))
def test_rows_and_refusals_add_up(tmp_path: Path, lines: list[tuple[str, str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([("text", "time"), *lines])
    found = rows_of(written(tmp_path, "a.csv", buffer.getvalue()))
    assert len(found) == sum(1 for text, time in lines if text or time)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(lines: int) -> int:
        body = "".join(f"{i},路灯坏了,2020-01-01,{'不亮' * 100}\n" for i in range(lines))
        path = written(tmp_path, "a.csv", "id,title,time,text\n" + body)
        del body
        tracemalloc.start()
        try:
            assert sum(1 for _ in open_sheet(path).rows()) == lines
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(20_000) < peak(2_000) * 1.5


@pytest.mark.data
@pytest.mark.skipif(not DATA.exists(), reason="no real data beside the checkout")
@pytest.mark.parametrize(
    ("name", "total", "fields"),
    [
        (
            "messages/cn_hot_issue_messages.csv.gz",
            4326,
            {"external_id", "sender", "title", "said_at", "text", "down", "up"},
        ),
        (
            "messages/cn_messages_with_replies.csv.gz",
            2816,
            {"external_id", "sender", "title", "said_at", "text", "reply", "reply_at"},
        ),
        ("messages/cn_messages_type_domain.csv.gz", 11529, {"text", "kind", "category"}),
        (
            "messages/fuzhou-12345-river-requests.jsonl.gz",
            1464,
            {"external_id", "place", "kind", "channel", "title", "sender", "said_at", "text", "reply", "reply_days"},
        ),
        (
            "messages/nyc-publicstuff-2019-masked.csv.gz",
            8739,
            {
                "external_id",
                "title",
                "text",
                "status",
                "address",
                "place",
                "said_at",
                "up",
                "lat",
                "long",
                "sender",
                "media_url",
            },
        ),
        (
            "open311/boston_requests.jsonl.gz",
            106_923,
            {"external_id", "status", "reply", "category", "said_at", "reply_at", "address", "lat", "long", "text"},
        ),
    ],
)
def test_every_line_of_the_real_files_is_taken(name: str, total: int, fields: set[str]) -> None:
    sheet = open_sheet(DATA / name)
    assert set(sheet.fields) == fields
    assert Counter(type(row) for row in sheet.rows()) == {Row: total}


def test_a_workbook_wider_than_any_is_no_sheet(tmp_path: Path) -> None:
    cells = "<c t='inlineStr'><is><t>c</t></is></c>" * 17_000  # without their places: Excel knows 16,384 columns
    path = workbook(tmp_path, [["内容"], ["灯不亮"]])
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    wide = f"<worksheet xmlns='{sheet}'><sheetData><row>{cells}</row></sheetData></worksheet>"
    with zipfile.ZipFile(path, "w") as new:
        for name, part in parts.items():
            new.writestr(name, wide if name.endswith("sheet1.xml") else part)
    with pytest.raises(NotASheet):
        open_sheet(path)


def test_columns_are_named_as_they_stand_however_the_lines_could_be_cut(tmp_path: Path) -> None:
    with pytest.raises(NotASheet) as refused:
        open_sheet(written(tmp_path, "odd.csv", "甲,乙\n1,2\n"))
    assert "现有的列：甲、乙。".replace("：", "\uff1a") in refused.value.sentence(CHINESE)


@pytest.mark.parametrize(
    ("word", "channel"),
    [
        ("电话", Channel.PHONE), ("12345热线", Channel.HOTLINE), ("网站", Channel.WEB), ("微信", Channel.CHAT),
        ("来信", Channel.LETTER), ("来访", Channel.WALK_IN), ("E-mail", Channel.EMAIL), ("巡查", None), ("", None),
    ],
)  # fmt: skip
def test_a_channel_is_known_by_the_offices_word_for_it(word: str, channel: Channel | None) -> None:
    assert channel_of(word) == channel
