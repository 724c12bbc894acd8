"""What offices have: spreadsheets of messages, read line by line into `Row` or `Refused`.

>>> sheet = open_sheet(Path("留言.csv"))                      # doctest: +SKIP
>>> sheet.fields                                              # doctest: +SKIP
{'external_id': '留言编号', 'title': '留言主题', 'text': '留言详情', 'said_at': '留言时间'}
>>> for row in sheet.rows(): ...                              # doctest: +SKIP

Every line with anything in it comes out exactly once, taken or refused, so totals always add up.
"""

import csv
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TextIO
from zoneinfo import ZoneInfo

from huiyin.hear.cells import days_come_first, plain
from huiyin.hear.headings import HEADINGS, named, recognise
from huiyin.hear.refusals import CHINESE, NotASheet, Refused
from huiyin.hear.sheet_rows import LONGEST_TEXT, Row, RowReader, has_content
from huiyin.hear.tables import Broken, Cells, Line, Table, tables

__all__ = ["LONGEST_TEXT", "NotASheet", "Refused", "RejectedWriter", "Row", "Sheet", "look_into", "open_sheet"]

CHINA = ZoneInfo("Asia/Shanghai")
_HEAD = 400
_HEADING_WITHIN = 20
_JSON_HEAD = 1_000
_SAMPLE = 80


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file whose columns are understood: ``fields`` tells which became what, ``ignored`` what is left."""

    path: Path
    format: str
    part: str
    headings: tuple[str, ...]
    fields: Mapping[str, str]
    ignored: tuple[str, ...]
    zone: tzinfo
    day_first: bool
    _first_line: int
    _lines: Callable[[], Iterator[Line]]

    def rows(self, *, keep: bool = False) -> Iterator[Row | Refused]:
        """Every line below the heading that has anything in it, in the file's order. May be called again.

        Rows `keep` what stood in their line, where somebody may still refuse them.
        """
        loose = self.format in ("xlsx", "xls")
        read = RowReader(self.headings, self.fields, zone=self.zone, day_first=self.day_first, loose=loose, keep=keep)
        for line, cells in self._lines():
            if line >= self._first_line and (isinstance(cells, Broken) or has_content(cells)):
                yield read(line, cells)

    @property
    def says_something(self) -> bool:
        """Whether a column is what residents said.

        JSON lines leave out empty fields, and Open311 asks for a service only: its name may be all there is.
        """
        telling = {"text", "title"} | ({"category"} if self.format == "jsonl" else set())
        return bool(telling & self.fields.keys())

    def samples(self, most: int = 3) -> dict[str, list[str]]:
        """For each heading the first different things that stand below it, as they stand there."""
        found: dict[str, list[str]] = {heading: [] for heading in self.headings}
        for line, cells in islice(_good(self._lines()), _HEAD):
            pairs = cells.items() if isinstance(cells, dict) else zip(self.headings, cells, strict=False)
            for heading, cell in pairs if line >= self._first_line else ():
                seen, written = found.get(heading), " ".join(plain(cell).split())[:_SAMPLE]
                if seen is not None and written and written not in seen and len(seen) < most:
                    seen.append(written)
        return found


# Opening


def open_sheet(path: Path, *, columns: Mapping[str, str] | None = None, zone: tzinfo = CHINA) -> Sheet:
    """The file with its columns understood.

    ``columns`` names columns by hand, field to heading (``{"text": "说了什么"}``; an empty heading leaves the
    field out); times without a zone are local to ``zone``. Of several sheets, delimiters or heading lines the
    first with the most recognised headings counts. Raises NotASheet.
    """
    columns = columns or {}
    sheet, seen = _best(path, columns, zone)
    found = tuple(h for h in sheet.headings if h) if sheet.says_something else tuple(seen)
    for heading in filter(None, columns.values()):
        if heading not in sheet.fields.values() and named(sheet.headings, heading) is None:
            raise NotASheet("no_such_column", name=path.name, heading=heading, found=found)
    if not sheet.says_something:
        raise NotASheet("no_text_column", name=path.name, found=found)
    return sheet


def look_into(path: Path, *, columns: Mapping[str, str] | None = None, zone: tzinfo = CHINA) -> Sheet:
    """The same before anybody has said what residents' words are: `Sheet.says_something` tells whether they are found.

    Raises NotASheet where there is no table.
    """
    return _best(path, columns or {}, zone)[0]


def _best(path: Path, columns: Mapping[str, str], zone: tzinfo) -> tuple[Sheet, list[str]]:
    """The way of reading the file that tells most, and the headings of all its parts."""
    for field in columns:
        if field not in HEADINGS:
            raise NotASheet("no_such_field", field=field, fields=tuple(HEADINGS))
    best: tuple[int, int, Sheet] | None = None
    seen: dict[str, Sequence[str]] = {}  # a text is one part, however many ways there are to cut its lines
    for table in tables(path):
        sheet = _understood(path, table, columns, zone)
        seen[sheet.part] = max(seen.get(sheet.part, ()), sheet.headings, key=len)
        known = len(sheet.fields) if sheet.says_something else 0
        if best is None or (known, len(sheet.headings)) > best[:2]:
            best = (known, len(sheet.headings), sheet)
    if best is None or not best[2].headings:
        raise NotASheet("no_rows", name=path.name)
    return best[2], list(dict.fromkeys(h for headings in seen.values() for h in headings if h))


def _understood(path: Path, table: Table, columns: Mapping[str, str], zone: tzinfo) -> Sheet:
    """This way of reading the file, with the heading line that tells most."""
    json = table.format.startswith("json")
    head = list(islice(_good(table.lines()), _JSON_HEAD if json else _HEAD))
    if json:
        headings, first = _keys([cells for _, cells in head]), 1
    else:
        headings, first = _heading_line(head, columns)
    found = _fields(headings, columns)
    fields = {field: headings[i] for field, i in found.items()}
    samples = [text for line, cells in head if line >= first for text in _dates(cells, found, fields)]
    return Sheet(
        path=path,
        format=table.format,
        part=table.part,
        headings=headings,
        fields=fields,
        ignored=tuple(h for i, h in enumerate(headings) if i not in found.values()),
        zone=zone,
        day_first=days_come_first(samples),
        _first_line=first,
        _lines=table.lines,
    )


def _good(lines: Iterator[Line]) -> Iterator[tuple[int, Cells]]:
    return ((line, cells) for line, cells in lines if not isinstance(cells, Broken))


def _keys(objects: Sequence[Cells]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for cells in objects for key in cells))


def _heading_line(head: list[tuple[int, Cells]], columns: Mapping[str, str]) -> tuple[tuple[str, ...], int]:
    """Titles and remarks may stand above it: the line with the most known headings is the heading."""
    lines = [(line, _unique(cells)) for line, cells in head[:_HEADING_WITHIN] if any(cells)]
    if not lines:
        return (), 1
    line, headings = max(lines, key=lambda numbered: len(_fields(numbered[1], columns)))
    return headings, line + 1


def _unique(cells: Cells) -> tuple[str, ...]:
    """Headings, those that are empty or stand twice told apart by their column."""
    names: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = " ".join(cell.split())[:200] or f"#{number}"
        names.append(f"{name} #{number}" if name in names else name)
    while names and names[-1] == f"#{len(names)}":
        names.pop()
    return tuple(names)


def _fields(headings: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    chosen = {field: named(headings, heading) for field, heading in columns.items() if heading}
    by_hand = {field: column for field, column in chosen.items() if column is not None}
    taken = set(by_hand.values())
    usual = recognise(["" if i in taken else heading for i, heading in enumerate(headings)])
    return {**{field: i for field, i in usual.items() if field not in columns}, **by_hand}


def _dates(cells: Cells, found: Mapping[str, int], fields: Mapping[str, str]) -> Iterator[str]:
    for field in ("said_at", "reply_at", "due"):
        if field in found:
            if isinstance(cells, dict):
                yield plain(cells.get(fields[field]))
            elif found[field] < len(cells):
                yield cells[found[field]]


# What was refused


class RejectedWriter:
    """Writes ``FILE.rejected.csv``: line, reason and what stood there, to be opened in Excel and mended.

    It stands beside the file or in ``folder``, is made with the first refusal, and replaces one of an earlier try
    but for its first ``after`` bytes, where that try is carried on.
    """

    def __init__(self, sheet: Sheet, language: str = CHINESE, folder: Path | None = None, *, after: int = 0) -> None:
        self.path = (folder or sheet.path.parent) / f"{sheet.path.name}.rejected.csv"
        self.count = 0
        self._headings = sheet.headings
        self._language = language
        self._file: TextIO | None = None
        self._after = after

    def __enter__(self) -> "RejectedWriter":
        if self._after and self.path.exists():
            os.truncate(self.path, self._after)
            self._file = self.path.open("a", encoding="utf-8", errors="replace", newline="")
        else:
            self.path.unlink(missing_ok=True)
        return self

    def size(self) -> int:
        """Bytes written so far, all of them on their way to the disk."""
        if self._file is None:
            return 0
        self._file.flush()
        return os.fstat(self._file.fileno()).st_size

    def write(self, refused: Refused) -> None:
        """Adds one refused line."""
        if self._file is None:
            self._file = self._opened()
        self.count += 1
        extra = refused.raw.get("", "")
        cells = [refused.raw.get(heading, "") for heading in self._headings]
        reason = refused.sentence(self._language)
        csv.writer(self._file).writerow([refused.line, reason, *cells, *([extra] if extra else [])])

    def _opened(self) -> TextIO:
        # Excel takes a file without the byte order mark for the local encoding.
        file = self.path.open("w", encoding="utf-8-sig", errors="replace", newline="")
        own = ("行号", "原因") if self._language == CHINESE else ("line", "reason")
        csv.writer(file).writerow([*own, *self._headings])
        return file

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
