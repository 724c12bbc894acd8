"""The words of the pages are compiled from what this version of the program says, whatever the clock of the files."""

import os
from pathlib import Path

import pytest

from huiyin.web import locales


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The catalog of a program of one stage."""
    po = tmp_path / "program" / "hear" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text('msgid "Send"\nmsgstr "发送"\n')
    monkeypatch.setattr(locales, "PACKAGE", tmp_path / "program")
    return po


def compiled(data: Path) -> Path:
    return locales.compiled(data) / "zh_Hans" / "LC_MESSAGES" / "django.mo"


def test_a_renewed_program_speaks_its_new_words_from_a_restored_data_folder(program: Path, tmp_path: Path) -> None:
    mo = compiled(tmp_path / "data")
    program.write_text('msgid "Send"\nmsgstr "发出去"\n')
    os.utime(program, (0, 0))  # unpacked with the time it was made at, while the copy of the data is of today
    assert "发出去".encode() in compiled(tmp_path / "data").read_bytes()
    assert [file.name for file in sorted(mo.parent.iterdir())] == ["django.from", "django.mo"]


def test_words_are_compiled_once(program: Path, tmp_path: Path) -> None:
    mo = compiled(tmp_path / "data")
    os.utime(mo, (1, 1))
    compiled(tmp_path / "data")
    assert mo.stat().st_mtime == 1
