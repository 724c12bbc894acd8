"""Tables out: whatever is written reads back, formulas never run, and a file is whole or not there."""

import csv
import gzip
import json
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.hear.refusals import NotASheet
from huiyin.hear.tables_out import FORMATS, LONGEST_CELL, Cell, table_out, unused

pytestmark = pytest.mark.pure

HEADINGS = ["编号", "text", "share"]
ROWS: list[list[Cell]] = [["1", "路灯不亮,天黑\n“怕”", 0.5], ["2", "=1+1", 1], ["3", "-3.5", 0.25], ["4", "", ""]]


def written(path: Path, rows: list[list[Cell]]) -> Path:
    with table_out(path, HEADINGS) as write:
        for row in rows:
            write(row)
    return path


def read_back(path: Path) -> list[list[str]]:
    data = path.read_bytes()
    data = gzip.decompress(data) if path.name.endswith(".gz") else data
    if ".csv" in path.name:
        return list(csv.reader(data.decode("utf-8-sig").splitlines(keepends=True)))
    if ".jsonl" in path.name:
        objects = [json.loads(line) for line in data.decode().splitlines()]
        return [list(objects[0]), *([str(cell) for cell in one.values()] for one in objects)]
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.rows]


@pytest.mark.parametrize("ending", FORMATS)
def test_what_is_written_reads_back(tmp_path: Path, ending: str) -> None:
    formula = "'=1+1" if ".csv" in ending else "=1+1"
    expected = [HEADINGS, *([str(cell) for cell in row] for row in ROWS)]
    expected[2][1] = formula
    assert read_back(written(tmp_path / f"表{ending}", ROWS)) == expected
    assert [path.name for path in tmp_path.iterdir()] == [f"表{ending}"]


def test_words_that_begin_like_a_formula_are_words_in_a_workbook(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written(tmp_path / "a.xlsx", ROWS)).worksheets[0]
    assert sheet["B3"].data_type == "s"
    assert sheet["C3"].data_type == "n"


def test_a_cell_longer_than_a_workbook_takes_is_cut_there_only(tmp_path: Path) -> None:
    long: list[list[Cell]] = [["1", "长" * (LONGEST_CELL + 5), 0]]
    assert len(read_back(written(tmp_path / "a.xlsx", long))[1][1]) == LONGEST_CELL
    assert len(read_back(written(tmp_path / "a.csv", long))[1][1]) == LONGEST_CELL + 5


@given(st.text())
def test_any_text_can_be_written(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("out")
    for ending in FORMATS:
        assert written(folder / f"a{ending}", [["1", text, 0.5], ["2", f"半\ud83d{text}", 1]]).stat().st_size


def stopped(path: Path) -> None:
    with table_out(path, HEADINGS) as write:
        write(["9", "只写了一行", 0])
        raise KeyboardInterrupt


def test_stopped_half_way_nothing_is_left_and_an_older_file_stays(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", ROWS)
    before = path.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        stopped(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_without_a_format_and_a_folder_that_is_not_there(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "a.doc", "no_format"), (tmp_path / "no" / "a.csv", "cannot_write")):
        with pytest.raises(NotASheet) as problem, table_out(path, HEADINGS):
            pass
        assert problem.value.code == code


@given(st.lists(st.text(max_size=3)), st.lists(st.text(max_size=3)))
def test_new_headings_are_told_apart_from_all_others(names: list[str], taken: list[str]) -> None:
    new = unused(names, taken)
    known = [heading.casefold() for heading in new]
    assert len(set(known)) == len(names)
    assert not set(known) & {heading.casefold() for heading in taken}
