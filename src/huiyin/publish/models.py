"""What everybody may see, kept apart from what only the office may."""

from django.db import models

from huiyin.hear.models import Case
from huiyin.places.models import Area, Category, Department


class PublicCase(models.Model):
    """A case as the public reads it: words without personal data, place cut to ~100 m. Rebuilt from the case."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="public")
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=16)
    title = models.CharField(max_length=200)
    text = models.TextField()
    answer = models.TextField(blank=True)
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+")
    top_category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    township = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    message_count = models.IntegerField()
    opened_on = models.DateField()
    due_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["-opened_on", "-case"], name="public_newest"),
            models.Index(fields=["state", "-opened_on", "-case"], name="public_by_state"),
            models.Index(fields=["top_category", "-opened_on", "-case"], name="public_by_top"),
            models.Index(fields=["category", "-opened_on", "-case"], name="public_by_category"),
            models.Index(fields=["township", "-opened_on", "-case"], name="public_by_township"),
            models.Index(fields=["area", "-opened_on", "-case"], name="public_by_area"),
            models.Index(fields=["lat", "lon"], name="public_by_spot"),
        ]


class Figure(models.Model):
    """One published count pair: of `whole` cases, `part` fulfil the measure's definition."""

    period = models.CharField(max_length=16)  # e.g. 2026, 2026-11, year (the last 365 days)
    by = models.CharField(max_length=16)  # all, department, township
    key = models.CharField(max_length=32)  # the code of the department or area
    measure = models.CharField(max_length=24)  # publish.rules.Measure
    part = models.IntegerField()
    whole = models.IntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["period", "by", "key", "measure"], name="figure_once")]
