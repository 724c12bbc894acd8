"""What everybody may see, kept apart from what only the office may; and how each case counts in the figures."""

from django.db import models

from huiyin.hear.models import Case
from huiyin.places.models import Area, Category, Department
from huiyin.publish.rules import Shown

SEARCH = "publish_search"
"""The table by which public cases are found by words (`hear.search`), made in a migration."""


class Counted(models.Model):
    """How a case counts (`publish.rules.Counts`): unknown is neither in the part nor in the whole."""

    opened_on = models.DateField()
    due_on = models.DateField(null=True)  # empty while the office waits for the resident
    answered = models.BooleanField(null=True)
    in_time = models.BooleanField(null=True)
    solved = models.BooleanField(null=True)
    satisfied = models.BooleanField(null=True)

    class Meta:
        abstract = True


FILTERED = ("stands", "top_category", "category", "township", "area", "department", "due_on")
"""What the list can be narrowed by."""


def _list_index(name: str, *lead: str) -> models.Index:
    """Cases newest first under one filter; the other filters are read from the index too."""
    rest = [column for column in FILTERED if column not in lead]
    return models.Index(fields=[*lead, "-opened_on", "-case", *rest], name=name)


class PublicCase(Counted):
    """A case as the public reads it: words without personal data, place cut to ~100 m. Rebuilt from the case."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="public")
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=16)  # publish.rules.Shown
    stands = models.CharField(max_length=16)  # publish.rules.Group, never LATE
    title = models.CharField(max_length=200)
    text = models.TextField()
    answer = models.TextField(blank=True)
    # the indexes below serve these: no index of their own
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    top_category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    township = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    message_count = models.IntegerField()
    answered_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            _list_index("public_newest"),
            _list_index("public_by_stand", "stands"),
            _list_index("public_by_top", "top_category"),
            _list_index("public_by_category", "category"),
            _list_index("public_by_township", "township"),
            _list_index("public_by_area", "area"),
            _list_index("public_by_department", "department"),
            models.Index(fields=["stands", "due_on"], name="public_by_due"),
            models.Index(fields=["lat", "lon"], name="public_by_spot"),
            models.Index(
                fields=["-ended_on", "-case"], name="public_solved", condition=models.Q(state=Shown.SOLVED.value)
            ),
        ]


class Tally(Counted):
    """How one case counts in the figures, whether it may be shown or not. No words, no place, no person."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="tally")
    department = models.CharField(max_length=32)  # code; empty: with none yet
    township = models.CharField(max_length=32)  # code; empty: not known
    category = models.CharField(max_length=64)  # code of the first-level category; empty: none yet

    class Meta:
        indexes = [models.Index(fields=["due_on"], name="tally_undecided", condition=models.Q(in_time=None))]


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


class Day(models.Model):
    """How many cases belong to one day: came in on it, or have an answer owed by it."""

    day = models.DateField()
    by = models.CharField(max_length=16)  # publish.rules.DayBy
    key = models.CharField(max_length=64)  # code of the category, area or department; empty: none
    number = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "day", "key"], name="day_once")]


class Spot(models.Model):
    """How many public cases lie in one cell of the map: the map costs the same at any number of cases."""

    step = models.SmallIntegerField()  # size in thousandths of a degree, publish.rules.SPOT_STEPS
    x = models.IntegerField()
    y = models.IntegerField()
    category = models.CharField(max_length=64)  # code of the first-level category; empty: none
    number = models.IntegerField()
    east = models.BigIntegerField()  # sums of their places in thousandths of a degree: their middle
    north = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "x", "y", "category"], name="spot_once")]
