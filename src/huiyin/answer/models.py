"""Drafts and the sent version of what a resident is told."""

from django.db import models

from huiyin.hear.models import Case
from huiyin.places.models import Department


class Answer(models.Model):
    """答复: one version. A sent version is never edited; a correction is a new version."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="answers")
    version = models.SmallIntegerField()
    text = models.TextField()
    language = models.CharField(max_length=8, default="zh")
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=24, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=64)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=64, blank=True)  # set when imported

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="answer_version_once")]
