"""The leader's morning: five sentences with figures in them, each a link; then small multiples. One A4."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.desk.queries.morning import WEEK_DAYS, Morning, morning
from huiyin.desk.queries.queue import short_name
from huiyin.handle.filters import NOBODY
from huiyin.people.access import only
from huiyin.people.rules import Role
from huiyin.places.maps import map_key
from huiyin.places.queries import directory
from huiyin.places.words import local_name
from huiyin.publish import ground
from huiyin.rate.rules import Level as Step
from huiyin.rate.words import LEVELS

SHOWN = 5
"""Badly rated answers that are seen at once; the others unfold."""


@only(Role.LEADER, Role.CLERK)
def show(request: HttpRequest) -> HttpResponse:
    """Everything five minutes are enough for."""
    facts = morning()
    places = directory()
    worst = [(w, local_name(places.areas.get(w.township_id or 0)), LEVELS[Step(w.level)]) for w in facts.worst]
    weekly = [(places.categories[w.category_id], w) for w in facts.weekly]
    given = {
        "morning": facts,
        "week": _week(facts),
        "mostly": local_name(places.categories.get(facts.new_mostly or 0)),
        "map": _map(facts),
        "map_key": map_key({str(k): float(v) for k, v in facts.by_township.items()}, form=_whole),
        "map_says": _map_says(facts),
        "weekly": [(local_name(category), category.id, week) for category, week in weekly],
        "highest": max((max(w.weeks) for w in facts.weekly), default=1),
        "piles": _piles(facts),
        "rises": [(local_name(_category(rise.category_code)), rise) for rise in facts.rises],
        "worst": worst[:SHOWN],
        "worst_more": worst[SHOWN:],
        "worst_hidden": facts.bad_ratings - len(worst),
    }
    return render(request, "desk/morning.html", given)


def _week(facts: Morning) -> str:
    """The last seven days, as the address of a list carries them."""
    return f"from={facts.today - timedelta(days=WEEK_DAYS - 1)}&to={facts.today}"


def _category(code: str) -> object:
    return next((c for c in directory().categories.values() if c.code == code), None)


def _whole(value: float) -> str:
    return f"{value:,.0f}"


def _map(facts: Morning) -> SafeString:
    queue = reverse("queue")
    links = {area: f"{queue}?state=all&area={area}&{_week(facts)}" for area in directory().areas}
    values = {area: float(n) for area, n in facts.by_township.items()}
    return ground.coloured(values, links, title=_("New cases of the last seven days by township"))


def _map_says(facts: Morning) -> str:
    """The finding: from how few townships half of it comes."""
    total, so_far, few = sum(facts.by_township.values()), 0, 0
    for n in sorted(facts.by_township.values(), reverse=True):
        if so_far * 2 >= total:
            break
        so_far, few = so_far + n, few + 1
    if not total:
        return _("Nothing new in seven days")
    return ngettext(
        "Half of it comes from one township", "Half of it comes from %(few)s townships", few
    ) % {"few": few}  # fmt: skip


def _piles(facts: Morning) -> list[dict[str, object]]:
    longest = max((pile.number for pile in facts.piles), default=1)
    queue = reverse("queue")
    return [
        {
            "label": short_name(pile.department) or _("nobody yet"),
            "share": pile.number / longest,
            "figure": pile.number,
            "url": f"{queue}?state=overdue&department={pile.department.id if pile.department else NOBODY}",
        }
        for pile in facts.piles
    ]
