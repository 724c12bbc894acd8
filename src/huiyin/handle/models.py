"""The way of a case: each step, each assignment, each outcome, only ever added."""

from django.db import models

from huiyin.hear.models import Case
from huiyin.places.models import Department


class Step(models.Model):
    """One move of a case: which, by whom, when, and where the case stood after it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=24)
    state = models.CharField(max_length=16)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    # on returning
    proposed = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    said = models.TextField(blank=True)  # what the resident reads
    note = models.TextField(blank=True)  # inside the office only


class Assignment(models.Model):
    """承办: a department's turn on a case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    due_on = models.DateField(null=True)  # null where no limit holds for this kind
    until = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=24, blank=True)  # the move that ended it

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(until__isnull=True),
                name="assignment_one_at_a_time",
            )
        ]


class Outcome(models.Model):
    """办理结果: how a case was decided, with what the decision needs. The newest one holds."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="outcomes")
    outcome = models.CharField(max_length=24)  # handle.rules.Ending
    basis = models.TextField(blank=True)  # the rule by name and article
    reason = models.TextField(blank=True)
    other_help = models.TextField(blank=True)
    appeal = models.TextField(blank=True)
    look_again_on = models.DateField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=64)


class Limit(models.Model):
    """A time limit as data: value, unit, where it is written, from when to when it holds."""

    kind = models.CharField(max_length=16)
    value = models.IntegerField()
    unit = models.CharField(max_length=16)  # methods.deadlines.Unit
    source = models.CharField(max_length=200)
    holds_from = models.DateField()
    holds_to = models.DateField(null=True)
