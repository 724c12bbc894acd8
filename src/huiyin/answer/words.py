"""How the looks at an answer are said to its writer."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiyin.answer.rules import Check

WELL: Mapping[Check, str | Promise] = {
    Check.LENGTH: _("Long enough to say who does what"),
    Check.PLAIN: _("Plain words"),
    Check.DATE: _("What is promised has a date"),
    Check.BASIS: _("The rule is named"),
    Check.OWN_WORDS: _("Written for this case"),
}

NOT_WELL: Mapping[Check, str | Promise] = {
    Check.LENGTH: _("Very short: does it say what was found and who does what?"),
    Check.PLAIN: _("Official phrases that tell the resident nothing:"),
    Check.DATE: _("Something is promised, but no day is named: by when?"),
    Check.BASIS: _("No rule is named: which one says so?"),
    Check.OWN_WORDS: _("Word for word the same as an earlier answer."),
}
