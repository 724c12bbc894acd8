"""Spreadsheets that were uploaded, and how far each is taken in. What they say lies in files, until it is stored."""

from django.db import models
from django.db.models import Q

from huiyin.desk.rules import SheetState
from huiyin.people.models import Account


class KeptSheet(models.Model):
    """One upload. Its lines so far are those taken, known already and refused; they always add up."""

    name = models.CharField(max_length=150)
    folder = models.CharField(max_length=64)  # below the data folder's `sheets`; gone with its files
    source = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)  # field to heading, as a person confirmed it
    language = models.CharField(max_length=8)  # of the reasons in the file of refused lines
    state = models.CharField(max_length=16, default=SheetState.WAITING)
    problem = models.JSONField(null=True)  # code and facts of the sentence that says why it cannot be read
    lines = models.IntegerField(default=0)
    taken = models.IntegerField(default=0)
    already = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    answers = models.IntegerField(default=0)
    ratings = models.IntegerField(default=0)
    left = models.JSONField(default=dict)  # what was not taken over (`desk.left`)
    rejected_bytes = models.BigIntegerField(default=0)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    moved_at = models.DateTimeField()  # when anything last happened to it

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in SheetState]), name="sheet_state_known"),
            models.CheckConstraint(
                condition=Q(lines=models.F("taken") + models.F("already") + models.F("rejected")),
                name="sheet_lines_add_up",
            ),
        ]
