"""What a spreadsheet of messages tells: counted once, here, for page and paper alike.

Nothing in it is about a person: texts are shown without personal data, and no sender is counted.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice

from huiyin.hear.refusals import Refused
from huiyin.hear.rules import Kind
from huiyin.hear.sheets import Row
from huiyin.methods.hot import Group, Item, hot_issues
from huiyin.methods.phrases import Phrase, phrases
from huiyin.methods.redact import redact
from huiyin.methods.text import clean, fold, shorten
from huiyin.methods.toponyms import area_of_address, names, places_of
from huiyin.publish.bulletin_answers import (
    LATE,
    Calendar,
    answers_of,
    calendar_of,
    department_lines,
    waiting_rows,
)
from huiyin.publish.bulletin_parts import Bulletin, Copies, Issue, Quote, Share, Waiting, When
from huiyin.publish.bulletin_trend import trend_of

TELL_ANSWERS = frozenset(("reply", "reply_at", "reply_days", "status"))
MOST_ISSUES = 8
MOST_QUOTES = 4
MOST_WORDS = 24
MOST_WAITING = 10
MOST_GROUPED = 10_000
"""Newest messages looked at for hot issues: grouping more would take longer than a person waits."""

FEWEST_FOR_WORDS = 30
"""Below this many messages common words and chosen titles are chance."""

CHOSEN_TITLES = 0.1
"""Titles of which so few differ were chosen from a list."""

ENOUGH_NAMED = 0.25
ENOUGH_PLACED = 0.5
"""Shares of the messages that must name something before it is counted."""

STANDARD_UNDER = 5
"""A sentence that stands word for word under so many different titles was not written by a resident."""

FEWEST_ALIKE = 3
"""Two messages that are alike are no issue yet."""

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
LOOKING_BACK = datetime.max.replace(tzinfo=UTC)
"""Seen from so far, nothing is recent: how many spoke, for how long and with how much support makes the order."""

ENDS = "。.!?\uff01\uff1f\u061f…"
_LATIN_OR_ARABIC = re.compile(r"[\x00-\u06ff]*")

LOOKED_AT = 5
"""Titles in which a common word is looked up before it is shown."""

LONGEST_NAME = 60
COPY_LETTERS = 20
"""Shorter texts say the same by chance."""


def summarise(
    lines: Iterable[Row | Refused],
    *,
    source: str,
    columns: Mapping[str, str],
    ignored: Sequence[str] = (),
    rejected_file: str = "",
) -> Bulletin:
    """Counts everything once. ``columns`` and ``ignored`` are the sheet's; ``source`` is the file's name."""
    read, refused = _told_apart(lines)
    rows = _once(read)
    when, calendar = _when(rows), calendar_of(rows)
    places, where = _places(rows)
    issues, grouped = _issues(rows, places, _titles_are_chosen(rows))
    tells_answers = bool(TELL_ANSWERS & columns.keys())
    return Bulletin(
        source=source,
        lines=len(read) + refused.total(),
        refused=tuple(refused.most_common()),
        repeated=len(read) - len(rows),
        total=len(rows),
        when=when,
        kinds=_kinds(rows) if "kind" in columns else None,
        categories=_categories(rows),
        words=_words(rows[:MOST_GROUPED]),
        places=where,
        channels=_share([row.channel for row in rows]),
        callbacks=_share([row.callback for row in rows]),
        issues=issues,
        grouped=grouped,
        copies=_copies(rows),
        answers=answers_of(rows, calendar) if tells_answers else None,
        departments=department_lines(rows, calendar),
        waiting=_waiting(rows, calendar, when.as_of) if tells_answers else None,
        columns=columns,
        ignored=tuple(ignored),
        rejected_file=rejected_file,
    )


def _told_apart(lines: Iterable[Row | Refused]) -> tuple[list[Row], Counter[str]]:
    """The rows, and how many lines were refused for which reason."""
    refused: Counter[str] = Counter()
    read: list[Row] = []
    for line in lines:
        if isinstance(line, Refused):
            refused[line.code] += 1
        else:
            read.append(line)
    return read, refused


def _when(rows: Sequence[Row]) -> When:
    days = [row.said_at.date() for row in rows if row.said_at]
    known = days + [row.reply_at.date() for row in rows if row.reply_at]
    return When(
        first=min(days, default=None),
        last=max(days, default=None),
        as_of=max(known, default=None),
        undated=len(rows) - len(days) if days else 0,
        trend=trend_of(days),
    )


def _once(rows: Sequence[Row]) -> list[Row]:
    """Without lines that repeat both the number and the words of an earlier one."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for row in rows:
        key = (row.external_id, row.text)
        if row.external_id and key in seen:
            continue
        seen.add(key)
        kept.append(row)
    return kept


