"""Columns of a spreadsheet and the states of its import in words."""

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
    "channel": pgettext_lazy("column", "how it came in (telephone, letter …)"),
    "up": pgettext_lazy("column", "votes for it"),
    "down": pgettext_lazy("column", "votes against it"),
}

WHICH_COLUMN = _("Which column is what residents said? Choose it below.")
"""Instead of the sentence for the command line."""
