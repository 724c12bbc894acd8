"""States as word and shape, and the days of the week."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy


@dataclass(frozen=True)
class Shown:
    """How a state is shown: its ground (done, due, late, wait, go), its shape in the sprite, its word."""

    tone: str
    shape: str
    word: str | Promise


STATES: dict[str, Shown] = {
    # a case, as its resident reads it
    "received": Shown("wait", "s-received", pgettext_lazy("state", "received")),
    "reading": Shown("wait", "s-reading", pgettext_lazy("state", "being read")),
    "assigned": Shown("go", "s-handed", pgettext_lazy("state", "being handled")),
    "asked": Shown("due", "s-ask", pgettext_lazy("state", "needs your answer")),
    "not_now": Shown("wait", "s-later", pgettext_lazy("state", "not now")),
    "no_rule": Shown("wait", "s-norule", pgettext_lazy("state", "not within policy")),
    "answered": Shown("go", "s-answered", pgettext_lazy("state", "answered")),
    "solved": Shown("done", "s-solved", pgettext_lazy("state", "solved")),
    "reopened": Shown("late", "s-again", pgettext_lazy("state", "reopened")),
    "closed": Shown("wait", "s-closed", pgettext_lazy("state", "closed")),
    "withdrawn": Shown("wait", "s-norule", pgettext_lazy("state", "withdrawn")),
    # a case, by its clock
    "due": Shown("due", "s-due", pgettext_lazy("state", "due soon")),
    "late": Shown("late", "s-late", pgettext_lazy("state", "overdue")),
    # a suggestion
    "adopted": Shown("done", "s-solved", pgettext_lazy("state", "adopted")),
    "partly": Shown("done", "s-part", pgettext_lazy("state", "partly adopted")),
    "not_adopted": Shown("wait", "s-norule", pgettext_lazy("state", "not adopted")),
    # a project
    "planned": Shown("wait", "s-received", pgettext_lazy("state", "planned")),
    "under_way": Shown("go", "s-reading", pgettext_lazy("state", "under way")),
    "reported": Shown("due", "s-part", pgettext_lazy("state", "said to be finished")),
    "delivered": Shown("done", "s-solved", pgettext_lazy("state", "delivered")),
    "disputed": Shown("late", "s-ask", pgettext_lazy("state", "disputed by residents")),
    # a promise
    "open": Shown("go", "s-reading", pgettext_lazy("state", "not due yet")),
    "kept": Shown("done", "s-solved", pgettext_lazy("state", "kept")),
    "broken": Shown("late", "s-late", pgettext_lazy("state", "broken")),
}
"""Every state that a page shows; an unknown one is an error, so that no page shows a state without a word."""

DJANGO_SAYS = (
    _("This field is required."),
    _("Enter a valid date."),
    _("Enter a number."),
    _("Enter a whole number."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("Enter a valid date/time."),
    _("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    _("Enter a valid email address."),
    _("Enter a list of values."),
    _("Null characters are not allowed."),
    _("Ensure this value is greater than or equal to %(limit_value)s."),
    _("Ensure this value is less than or equal to %(limit_value)s."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit in total.",
        "Ensure that there are no more than %(max)s digits in total.",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s decimal place.",
        "Ensure that there are no more than %(max)s decimal places.",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure that there are no more than %(max)s digit before the decimal point.",
        "Ensure that there are no more than %(max)s digits before the decimal point.",
        "limit_value",
    ),
    _("No file was submitted."),
    _("No file was submitted. Check the encoding type on the form."),
    _("The submitted file is empty."),
    ngettext_lazy(
        "Ensure this filename has at most %(max)d character (it has %(length)d).",
        "Ensure this filename has at most %(max)d characters (it has %(length)d).",
        "limit_value",
    ),
)
"""Sentences of Django's own forms that stand in both of our catalogues, which are asked first: said as we speak."""

WEEKDAYS = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)
"""Monday first, as `date.weekday()` counts."""
