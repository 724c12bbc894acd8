"""What a resident fills in to say something, to look it up, to add a word, and to judge the answer."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.functional import Promise, lazy
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.desk.forms.fields import Degrees, Line, Number, Words, taken_files, token_of
from huiyin.hear.forms import SentOnce
from huiyin.hear.rules import PUBLIC_KINDS, Channel, Consent, Kind
from huiyin.hear.said import LONGEST_PLACE, Kept, Said
from huiyin.hear.words import CONSENTS, CONSENTS_MEAN, KINDS, KINDS_MEAN
from huiyin.people.vault import Reach
from huiyin.rate.actions import LONGEST_COMMENT
from huiyin.rate.words import LEVELS, SOLVED

SIMILAR = {
    "data-similar-url": reverse_lazy("tell_similar"),
    "data-similar-into": "similar",
    "data-similar-with": "kind place lat lon same",
}
"""Words for which, while they are written, open cases are offered that may be the same."""


class _Shared(dict[str, forms.Field]):
    def __deepcopy__(self, _memo: object) -> dict[str, forms.Field]:
        return dict(self)


def sharing_fields(form: type["TellForm"]) -> type["TellForm"]:
    """Let all forms of a class use the same fields, which none of them may change.

    Copying them for each form costs as much as storing the message.
    """
    form.base_fields = _Shared(form.base_fields)
    return form


_format_html = lazy(format_html, str)


def _choice(value: str, label: str | Promise, means: str | Promise) -> tuple[str, str | Promise]:
    """A choice with what it means below; put into words only where it is shown."""
    return value, _format_html("{}<small>{}</small>", label, means)


CONSENT_CHOICES = [_choice(c, CONSENTS[c], CONSENTS_MEAN[c]) for c in Consent]
KIND_CHOICES = [_choice(kind, KINDS[kind], KINDS_MEAN[kind]) for kind in Kind if kind in PUBLIC_KINDS]
NAMED_CHOICES = [
    _choice(
        Consent.OFFICE,
        pgettext_lazy("wrongdoing", "Yes, to the discipline office alone"),
        pgettext_lazy("wrongdoing", "They can ask you back; nobody else learns who you are"),
    ),
    _choice(Consent.ANONYMOUS, CONSENTS[Consent.ANONYMOUS], CONSENTS_MEAN[Consent.ANONYMOUS]),
]


class Telling(SentOnce):
    """What both roads share: the words, the files, the contact, the token."""

    text = Words(label=_("What happened?"), rows=7)
    place = Line(label=_("Where is it?"), max_length=LONGEST_PLACE, required=False)
    phone = Line(
        label=_("Telephone"), max_length=40, required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail"), max_length=100, required=False, widget=forms.EmailInput({"autocomplete": "email"})
    )
    name = Line(label=_("Name"), max_length=60, required=False, widget=forms.TextInput({"autocomplete": "name"}))
    attached = forms.Field(label=_("Photos or papers"), required=False)
    consent = forms.ChoiceField(label=_("May we show it?"), widget=forms.RadioSelect, choices=CONSENT_CHOICES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: list[Kept] = []

    @property
    def contact_fields(self) -> list[forms.BoundField]:
        """How to be reached: all of it may be left out."""
        return [self[name] for name in ("phone", "email", "name")]

    @property
    def kept_tokens(self) -> list[str]:
        """The files that were taken although the form was not: they need not be chosen again."""
        return [token_of(kept) for kept in self.kept]

    def clean_attached(self) -> None:
        """Make each file safe and keep it; say of each other one why not."""
        uploads = self.files.getlist("attached") if self.files else []
        tokens = self.data.getlist("kept")[:10]  # type: ignore[attr-defined]
        self.kept, problems = taken_files(uploads, tokens)
        if problems:
            raise forms.ValidationError(problems)

    def clean(self) -> dict[str, Any]:
        """Nobody is anonymous and reachable at once: which of the two is for the sender to say."""
        given = super().clean() or {}
        reachable = given.get("phone") or given.get("email") or given.get("name")
        if given.get("consent") == Consent.ANONYMOUS and reachable:
            self.add_error("consent", _t("You chose to be anonymous, but also left a contact: take one of them out."))
        return given

    def _said(self, **more: Any) -> Said:
        given = self.cleaned_data
        return Said(
            text=given["text"], place=given["place"], consent=Consent(given["consent"]),
            reach=Reach(phone=given["phone"], email=given["email"], name=given["name"]), files=tuple(self.kept),
            **{"channel": Channel.WEB, **more},
        )  # fmt: skip


@sharing_fields
class TellForm(Telling):
    """Whatever a resident wants to say, except a report of wrongdoing."""

    kind = forms.ChoiceField(label=_("What kind is it?"), widget=forms.RadioSelect, choices=KIND_CHOICES)
    lat = Degrees(limit=90.0)
    lon = Degrees(limit=180.0)
    same = Number(required=False, widget=forms.HiddenInput)

    text = Words(label=_("What happened?"), rows=7, attrs=SIMILAR)

    field_order = ("kind", "text", "place", "attached", "consent", "phone", "email", "name")

    def said(self) -> Said:
        """What was said, as the action takes it."""
        given = self.cleaned_data
        pinned = given["lat"] is not None and given["lon"] is not None
        return self._said(
            kind=Kind(given["kind"]), same_as=given["same"],
            lat=given["lat"] if pinned else None, lon=given["lon"] if pinned else None,
        )  # fmt: skip


class WrongdoingForm(Telling):
    """A report of wrongdoing: never public, never offered to others."""

    text = Words(label=_("What happened, and who was it?"), rows=7)
    place = Line(label=_("Where was it?"), max_length=LONGEST_PLACE, required=False)
    consent = forms.ChoiceField(
        label=_("Do you want to give your name?"), widget=forms.RadioSelect, choices=NAMED_CHOICES
    )

    field_order = ("text", "place", "attached", "consent", "phone", "email", "name")

    def said(self) -> Said:
        """What was said, as the action takes it."""
        return self._said(kind=Kind.WRONGDOING)


class WordForm(SentOnce):
    """A further word on the own message."""

    text = Words(label=_("Add to it"), rows=3)


class RateForm(SentOnce):
    """The five steps, "was it solved?", and why; who only has one of the two to say is heard too."""

    level = forms.TypedChoiceField(
        label=_("How content are you with this answer?"), widget=forms.RadioSelect, coerce=int, required=False,
        empty_value=None,
        choices=[(level.value, label) for level, label in LEVELS.items()],
    )  # fmt: skip
    solved = forms.ChoiceField(
        label=_("Is it solved?"), widget=forms.RadioSelect, required=False,
        choices=[(solved.value, label) for solved, label in SOLVED.items()],
    )  # fmt: skip
    comment = Words(label=_("Would you like to say why?"), rows=3, most=LONGEST_COMMENT, required=False)

    def clean(self) -> None:
        """One of the two is said, or both."""
        super().clean()
        if not self.errors and self.cleaned_data["level"] is None and not self.cleaned_data["solved"]:
            self.add_error("solved", _("Please say whether it is solved, or how content you are."))
