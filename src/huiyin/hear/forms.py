"""A form that is known again when it is sent twice: every form that stores something can be one."""

import re
import secrets
from typing import Any

from django import forms

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")


def new_once() -> str:
    """A token for a form: 128 random bits."""
    return secrets.token_urlsafe(16)


class Once(forms.Field):
    """The token by which a form that is sent twice is known; a missing or odd one is made new."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)

    def to_python(self, value: Any) -> str:
        """The token, or an empty string."""
        text = str(value or "")
        return text if _TOKEN.fullmatch(text) else ""


class SentOnce(forms.Form):
    """A form that is known again when it is sent twice."""

    once = Once()

    @property
    def token(self) -> str:
        """The token of this form: the one it came with, or a new one."""
        return str(getattr(self, "cleaned_data", {}).get("once") or self.initial.get("once") or new_once())