def _title(row: Row) -> str:
    return row.title or shorten(row.text, 30)


def _words(rows: Sequence[Row]) -> tuple[Phrase, ...]:
    """What many titles share, but for places, which are counted apart, and for personal data."""
    if len(rows) < FEWEST_FOR_WORDS:
        return ()
    titles = [_title(row).lower() for row in rows]
    return tuple(phrase for phrase in phrases(titles, MOST_WORDS) if _may_be_shown(phrase.words, titles))


def _may_be_shown(words: str, titles: Sequence[str]) -> bool:
    if names(words):
        return False
    holding = islice((title for title in titles if words in title), LOOKED_AT)
    return all(words in redact(title).text for title in holding)


# What about, of which kind, from where


def _share(names: Sequence[str], source: str = "column") -> Share | None:
    """None where hardly any message carries a name, or all carry one and the same."""
    counts = Counter(name[:LONGEST_NAME] for name in names if name)
    if counts.total() < ENOUGH_NAMED * len(names) or len(counts) < 2:
        return None
    lines = sorted(counts.items(), key=lambda line: (-line[1], line[0]))
    return Share(tuple(lines), len(names) - counts.total(), source)


def _kinds(rows: Sequence[Row]) -> Share | None:
    """Reports of wrongdoing are counted by nobody but the discipline office."""
    return _share([row.kind.value if row.kind and row.kind != Kind.WRONGDOING else "" for row in rows])


def _categories(rows: Sequence[Row]) -> Share | None:
    """The category column; else the titles, where the office's form lets people choose them from a list."""
    by_column = _share([row.category for row in rows])
    return by_column or (_share([row.title for row in rows], "title") if _titles_are_chosen(rows) else None)


def _titles_are_chosen(rows: Sequence[Row]) -> bool:
    """Whether the office's form lets people choose a title from a list."""
    return len(rows) >= FEWEST_FOR_WORDS and len({row.title for row in rows}) <= len(rows) * CHOSEN_TITLES


def _places(rows: Sequence[Row]) -> tuple[list[str], Share | None]:
    """The place of each message: of the column, else of the address, else of the words."""
    for source, enough, read in _PLACE_WAYS:
        found = read(rows)
        share = _share(found, source)
        if share and share.counted >= enough * len(rows):
            return found, share
    return _placed_by_column(rows), None


def _placed_by_column(rows: Sequence[Row]) -> list[str]:
    return [row.place for row in rows]


def _placed_by_address(rows: Sequence[Row]) -> list[str]:
    return [area_of_address(row.address) for row in rows]


def _placed_by_words(rows: Sequence[Row]) -> list[str]:
    return places_of(_where(row) for row in rows)


_PLACE_WAYS = (
    ("column", ENOUGH_PLACED, _placed_by_column),
    ("address", ENOUGH_PLACED, _placed_by_address),
    ("words", ENOUGH_NAMED, _placed_by_words),
)


def _where(row: Row) -> str:
    return f"{row.address} {row.title} {row.text[:400]}"


# Hot issues


