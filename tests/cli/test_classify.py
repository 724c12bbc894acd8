"""`huiyin train --out` and `huiyin classify`: from a labelled sheet to a sheet with guesses, without an office."""

import csv
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from huiyin.cli import main
from huiyin.understand.labelling import ADDED

pytestmark = pytest.mark.pure

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "messages" / "cn_labelled_raw.csv.gz"
KNOWN = [
    ("供水", "停水", "自来水停了三天没水用"),
    ("路灯", "灯坏了", "路灯不亮天黑看不见"),
    ("道路", "路烂", "路面有坑难走"),
]
HEADINGS = ["编号", "标题", "内容", "label"]


def labelled(folder: Path) -> Path:
    lines = [f"{n},{title},{text}第{n}次,{label}" for n in range(12) for label, title, text in KNOWN]
    path = folder / "标注.csv"
    path.write_text("\n".join(["编号,标题,内容,分类", *lines, "99,只有,一条,其他"]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    assert main(["train", str(labelled(folder)), "--label", "分类", "--out", str(folder / "m.npz")]) == 0
    return folder / "m.npz"


def sheet(folder: Path, *, name: str = "来信.csv") -> Path:
    lines = ["1,灯,村口路灯坏了,x", "2,,,y", '3,"=水","停水了, 没水用",z', "4,多了,一列,z,!"]
    path = folder / name
    path.write_text("\n".join([",".join(HEADINGS), *lines]), encoding="gb18030")
    return path


def test_what_was_learned_is_said_with_how_good_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "m.npz"
    assert main(["train", str(labelled(tmp_path)), "--label", "分类", "--out", str(path)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"{path}\uff1a学了 36 条来信。"
    assert "判对 100.0%" in said[1]
    assert "宏平均 F1 为 1.000" in said[1]
    assert "其他" in said[2]
    assert path.exists()


def test_every_line_keeps_its_columns_and_gets_its_guesses(
    tmp_path: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(tmp_path)
    capsys.readouterr()
    assert main(["classify", str(path), "--model", str(model), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "3 lines, 1 of which say nothing and have no guess; 1 could not be read" in said
    with (tmp_path / "来信.csv.classified.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == [*HEADINGS, "label 2", *ADDED[1:]]
    assert [(row["编号"], row["标题"], row["label"], row["label 2"]) for row in rows] == [
        ("1", "灯", "x", "路灯"),
        ("2", "", "y", ""),
        ("3", "'=水", "z", "供水"),
    ]
    shares = [float(rows[0][name]) for name in ("probability", "second_probability", "third_probability")]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1, abs=0.001)
    assert "灯" in rows[0]["reasons"]
    assert rows[1]["reasons"] == ""
    assert "多了" in Path(f"{path}.rejected.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("ending", [".xlsx", ".jsonl.gz"])
def test_the_name_says_the_format(tmp_path: Path, model: Path, ending: str) -> None:
    out = tmp_path / f"出{ending}"
    assert main(["classify", str(sheet(tmp_path)), "--model", str(model), "--out", str(out)]) == 0
    if ending == ".xlsx":
        found = [cell.value for cell in openpyxl.load_workbook(out).worksheets[0]["E"]]
    else:
        lines = gzip.decompress(out.read_bytes()).decode().splitlines()
        found = ["label 2", *(json.loads(line)["label 2"] for line in lines)]
    assert [cell or "" for cell in found] == ["label 2", "路灯", "", "供水"]


def test_a_field_that_first_comes_up_in_the_last_json_line_is_kept(tmp_path: Path, model: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "路灯坏了"}\n' * 1_200 + '{"text": "停水", "备注": "急"}\n', encoding="utf-8")
    assert main(["classify", str(path), "--model", str(model), "--no-reasons"]) == 0
    with (tmp_path / "a.jsonl.classified.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1_201
    assert (rows[-1]["备注"], rows[-1]["label"], rows[0]["备注"]) == ("急", "供水", "")


def test_what_is_wrong_is_one_sentence(tmp_path: Path, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, other = sheet(tmp_path), tmp_path / "other.npz"
    other.write_bytes(b"PK\x03\x04 no model")
    wrong = [
        (["classify", str(path), "--model", str(tmp_path / "no.npz")], "没有模型"),
        (["classify", str(path), "--model", str(other)], "不是回音的模型"),
        (["classify", str(tmp_path / "no.csv"), "--model", str(model)], "没有找到文件"),
        (["classify", str(path), "--model", str(model), "--text", "话"], "没有“话”这一列"),
        (["classify", str(path), "--model", str(model), "--out", str(tmp_path / "a.doc")], "什么格式"),
        (["train", str(path), "--label", "label", "--out", str(tmp_path / "m2.npz")], "至少要有两个类别"),
        (["train", str(path), "--label", "编号", "--out", str(tmp_path / "no" / "m.npz")], "至少要有两个类别"),
    ]
    for arguments, sentence in wrong:
        capsys.readouterr()
        assert main(arguments) == 1
        said = capsys.readouterr().err
        assert sentence in said
        assert said.count("\n") == 1
    assert not (tmp_path / "m2.npz").exists()


def test_neither_command_needs_an_office_or_its_database(tmp_path: Path, model: Path) -> None:
    nowhere = {"HUIYIN_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "HUIYIN_DATA": str(tmp_path)}
    for arguments in (
        ["classify", str(sheet(tmp_path)), "--model", str(model)],
        ["train", str(labelled(tmp_path)), "--label", "分类", "--out", str(tmp_path / "again.npz")],
    ):
        command, around = [sys.executable, "-m", "huiyin.cli", *arguments], {**os.environ, **nowhere}
        done = subprocess.run(command, env=around, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.data
def test_a_real_file_goes_through(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not DATA.exists():
        pytest.skip("the real data is not beside the checkout")
    assert main(["train", str(DATA), "--label", "label", "--out", str(tmp_path / "m.npz"), "--lang", "en"]) == 0
    assert "learned from 1,115 messages" in capsys.readouterr().out
    out = tmp_path / "out.csv"
    assert main(["classify", str(DATA), "--model", str(tmp_path / "m.npz"), "--out", str(out)]) == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1_115
    assert sum(row["label"] == row["label 2"] for row in rows) > 1_080  # it has seen them
