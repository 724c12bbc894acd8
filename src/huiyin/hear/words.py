"""How kinds, roads, consents and states are said to a resident."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.hear.rules import Channel, Consent, Kind

KINDS: Mapping[Kind, str | Promise] = {
    Kind.REQUEST: pgettext_lazy("kind", "Help or complaint"),
    Kind.QUESTION: pgettext_lazy("kind", "Question"),
    Kind.SUGGESTION: pgettext_lazy("kind", "Suggestion"),
    Kind.THANKS: pgettext_lazy("kind", "Thanks"),
    Kind.WRONGDOING: pgettext_lazy("kind", "Report of wrongdoing"),
}

KINDS_MEAN: Mapping[Kind, str | Promise] = {
    Kind.REQUEST: pgettext_lazy("kind", "Something is broken, wrong or unfair and should be put right"),
    Kind.QUESTION: pgettext_lazy("kind", "How something is done, what the rules are"),
    Kind.SUGGESTION: pgettext_lazy("kind", "An idea that would help"),
    Kind.THANKS: pgettext_lazy("kind", "Somebody did well"),
    Kind.WRONGDOING: pgettext_lazy("kind", "An official broke the rules: only the discipline office reads it"),
}

CHANNELS: Mapping[Channel, str | Promise] = {
    Channel.WEB: pgettext_lazy("channel", "web page"),
    Channel.PHONE: pgettext_lazy("channel", "telephone"),
    Channel.LETTER: pgettext_lazy("channel", "letter"),
    Channel.WALK_IN: pgettext_lazy("channel", "in person"),
    Channel.EMAIL: pgettext_lazy("channel", "e-mail"),
    Channel.CHAT: pgettext_lazy("channel", "chat"),
    Channel.VISIT: pgettext_lazy("channel", "on a visit"),
    Channel.HOTLINE: pgettext_lazy("channel", "hotline"),
    Channel.SHEET: pgettext_lazy("channel", "list of another system"),
    Channel.API: pgettext_lazy("channel", "another program"),
}

CONSENTS: Mapping[Consent, str | Promise] = {
    Consent.PUBLIC: pgettext_lazy("consent", "Yes"),
    Consent.OFFICE: pgettext_lazy("consent", "Only the office"),
    Consent.ANONYMOUS: pgettext_lazy("consent", "Anonymous"),
}
"""May it be shown to others?"""

CONSENTS_MEAN: Mapping[Consent, str | Promise] = {
    Consent.PUBLIC: pgettext_lazy("consent", "Others see the matter and the answer, not who you are"),
    Consent.OFFICE: pgettext_lazy("consent", "Only those who handle it read it"),
    Consent.ANONYMOUS: pgettext_lazy("consent", "Not even we know who you are; your code shows the answer"),
}

NOT_KEPT: Mapping[str, str | Promise] = {
    "type": _("“%(name)s” is neither a photo (JPEG, PNG, WebP, HEIC) nor a PDF. Choose another file."),
    "large": _("“%(name)s” is too large (%(size)s, at most %(most)s). Choose a smaller one."),
    "pixels": _("“%(name)s” has too many pixels (at most 50 million). Choose a smaller one."),
    "broken": _("“%(name)s” is damaged and cannot be opened. Choose another file."),
    "packed": _("“%(name)s” is a photo with an archive hidden in it. Choose the photo alone."),
    "locked": _("“%(name)s” is locked with a password. Save it without one and choose it again."),
    "many": _("“%(name)s” was left out: at most %(number)s files fit."),
}
"""Why a photo or paper was not taken, by the code of `attachments.NotKept`."""

NOT_TAKEN: Mapping[str, str | Promise] = {
    "empty": _("Please write it down in a few words."),
    "too_long": _("The text is too long. Please shorten it, or send it in two parts."),
}
"""Why words were not taken, by the code of `said.NotTaken`."""
