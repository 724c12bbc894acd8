"""What a reader of the list asks for, read from an address. Whatever cannot be understood is not asked for."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from time import monotonic
from typing import Final

from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huiyin.methods.text import LONGEST_QUERY, clean
from huiyin.places.kept import forgotten_with
from huiyin.places.queries import directory
from huiyin.places.rules import Level
from huiyin.places.words import local_name
from huiyin.publish.queries import Box, Mark, Wanted
from huiyin.publish.rules import Measure, period_days
from huiyin.publish.words import GROUPS

KEPT_SECONDS: Final = 60
DAYS = {"7": _("the last 7 days"), "30": _("the last 30 days"), "365": _("the last 365 days")}


def choices(name: str, chosen: str) -> SafeString:
    """The options of a filter (area, category or time) as HTML, the chosen one marked. Kept a minute."""
    known: Mapping[int, object] = directory().areas if name == "area" else directory().categories
    is_known = chosen in DAYS if name == "time" else _one_of(chosen, known) is not None
    return _options(name, chosen if is_known else "", get_language() or "", int(monotonic() // KEPT_SECONDS))


@lru_cache(maxsize=256)
def _options(name: str, chosen: str, _language: str, _spell: int) -> SafeString:
    offered = _times() if name == "time" else _areas(chosen) if name == "area" else _categories()
    marked = ((value, mark_safe(" selected") if value == chosen else "", words) for value, words in offered)
    return format_html_join("", '<option value="{}"{}>{}</option>', marked)


forgotten_with(_options.cache_clear)


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
    number = _row_id_or_none(text)
    return number if number in known else None


def _row_id(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise ValueError(text)
    return int(text)


def _row_id_or_none(text: str) -> int | None:
    try:
        return _row_id(text)
    except ValueError:
        return None


def _times() -> list[tuple[str, str]]:
    return [("", _t("any time")), *((days, str(words)) for days, words in DAYS.items())]


def _areas(chosen: str) -> list[tuple[str, str]]:
    """The townships, and a village if one is asked for."""
    areas = directory().areas.values()
    offered = (area for area in areas if area.level == Level.TOWNSHIP or str(area.id) == chosen)
    return [("", _t("everywhere")), *((str(area.id), local_name(area)) for area in offered)]


def _categories() -> list[tuple[str, str]]:
    """First-level subjects, each followed by what belongs to it."""
    categories = directory().categories.values()
    offered = [("", _t("everything"))]
    for top in (category for category in categories if category.parent_id is None):
        offered.append((str(top.id), local_name(top)))
        offered += [(str(c.id), f"\u3000{local_name(c)}") for c in categories if c.parent_id == top.id]
    return offered
