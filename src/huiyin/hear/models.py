"""Messages, verbatim and never edited, and the cases that join them."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from huiyin.hear.rules import Channel, Consent, Kind, State
from huiyin.people.models import Contact
from huiyin.places.models import Area, Category, Department


def one_of(field: str, values: type[StrEnum]) -> models.CheckConstraint:
    """A stored word must be one of the enum's: bad rows are impossible, not unlikely."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [v.value for v in values]}),
        name=f"%(class)s_{field}_known",
    )


NOT_MERGED = Q(merged_into__isnull=True)
"""Cases that still stand for themselves: every list asks for this, and the queue's indexes hold only these."""

FILTERED = ("kind", "category", "township", "area", "department", "due_on")
"""What a list can be narrowed by, besides its state."""


def _queue_index(name: str, *lead: str) -> models.Index:
    """Cases in the order of the queue under one filter and a state; the other filters are read from the index too."""
    rest = [field for field in FILTERED if field not in lead]
    known = Q(**{f"{field}__isnull": False for field in lead if field != "kind"})  # who filters by it names one
    return models.Index(fields=[*lead, "state", "-rank", "-id", *rest], name=name, condition=NOT_MERGED & known)


def _once(name: str, *fields: str) -> models.UniqueConstraint:
    """The same value not twice; a row without one costs nothing."""
    return models.UniqueConstraint(fields=fields, condition=Q(**{f"{fields[-1]}__isnull": False}), name=name)


def _where_known(name: str, field: str) -> models.Index:
    """For the few rows that have one."""
    return models.Index(fields=[field], condition=Q(**{f"{field}__isnull": False}), name=name)


class Case(models.Model):
    """事项: the thing to be handled; joins the messages about the same thing.

    The columns are where the case stands now; how it came there is in the append-only rows of the stages.
    """

    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=16, default=State.RECEIVED)
    is_open = models.BooleanField(default=True)
    title = models.CharField(max_length=200)
    # the indexes below serve these four: no index of their own
    category = models.ForeignKey(Category, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    township = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    urgency = models.SmallIntegerField(default=0)
    message_count = models.IntegerField(default=1)
    support = models.IntegerField(default=0)  # up-votes of all its messages, as imported
    reopened = models.SmallIntegerField(default=0)
    returned = models.SmallIntegerField(default=0)
    bad_ratings = models.SmallIntegerField(default=0)  # residents whose newest word on it is a bad rating
    opened_at = models.DateTimeField()
    opened_on = models.DateField()  # the day of it where the office is
    last_at = models.DateTimeField()  # last word from a resident
    due_on = models.DateField(null=True)
    given_limit = models.CharField(max_length=40, null=True)  # noqa: DJ001 - "5个工作日", as the sheet it came in wrote it
    given_until = models.DateField(null=True)  # the day that this means, or that the sheet named
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    rank = models.FloatField(default=0.0)  # handle.rules.rank: larger is handled first, comparable over time
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [one_of("kind", Kind), one_of("state", State)]
        indexes = [
            _queue_index("case_by_state"),
            _queue_index("case_by_kind", "kind"),
            _queue_index("case_by_category", "category"),
            _queue_index("case_by_township", "township"),
            _queue_index("case_by_area", "area"),
            _queue_index("case_by_department", "department"),
            models.Index(fields=["is_open", "due_on"], name="case_by_due", condition=NOT_MERGED),
            # only the merged: an index that also held the others would tempt a planner to walk them all
            models.Index(fields=["merged_into"], name="case_by_merge", condition=Q(merged_into__isnull=False)),
            # the queue of a day; the merged too, so that what came in is counted from it alone
            models.Index(fields=["opened_on", "state", "-rank", "-id", *FILTERED, "merged_into"], name="case_by_day"),
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
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.CharField(max_length=200, blank=True)  # the place in the sender's own words
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    consent = models.CharField(max_length=16, default=Consent.OFFICE)
    code_digest = models.CharField(max_length=64, null=True)  # noqa: DJ001 - unique where there is one
    once = models.CharField(max_length=64, null=True)  # noqa: DJ001 - of the form sent, digested
    source = models.CharField(max_length=64, blank=True)
    external_id = models.CharField(max_length=128, null=True)  # noqa: DJ001 - unique where there is one
    up = models.IntegerField(default=0)
    down = models.IntegerField(default=0)
    added_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            one_of("kind", Kind),
            one_of("channel", Channel),
            one_of("consent", Consent),
            _once("message_code_once", "code_digest"),
            _once("message_sent_once", "once"),
            _once("message_imported_once", "source", "external_id"),
        ]
        indexes = [_where_known("message_by_contact", "contact"), _where_known("message_by_first", "added_to")]


class Attachment(models.Model):
    """A photo or paper, re-encoded: no location, no camera, no script."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="attachments")
    file = models.CharField(max_length=200)  # path below the data folder, named by digest
    media_type = models.CharField(max_length=64)
    size = models.IntegerField()
    width = models.IntegerField(null=True)
    height = models.IntegerField(null=True)
    added_at = models.DateTimeField()
