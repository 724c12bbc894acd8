"""Every part of the pages in every state, for eyes, contrast and screen readers; it has no address of its own."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from huiyin.places.maps import Area, Dot, Line, Point, area_map, map_key
from huiyin.web.words import STATES

Words = str | Promise


@dataclass(frozen=True)
class Station:
    """A station of the way, as `parts/way.html` reads it."""

    title: Words
    place: str = "past"
    at: datetime | None = None
    until: date | None = None
    text: Words = ""


@dataclass(frozen=True)
class CaseLine:
    """A line of a residents' list, as `parts/case_line.html` reads it."""

    title: Words
    text: Words
    state: str
    at: datetime
    url: str = "#lines"
    place: Words = ""
    same_count: int = 0


@dataclass(frozen=True)
class BarRow:
    """A row of `parts/bars.html`."""

    label: Words
    share: float
    figure: str


class Sample(forms.Form):
    """One field of each sort."""

    words = forms.CharField(
        label=pgettext_lazy("sample", "What happened?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=pgettext_lazy("sample", "In your own words."),
    )
    place = forms.CharField(label=pgettext_lazy("sample", "Where is it?"), max_length=4)
    level = forms.ChoiceField(
        label=pgettext_lazy("sample", "How content are you?"),
        widget=forms.RadioSelect,
        choices=[
            ("5", pgettext_lazy("sample", "very content")),
            ("3", pgettext_lazy("sample", "just about content")),
            ("1", pgettext_lazy("sample", "not at all content")),
        ],
        required=False,
    )
    day = forms.DateField(
        label=pgettext_lazy("sample", "By which day?"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("sample", "Show"), choices=[("", pgettext_lazy("sample", "all of them"))], required=False
    )
    agreed = forms.BooleanField(label=pgettext_lazy("sample", "Others may read it too."), required=False)


def parts(request: HttpRequest) -> HttpResponse:
    """The gallery; changes nothing and reads nothing."""
    now = timezone.now()
    values = {f"{row}{column}": float((row * 3 + column) * 7 + 5) for row in range(2) for column in range(3)}
    values.pop("12")
    return render(
        request,
        "web/parts.html",
        {
            "states": sorted(STATES),
            "tones": ("done", "due", "late", "wait"),
            "stations": _stations(now),
            "lines": _lines(now),
            "rows": [
                BarRow(pgettext_lazy("sample", "Heating"), 1.0, "44"),
                BarRow(pgettext_lazy("sample", "Roads"), 0.4, "18"),
                BarRow(pgettext_lazy("sample", "Water"), 0.1, "5"),
            ],
            "weeks": [5, 6, 4, 7, 5, 9, 14, 22],
            "fresh": Sample(),
            "wrong": Sample({"words": "", "place": "xxxxxx", "day": "x"}),
            "map": _map(values),
            "map_key": map_key(values, form=lambda value: f"{value:.0f}"),
            "times": [now - timedelta(minutes=minutes) for minutes in (0, 12, 180, 1500, 7200, 90_000)],
            "working_days": (3, 0, -2),
        },
    )


def _stations(now: datetime) -> list[Station]:
    return [
        Station(pgettext_lazy("sample", "Received"), at=now - timedelta(days=6)),
        Station(
            pgettext_lazy("sample", "Handed back by the township: heating belongs to the housing office"),
            "back",
            at=now,
        ),
        Station(
            pgettext_lazy("sample", "The housing office is handling it"),
            "now",
            at=now,
            text=pgettext_lazy("sample", "Somebody comes tomorrow morning."),
        ),
        Station(pgettext_lazy("sample", "You get an answer"), "next", until=now.date() + timedelta(days=5)),
    ]


def _lines(now: datetime) -> list[CaseLine]:
    title, text = (
        pgettext_lazy("sample", "It is 14 °C in our flat"),
        pgettext_lazy("sample", "The heating was paid for in October, and it is cold."),
    )
    return [
        CaseLine(
            title, text, "assigned", now - timedelta(hours=2), place=pgettext_lazy("sample", "Heating"), same_count=17
        ),
        CaseLine(title, "", "solved", now - timedelta(days=3)),
    ]


def _map(values: dict[str, float]) -> str:
    """Six squares with a river, shaded, with two dots."""
    areas = [
        Area(f"{row}{column}", f"{row + 1}-{column + 1}", [_square(column, row)], href="#maps")
        for row in range(2)
        for column in range(3)
    ]
    river = Line("river", [(103.0, 35.05), (103.15, 35.1), (103.3, 35.02)])
    dots = [Dot((103.05, 35.03), "1"), Dot((103.22, 35.14), "9", 9)]
    return area_map(
        areas,
        values,
        title=str(pgettext_lazy("sample", "Map")),
        lines=[river],
        dots=dots,
        form=lambda value: f"{value:.0f}",
    )


def _square(column: int, row: int) -> list[Point]:
    west, south = 103 + column / 10, 35 + row / 10
    return [(west, south), (west + 0.1, south), (west + 0.1, south + 0.1), (west, south + 0.1), (west, south)]
