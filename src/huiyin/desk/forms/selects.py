"""A choice among a hundred lines, written in one go."""

from collections.abc import Collection, Iterable
from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe


class LongSelect(forms.Select):
    """The same HTML as Django's, which renders each option by a template of its own: a page has four of these."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The field with its options and groups of options."""
        chosen = set(self.format_value(value))
        about = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return mark_safe(f"<select{about}>{options(self.choices, chosen)}</select>")  # noqa: S308 - escaped below


def options(choices: Iterable[tuple[Any, Any]], chosen: Collection[str] = ()) -> str:
    """The options and groups of options, escaped."""
    return "".join(
        _group(key, words, chosen) if _is_group(words) else _option(key, words, chosen) for key, words in choices
    )


def _is_group(words: object) -> bool:
    return isinstance(words, (list, tuple))


def _group(name: object, choices: Iterable[tuple[Any, Any]], chosen: Collection[str]) -> str:
    return f'<optgroup label="{escape(str(name))}">{options(choices, chosen)}</optgroup>'


def _option(key: object, words: object, chosen: Collection[str]) -> str:
    selected = " selected" if str(key) in chosen else ""
    return f'<option value="{escape(str(key))}"{selected}>{escape(str(words))}</option>'