def _own_words(rows: Sequence[Row]) -> list[int]:
    """Which messages say something of their own: not only a chosen title, not a form's standard sentence."""
    titles: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        titles[row.text].add(row.title or row.category)
    said = {text for text, names in titles.items() if len(names) < STANDARD_UNDER and text not in names}
    free = {row.title for row in rows} if not _titles_are_chosen(rows) else set()
    return [at for at, row in enumerate(rows) if row.text in said or row.text in free]


def _issues(rows: Sequence[Row], places: Sequence[str], chosen: bool) -> tuple[tuple[Issue, ...], int]:
    """The hottest groups of messages over the whole time, and among how many messages they were looked for."""
    newest = sorted(_own_words(rows), key=lambda at: _moment(rows[at]), reverse=True)[:MOST_GROUPED]
    items = [_item(at, rows[at], places[at], chosen) for at in newest]
    found = [
        _issue(group, [rows[int(at)] for at in group.keys], Counter(places[int(at)] for at in group.keys))
        for group in hot_issues(items, now=LOOKING_BACK, fewest=FEWEST_ALIKE, most=MOST_ISSUES)
    ]
    return tuple(found), len(items)


def _item(at: int, row: Row, place: str, chosen: bool) -> Item:
    """A title that was chosen from a list is left out: it is the same for different troubles."""
    text = row.text if chosen or not row.title or row.text == row.title else f"{row.title}\n{row.text}"
    return Item(at, text, row.said_at or UNDATED, row.place or None, row.up, row.down)


def _moment(row: Row) -> float:
    return row.said_at.timestamp() if row.said_at else 0.0


def _issue(group: Group, rows: list[Row], places: Counter[str]) -> Issue:
    days = sorted(row.said_at.date() for row in rows if row.said_at)
    departments = Counter(row.department for row in rows if row.department)
    telling = sorted(rows, key=lambda row: (-row.up, _moment(row)))
    return Issue(
        rank=group.rank,
        title=shorten(_shown(group.title, 200), 60),
        count=len(rows),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        place=next((name for name, _ in places.most_common(2) if name), ""),
        support=sum(row.up for row in rows),
        departments=tuple(name for name, _ in departments.most_common(3)),
        quotes=tuple(quote_of(row) for row in _different(telling)[:MOST_QUOTES]),
    )


def _different(rows: Sequence[Row]) -> list[Row]:
    return list({fold(row.text)[:60]: row for row in reversed(rows)}.values())[::-1]


# Copies and waiting


def quote_of(row: Row, length: int = 120) -> Quote:
    """The message as it may be shown to anyone."""
    text = row.text
    if row.title and not text.startswith(row.title):
        stop = ". " if _LATIN_OR_ARABIC.fullmatch(row.title) else "。"
        text = row.title + ("" if row.title[-1] in ENDS else stop) + text
    return Quote(
        number=row.external_id or str(row.line),
        text=_shown(text, length),
        day=row.said_at.date() if row.said_at else None,
    )


def _shown(text: str, length: int) -> str:
    """The beginning of a text on one line, without personal data."""
    shown = " ".join(redact(clean(text[: length * 4])).text.split())
    return shown if len(shown) <= length else shown[: length - 1].rstrip() + "…"


def _copies(rows: Sequence[Row]) -> Copies:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in (rows[at] for at in _own_words(rows)):
        letters = "".join(filter(str.isalnum, row.text))
        if len(letters) >= COPY_LETTERS:
            groups[letters.casefold()].append(row)
    more = sorted((group for group in groups.values() if len(group) > 1), key=len, reverse=True)
    return Copies(sum(len(group) - 1 for group in more), tuple((quote_of(g[0]), len(g)) for g in more[:5]))


def _waiting(rows: Sequence[Row], calendar: Calendar, as_of: date | None) -> Waiting:
    count, waits = waiting_rows(rows, calendar, as_of)
    oldest = tuple((quote_of(row, 60), days) for row, days in waits[:MOST_WAITING])
    return Waiting(count, sum(days > LATE for _, days in waits), oldest)
