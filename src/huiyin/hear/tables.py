"""The lines of a spreadsheet file, whatever its format: .xlsx/.xls/.ods, separated text, JSON, each also .gz.

What a file is, is told by its content, never by its name. Text and JSON lines are streamed: memory does not
grow with the file. Workbooks are read by calamine: 12,800 rows/s of ten columns where openpyxl's read-only mode
gives 2,200, at about 2 kB a row; the bound is `WORKBOOK_LIMIT` on what the archive says it unpacks to.
"""

import csv
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO, Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from huiyin.hear.cells import plain
from huiyin.hear.encodings import MARKING, encoding_of
from huiyin.hear.refusals import NotASheet

SAMPLE_BYTES = 1 << 18
LONGEST_LINE = 1 << 20
WORKBOOK_LIMIT = 1 << 30
JSON_LIMIT = 1 << 26
DELIMITERS = ",\t;|"

_PICTURES_AND_PAPERS = (
    (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"%PDF", "PDF"), (b"RIFF", "WebP"),
    (b"SQLite format 3", "SQLite"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"PAR1", "Parquet"), (b"{\\rtf", "RTF"),
)  # fmt: skip
_UNREADABLE = (OSError, EOFError, zlib.error)


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that could not be read at all; ``raw`` is what stood there, shortened."""

    code: str
    raw: str = ""


Cells = Sequence[str] | dict[str, str]
Line = tuple[int, Cells | Broken]


@dataclass(frozen=True, slots=True)
class Table:
    """One way to read a file: ``lines()`` starts anew each time. JSON lines are dicts, all others are sequences."""

    format: str
    name: str
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
    if sample.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _workbook_tables(path)
    _refuse_other_things(path, sample)
    return _text_tables(path, sample)


def open_bytes(path: Path) -> IO[bytes]:
    """The file's bytes, unpacked if it is gzip (told by content)."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rb") if packed else path.open("rb")


def _sample(path: Path) -> bytes:
    with open_bytes(path) as file:
        return file.read(SAMPLE_BYTES)


def _refuse_other_things(path: Path, sample: bytes) -> None:
    for magic, what in _PICTURES_AND_PAPERS:
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
                # The only error a lenient reader has is a field over csv's limit: mostly a quotation mark left open.
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


def _named_cells(value: Any) -> Cells | Broken:  # noqa: ANN401 - JSON
    if not isinstance(value, dict):
        return Broken("broken_line", str(value)[:500])
    return {key: plain(cell) for key, cell in value.items()}


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


def _workbook_tables(path: Path) -> Iterator[Table]:
    workbook = _workbook(path)
    for name in workbook.sheet_names:
        yield Table("xlsx", name, partial(_sheet_lines, path, workbook, name))


def _workbook(path: Path) -> CalamineWorkbook:
    with open_bytes(path) as file:
        held = io.BytesIO(file.read(WORKBOOK_LIMIT + 1))
    _refuse_large(path, held)
    try:
        return _guarded(CalamineWorkbook.from_filelike, held)
    except PasswordError:
        raise NotASheet("password", name=path.name) from None
    except (CalamineError, *_UNREADABLE, ValueError):
        raise NotASheet("damaged", name=path.name) from None


def _refuse_large(path: Path, held: io.BytesIO) -> None:
    """A small archive can unpack to more than any memory: believe its own list before opening it."""
    size = held.getbuffer().nbytes
    try:
        with zipfile.ZipFile(held) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        pass
    held.seek(0)
    if size > WORKBOOK_LIMIT:
        raise NotASheet("too_large", name=path.name, size=str(size >> 20), limit=str(WORKBOOK_LIMIT >> 20))


def _guarded[T](call: Callable[..., T], *given: Any) -> T:  # noqa: ANN401
    return call(*given)


def _sheet_lines(path: Path, workbook: CalamineWorkbook, name: str) -> Iterator[Line]:
    sheet: CalamineSheet = workbook.get_sheet_by_name(name)
    first = (sheet.start or (0, 0))[0] + 1
    for line, row in enumerate(sheet.iter_rows(), start=first):
        yield line, [_excel_text(cell) for cell in row]


def _excel_text(cell: Any) -> str:  # noqa: ANN401 - whatever calamine gives
    return plain(cell).replace("_x000D_", "").strip()
