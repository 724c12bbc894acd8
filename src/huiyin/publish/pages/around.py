"""Look around: what others said, as a list and as a map that say the same."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.places.maps import Dot
from huiyin.places.queries import directory
from huiyin.places.words import count_words, local_name
from huiyin.publish import figures, ground, queries
from huiyin.publish.forms import box_of, choices, mark_of, wanted_of
from huiyin.publish.pages.gate import staged
from huiyin.publish.pages.kept import kept
from huiyin.publish.pages.lines import address, mark_words, shown
from huiyin.publish.queries import MOST_COUNTED, Point, Wanted
from huiyin.publish.rules import By, Measure
from huiyin.publish.words import GROUPS, MEASURES, NOWHERE, period_words


@staged
@kept
def around(request: HttpRequest) -> HttpResponse:
    """The list, newest first, with its filters, its counts and its map."""
    wanted = wanted_of(request.GET.dict())
    before, after = mark_of(request.GET.get("before", "")), mark_of(request.GET.get("after", ""))
    page = queries.listed(wanted, before=before, after=after)
    counts = queries.counted_by_group(wanted)
    number = counts.numbers.get(wanted.group, 0) if counts.is_all else queries.counted(wanted)
    given = {
        "filters": _filters(request),
        "lines": [shown(line) for line in page.lines],
        "chips": _chips(request, wanted, counts),
        "wanted": wanted,
        "counted": _how_many(number),
        "newer_url": _turn(request, "after", page, page.has_newer),
        "older_url": _turn(request, "before", page, page.has_older),
        "reset_url": reverse("around") if wanted.narrowed else "",
        "figure": _figure(request, wanted, number),
        "map": _drawn(wanted),
        "points_url": _points_url(request),
        "feed_url": address(request, "feed", {"before": None, "after": None}),
        "export_url": address(request, "export", {"before": None, "after": None}),
    }
    return render(request, "publish/around.html", given)


@staged
@kept
def points(request: HttpRequest) -> HttpResponse:
    """What lies in a part of the map, as GeoJSON: single cases where they are few, counts where they are many."""
    box = box_of(request.GET.get("bbox", ""))
    if box is None:
        return HttpResponseBadRequest('{"error": "bbox: west,south,east,north"}', content_type="application/json")
    found = queries.points(box, wanted_of(request.GET.dict()))
    linked = _address_of_cases()
    answer = JsonResponse(
        {"type": "FeatureCollection", "features": [_feature(point, linked(point)) for point in found]}
    )
    answer.headers["Cache-Control"] = "private, max-age=60"
    return answer


def _feature(point: Point, url: str) -> dict[str, object]:
    told: dict[str, object] = {"count": point.count}
    if url:
        told |= {"title": point.title, "url": url}
    return {
        "type": "Feature",
        "properties": told,
        "geometry": {"type": "Point", "coordinates": [point.lon, point.lat]},
    }


def _filters(request: HttpRequest) -> list[dict[str, object]]:
    labels = {"area": _("Place"), "category": _("Subject"), "time": _("Time")}
    return [
        {"name": name, "label": label, "options": choices(name, request.GET.get(name, ""))}
        for name, label in labels.items()
    ]


def _chips(request: HttpRequest, wanted: Wanted, counts: queries.Groups) -> list[dict[str, object]]:
    return [
        {
            "label": label,
            "count": _figure_words(counts.numbers.get(group, 0), at_least=not counts.is_all),
            "url": address(request, "around", {"state": group or None, "before": None, "after": None}),
            "here": wanted.group == group,
        }
        for group, label in GROUPS.items()
        if counts.numbers.get(group) or group in {"", wanted.group}
    ]


def _figure_words(number: int, *, at_least: bool = False) -> str:
    return count_words(number, at_least=at_least or number > MOST_COUNTED)


def _how_many(number: int) -> str:
    if number > MOST_COUNTED:
        return _("more than %(count)s cases") % {"count": f"{MOST_COUNTED:,}"}
    return ngettext("%(count)s case", "%(count)s cases", number) % {"count": f"{number:,}"}


def _turn(request: HttpRequest, way: str, page: queries.Page, there_is: bool) -> str:
    if not there_is or not page.lines:
        return ""
    end = page.lines[0] if way == "after" else page.lines[-1]
    changes: dict[str, str | None] = {"before": None, "after": None}
    return address(request, "around", {**changes, way: mark_words(end.mark)})


def _figure(request: HttpRequest, wanted: Wanted, shown_now: int) -> dict[str, object] | None:
    """The figure whose cases the list shows, and how many of them may be shown."""
    period = request.GET.get("period", "")
    if not wanted.measure or wanted.since is None or not period:
        return None
    by, key, name = _whose(wanted)
    found = figures.figure(period, by, key, wanted.measure)
    if found is None:
        return None
    number = found[0] if wanted.holds else found[1]
    return {
        "measure": MEASURES[Measure(wanted.measure)],
        "whose": name,
        "period": period_words(period),
        "number": number,
        "shown": _figure_words(shown_now),
        "hidden": max(number - shown_now, 0) if shown_now <= MOST_COUNTED else None,
        "board_url": f"{reverse('board')}?period={period}",
        "holds": wanted.holds,
    }


def _whose(wanted: Wanted) -> tuple[By, str, str]:
    places = directory()
    if wanted.department:
        department = places.departments[wanted.department]
        return By.DEPARTMENT, department.code, local_name(department)
    if wanted.area:
        area = places.areas[wanted.area]
        return By.TOWNSHIP, area.code, local_name(area)
    if wanted.without:
        by = By(wanted.without)
        return by, "", str(NOWHERE[by])
    return By.ALL, "", ""


def _drawn(wanted: Wanted) -> object:
    box = ground.whole_box()
    if box is None:
        return ""
    linked = _address_of_cases()
    dots = [
        Dot((point.lon, point.lat), point.title or _how_many(point.count), point.count, linked(point))
        for point in queries.points(box, wanted)
    ]
    return ground.drawn(title=_("Where the cases are"), dots=dots)


def _address_of_cases() -> Callable[[Point], str]:
    """The address of the case at a point; none where there are several. Looked up once for all points of a map."""
    before, _number, after = reverse("public_case", args=[0]).rpartition("0")
    return lambda point: "" if point.id is None else f"{before}{point.id}{after}"


def _points_url(request: HttpRequest) -> str:
    asked = address(request, "points", {"before": None, "after": None})
    return asked + ("&" if "?" in asked else "?") + "bbox={bbox}"
