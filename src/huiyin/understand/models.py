"""Guesses and corrections, hot issues, joined messages, and what makes text findable."""

from django.db import models

from huiyin.hear.models import Case, Message
from huiyin.places.models import Area


class Guess(models.Model):
    """研判: what the machine proposed about a message, its score and reasons; accepted or corrected."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="guesses", db_index=False)
    about = models.CharField(max_length=16)  # understand.rules.About
    value = models.CharField(max_length=64)  # a category code, an area code, a kind, a level, a case id
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    method = models.CharField(max_length=64)  # keywords, or the model's name
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=64, blank=True)
    decided_value = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "about", "value"], name="guess_once")]
        indexes = [
            # which messages may be the same as a case; of the others, which are most, nothing is kept in it
            models.Index(fields=["value", "-message"], name="guess_of_likeness", condition=models.Q(about="duplicate")),
        ]


class Trained(models.Model):
    """A model that was trained here: from how many labels, how good, in which file."""

    about = models.CharField(max_length=16)
    name = models.CharField(max_length=64, unique=True)
    file = models.CharField(max_length=200)
    trained_at = models.DateTimeField()
    labels = models.IntegerField()
    macro_f1 = models.FloatField(null=True)
    in_use = models.BooleanField(default=False)


class Joining(models.Model):
    """A message moved from one case to another (merge, or taken out again). Only ever added."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="joinings")
    from_case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    to_case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    merge = models.CharField(max_length=32)  # one word for all messages moved together, for undo
    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    reason = models.CharField(max_length=300, blank=True)


class Band(models.Model):
    """One band of a message's MinHash signature: equal bands are worth a closer look."""

    value = models.BigIntegerField()
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["value", "-case"], name="band_by_value")]


class HotIssue(models.Model):
    """热点问题: cases about the same trouble, as grouped on one day."""

    day = models.DateField()
    place_rank = models.IntegerField()
    title = models.CharField(max_length=200)
    heat = models.FloatField()
    terms = models.JSONField(default=dict)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    message_count = models.IntegerField()
    cases = models.ManyToManyField(Case, related_name="hot_issues")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "place_rank"], name="hot_issue_rank_once")]


class Rise(models.Model):
    """A service that residents speak of much more often than expected, as found on one day."""

    day = models.DateField()
    category_code = models.CharField(max_length=64)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    now = models.IntegerField()
    expected = models.FloatField()
    p_value = models.FloatField()
