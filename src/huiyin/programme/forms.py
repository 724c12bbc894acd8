"""A project as the office fills it in, and a resident's word on it."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huiyin.hear.forms import SentOnce
from huiyin.places.queries import directory
from huiyin.places.rules import Level
from huiyin.places.words import local_name
from huiyin.programme.words import WORDS

MOST_CASES: Final = 50
"""Cases that are added to a project at a time."""


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def _money(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=1, max_digits=14, decimal_places=2)


def _words(label: Any, rows: int = 3, most: int = 2_000, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more)


def _not_ahead(form: forms.Form, name: str) -> Any:
    on = form.cleaned_data[name]
    if on > timezone.localdate():
        raise forms.ValidationError(_("This day has not come yet."))
    return on


class CaseNumbers(forms.CharField):
    """Numbers of cases as people write them down: 12, 15、18."""

    def to_python(self, value: Any) -> Any:
        """The numbers, each once; ValidationError for anything else."""
        said = unicodedata.normalize("NFKC", super().to_python(value) or "")
        parts = [part for part in re.split(r"[\s,;\u3001\u3002]+", said) if part]
        if not all(part.isdecimal() and len(part) < 10 for part in parts) or len(parts) > MOST_CASES:
            raise forms.ValidationError(_("Please write the numbers of cases, with commas between them: 12, 15."))
        return list(dict.fromkeys(map(int, parts)))


class StartForm(SentOnce):
    """A project made of a case, or of several: who, what, with which money, by when."""

    also = forms.TypedMultipleChoiceField(
        label=_("It is for these cases too"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    numbers = CaseNumbers(
        label=_("Further cases"), required=False, max_length=500, help_text=_("Their numbers: 12, 15.")
    )
    title = forms.CharField(label=_("What is done"), max_length=200, help_text=_("As residents would say it."))
    purpose = _words(_("What it is good for"), help_text=_("How residents will notice that it is done."))
    owner = forms.TypedChoiceField(label=_("Who answers for it"), coerce=int)
    area = forms.TypedChoiceField(label=_("Where"), coerce=int, empty_value=None, required=False)
    milestone = forms.CharField(label=_("First milestone"), max_length=200)
    milestone_due = _day(_("Reached by"))
    amount = _money(_("Budget in yuan"))
    source = forms.CharField(label=_("Whose money"), max_length=200)
    promise = forms.CharField(label=_("What is promised"), max_length=300)
    by_day = _day(_("Promised by"), help_text=_("This first date is never changed; later ones stand beside it."))

    @property
    def of_cases(self) -> list[forms.BoundField]:
        """The fields that say which further cases it is for."""
        return [self[name] for name in ("also", "numbers") if name in self.fields]

    @property
    def of_itself(self) -> list[forms.BoundField]:
        """The fields that say what the project is."""
        return [field for field in self.visible_fields() if field.name not in {"also", "numbers"}]

    def __init__(self, *given: Any, related: Sequence[tuple[int, str]] = (), **more: Any) -> None:
        """`related`: number and title of the cases that can be ticked."""
        super().__init__(*given, **more)
        facts = [(pk, _t("No. %(number)s: %(title)s") % {"number": pk, "title": title}) for pk, title in related]
        self.fields["also"].choices = facts  # type: ignore[attr-defined]
        if not related:
            del self.fields["also"]
        places = directory()
        self.fields["owner"].choices = [(d.id, local_name(d)) for d in places.departments.values()]  # type: ignore[attr-defined]
        areas = [a for a in places.areas.values() if a.level != Level.VILLAGE]
        self.fields["area"].choices = [("", "—"), *((a.id, local_name(a)) for a in areas)]  # type: ignore[attr-defined]

    def clean_by_day(self) -> Any:
        """A promise lies ahead."""
        by_day = self.cleaned_data["by_day"]
        if by_day < timezone.localdate():
            raise forms.ValidationError(_("A promise lies ahead: choose a day from today on."))
        return by_day


class CasesForm(SentOnce):
    """Cases that a project is for too."""

    numbers = CaseNumbers(label=_("Their numbers"), max_length=500)


class TakeOutForm(SentOnce):
    """A case that a project is not for."""

    case = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)


class PayForm(SentOnce):
    """A sum that was paid."""

    amount = _money(_("Amount in yuan"))
    source = forms.CharField(label=_("Whose money"), max_length=200)
    on = _day(_("Paid on"))

    def clean_on(self) -> Any:
        """Paid is paid."""
        return _not_ahead(self, "on")


class MilestoneForm(SentOnce):
    """The day on which a milestone was reached."""

    milestone = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    on = _day(_("Reached on"))

    def clean_on(self) -> Any:
        """Reached is reached."""
        return _not_ahead(self, "on")


class ReportForm(SentOnce):
    """The owner says: finished."""

    said = _words(_("What was done"), help_text=_("Residents read it and say whether it is so."))
    on = _day(_("Finished on"))

    def clean_on(self) -> Any:
        """Finished is finished."""
        return _not_ahead(self, "on")


class PromiseForm(SentOnce):
    """A further date, with its reason."""

    text = _words(_("Why the date moves, and what is promised now"), most=300)
    by_day = _day(_("Promised by"))

    def clean_by_day(self) -> Any:
        """A promise lies ahead."""
        by_day = self.cleaned_data["by_day"]
        if by_day < timezone.localdate():
            raise forms.ValidationError(_("A promise lies ahead: choose a day from today on."))
        return by_day


class ReplyForm(SentOnce):
    """The owner's answer to a dispute."""

    word = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    reply = _words(_("What was found or put right"))


class WordForm(SentOnce):
    """A resident's word on a project that is said to be finished."""

    word = forms.ChoiceField(
        label=_("Is it done?"), choices=[(k.value, v) for k, v in WORDS.items()], widget=forms.RadioSelect
    )
    text = _words(_("What do you see there?"), required=False)
    photo = forms.FileField(
        label=_("A photo"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("Your words and photo are shown with the project; names and numbers are taken out of the words."),
    )  # fmt: skip
