"""Levels and stages of publication in words."""

from django.utils.translation import gettext_lazy as _

from huiyin.places.rules import Level, Publication

LEVELS = {Level.COUNTY: _("county"), Level.TOWNSHIP: _("township"), Level.VILLAGE: _("village or community")}

PUBLICATIONS = {
    Publication.OFFICE: _("the people of the office"),
    Publication.LEADERS: _("the office and the leaders"),
    Publication.PUBLIC: _("everybody"),
}
