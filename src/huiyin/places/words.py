"""Levels and stages of publication in words."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.places.rules import Level, Publication

LEVELS = {Level.COUNTY: _("county"), Level.TOWNSHIP: _("township"), Level.VILLAGE: _("village or community")}

PUBLICATIONS = {
    Publication.OFFICE: _("the people of the office"),
    Publication.LEADERS: _("the office and the leaders"),
    Publication.PUBLIC: _("everybody"),
}


def local_name(thing: object) -> str:
    """The name of an area, category or department in the reader's language; empty for None."""
    if thing is None:
        return ""
    english: str = getattr(thing, "name_en", "") if get_language() == "en" else ""
    own: str = getattr(thing, "name", "")
    return english or own
