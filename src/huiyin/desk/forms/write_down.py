"""What a clerk fills in for somebody who calls, comes or writes on paper."""

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huiyin.desk.forms.fields import Number, Words
from huiyin.desk.forms.tell import SIMILAR, Telling
from huiyin.hear.rules import PUBLIC_KINDS, Channel, Kind
from huiyin.hear.said import Said
from huiyin.hear.words import CHANNELS, KINDS

BY_HAND: Final = (
    Channel.PHONE, Channel.HOTLINE, Channel.WALK_IN, Channel.VISIT, Channel.LETTER, Channel.CHAT, Channel.EMAIL,
)  # fmt: skip
"""Roads on which a person of the office holds the pen."""

EARLIEST: Final = 2000
SLACK: Final = timedelta(minutes=10)
"""The clock on the wall and that of the machine differ."""


class WriteDownForm(Telling):
    """What somebody said by telephone, at the counter, on a visit or in a letter."""

    channel = forms.ChoiceField(
        label=_("How it came in"), widget=forms.RadioSelect, choices=[(road.value, CHANNELS[road]) for road in BY_HAND]
    )
    kind = forms.ChoiceField(
        label=_("What kind is it?"), widget=forms.RadioSelect,
        choices=[(kind.value, label) for kind, label in KINDS.items() if kind in PUBLIC_KINDS],
    )  # fmt: skip
    text = Words(label=_("What they said, in their own words"), rows=7, attrs=SIMILAR)
    received_at = forms.DateTimeField(
        label=_("When"), required=False, help_text=_("Leave it empty if it is now."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Please write the day and the time like this: 2026-07-01 09:30.")},
    )  # fmt: skip
    same = Number(required=False, widget=forms.HiddenInput)

    field_order = ("channel", "kind", "text", "place", "received_at", "attached", "consent", "phone", "email", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.contact_fields:  # a browser would fill in the clerk's own
            field.field.widget.attrs["autocomplete"] = "off"

    def clean_received_at(self) -> datetime | None:
        """It has been said, and not in another century."""
        at: datetime | None = self.cleaned_data["received_at"]
        if at and at > timezone.now() + SLACK:
            raise forms.ValidationError(_t("This moment has not come yet."))
        if at and at.year < EARLIEST:
            raise forms.ValidationError(_t("Please check the year."))
        return at

    def said(self) -> Said:
        """What was said, as the action takes it."""
        given: dict[str, Any] = self.cleaned_data
        return self._said(
            kind=Kind(given["kind"]), channel=Channel(given["channel"]), same_as=given["same"],
            received_at=given["received_at"],
        )  # fmt: skip
