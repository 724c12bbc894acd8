"""The lines of an Excel workbook, streamed: memory does not grow with the file.

Own reader, because neither library bounds what a file can cost (measured, 100,000 rows of ten columns):
calamine holds the whole sheet (2 kB a row) and ends the process when one cell stands far out, since it lays out
the empty rectangle before it; openpyxl's read-only mode gives 2,200 rows/s and holds all shared strings. Here
the sheet goes through expat as it is unpacked and shared strings wait in a temporary file.
"""

import tempfile
import zipfile
import zlib
from array import array
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import IO, Any, NamedTuple
from xml.parsers import expat

from huiyin.hear.cells import plain

CHUNK = 1 << 16
LONGEST_TOKEN = 1 << 22
LONGEST_CELL = 1 << 20
MOST_COLUMNS = 16_384
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))

# What zipfile and expat raise over bytes that are not as they should be.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, KeyError, ValueError, OverflowError, RuntimeError,
)  # fmt: skip

Attributes = Mapping[str, str]


class DamagedWorkbook(Exception):
    """The archive or the XML inside it cannot be read."""


class SheetPart(NamedTuple):
    """One sheet: its name and where in the archive it stands."""

    name: str
    part: str


@contextmanager
def archive_of(file: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """The workbook's archive; every way in which it can be broken becomes DamagedWorkbook."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except _BROKEN as error:
        raise DamagedWorkbook from error


def sheets_of(archive: zipfile.ZipFile) -> list[SheetPart]:
    """The sheets in the order of their tabs."""
    listed: list[tuple[str, str]] = []
    targets: dict[str, str] = {}

    def sheet(attributes: Attributes) -> None:
        relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
        listed.append((attributes.get("name", ""), relation))

    def relation(attributes: Attributes) -> None:
        targets[attributes.get("Id", "")] = attributes.get("Target", "")

    _elements(archive, "xl/workbook.xml", {"sheet": sheet})
    _elements(archive, "xl/_rels/workbook.xml.rels", {"Relationship": relation})
    return [SheetPart(name, _part(targets[to])) for name, to in listed if to in targets]


def lines_of(archive: zipfile.ZipFile, sheet: SheetPart) -> Iterator[tuple[int, list[str]]]:
    """Row number and cells as text; dates in ISO. Rows without cells are left out."""
    dated = _date_styles(archive)
    with _shared_strings(archive) as shared, archive.open(sheet.part) as xml:
        yield from _Rows(shared, dated, _epoch(archive)).read(xml)


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def _elements(archive: zipfile.ZipFile, part: str, take: Mapping[str, Callable[[Attributes], None]]) -> None:
    """Calls ``take[name]`` with the attributes of each element of that name, whatever its prefix."""

    def start(name: str, attributes: Attributes) -> None:
        if wanted := take.get(name.rpartition(":")[2]):
            wanted(attributes)

    parser = _parser()
    parser.StartElementHandler = start
    with archive.open(part) as xml:
        for _ in _fed(parser, xml):
            pass


def _parser() -> Any:
    """An XML parser that buffers text and refuses entities of the file's own making."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.EntityDeclHandler = _no_entities
    return parser


def _no_entities(*_: object) -> None:
    raise DamagedWorkbook


def _fed(parser: Any, xml: IO[bytes]) -> Iterator[None]:
    """Feeds the parser chunk by chunk; a single tag or name of megabytes is no workbook's."""
    fed = 0
    while chunk := xml.read(CHUNK):
        parser.Parse(chunk, False)
        fed += len(chunk)
        if fed - parser.CurrentByteIndex > LONGEST_TOKEN:
            raise DamagedWorkbook
        yield
    parser.Parse(b"", True)
    yield


def _epoch(archive: zipfile.ZipFile) -> datetime:
    """Day 0: 1899-12-30, or 1904-01-01 in workbooks from old Macs."""
    from_1904: list[bool] = []

    def properties(attributes: Attributes) -> None:
        from_1904.append(attributes.get("date1904", "0") in ("1", "true"))

    _elements(archive, "xl/workbook.xml", {"workbookPr": properties})
    return datetime.fromisoformat("1904-01-01" if any(from_1904) else "1899-12-30")


def _date_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """The numbers of the cell styles that show dates, as cells name them."""
    own: dict[str, str] = {}
    formats: list[str] = []
    inside = [False]

    def cell_formats(name: str, attributes: Attributes) -> None:
        match name.rpartition(":")[2]:
            case "numFmt":
                own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            case "cellXfs":
                inside[0] = True
            case "xf" if inside[0]:
                formats.append(attributes.get("numFmtId", "0"))

    def ended(name: str) -> None:
        inside[0] = inside[0] and not name.endswith("cellXfs")

    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    parser = _parser()
    parser.StartElementHandler, parser.EndElementHandler = cell_formats, ended
    with archive.open("xl/styles.xml") as xml:
        for _ in _fed(parser, xml):
            pass
    return frozenset(str(i) for i, number in enumerate(formats) if _shows_date(number, own.get(number)))


def _shows_date(number: str, code: str | None) -> bool:
    if code is None:
        return number.isdecimal() and int(number) in _DATE_FORMATS
    quoted = False
    for letter in code.lower().split(";")[0]:
        quoted ^= letter == '"'
        if not quoted and letter in "yd年月日":
            return True
    return False


class _Strings:
    """Texts in a temporary file, found by their number."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._ends = array("Q", [0])
        self._kept: dict[int, str] = {}

    def add(self, text: str) -> None:
        packed = text.encode()
        self._file.write(packed)
        self._ends.append(self._ends[-1] + len(packed))

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self._ends) - 1:
            raise DamagedWorkbook
        text = self._kept.get(number)
        if text is None:
            self._file.seek(self._ends[number])
            text = self._file.read(self._ends[number + 1] - self._ends[number]).decode()
            if len(text) < 50 and len(self._kept) < 10_000:  # words that come again: 已办结, 投诉
                self._kept[number] = text
        return text


@contextmanager
def _shared_strings(archive: zipfile.ZipFile) -> Iterator[_Strings]:
    with tempfile.TemporaryFile() as file:
        strings = _Strings(file)
        if "xl/sharedStrings.xml" in archive.namelist():
            with archive.open("xl/sharedStrings.xml") as xml:
                _read_strings(xml, strings)
        yield strings


def _read_strings(xml: IO[bytes], strings: _Strings) -> None:
    text = _Text()

    def start(name: str, _: Attributes) -> None:
        tag = name.rpartition(":")[2]
        text.open = tag == "t" and not text.aside
        text.aside |= tag == "rPh"  # how the word is read aloud: not part of it

    def end(name: str) -> None:
        tag = name.rpartition(":")[2]
        text.open = False
        text.aside &= tag != "rPh"
        if tag == "si":
            strings.add(text.taken())

    parser = _parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text.add
    for _ in _fed(parser, xml):
        pass


class _Text:
    """What stands between the tags that count, cut at `LONGEST_CELL`."""

    __slots__ = ("aside", "length", "open", "pieces")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.open = False
        self.aside = False

    def add(self, piece: str) -> None:
        if self.open and self.length < LONGEST_CELL:
            self.pieces.append(piece)
            self.length += len(piece)

    def taken(self) -> str:
        if not self.pieces:
            return ""
        text = "".join(self.pieces)
        self.pieces.clear()
        self.length = 0
        return text


class _Rows:
    """Listens to a sheet's XML and collects its rows."""

    def __init__(self, shared: _Strings, dated: frozenset[str], epoch: datetime) -> None:
        self._shared, self._dated, self._epoch = shared, dated, epoch
        self._text = _Text()
        self._done: list[tuple[int, list[str]]] = []
        self._row: list[str] = []
        self._number = 0
        self._cell: Attributes = {}
        self._columns: dict[str, int] = {}

    def read(self, xml: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
        parser = _parser()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text.add
        for _ in _fed(parser, xml):
            yield from self._done
            self._done.clear()

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._cell = attributes
        elif name in ("v", "t"):
            self._text.open = True
        elif name == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._row = []
        elif ":" in name:
            self._start(name.rpartition(":")[2], attributes)

    def _end(self, name: str) -> None:
        if name == "c":
            self._place()
        elif name in ("v", "t"):
            self._text.open = False
        elif name == "row":
            if self._row:
                self._done.append((self._number, self._row))
        elif ":" in name:
            self._end(name.rpartition(":")[2])

    def _place(self) -> None:
        text = self._text.taken()
        value = self._value(text) if text else ""
        if not value:
            return
        letters = self._cell.get("r", "").rstrip("0123456789")
        column = self._columns.get(letters) if letters else len(self._row)
        if column is None:
            column = self._columns[letters] = _column_number(letters)
        if column >= MOST_COLUMNS:
            raise DamagedWorkbook
        if column == len(self._row):
            self._row.append(value)
        else:
            self._row.extend([""] * (column + 1 - len(self._row)))
            self._row[column] = value

    def _value(self, text: str) -> str:
        kind = self._cell.get("t", "n")
        if kind == "s":
            return _unescaped(self._shared[int(text)])
        if kind == "n":
            return self._number_text(text)
        return "" if kind == "e" else _unescaped(text)

    def _number_text(self, text: str) -> str:
        if self._cell.get("s", "0") in self._dated:
            days = float(text)
            if 1 <= days < 2_900_000:
                seconds = round(days * 86400)
                return (self._epoch + timedelta(seconds=seconds)).isoformat(sep=" ")
        return text if text.isdecimal() else plain(float(text))


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    if not 1 <= number <= MOST_COLUMNS:
        raise DamagedWorkbook
    return number - 1


def _unescaped(text: str) -> str:
    """Excel writes a carriage return as _x000D_."""
    return text.replace("_x000D_", "").strip() if "_x000D_" in text else text.strip()
