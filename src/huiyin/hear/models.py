"""Messages, verbatim and never edited, and the cases that join them."""

from django.db import models
from django.db.models import Q

from huiyin.hear.rules import Channel, Consent, Kind, State
from huiyin.people.models import Contact
from huiyin.places.models import Area, Category, Department


def one_of(field: str, values: type) -> models.CheckConstraint:
    """A stored word must be one of the enum's: bad rows are impossible, not unlikely."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [v.value for v in values]}),
        name=f"%(class)s_{field}_known",
    )


class Case(models.Model):
    """事项: the thing to be handled; joins the messages about the same thing.

    The columns are where the case stands now; how it came there is in the append-only rows of the stages.
    """

    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=16, default=State.RECEIVED)
    is_open = models.BooleanField(default=True)
    title = models.CharField(max_length=200)
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    township = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    urgency = models.SmallIntegerField(default=0)
    message_count = models.IntegerField(default=1)
    support = models.IntegerField(default=0)  # up-votes of all its messages, as imported
    reopened = models.SmallIntegerField(default=0)
    returned = models.SmallIntegerField(default=0)
    opened_at = models.DateTimeField()
    last_at = models.DateTimeField()  # last word from a resident
    due_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    rank = models.FloatField(default=0.0)  # handle.rules.rank: larger is handled first, comparable over time
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [one_of("kind", Kind), one_of("state", State)]
        indexes = [
            models.Index(fields=["is_open", "-rank", "-id"], name="case_queue"),
            models.Index(fields=["state", "-rank", "-id"], name="case_by_state"),
            models.Index(fields=["category", "state", "-rank", "-id"], name="case_by_category"),
            models.Index(fields=["township", "state", "-rank", "-id"], name="case_by_township"),
            models.Index(fields=["area", "state", "-rank", "-id"], name="case_by_area"),
            models.Index(
                fields=["department", "state", "-rank", "-id"],
                name="case_by_department",
            ),
            models.Index(fields=["is_open", "due_on"], name="case_by_due"),
            models.Index(fields=["-opened_at"], name="case_by_opening"),
        ]


class Message(models.Model):
    """来信: what one resident said once, verbatim."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=16)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    language = models.CharField(max_length=8, default="zh")
    channel = models.CharField(max_length=16)
    received_at = models.DateTimeField()
    said_at = models.DateTimeField(null=True)  # when it was said, if elsewhere and earlier
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=200, blank=True)  # the place in the sender's own words
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+")
    consent = models.CharField(max_length=16, default=Consent.OFFICE)
    code_digest = models.CharField(max_length=64, null=True, unique=True)
    once = models.CharField(max_length=64, null=True, unique=True)  # idempotency key, digested
    source = models.CharField(max_length=64, blank=True)
    external_id = models.CharField(max_length=128, null=True)
    up = models.IntegerField(default=0)
    down = models.IntegerField(default=0)
    added_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_of("kind", Kind),
            one_of("channel", Channel),
            one_of("consent", Consent),
            models.UniqueConstraint(fields=["source", "external_id"], name="message_imported_once"),
        ]


class Attachment(models.Model):
    """A photo or paper, re-encoded: no location, no camera, no script."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attachments")
    file = models.CharField(max_length=200)  # path below the data folder, named by digest
    media_type = models.CharField(max_length=64)
    size = models.IntegerField()
    width = models.IntegerField(null=True)
    height = models.IntegerField(null=True)
    added_at = models.DateTimeField()
