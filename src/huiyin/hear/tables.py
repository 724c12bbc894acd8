"""The lines of a spreadsheet file, whatever its format: .xlsx/.xls/.ods, separated text, JSON, each also .gz.

What a file is, is told by its content, never by its name. Everything is streamed: memory does not grow with the
file, but for a JSON array and the Excel of before 2007, which have limits.
"""

import csv
import gzip
import io
import json
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO, Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from huiyin.hear.cells import plain
from huiyin.hear.encodings import MARKING, encoding_of
from huiyin.hear.refusals import NotASheet
from huiyin.hear.workbooks import DamagedWorkbook, SheetPart, archive_of, lines_of, sheets_of
from huiyin.methods.text import clean

SAMPLE_BYTES = 1 << 18
READ_AHEAD = 1 << 17
LONGEST_LINE = 1 << 20
WORKBOOK_LIMIT = 1 << 32
OLD_WORKBOOK_LIMIT = 1 << 28
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
JSON_LIMIT = 1 << 26
DELIMITERS = ",\t;|"

_PICTURES_AND_PAPERS = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"RIFF": "WebP",
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"PAR1": "Parquet",
    b"SQLite format 3": "SQLite",
}
_UNREADABLE = (OSError, EOFError, zlib.error)


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that could not be read at all; ``raw`` is what stood there, shortened."""

    code: str
    raw: str = ""


Cells = Sequence[str] | dict[str, Any]
Line = tuple[int, Cells | Broken]


@dataclass(frozen=True, slots=True)
class Table:
    """One way to read a file: ``lines()`` starts anew each time. JSON lines are dicts, others sequences.

    ``part`` is the workbook's sheet, or the encoding of a text.
    """

    format: str
    part: str
    lines: Callable[[], Iterator[Line]]


def tables(path: Path) -> Iterator[Table]:
    """Every way to read the file: one per sheet of a workbook, one per possible delimiter of a text.

    Raises NotASheet for what is no table at all.
    """
    try:
        sample = _sample(path)
    except FileNotFoundError:
        raise NotASheet("not_found", name=path.name) from None
    except _UNREADABLE as error:
        code = "damaged" if isinstance(error, (EOFError, gzip.BadGzipFile, zlib.error)) else "cannot_open"
        raise NotASheet(code, name=path.name) from None
    if not sample.strip(b"\x00 \t\r\n"):
        raise NotASheet("empty", name=path.name)
    if sample.startswith(b"PK\x03\x04"):
        return iter(_workbook_tables(path))
    if sample.startswith(b"\xd0\xcf\x11\xe0"):
        return iter(_old_workbook_tables(path))
    _refuse_other_things(path, sample)
    return _text_tables(path, sample)


def open_bytes(path: Path) -> io.BufferedReader:
    """The file's bytes, unpacked if it is gzip (told by content)."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    if not packed:
        return path.open("rb")
    return io.BufferedReader(gzip.open(path, "rb"), READ_AHEAD)


def _sample(path: Path) -> bytes:
    with open_bytes(path) as file:
        return file.read(SAMPLE_BYTES)


