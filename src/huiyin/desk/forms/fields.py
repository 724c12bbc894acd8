"""Fields that forgive: words are made safe, a bad coordinate is none, files already taken are not asked for again."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from huiyin.hear.attachments import NotKept, keep
from huiyin.hear.rules import LONGEST_TEXT
from huiyin.hear.said import Kept
from huiyin.hear.words import NOT_KEPT
from huiyin.methods.text import clean

MOST_FILES = 5
KEPT_FOR = 24 * 3600
_SALT = "a file of a form that was not sent yet"


class Words(forms.CharField):
    """Words of a resident: verbatim but for what breaks or hides; the reason where there are too many or none."""

    def __init__(
        self,
        *,
        label: Any,
        rows: int = 7,
        most: int = LONGEST_TEXT,
        attrs: Mapping[str, Any] | None = None,
        **given: Any,
    ) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "data-words": most, **(attrs or {})})
        super().__init__(label=label, strip=True, max_length=most, widget=widget, **given)
        self.error_messages["required"] = _("Please write it down in a few words.")
        self.error_messages["max_length"] = _(
            "These are %(show_value)d characters; %(limit_value)d fit. Please shorten it, or send it in two parts."
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: a browser would cut what is pasted without a word."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def to_python(self, value: Any) -> str:
        """Safe to store."""
        return clean(str(value)).strip() if value else ""


class Line(forms.CharField):
    """A short line, made safe, never refused for what it holds."""

    def to_python(self, value: Any) -> str:
        """Safe to store, on one line."""
        return " ".join(clean(str(value)).split()) if value else ""


class Degrees(forms.Field):
    """A coordinate from the map; whatever is not one is none, for nobody types it."""

    def __init__(self, *, limit: float) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)
        self.limit = limit

    def to_python(self, value: Any) -> float | None:
        """Degrees within the limit, or None."""
        try:
            degrees = float(value or "nan")
        except (TypeError, ValueError):
            return None
        return degrees if math.isfinite(degrees) and abs(degrees) <= self.limit else None


class Number(forms.Field):
    """A row's number from a button; whatever is not one is none."""

    def to_python(self, value: Any) -> int | None:
        """A positive number that fits a row's id, or None."""
        text = str(value or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def taken_files(uploads: Sequence["UploadedFile[Any]"], tokens: Sequence[str]) -> tuple[list[Kept], list[str]]:
    """The files made safe and kept, those of an earlier try first, and a sentence for each that was not."""
    kept, problems = [kept for token in tokens if (kept := _kept_before(token))], []
    for upload in uploads:
        try:
            kept.append(_kept(upload, len(kept)))
        except NotKept as problem:
            problems.append(_why(upload, problem.code))
    return kept, problems


def token_of(kept: Kept) -> str:
    """What the form carries for a file that was taken, so that it need not be chosen again. Signed."""
    return signing.dumps(astuple(kept), salt=_SALT)


def _kept_before(token: str) -> Kept | None:
    try:
        return Kept(*signing.loads(token, salt=_SALT, max_age=KEPT_FOR))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def _kept(upload: "UploadedFile[Any]", before: int) -> Kept:
    if before >= MOST_FILES:
        raise NotKept("many")
    if (upload.size or 0) > settings.UPLOAD_BYTES:
        raise NotKept("large")
    return keep(upload.read(), folder=settings.HUIYIN_FILES, most_bytes=settings.UPLOAD_BYTES)


def _why(upload: "UploadedFile[Any]", code: str) -> str:
    name = clean(upload.name or "")[:60] or pgettext("a file without a name", "The file")
    facts = {
        "name": name,
        "size": _megabytes(upload.size or 0),
        "most": _megabytes(settings.UPLOAD_BYTES),
        "number": MOST_FILES,
    }
    return str(NOT_KEPT[code]) % facts


def _megabytes(size: int) -> str:
    return f"{size / 1_048_576:.1f}".removesuffix(".0") + " MB"
