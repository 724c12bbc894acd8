"""How lists, figures and their definitions are said."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.publish.rules import LAST_YEAR, By, Group, Measure, Shown

Words = str | Promise

GROUPS: Mapping[str, Words] = {
    "": pgettext_lazy("cases", "All"),
    Group.IN_HAND: pgettext_lazy("cases", "Being handled"),
    Group.ANSWERED: pgettext_lazy("cases", "Answered"),
    Group.SOLVED: pgettext_lazy("cases", "Solved"),
    Group.NOT_NOW: pgettext_lazy("cases", "Not possible now"),
    Group.LATE: pgettext_lazy("cases", "Overdue"),
}

MEASURES: Mapping[Measure, Words] = {
    Measure.RECEIVED: pgettext_lazy("figure", "Received"),
    Measure.ANSWERED: pgettext_lazy("figure", "Answered"),
    Measure.IN_TIME: pgettext_lazy("figure", "Answered in time"),
    Measure.SOLVED: pgettext_lazy("figure", "Solved, residents say"),
    Measure.SATISFIED: pgettext_lazy("figure", "Satisfied"),
}

DEFINITIONS: Mapping[Measure, Words] = {
    Measure.RECEIVED: _(
        "Cases received in the period. Messages about the same thing are one case. Counted whether their senders let "
        "others read them or not. Reports of wrongdoing are never counted here."
    ),
    Measure.ANSWERED: _("Of the cases received in the period, those to which a first answer was sent."),
    Measure.IN_TIME: _(
        "Of the cases received in the period whose day has come or which were answered: those whose first answer was "
        "sent on that day or before it. While the office waits for the resident, the day does not count. Thanks are "
        "left out."
    ),
    Measure.SOLVED: _(
        "Of the cases received in the period in which residents said whether it was solved: those in which every one "
        "of them said yes. Only residents can say so; who said nothing is in neither number."
    ),
    Measure.SATISFIED: _(
        "Of the cases received in the period in which residents rated the answer: those in which nobody rated it "
        "below “fair” on the five steps. The newest rating of each resident counts."
    ),
}

BY: Mapping[By, Words] = {
    By.DEPARTMENT: _("By department"),
    By.TOWNSHIP: _("By township"),
}

NOWHERE: Mapping[By, Words] = {
    By.DEPARTMENT: _("with no department yet"),
    By.TOWNSHIP: _("township not known"),
}

SHOWN: Mapping[str, Words] = {
    Shown.RECEIVED: pgettext_lazy("state", "received"),
    Shown.ASSIGNED: pgettext_lazy("state", "being handled"),
    Shown.ASKED: pgettext_lazy("state", "needs your answer"),
    Shown.NOT_NOW: pgettext_lazy("state", "not now"),
    Shown.NO_RULE: pgettext_lazy("state", "not within policy"),
    Shown.ANSWERED: pgettext_lazy("state", "answered"),
    Shown.ADOPTED: pgettext_lazy("state", "adopted"),
    Shown.PARTLY: pgettext_lazy("state", "partly adopted"),
    Shown.NOT_ADOPTED: pgettext_lazy("state", "not adopted"),
    Shown.SOLVED: pgettext_lazy("state", "solved"),
    Shown.REOPENED: pgettext_lazy("state", "reopened"),
    Shown.CLOSED: pgettext_lazy("state", "closed"),
}

CASE_COLUMNS: Mapping[str, Words] = {
    "id": pgettext_lazy("export", "id"),
    "kind": pgettext_lazy("export", "kind"),
    "state": pgettext_lazy("export", "state"),
    "title": pgettext_lazy("export", "title"),
    "text": pgettext_lazy("export", "text"),
    "answer": pgettext_lazy("export", "answer"),
    "category": pgettext_lazy("export", "category"),
    "area": pgettext_lazy("export", "area"),
    "township": pgettext_lazy("export", "township"),
    "department": pgettext_lazy("export", "department"),
    "lat": pgettext_lazy("export", "lat"),
    "lon": pgettext_lazy("export", "lon"),
    "messages": pgettext_lazy("export", "messages"),
    "received": pgettext_lazy("export, a day", "received"),
    "due": pgettext_lazy("export, a day", "due"),
    "answered": pgettext_lazy("export, a day", "answered"),
}
"""The public cases as a table: in English the plain names that programs read, else in the reader's words."""

FIGURE_COLUMNS: Mapping[str, Words] = {
    "code": pgettext_lazy("export", "code"),
    "name": pgettext_lazy("export", "name"),
    "received": pgettext_lazy("export", "received"),
    "answered": pgettext_lazy("export", "answered"),
    "in_time_yes": pgettext_lazy("export", "in_time_yes"),
    "in_time_of": pgettext_lazy("export", "in_time_of"),
    "in_time_share": pgettext_lazy("export", "in_time_share"),
    "in_time_low": pgettext_lazy("export", "in_time_low"),
    "in_time_high": pgettext_lazy("export", "in_time_high"),
    "solved_yes": pgettext_lazy("export", "solved_yes"),
    "solved_of": pgettext_lazy("export", "solved_of"),
    "solved_share": pgettext_lazy("export", "solved_share"),
    "solved_low": pgettext_lazy("export", "solved_low"),
    "solved_high": pgettext_lazy("export", "solved_high"),
    "satisfied_yes": pgettext_lazy("export", "satisfied_yes"),
    "satisfied_of": pgettext_lazy("export", "satisfied_of"),
    "satisfied_share": pgettext_lazy("export", "satisfied_share"),
    "satisfied_low": pgettext_lazy("export", "satisfied_low"),
    "satisfied_high": pgettext_lazy("export", "satisfied_high"),
    "rated_share": pgettext_lazy("export", "rated_share"),
    "satisfied_at_least": pgettext_lazy("export", "satisfied_at_least"),
    "satisfied_at_most": pgettext_lazy("export", "satisfied_at_most"),
}
"""The board as a table, likewise."""


def period_words(period: str) -> str:
    """The last 365 days, 2026年, 2026年7月."""
    if period == LAST_YEAR:
        return _t("the last 365 days")
    year, _sep, month = period.partition("-")
    if not month:
        return _t("the year %(year)s") % {"year": year}
    first = date(int(year), int(month), 1)
    return _t("%(month)s/%(year)s") % {"year": year, "month": first.month}
