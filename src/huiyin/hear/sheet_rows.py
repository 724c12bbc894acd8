"""One line of an office's spreadsheet becomes a `Row`, or is `Refused` with its reason."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from functools import partial
from typing import Any, NamedTuple

from huiyin.hear.cells import NOTHING, coordinate, is_anonymous, kind_of, plain, read_time, time_limit, whole_number
from huiyin.hear.headings import field_of
from huiyin.hear.refusals import Refused
from huiyin.hear.rules import Kind
from huiyin.hear.tables import Broken, Cells
from huiyin.methods.deadlines import Limit

LONGEST_TEXT = 100_000
"""Characters of one message."""

_SLACK = timedelta(days=1)
"""The clocks of two offices may differ, and their zones; what is said and answered is said and answered by tomorrow."""

_DEGREES = {"lat": 90.0, "long": 180.0}


class Row(NamedTuple):
    """One message as an office keeps it. What is not there is ``""``, None or 0; no sender's name."""

    line: int
    text: str
    title: str = ""
    external_id: str = ""
    said_at: datetime | None = None
    kind: Kind | None = None
    category: str = ""
    subcategory: str = ""
    department: str = ""
    reply: str = ""
    reply_at: datetime | None = None
    due: date | Limit | None = None
    due_words: str = ""  # what stands there, understood or not
    callback: str = ""
    callback_at: datetime | None = None
    place: str = ""
    address: str = ""
    lat: float | None = None
    long: float | None = None
    up: int = 0
    down: int = 0
    status: str = ""
    channel: str = ""
    media_url: str = ""
    anonymous: bool = False
    raw: Mapping[str, str] | None = None  # what stood in the line, where it is kept


_Column = tuple[str, str, int, Callable[[str], Any] | None]
"""Field, heading, position in the line, how its cells are read."""


class Unfit(Exception):
    """Why a line cannot be taken."""

    def __init__(self, code: str, **params: str) -> None:
        self.code, self.params = code, params
        super().__init__(code)


def has_content(cells: Cells) -> bool:
    """Whether anything stands in the line."""
    return any(cells.values() if isinstance(cells, dict) else cells)


