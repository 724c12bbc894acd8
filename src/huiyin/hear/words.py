"""How kinds, roads, consents and states are said to a resident."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from huiyin.hear.rules import Channel, Consent, Kind, State

KINDS: Mapping[Kind, str | Promise] = {
    Kind.REQUEST: pgettext_lazy("kind", "Help or complaint"),
    Kind.QUESTION: pgettext_lazy("kind", "Question"),
    Kind.SUGGESTION: pgettext_lazy("kind", "Suggestion"),
    Kind.THANKS: pgettext_lazy("kind", "Thanks"),
    Kind.WRONGDOING: pgettext_lazy("kind", "Report of wrongdoing"),
}

KINDS_MEAN: Mapping[Kind, str | Promise] = {
    Kind.REQUEST: pgettext_lazy("kind", "Something is broken, wrong or unfair, and should be put right"),
    Kind.QUESTION: pgettext_lazy("kind", "How a rule, a benefit or a procedure works"),
    Kind.SUGGESTION: pgettext_lazy("kind", "An idea for how something could be better"),
    Kind.THANKS: pgettext_lazy("kind", "Someone or something did you good"),
    Kind.WRONGDOING: pgettext_lazy("kind", "An official broke the rules: goes to the discipline office alone"),
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
    Consent.PUBLIC: pgettext_lazy("consent", "Others may read it too; names and numbers are taken out first"),
    Consent.OFFICE: pgettext_lazy("consent", "Only the office that handles it may read it"),
    Consent.ANONYMOUS: pgettext_lazy("consent", "Only the office, and without my name: no contact is kept"),
}

STATES: Mapping[State, str | Promise] = {
    State.RECEIVED: pgettext_lazy("state of my message", "Received"),
    State.ASSIGNED: pgettext_lazy("state of my message", "Being handled"),
    State.ASKED: pgettext_lazy("state of my message", "We need your answer"),
    State.NOT_NOW: pgettext_lazy("state of my message", "Not possible now"),
    State.ANSWERED: pgettext_lazy("state of my message", "Answered"),
    State.SOLVED: pgettext_lazy("state of my message", "Solved, you said"),
    State.REOPENED: pgettext_lazy("state of my message", "Being handled again"),
    State.CLOSED: pgettext_lazy("state of my message", "Closed"),
    State.WITHDRAWN: pgettext_lazy("state of my message", "Withdrawn by you"),
}
"""Where a case stands, as its resident reads it."""