def _refuse_other_things(path: Path, sample: bytes) -> None:
    for magic, what in _PICTURES_AND_PAPERS.items():
        if sample.startswith(magic):
            raise NotASheet("picture_or_paper", name=path.name, what=what)
    start = sample[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head", b"mime-version:")):
        raise NotASheet("web_page", name=path.name)


# Text and JSON


def _text_tables(path: Path, sample: bytes) -> Iterator[Table]:
    encoding = encoding_of(sample)
    if encoding is None:
        raise NotASheet("not_text", name=path.name)
    start = sample.decode(encoding, errors="ignore").lstrip("\ufeff \t\r\n")[:1]
    if start == "{":
        return iter([Table("jsonl", encoding, partial(_json_lines, path, encoding))])
    if start == "[":
        return iter([Table("json", encoding, partial(_json_array, path, encoding))])
    return (Table("csv", encoding, partial(_separated_lines, path, encoding, mark)) for mark in DELIMITERS)


def _separated_lines(path: Path, encoding: str, delimiter: str) -> Iterator[Line]:
    with open_bytes(path) as raw, io.TextIOWrapper(raw, encoding, errors=MARKING, newline="") as text:
        reader = csv.reader(_whole_lines(text), delimiter=delimiter)
        line = 0
        while True:
            line += 1
            try:
                yield line, next(reader)
            except StopIteration:
                return
            except csv.Error:
                # A lenient reader's only error is a field over its limit: mostly a quotation mark left open.
                yield line, Broken("too_long")
            except _UNREADABLE:
                yield line, Broken("breaks_off")
                return


def _json_lines(path: Path, encoding: str) -> Iterator[Line]:
    with open_bytes(path) as raw, io.TextIOWrapper(raw, encoding, errors=MARKING) as text:
        lines = enumerate(_whole_lines(text), start=1)
        while True:
            try:
                line, written = next(lines)
            except StopIteration:
                return
            except _UNREADABLE:
                yield line + 1, Broken("breaks_off")
                return
            if not written.isspace():
                yield line, _json_object(written)


def _json_object(written: str) -> Cells | Broken:
    try:
        value = json.loads(written)
    except (ValueError, RecursionError):
        return Broken("broken_line", written[:500])
    return _named_cells(value)


def _named_cells(value: Any) -> Cells | Broken:
    if not isinstance(value, dict):
        return Broken("broken_line", str(value)[:500])
    return {clean(name): fact for name, fact in value.items()}


def _json_array(path: Path, encoding: str) -> Iterator[Line]:
    with open_bytes(path) as raw:
        held = raw.read(JSON_LIMIT + 1)
    if len(held) > JSON_LIMIT:
        raise NotASheet("too_large", name=path.name, size="64+", limit=str(JSON_LIMIT >> 20))
    try:
        values = json.loads(held.decode(encoding, errors=MARKING))
    except (ValueError, RecursionError):
        raise NotASheet("damaged", name=path.name) from None
    for number, value in enumerate(values, start=1):
        yield number, _named_cells(value)


def _whole_lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Lines, cut at `LONGEST_LINE` so that a file without line ends cannot fill the memory."""
    first = text.readline(LONGEST_LINE).removeprefix("\ufeff")
    return chain([first] if first else [], iter(partial(text.readline, LONGEST_LINE), ""))


# Workbooks


def _workbook_tables(path: Path) -> list[Table]:
    with _reading(path), _seekable(path) as file, archive_of(file) as archive:
        size = sum(part.file_size for part in archive.infolist())
        if size > WORKBOOK_LIMIT:
            raise NotASheet("too_large", name=path.name, size=str(size >> 20), limit=str(WORKBOOK_LIMIT >> 20))
        return [Table("xlsx", part.name, partial(_sheet_lines, path, part)) for part in sheets_of(archive)]


def _sheet_lines(path: Path, part: SheetPart) -> Iterator[Line]:
    line = 0
    try:
        with _seekable(path) as file, archive_of(file) as archive:
            for line, cells in lines_of(archive, part):
                yield line, cells
    except (DamagedWorkbook, *_UNREADABLE):
        yield line + 1, Broken("breaks_off")


@contextmanager
def _seekable(path: Path) -> Iterator[IO[bytes]]:
    """The file itself, or a temporary file of what was packed in it."""
    with open_bytes(path) as file:
        if not isinstance(file.raw, gzip.GzipFile):
            yield file
            return
        with tempfile.TemporaryFile() as unpacked:
            shutil.copyfileobj(file, unpacked)
            yield unpacked


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except PasswordError:
        raise NotASheet("password", name=path.name) from None
    except (DamagedWorkbook, CalamineError, *_UNREADABLE):
        raise NotASheet("damaged", name=path.name) from None


def _old_workbook_tables(path: Path) -> list[Table]:
    """Excel 97–2003: at most 65,536 rows of 256 columns, so reading it whole is bounded."""
    with open_bytes(path) as file:
        held = file.read(OLD_WORKBOOK_LIMIT)
    if _ENCRYPTED in held:
        raise NotASheet("password", name=path.name)
    with _reading(path):
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(held))
        sheets = [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]
    return [Table("xls", sheet.name, partial(_old_sheet_lines, sheet)) for sheet in sheets]


def _old_sheet_lines(sheet: CalamineSheet) -> Iterator[Line]:
    first = (sheet.start or (0, 0))[0] + 1
    for line, row in enumerate(sheet.iter_rows(), start=first):
        yield line, [plain(cell) for cell in row]