class RowReader:
    """Reads the lines of one sheet whose columns are understood."""

    def __init__(
        self, headings: Sequence[str], fields: Mapping[str, str], *, zone: tzinfo, day_first: bool, loose: bool,
        keep: bool = False,
    ) -> None:  # fmt: skip
        """``loose``: lines may be longer or shorter than the heading, as in a workbook, where no cell can shift.

        Rows ``keep`` what stood in their line.
        """
        self._headings = tuple(headings)
        self._zone = zone
        self._day_first = day_first
        self._loose = loose
        self._keep = keep
        self._now = datetime.now(zone) + _SLACK
        self._fields: dict[str, str] = {}
        self._cells: list[_Column] = []
        self._known = set(headings)
        for field, heading in fields.items():
            self._add(field, heading)

    def _add(self, field: str, heading: str) -> None:
        self._fields[field] = heading
        column = self._headings.index(heading) if heading in self._headings else -1
        self._cells.append((field, heading, column, self._reader(field)))

    def _reader(self, field: str) -> Callable[[str], Any] | None:
        """How a cell of this field is understood where it is more than its text."""
        if field in ("said_at", "reply_at", "callback_at"):
            return partial(self._time, field)
        if field == "due":
            return self._due
        if field in _DEGREES:
            return partial(self._degrees, field)
        return whole_number if field in ("up", "down") else None

    def __call__(self, line: int, cells: Cells | Broken) -> Row | Refused:
        """The line as a row, or why not."""
        if isinstance(cells, Broken):
            return Refused(line, cells.code, {"": cells.raw}, {"limit": f"{LONGEST_TEXT:,}"})
        try:
            written = self._named(cells) if isinstance(cells, dict) else self._placed(cells)
            _refuse_half_characters(written)
            row = self._row(line, written)
            return row._replace(raw=self._raw(cells)) if self._keep else row
        except Unfit as unfit:
            return Refused(line, unfit.code, self._raw(cells), unfit.params)

    def _placed(self, cells: Sequence[str]) -> list[str]:
        expected = len(self._headings)
        if self._loose and len(cells) < expected:
            cells = [*cells, *[""] * (expected - len(cells))]
        elif len(cells) < expected or (any(cells[expected:]) and not self._loose):
            raise Unfit("wrong_columns", got=str(len(cells)), expected=str(expected))
        return [cells[column].strip() for _, _, column, _ in self._cells]

    def _named(self, cells: dict[str, Any]) -> list[str]:
        if not cells.keys() <= self._known:
            self._learn(cells)
        return [plain(cells.get(heading)) for _, heading, _, _ in self._cells]

    def _learn(self, cells: dict[str, Any]) -> None:
        """JSON lines leave out what is empty: a heading may first come up far down in the file."""
        for heading in cells.keys() - self._known:
            self._known.add(heading)
            field = field_of(heading)
            if field and field not in self._fields:
                self._add(field, heading)

    def _row(self, line: int, written: list[str]) -> Row:
        said: dict[str, Any] = {}
        for (field, _, _, read), cell in zip(self._cells, written, strict=True):
            if cell and (len(cell) > 4 or cell.casefold() not in NOTHING):
                said[field] = read(cell) if read else cell
                if field == "due":
                    said["due_words"] = cell
        self._complete(said)
        return Row(line=line, **said)

    def _complete(self, said: dict[str, Any]) -> None:
        """What takes more than one cell to tell."""
        if kind := said.pop("kind", None):
            said["kind"] = kind_of(kind)
            if said["kind"] is None:
                said.setdefault("category", kind)
        # Where only a title, or only the service asked for, stands, that is what was said.
        said["text"] = _text(said.get("text") or said.get("title") or said.get("category") or "")
        if sender := said.pop("sender", None):
            said["anonymous"] = is_anonymous(sender, self._fields["sender"])
        if isinstance(said.get("due"), date) and "said_at" in said and said["due"] < self._day(said["said_at"]):
            del said["due"]  # over before it began
        days = said.pop("reply_days", "")
        if "reply" not in said and ("reply" in self._fields or self._fields.get("reply_at") == "updated_datetime"):
            # The date of a last change is the date of an answer only where there is one.
            said.pop("reply_at", None)
        elif "reply_at" not in said and "said_at" in said and days.isdecimal() and len(days) <= 4:
            said["reply_at"] = said["said_at"] + timedelta(days=int(days))

    def _time(self, field: str, value: str) -> datetime:
        facts = {"value": value[:50], "heading": self._fields[field]}
        try:
            moment = read_time(value, self._zone, day_first=self._day_first)
        except (ValueError, OverflowError):
            raise Unfit("bad_date", **facts) from None
        if moment > self._now:
            raise Unfit("not_yet", **facts)
        return moment

    def _due(self, value: str) -> date | Limit | None:
        """A day or a number of days; whatever else stands there is no reason to leave the line out."""
        if limit := time_limit(value, self._fields["due"]):
            return limit
        try:
            return self._day(read_time(value, self._zone, day_first=self._day_first))
        except (ValueError, OverflowError):
            return None

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._zone).date()

    def _degrees(self, field: str, value: str) -> float:
        try:
            return coordinate(value, _DEGREES[field])
        except ValueError:
            raise Unfit("bad_coordinates", value=value[:50], heading=self._fields[field]) from None

    def _raw(self, cells: Cells) -> dict[str, str]:
        if isinstance(cells, dict):
            return {heading: plain(cell) for heading, cell in cells.items()}
        raw = dict(zip(self._headings, cells, strict=False))
        if len(cells) > len(self._headings):
            raw[""] = " | ".join(filter(None, cells[len(self._headings) :]))
        return raw


def _text(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\0", "")
    if not text.strip():
        raise Unfit("no_text")
    if len(text) > LONGEST_TEXT:
        raise Unfit("too_long", limit=f"{LONGEST_TEXT:,}")
    return text


def _refuse_half_characters(written: list[str]) -> None:
    """Broken characters can be neither stored nor written."""
    try:
        "".join(written).encode()
    except UnicodeEncodeError:
        raise Unfit("broken_characters") from None
