"""What is wrong with a field of a JSON call, in the reader's language; never repeats what was sent."""

from collections.abc import Mapping
from re import findall
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_TEXT: Final = _("must be text")
_NUMBER: Final = _("must be a number")
_WHOLE: Final = _("must be a whole number")
_DAY: Final = _("must be a day, such as 2026-07-31")
_FIELDS: Final = _("must be an object with fields")
_CHOICE: Final = _("must be one of these: %(choices)s")
_ODD: Final = _("is not as it should be")

_SAID: Final[Mapping[str, str | Promise]] = {
    "missing": _("is missing"),
    "extra_forbidden": _("is not a field of this call"),
    "string_too_short": _("must have at least %(min_length)s characters"),
    "string_too_long": _("must have at most %(max_length)s characters"),
    "string_type": _TEXT,
    "string_unicode": _TEXT,
    "enum": _CHOICE,
    "literal_error": _CHOICE,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "greater_than_equal": _("must be at least %(ge)s"),
    "less_than_equal": _("must be at most %(le)s"),
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "model_type": _FIELDS,
    "model_attributes_type": _FIELDS,
    "dict_type": _FIELDS,
}
"""By the kinds of errors that the reader of calls (pydantic) tells."""


def wrong(error: Mapping[str, Any]) -> dict[str, str]:
    """The field's name and what is wrong with it."""
    facts = dict(error.get("ctx") or {})
    facts["choices"] = ", ".join(findall(r"'([^']*)'", str(facts.get("expected", ""))))
    where = [str(part) for part in error["loc"][1:]]
    return {"field": ".".join(where), "wrong": str(_SAID.get(error["type"], _ODD)) % facts}
