"""Where things are, who is responsible, and what they are about."""

from django.db import models
from django.db.models import Q

from huiyin.places.rules import Level, Publication


class Office(models.Model):
    """The one office this installation serves (row 1)."""

    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=200, blank=True)
    hours = models.CharField(max_length=100, blank=True)
    is_demo = models.BooleanField(default=False)
    publication = models.CharField(max_length=16, default=Publication.OFFICE)
    minimum_answers = models.IntegerField(default=10)  # below it a rate is "not enough answers yet"

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="office_is_one"),
            models.CheckConstraint(
                condition=Q(publication__in=[p.value for p in Publication]),
                name="office_publication_known",
            ),
        ]


class Area(models.Model):
    """A county, township or village, with its outline."""

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    level = models.CharField(max_length=16)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    population = models.IntegerField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    outline = models.JSONField(null=True)  # GeoJSON coordinates of a MultiPolygon

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(level__in=[v.value for v in Level]), name="area_level_known")]
        indexes = [models.Index(fields=["name"], name="area_by_name")]


class Landmark(models.Model):
    """A river, road, estate, school or stop: names that residents use for places, and lines of the map."""

    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="landmarks")
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    line = models.JSONField(null=True)  # GeoJSON coordinates, for rivers and roads

    class Meta:
        indexes = [models.Index(fields=["name"], name="landmark_by_name")]


class Department(models.Model):
    """A body that can be responsible for a case."""

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    short = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=300, blank=True)
    is_discipline = models.BooleanField(default=False)  # receives reports of wrongdoing, alone


class Category(models.Model):
    """分类: what a case is about; two levels, each leaf with a department that is usually responsible."""

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    keywords = models.TextField(blank=True)  # separated by |
    field = models.CharField(max_length=32, blank=True)  # schooling, jobs, medical, security, housing, daily


class OwnDay(models.Model):
    """A day on which this office works or rests against the calendar."""

    day = models.DateField(unique=True)
    is_working = models.BooleanField()
    note = models.CharField(max_length=100, blank=True)
