"""A long choice is written as Django writes it."""

import re

import pytest
from django import forms

from huiyin.desk.forms.case import GuessForm, choice_of
from huiyin.desk.forms.selects import LongSelect
from tests import make

CHOICES = [("", "——"), ("供水", [("water.tap", "自来水 <管>"), ("water.drain", '"排水" & 内涝')]), ("3", "特急")]


@pytest.mark.parametrize("value", [None, "", "water.drain", "3", 'no"such'])
def test_as_django_writes_it(value: str | None) -> None:
    attrs = {"id": "guess_1", "required": True}
    ours, djangos = (
        widget(attrs={"class": "input"}, choices=CHOICES).render("value", value, attrs)
        for widget in (LongSelect, forms.Select)
    )
    assert plain(ours) == plain(djangos)


def plain(html: str) -> str:
    """Without the spaces between elements, quotation marks as one sign, attributes in one order."""
    told = re.sub(r">\s+|\s+<", lambda found: found.group().strip(), html.replace("&#x27;", "'").replace("&#39;", "'"))
    return re.sub(r"<(\w+) ([^>]*)>", lambda tag: f"<{tag[1]} {' '.join(sorted(tag[2].split()))}>", told)


@pytest.mark.django_db
@pytest.mark.parametrize("chosen", ["", "roads.light", 'no"such'])
def test_the_choice_on_a_page_is_the_field_of_the_form(chosen: str) -> None:
    make.office()
    ours = choice_of("category", chosen=chosen, prefix="guess7")
    djangos = GuessForm(about="category", initial={"value": chosen}, auto_id="guess7_%s", use_required_attribute=False)
    field = djangos["value"]
    assert (ours.id, ours.label) == (field.id_for_label, str(field.label))
    assert plain(ours.field) == plain(str(field))
