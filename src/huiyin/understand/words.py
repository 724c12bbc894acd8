"""Guesses, and why something cannot be done, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from huiyin.understand.rules import About

ABOUT = {
    About.KIND: _("kind"),
    About.CATEGORY: _("category"),
    About.AREA: _("place"),
    About.DEPARTMENT: _("department"),
    About.URGENCY: _("urgency"),
    About.DUPLICATE: _("same thing as"),
}

URGENCIES = {0: _("can wait its turn"), 1: _("soon"), 2: _("urgent"), 3: _("danger to life")}

REFUSALS = {
    "unknown_value": _("This value is not in the office's lists."),
    "merged_already": _("One of these cases was merged already; open the one it went into."),
    "closed_road": _("A report of wrongdoing is never merged."),
    "moved_already": _("This message lies in another case by now."),
    "only_message": _("This is the only message of the case."),
    "nothing_to_undo": _("There is nothing to undo any more."),
}

NAMED = 10
"""Labels that a sentence names."""


def left_out(labels: Sequence[str]) -> str:
    """Which labels nothing was learned of."""
    return ngettext(
        "%(n)s label has a single message and was left out: %(names)s.",
        "%(n)s labels have a single message each and were left out: %(names)s.",
        len(labels),
    ) % {"n": len(labels), "names": _listed(labels)}


def not_trained(labels: Sequence[str]) -> str:
    """Why nothing was learned at all."""
    said = _t("Not trained: at least two labels with two messages each are needed.")
    return f"{said} {left_out(labels)}" if labels else said


def too_few_decisions(needed: int) -> str:
    """Why the office's own decisions do not suffice yet."""
    return _t("Not trained: fewer than %(n)s decisions on guesses so far; keywords go on being used.") % {"n": needed}


def trained(name: str, labels: int) -> str:
    """What came of it."""
    return _t("%(name)s: learned from %(n)s messages, in use from now on.") % {"name": name, "n": f"{labels:,}"}


def written(file: str, labels: int) -> str:
    """A model that no office uses yet, as a file."""
    return _t("%(file)s: learned from %(n)s messages.") % {"file": file, "n": f"{labels:,}"}


def measured(macro_f1: float, accuracy: float) -> str:
    """How good it is, by what it did not learn from."""
    return _t("Each fifth of them guessed from the other four: %(accuracy)s right, macro-F1 %(macro_f1)s.") % {
        "accuracy": f"{accuracy:.1%}",
        "macro_f1": f"{macro_f1:.3f}",
    }


def kept(name: str, labels: int, file: str, foreign: Sequence[str]) -> str:
    """What came of it where it says what the office does not know."""
    facts = {"name": name, "n": f"{labels:,}", "file": file, "foreign": len(foreign), "names": _listed(foreign)}
    return (
        ngettext(
            "%(name)s: learned from %(n)s messages and kept as %(file)s, but not put to use: %(foreign)s label is no"
            " category of this office (%(names)s).",
            "%(name)s: learned from %(n)s messages and kept as %(file)s, but not put to use: %(foreign)s labels are no"
            " categories of this office (%(names)s).",
            len(foreign),
        )
        % facts
    )


def _listed(names: Sequence[str]) -> str:
    said = pgettext("between things", ", ").join(names[:NAMED])
    return said + (" …" if len(names) > NAMED else "")
