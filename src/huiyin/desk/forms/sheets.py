"""A spreadsheet chosen, and what each of its columns is."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huiyin.desk.rules import TAKEN_OVER
from huiyin.desk.sheets import Look
from huiyin.desk.words import COLUMNS, WHICH_COLUMN
from huiyin.hear.headings import HEADINGS

MOST_COLUMNS = 150
"""Columns that a person can choose for; further ones are left out."""


class SheetForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("Excel or WPS (.xlsx, .xls), .csv or .jsonl, each also packed as .gz."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv,.jsonl,.json,.gz,.txt,.tsv"}),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Not larger than the office's computer takes."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > settings.SHEET_BYTES:
            most = filesizeformat(settings.SHEET_BYTES)
            raise forms.ValidationError(_t("This file is larger than %(most)s. Cut it in parts.") % {"most": most})
        return file


class ColumnsForm(forms.Form):
    """What each column is, and what the messages are known by."""

    source = forms.CharField(
        label=_("Name of the source"), max_length=64,
        help_text=_("A number that came from this source before is not taken twice."),
    )  # fmt: skip

    def __init__(self, look: Look, *args: Any, **kwargs: Any) -> None:
        """One choice for each column of the file."""
        super().__init__(*args, **kwargs)
        choices = [("", _t("not taken over")), *((field, COLUMNS[field]) for field in TAKEN_OVER)]
        self._headings = {f"column{n}": column.heading for n, column in enumerate(look.columns[:MOST_COLUMNS])}
        self.columns = []
        for (name, heading), column in zip(self._headings.items(), look.columns, strict=False):
            self.fields[name] = forms.ChoiceField(
                label=heading, choices=choices, required=False,
                initial=column.field if column.field in TAKEN_OVER else "",
            )  # fmt: skip
            self.columns.append((self[name], column.samples))

    def clean(self) -> dict[str, object]:
        """Each is told by one column, and one tells what was said."""
        given: dict[str, object] = super().clean() or {}
        seen: dict[object, str] = {}
        for name, heading in self._headings.items():
            field = given.get(name)
            if field and field in seen:
                facts = {"one": seen[field], "other": heading, "what": COLUMNS[str(field)]}
                self.add_error(name, _t("“%(one)s” and “%(other)s” are both “%(what)s”: choose one.") % facts)
            elif field:
                seen[field] = heading
        if not {"text", "title", "category"} & seen.keys():
            self.add_error(None, str(WHICH_COLUMN))
        return given

    def chosen(self) -> Mapping[str, str]:
        """Field to heading for every field there is; "" for what is not taken over."""
        by_hand = {self.cleaned_data[name]: heading for name, heading in self._headings.items()}
        return {field: by_hand.get(field, "") for field in HEADINGS}
