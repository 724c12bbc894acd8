"""Ratings, only ever added: the newest of a message on an answer holds."""

from django.db import models

from huiyin.answer.models import Answer
from huiyin.hear.models import Case, Message


class Rating(models.Model):
    """评价: one resident's word on one answer. Handlers see it without who gave it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ratings")
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="ratings")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="ratings")
    level = models.SmallIntegerField(null=True)  # null or empty where the other alone was said
    solved = models.CharField(max_length=8, blank=True)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()
    once = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - one-time token, digested
    newest = models.BooleanField(default=True)  # of this message on this case
    source = models.CharField(max_length=64, blank=True)  # set when imported: said to another system

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="rating_level_known"),
            models.CheckConstraint(
                condition=models.Q(solved__in=["", "yes", "partly", "no"]),
                name="rating_solved_known",
            ),
            models.CheckConstraint(
                condition=models.Q(level__isnull=False) | ~models.Q(solved=""),
                name="rating_says_something",
            ),
            models.UniqueConstraint(
                fields=["case", "message"],
                condition=models.Q(newest=True),
                name="rating_one_counts",
            ),
        ]
        indexes = [models.Index(fields=["newest", "level", "-at"], name="rating_by_level")]
