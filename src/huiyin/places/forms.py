"""The office's facts and lists, as an administrator fills them in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.places.words import LISTS, PUBLICATIONS


class OfficeForm(forms.Form):
    """What the office is called and how it is reached."""

    name = forms.CharField(label=_("Name of the office or place"), max_length=100)
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    hours = forms.CharField(label=_("Opening hours"), max_length=100, required=False)
    publication = forms.ChoiceField(
        label=_("Who may see “How we do”"), choices=[(k.value, v) for k, v in PUBLICATIONS.items()]
    )
    minimum_answers = forms.IntegerField(
        label=_("Fewest answers for a published rate"), min_value=5, max_value=1000, initial=10
    )


class ListForm(forms.Form):
    """One list as a file."""

    kind = forms.ChoiceField(
        label=_("Which list"),
        choices=list(LISTS.items()),
    )
    file = forms.FileField(label=_("CSV file (areas also as GeoJSON)"))
