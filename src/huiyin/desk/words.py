"""Columns of a spreadsheet, the states of its import, and what is noted of a case, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.desk.rules import SheetState

SHEET_STATES: Mapping[SheetState, str | Promise] = {
    SheetState.WAITING: pgettext_lazy("sheet", "not started"),
    SheetState.TAKING: pgettext_lazy("sheet", "being taken in"),
    SheetState.STOPPED: pgettext_lazy("sheet", "stopped"),
    SheetState.DONE: pgettext_lazy("sheet", "taken in"),
    SheetState.FAILED: pgettext_lazy("sheet", "cannot be read"),
}

COLUMNS: Mapping[str, str | Promise] = {
    "text": pgettext_lazy("column", "what was said"),
    "title": pgettext_lazy("column", "title"),
    "external_id": pgettext_lazy("column", "its number"),
    "said_at": pgettext_lazy("column", "when it was said"),
    "kind": pgettext_lazy("column", "kind (complaint, question, suggestion …)"),
    "category": pgettext_lazy("column", "category"),
    "subcategory": pgettext_lazy("column", "lower category"),
    "place": pgettext_lazy("column", "area"),
    "address": pgettext_lazy("column", "address"),
    "lat": pgettext_lazy("column", "latitude"),
    "long": pgettext_lazy("column", "longitude"),
    "department": pgettext_lazy("column", "department"),
    "reply": pgettext_lazy("column", "answer"),
    "reply_at": pgettext_lazy("column", "when it was answered"),
    "reply_days": pgettext_lazy("column", "days until the answer"),
    "callback": pgettext_lazy("column", "how the resident rated it when called back"),
    "callback_at": pgettext_lazy("column", "when they were called back"),
    "due": pgettext_lazy("column", "time limit, or until when an answer is owed"),
    "channel": pgettext_lazy("column", "how it came in (telephone, letter …)"),
    "up": pgettext_lazy("column", "votes for it"),
    "down": pgettext_lazy("column", "votes against it"),
}

WHICH_COLUMN = _("Which column is what residents said? Choose it below.")
"""Instead of the sentence for the command line."""

NOTED_WORDS: Mapping[str, str | Promise] = {
    "understand.merged": pgettext_lazy("noted", "No. %(numbers)s joined to this one"),
    "understand.merge_undone": pgettext_lazy("noted", "Taken apart again: No. %(numbers)s stands for itself"),
    "understand.split_out": pgettext_lazy("noted", "What one sender said was taken out, into No. %(numbers)s"),
    "understand.accepted": pgettext_lazy("noted", "%(about)s: %(value)s, confirmed"),
    "understand.corrected": pgettext_lazy("noted", "%(about)s: %(value)s, set by hand"),
    "handle.kind_set": pgettext_lazy("noted", "Kind: %(now)s (%(was)s before)"),
    "programme.case_linked": pgettext_lazy("noted", "A project is for it: \u201c%(project)s\u201d"),
    "programme.case_taken_out": pgettext_lazy("noted", "The project \u201c%(project)s\u201d is not for it"),
}
"""What was done with a case beside its moves, by the kind of the entry."""

NOTED_OF_OTHERS: Mapping[str, str | Promise] = {
    "understand.merged": pgettext_lazy("noted", "Joined to No. %(numbers)s"),
    "understand.merge_undone": pgettext_lazy("noted", "Taken apart again: this one stands for itself"),
    "understand.split_out": pgettext_lazy("noted", "Taken out of No. %(numbers)s"),
}
"""The same on the other cases that it changed."""
