"""The first page: the question, with the box right there; below it what others said and what came of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.desk.queries.home import home as gathered
from huiyin.places.maps import Dot
from huiyin.publish.ground import drawn
from huiyin.publish.queries import Point


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say something, or look up how far it has got."""
    lately = gathered()
    dots = [_dot(point) for point in lately.points]
    around = drawn(title=_("Where others said something"), dots=dots) if dots else ""
    return render(request, "desk/home.html", {"lately": lately, "map": around})


def _dot(point: Point) -> Dot:
    href = reverse("public_case", args=[point.id]) if point.id is not None else ""
    return Dot((point.lon, point.lat), point.title or str(point.count), point.count, href)
