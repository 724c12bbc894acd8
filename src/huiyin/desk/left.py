"""What a spreadsheet says and its messages do not: columns that are not taken over, words that mean nothing here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from huiyin.desk.rules import TAKEN_OVER
from huiyin.hear.sheets import Sheet

NAMED: Final = 6
"""Names that a sentence says."""
MOST: Final = 200
"""Names of one column that are counted apart; a column of sentences has no end of them."""
LONGEST: Final = 40
OTHERS: Final = "…"


@dataclass
class Left:
    """Counted while lines are taken; a line may be in several."""

    columns: Sequence[str] = ()
    departments: Counter[str] = field(default_factory=Counter)  # that this office does not have
    channels: Counter[str] = field(default_factory=Counter)  # no road of ours: the message is one of a list
    callbacks: Counter[str] = field(default_factory=Counter)  # no rating in plain words
    limits: Counter[str] = field(default_factory=Counter)  # no day and no number of days
    longer: int = 0  # a longer time than this office's limit
    unanswered: int = 0  # a rating, but no answer that it could be of
    held: int = 0  # a department of ours, but no answer: nothing is handed out by a file

    def facts(self) -> dict[str, Any]:
        """As JSON, for `left_of`."""
        return dict(self.__dict__)


def left_of(facts: Mapping[str, Any]) -> Left:
    """What `Left.facts` told."""
    return Left(
        columns=facts.get("columns", ()),
        departments=Counter(facts.get("departments", {})),
        channels=Counter(facts.get("channels", {})),
        callbacks=Counter(facts.get("callbacks", {})),
        limits=Counter(facts.get("limits", {})),
        longer=facts.get("longer", 0),
        unanswered=facts.get("unanswered", 0),
        held=facts.get("held", 0),
    )


def unused_columns(sheet: Sheet) -> list[str]:
    """Headings of which nothing becomes part of a message or its answer, in the file's order."""
    used = {heading for known, heading in sheet.fields.items() if known in TAKEN_OVER}
    return [heading for heading in sheet.headings if heading not in used]


def note(names: Counter[str], name: str) -> None:
    """One line more with this name."""
    name = " ".join(name.split())[:LONGEST]
    names[name if name in names or len(names) < MOST else OTHERS] += 1


def sentences(left: Left) -> list[str]:
    """All of it for a person; empty where everything was taken over."""
    said = []
    if left.columns:
        said.append(_("Not used: %(columns)s.") % {"columns": _listed(left.columns)})
    named = (
        (left.departments, _departments), (left.callbacks, _callbacks), (left.channels, _channels),
        (left.limits, _limits),
    )  # fmt: skip
    for names, words in named:
        if names:
            said.append(words(names.total()) % {"n": f"{names.total():,}", "names": _counted(names)})
    for count, words in ((left.longer, _longer), (left.unanswered, _unanswered), (left.held, _held)):
        if count:
            said.append(words(count) % {"n": f"{count:,}"})
    return said


def _departments(n: int) -> str | Promise:
    return ngettext(
        "%(n)s line names a department that this office does not have: %(names)s.",
        "%(n)s lines name a department that this office does not have: %(names)s.",
        n,
    )


def _callbacks(n: int) -> str | Promise:
    return ngettext(
        "%(n)s line has a call-back that is no plain rating and was not taken for one: %(names)s.",
        "%(n)s lines have a call-back that is no plain rating and was not taken for one: %(names)s.",
        n,
    )


def _channels(n: int) -> str | Promise:
    return ngettext(
        "%(n)s line came by a channel that has no name here; it counts as from a list: %(names)s.",
        "%(n)s lines came by a channel that has no name here; they count as from a list: %(names)s.",
        n,
    )


def _limits(n: int) -> str | Promise:
    return ngettext(
        "%(n)s line has a time limit that cannot be understood; this office's own limit holds: %(names)s.",
        "%(n)s lines have a time limit that cannot be understood; this office's own limit holds: %(names)s.",
        n,
    )


def _longer(n: int) -> str | Promise:
    return ngettext(
        "%(n)s line gives more time than this office's own limit; the shorter one holds.",
        "%(n)s lines give more time than this office's own limit; the shorter one holds.",
        n,
    )


def _unanswered(n: int) -> str | Promise:
    return ngettext(
        "%(n)s line has a rating but no answer; its rating was not taken over.",
        "%(n)s lines have a rating but no answer; their ratings were not taken over.",
        n,
    )


def _held(n: int) -> str | Promise:
    return ngettext(
        "%(n)s line names a department but has no answer; its case waits to be handed out.",
        "%(n)s lines name a department but have no answer; their cases wait to be handed out.",
        n,
    )


def _counted(names: Counter[str]) -> str:
    return _listed([f"{name} ({n:,})" if n > 1 else name for name, n in names.most_common()])


def _listed(names: Sequence[str]) -> str:
    said = pgettext("between things", ", ").join(names[:NAMED])
    return said + (" …" if len(names) > NAMED else "")
