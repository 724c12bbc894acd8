"""Feeds of one case and of any list, and the list as a table to take along."""

from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.places.queries import directory, office
from huiyin.places.words import local_name
from huiyin.publish import export, queries
from huiyin.publish.forms import wanted_of
from huiyin.publish.pages.case import found, moving_on
from huiyin.publish.pages.gate import staged
from huiyin.publish.pages.lines import address
from huiyin.publish.way import stops

MOST_ENTRIES = 50


@staged
def feed(request: HttpRequest) -> HttpResponse:
    """What others said, newest first, narrowed as the list is: per area, category, department or all."""
    wanted = wanted_of(request.GET.dict())
    page = queries.listed(wanted, size=MOST_ENTRIES)
    atom = _begun(request, _title(wanted), address(request, "around", {}), address(request, "feed", {}))
    for line in page.lines:
        atom.add_item(
            title=line.title,
            link=_absolute(request, line.id),
            unique_id=_absolute(request, line.id),
            description=_as_html(line.text, line.answer),
            pubdate=_noon(line.opened_on),
            updateddate=line.changed_at,
            categories=[local_name(line.category)] if line.category else [],
        )
    return _sent(atom)


@staged
@moving_on
def case_feed(request: HttpRequest, case_id: int) -> HttpResponse:
    """The way of one case: each station and each answer as an entry."""
    facts = found(case_id)
    url = _absolute(request, case_id)
    atom = _begun(request, facts.line.title, reverse("public_case", args=[case_id]), request.path)
    for number, stop in enumerate(stops(facts)):
        if stop.on:
            atom.add_item(
                title=stop.title, link=url, unique_id=f"{url}#step-{number}", description="", pubdate=_noon(stop.on),
                updateddate=_noon(stop.on),
            )  # fmt: skip
    for version in facts.answers:
        atom.add_item(
            title=_("Answer"), link=f"{url}#answer", unique_id=f"{url}#answer-{version.number}",
            description=_as_html(version.text), pubdate=version.sent_at, updateddate=version.sent_at,
        )  # fmt: skip
    return _sent(atom)


@staged
def export_csv(request: HttpRequest) -> HttpResponseBase:
    """The list as CSV, streamed."""
    answer = StreamingHttpResponse(export.rows(wanted_of(request.GET.dict())), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="cases-{timezone.localdate():%Y-%m-%d}.csv"'
    return answer


def _as_html(text: str, answer: str = "") -> str:
    """What stands in an entry is HTML by its type: the words as they are, and the answer under its heading."""
    said = linebreaks(text, autoescape=True)
    return said + format_html("<h3>{}</h3>", _("Answer")) + linebreaks(answer, autoescape=True) if answer else said


def _begun(request: HttpRequest, title: str, link: str, own: str) -> Atom1Feed:
    return Atom1Feed(
        title=title,
        link=request.build_absolute_uri(link),
        description="",
        language=get_language(),
        feed_url=request.build_absolute_uri(own),
        author_name=office().name or "回音",
    )


def _sent(atom: Atom1Feed) -> HttpResponse:
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _title(wanted: queries.Wanted) -> str:
    places = directory()
    narrowed = (
        local_name(places.areas.get(wanted.area or 0)),
        local_name(places.categories.get(wanted.category or 0)),
        local_name(places.departments.get(wanted.department or 0)),
        wanted.words,
    )
    return " · ".join([_("What others said"), *(name for name in narrowed if name)])


def _absolute(request: HttpRequest, case_id: int) -> str:
    return request.build_absolute_uri(reverse("public_case", args=[case_id]))


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
