"""Guesses, and why something cannot be done, in words."""

from django.utils.translation import gettext_lazy as _

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
    "kind_fixed": _("The kind can be changed only before a department has the case."),
    "merged_already": _("One of these cases was merged already; open the one it went into."),
    "closed_road": _("A report of wrongdoing is never merged."),
    "moved_already": _("This message lies in another case by now."),
    "only_message": _("This is the only message of the case."),
    "nothing_to_undo": _("There is nothing to undo any more."),
}
