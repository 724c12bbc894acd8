"""How projects, promises and the residents' word are said."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiyin.programme.rules import Money, Move, Word

Words = str | Promise

STEPS: Mapping[Move, Words] = {
    Move.START: pgettext_lazy("project step", "A project was made of it"),
    Move.BEGIN: pgettext_lazy("project step", "Work began"),
    Move.PROMISE: pgettext_lazy("project step", "A further date was promised"),
    Move.REPORT: pgettext_lazy("project step", "Said to be finished"),
    Move.CONFIRM: pgettext_lazy("project step", "A resident said: it is done"),
    Move.DISPUTE: pgettext_lazy("project step", "A resident said: it is not done"),
    Move.REPLY: pgettext_lazy("project step", "The owner answered"),
}

KEPT_LATE: Words = pgettext_lazy("promise", "kept, but late")

MONEY: Mapping[Money, Words] = {
    Money.BUDGETED: pgettext_lazy("money", "budgeted"),
    Money.PAID: pgettext_lazy("money", "paid"),
}

WORDS: Mapping[Word, Words] = {
    Word.CONFIRM: pgettext_lazy("resident's word", "It is done"),
    Word.DISPUTE: pgettext_lazy("resident's word", "It is not done"),
}

REFUSALS: Mapping[str, Words] = {
    "not_now": _("This cannot be done now: the project has moved on. Here is how it stands."),
    "no_case": _("A project needs the case that it comes from."),
    "closed_road": _("A report of wrongdoing stays with the discipline office."),
    "has_word": _("Residents of this case have had their word on the project: it stays."),
    "no_amount": _("Please give an amount above nothing."),
    "no_milestone": _("This milestone was reached before."),
    "no_dispute": _("This has been answered before."),
    "empty": _("Please write what was found or put right."),
}
"""Why something was not done, by the code of `NotAllowed`."""


def yuan(amount: Decimal) -> str:
    """A sum as people say it: 86 万元, ¥860,000."""
    if get_language() == "en":
        return f"¥{amount:,.0f}" if amount == int(amount) else f"¥{amount:,.2f}"
    if amount >= 100_000_000:
        return pgettext("money", "%(amount)s × 100 million yuan") % {"amount": _short(amount / 100_000_000)}
    if amount >= 10_000:
        return pgettext("money", "%(amount)s × 10,000 yuan") % {"amount": _short(amount / 10_000)}
    return pgettext("money", "%(amount)s yuan") % {"amount": _short(amount)}


def _short(amount: Decimal) -> str:
    return f"{amount:,.2f}".rstrip("0").rstrip(".")
