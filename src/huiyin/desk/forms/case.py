"""What a person of the office fills in at a case, and the filters of the queue."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from html import escape
from time import monotonic
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huiyin.desk.forms.fields import Line, Number, Words
from huiyin.desk.forms.selects import LongSelect, options
from huiyin.handle.actions import LONGEST_NOTE
from huiyin.handle.filters import Filters, span
from huiyin.handle.rules import NEEDS, OPEN, STATE_CHOICES, Ending
from huiyin.handle.words import ENDINGS, ENDINGS_MEAN
from huiyin.handle.words import NEEDS as NEEDS_WORDS
from huiyin.hear.rules import Kind
from huiyin.hear.words import KINDS
from huiyin.people.actions import LONGEST_REASON
from huiyin.places.kept import forgotten_with
from huiyin.places.queries import KEPT_SECONDS, directory
from huiyin.places.words import local_name
from huiyin.understand.rules import About
from huiyin.understand.words import URGENCIES

LONGEST_SEARCH = 100
_DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
_LABELS: Mapping[str, Any] = NEEDS_WORDS


def filters_of(given: MultiValueDict[str, str]) -> Filters:
    """The choices in an address; what is not one of ours says nothing."""
    number = Number(required=False)
    state, kind = given.get("state", OPEN), given.get("kind", "")
    since, until = span(_day(given.get("from", "")), _day(given.get("to", "")))
    return Filters(
        state=state if state in STATE_CHOICES else OPEN,
        kind=kind if kind in set(Kind) else "",
        category=number.to_python(given.get("category")),
        area=number.to_python(given.get("area")),
        department=number.to_python(given.get("department")),
        words=Line(required=False).to_python(given.get("q"))[:LONGEST_SEARCH],
        hot_issue=number.to_python(given.get("issue")),
        since=since,
        until=until,
    )


def _day(said: str) -> date | None:
    """A day as an address carries it; None for anything else."""
    try:
        return date.fromisoformat(said) if _DAY.fullmatch(said) else None
    except ValueError:
        return None


class DepartmentName(forms.CharField):
    """A department by its name, short name or code, or by a part of it that only one has; gives its id or None."""

    def to_python(self, value: Any) -> Any:
        """The id; ValidationError where nobody, or several, are called so."""
        said = " ".join(str(value or "").split()).casefold()
        if not said:
            return None
        departments = directory().departments.values()
        names = {d.id: [n.casefold() for n in (d.name, d.name_en, d.short, d.code) if n] for d in departments}
        exact = [pk for pk, own in names.items() if said in own]
        found = exact or [pk for pk, own in names.items() if any(said in name for name in own)]
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(_t("No department is called “%(said)s”.") % {"said": value})
        several = pgettext("between things", ", ").join(directory().departments[pk].name for pk in found[:4])
        sentence = _t("Several departments fit: %(several)s. Please write more of the name.")
        raise ValidationError(sentence % {"several": several})


class AssignForm(forms.Form):
    """Hand the case to a department."""

    department = DepartmentName(label=_("Hand to"), error_messages={"required": _("Please choose a department.")})
    note = Line(label=_("A word to them"), required=False, max_length=LONGEST_NOTE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].widget.attrs |= {"list": "departments", "autocomplete": "off"}


class ReturnForm(forms.Form):
    """Give the case back."""

    reason = Words(label=_("Why it is not yours"), rows=2, most=LONGEST_NOTE)
    responsible = DepartmentName(
        label=_("Who is responsible"),
        required=False,
        widget=forms.TextInput(attrs={"list": "departments", "autocomplete": "off"}),
    )


class AskForm(forms.Form):
    """Ask the resident."""

    question = Words(label=_("What would you like to ask?"), rows=2, most=LONGEST_NOTE)


class ReopenForm(forms.Form):
    """Open the case again."""

    reason = Line(label=_("Why it is opened again"), max_length=LONGEST_NOTE)


class DisciplineForm(forms.Form):
    """Hand a report of wrongdoing to the discipline office."""

    note = Line(label=_("A word to them"), required=False, max_length=LONGEST_NOTE)


class ContactForm(forms.Form):
    """Open a contact, which is recorded."""

    reason = Line(label=_("What for"), max_length=LONGEST_REASON)


class MergeForm(forms.Form):
    """Join this case to another."""

    into = forms.IntegerField(label=_("Number of the other case"), min_value=1, max_value=2**62)


WHAT_IS_RIGHT = _("What is right")


class GuessForm(forms.Form):
    """What is right."""

    value = forms.ChoiceField(label=WHAT_IS_RIGHT, widget=LongSelect)

    def __init__(self, *args: Any, about: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spell = int(monotonic() // KEPT_SECONDS)
        self.fields["value"].choices = choices_for(about, get_language(), spell)  # type: ignore[attr-defined]
        self.fields["value"].widget.attrs["class"] = "input"


class AnswerForm(forms.Form):
    """The answer, how the case ends, and what that ending needs. Only the parts of the chosen ending are looked at."""

    text = Words(label=_LABELS["text"], rows=7, required=False)
    ending = forms.ChoiceField(
        label=_("How it ends"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose an outcome: the resident reads it with the answer.")},
    )
    basis = Line(label=_LABELS["basis"], required=False, max_length=1000)
    reason = Words(label=_LABELS["reason"], rows=2, most=LONGEST_NOTE, required=False)
    other_help = Words(label=_LABELS["other_help"], rows=2, most=LONGEST_NOTE, required=False)
    appeal = Words(label=_LABELS["appeal"], rows=2, most=LONGEST_NOTE, required=False)
    look_again_on = forms.DateField(
        label=_LABELS["look_again_on"],
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    use_required_attribute = False  # what the other endings need lies hidden on the page

    def __init__(self, *args: Any, endings: tuple[Ending, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.endings = endings
        self.fields["ending"].choices = [(ending, ENDINGS[ending]) for ending in endings]  # type: ignore[attr-defined]
        tomorrow = timezone.localdate() + timedelta(days=1)
        self.fields["look_again_on"].widget.attrs["min"] = tomorrow.isoformat()

    def needed(self) -> list[tuple[forms.BoundField, str]]:
        """The fields that some ending needs, each with the endings that need it (for the page to show them then)."""
        names = dict.fromkeys(name for ending in self.endings for name in NEEDS[ending])
        for name in names:
            self.fields[name].required = True  # as it is shown; what is missing says the action
        when = {name: [f"when-{ending}" for ending in self.endings if name in NEEDS[ending]] for name in names}
        return [(self[name], " ".join(endings)) for name, endings in when.items()]

    def lacks(self, names: Iterable[str]) -> None:
        """Say at each of these fields that it is needed."""
        for name in names:
            self.add_error(name, _t("This field is required."))

    def meanings(self) -> list[tuple[str, object, object]]:
        """Each ending with its words and what they mean."""
        return [(ending, ENDINGS[ending], ENDINGS_MEAN[ending]) for ending in self.endings]

    def given(self) -> dict[str, Any]:
        """What goes with the chosen ending; the rest is not sent."""
        wanted = NEEDS[Ending(self.cleaned_data["ending"])]
        return {name: self.cleaned_data[name] for name in wanted}


@lru_cache(maxsize=32)
def choices_for(about: str, _language: str | None, _spell: int) -> list[tuple[str, Any]]:
    """What can be right: the leaves of the categories under their branches, areas, kinds, levels of urgency.

    Kept a minute for each language, as the directory is.
    """
    if about == About.CATEGORY:
        return _category_choices()
    if about == About.AREA:
        return _area_choices()
    if about == About.KIND:
        return [(kind, str(KINDS[kind])) for kind in Kind if kind != Kind.WRONGDOING]  # that has a move of its own
    return [(str(level), str(words)) for level, words in URGENCIES.items()]


forgotten_with(choices_for.cache_clear)


@dataclass(frozen=True)
class Choice:
    """The field of a `GuessForm` as a page shows it."""

    id: str
    label: str
    field: SafeString


def choice_of(about: str, *, chosen: str = "", prefix: str) -> Choice:
    """What can be right, with one chosen: the options are written once a minute, for a case's page has four fields."""
    options, one = (
        _options_of(about, get_language(), int(monotonic() // KEPT_SECONDS)),
        f'<option value="{escape(chosen)}"',
    )
    own = f"{prefix}_value"
    opened = f'<select class="input" id="{own}" name="value">'
    field = opened + options.replace(f"{one}>", f"{one} selected>", 1) + "</select>"
    return Choice(own, str(WHAT_IS_RIGHT), mark_safe(field))  # noqa: S308 - the options are escaped


@lru_cache(maxsize=32)
def _options_of(about: str, language: str | None, spell: int) -> str:
    return options(choices_for(about, language, spell))


forgotten_with(_options_of.cache_clear)


def _category_choices() -> list[tuple[str, Any]]:
    places = directory()
    branches = [c for c in places.categories.values() if c.parent_id is None]
    below = {branch.id: [places.categories[pk] for pk in places.leaves_of(branch.id)] for branch in branches}
    return [(local_name(b), [(leaf.code, local_name(leaf)) for leaf in below[b.id]]) for b in branches]


def _area_choices() -> list[tuple[str, Any]]:
    places = directory()
    return [(area.code, local_name(area)) for area in places.areas.values()]
