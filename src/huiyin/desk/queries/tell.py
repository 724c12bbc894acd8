"""What the page helps with while somebody writes: names of places, and cases that may be the same."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language

from huiyin.desk.queries.known import SHORTEST
from huiyin.places.ground import area_at, place_named, places
from huiyin.places.queries import directory
from huiyin.places.words import local_name
from huiyin.publish.access import public_cases
from huiyin.publish.models import PublicCase
from huiyin.understand.queries import similar_open_cases

MOST_LABELS = 400


@dataclass(frozen=True)
class SimilarLine:
    """An open case as the public reads it."""

    case_id: int
    title: str
    state: str
    place: str
    opened: date
    people: int


def place_labels() -> list[str]:
    """Names of places to choose from, in the reader's language. No statement once they were read."""
    english = get_language() == "en"
    return [place.label_en if english else place.label for place in places()[:MOST_LABELS]]


def discipline_office() -> str:
    """The name of the one office that reads reports of wrongdoing; empty if none is set up."""
    return local_name(next((d for d in directory().departments.values() if d.is_discipline), None))


def similar_cases(*, text: str, place: str, lat: float | None, lon: float | None, now: datetime) -> list[SimilarLine]:
    """Open cases that may be the same thing, likeliest first, in their published words. At most four statements."""
    if len(text) < SHORTEST:
        return []
    area_id = area_at(lat, lon) if lat is not None and lon is not None else None
    if area_id is None and place and (named := place_named(place)):
        area_id = named.area_id
    likely = similar_open_cases(text=text, at=now, area_id=area_id, lat=lat, lon=lon)
    public = public_cases().in_bulk([one.case_id for one in likely])
    return [_line(public[one.case_id]) for one in likely if one.case_id in public]


def _line(row: PublicCase) -> SimilarLine:
    area = directory().areas.get(row.area_id or row.township_id or 0)
    return SimilarLine(row.case_id, row.title, row.state, local_name(area), row.opened_on, row.message_count)
