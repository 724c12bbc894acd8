"""One line for everything that happened, and the work that follows from it."""

from django.db import models


class Entry(models.Model):
    """记录: what happened, when, by whom, to what. Only ever added."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=64)  # stage.past, e.g. answer.sent
    actor = models.CharField(max_length=64)
    subject = models.CharField(max_length=64)  # e.g. case:17
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["subject", "id"], name="entry_by_subject")]


class Job(models.Model):
    """Work that follows from an entry, or from the calendar. Its key makes it happen once."""

    name = models.CharField(max_length=64)
    key = models.CharField(max_length=128, unique=True)
    subject = models.CharField(max_length=64)
    entry = models.BigIntegerField(null=True)
    due_at = models.DateTimeField()
    attempts = models.SmallIntegerField(default=0)
    given_up = models.BooleanField(default=False)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["given_up", "due_at", "id"], name="job_by_due")]


class Called(models.Model):
    """The last period for which the calendar asked for a job: kept although the job, once done, is not."""

    name = models.CharField(max_length=64, primary_key=True)
    key = models.CharField(max_length=128)
