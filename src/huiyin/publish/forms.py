"""What a reader of the list asks for, read from an address. Whatever cannot be understood is not asked for."""

from collections.abc import Mapping
from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.methods.text import LONGEST_QUERY, clean
from huiyin.places.queries import directory
from huiyin.places.rules import Level
from huiyin.places.words import local_name
from huiyin.publish.queries import Box, Mark, Wanted
from huiyin.publish.rules import Measure, period_days
from huiyin.publish.words import GROUPS

DAYS = {"7": _("the last 7 days"), "30": _("the last 30 days"), "365": _("the last 365 days")}


class AroundForm(forms.Form):
    """The filters of the list: words, place, subject, state, time."""

    q = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    area = forms.ChoiceField(label=_("Place"), required=False)
    category = forms.ChoiceField(label=_("Subject"), required=False)
    time = forms.ChoiceField(label=_("Time"), required=False, choices=[("", _("any time")), *DAYS.items()])

    def __init__(self, given: Mapping[str, str]) -> None:
        super().__init__(given, auto_id="narrow_%s")
        self.fields["area"].choices = _areas(given.get("area", ""))  # type: ignore[attr-defined]
        self.fields["category"].choices = _categories()  # type: ignore[attr-defined]


def wanted_of(given: Mapping[str, str]) -> Wanted:
    """What an address asks for: q, area, category, department, state, kind, time or period, measure and of."""
    places = directory()
    since, until = _days(given.get("time", ""), given.get("period", ""))
    measure = given.get("measure", "")
    return Wanted(
        words=clean(given.get("q", ""))[:LONGEST_QUERY].strip(),
        area=_one_of(given.get("area", ""), places.areas),
        category=_one_of(given.get("category", ""), places.categories),
        department=_one_of(given.get("department", ""), places.departments),
        group=given.get("state", "") if given.get("state", "") in GROUPS else "",
        since=since,
        until=until,
        measure=measure if measure in set(Measure) else "",
        holds=given.get("of", "") != "whole",
        without=given.get("without", "") if given.get("without", "") in {"department", "township"} else "",
    )


def mark_of(text: str) -> Mark | None:
    """Where a page ends, as an address writes it: 2026-07-03_17."""
    day, _sep, number = text.partition("_")
    try:
        return date.fromisoformat(day), _row_id(number)
    except ValueError:
        return None


def box_of(text: str) -> Box | None:
    """A part of the map: west,south,east,north in degrees; None for anything else."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    inside = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    return Box(west, south, east, north) if inside else None


def _days(time: str, period: str) -> tuple[date | None, date | None]:
    today = timezone.localdate()
    if time in DAYS:
        return today - timedelta(days=int(time) - 1), None
    try:
        return period_days(period, today)
    except ValueError:
        return None, None


def _one_of(text: str, known: Mapping[int, object]) -> int | None:
    try:
        number = _row_id(text)
    except ValueError:
        return None
    return number if number in known else None


def _row_id(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise ValueError(text)
    return int(text)


def _areas(chosen: str) -> list[tuple[str, str]]:
    """The townships, and a village if one is asked for."""
    areas = directory().areas.values()
    offered = [a for a in areas if a.level == Level.TOWNSHIP or str(a.id) == chosen]
    return [("", str(_("everywhere"))), *((str(a.id), local_name(a)) for a in offered)]


def _categories() -> list[tuple[str, str]]:
    """First-level subjects, each followed by what belongs to it."""
    categories = directory().categories.values()
    indent = "\u3000" if (get_language() or "").startswith("zh") else "\u2003"
    chosen: list[tuple[str, str]] = [("", str(_("everything")))]
    for top in (c for c in categories if c.parent_id is None):
        chosen.append((str(top.id), local_name(top)))
        chosen += [(str(c.id), f"{indent}{local_name(c)}") for c in categories if c.parent_id == top.id]
    return chosen
