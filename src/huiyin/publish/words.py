"""How lists, figures and their definitions are said."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.publish.rules import LAST_YEAR, By, Group, Measure

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


def period_words(period: str) -> str:
    """The last 365 days, 2026年, 2026年7月."""
    if period == LAST_YEAR:
        return _t("the last 365 days")
    year, _sep, month = period.partition("-")
    if not month:
        return _t("the year %(year)s") % {"year": year}
    first = date(int(year), int(month), 1)
    return _t("%(month)s/%(year)s") % {"year": year, "month": first.month}
