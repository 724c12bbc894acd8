"""Whatever is written into any form, the answer is a sentence for people, in both languages."""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import polib
import pytest
from django import forms
from django.http import QueryDict
from django.utils.translation import override

import huiyin
from huiyin.handle.rules import Ending
from huiyin.understand.rules import About
from huiyin.web.locales import together
from huiyin.web.words import DJANGO_SAYS
from tests import make

JUNK = ("", "x" * 30_000, "-1", "9" * 40, "\x00", "2020-13-45", "1e400", "0.00001", "\ud800", "a@b", "12")
MACHINE = ("Ensure", "Enter a", "valid", "Null", "encoding type", "确保", "有效的", "空字符串", "变量")
NEEDS: dict[str, dict[str, Any]] = {"GuessForm": {"about": About.CATEGORY}, "AnswerForm": {"endings": tuple(Ending)}}


def form_classes() -> Iterator[type[forms.Form]]:
    for module in pkgutil.walk_packages(huiyin.__path__, "huiyin."):
        if "forms" in module.name:
            for found in vars(import_module(module.name)).values():
                if inspect.isclass(found) and issubclass(found, forms.Form) and found.__module__ == module.name:
                    yield found


def filled(form: type[forms.Form], junk: str) -> forms.Form | None:
    """The form with this in every field; None for one that needs more than a test of words has."""
    try:
        names = list(form(**NEEDS.get(form.__name__, {})).fields)
    except TypeError:
        return None
    given = QueryDict(mutable=True)
    for name in names:
        given[name] = junk
    return form(given, **NEEDS.get(form.__name__, {}))


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_form_answers_like_a_machine(language: str) -> None:
    make.office()
    said = set()
    with override(language):
        for junk in JUNK:
            for form in form_classes():
                if one := filled(form, junk):
                    said |= {(form.__name__, name, str(e)) for name, all_ in one.errors.items() for e in all_}
    assert len({form for form, _, _ in said}) > 15
    assert [one for one in said if any(word in one[2].replace(junk_of(one[2]), "") for word in MACHINE)] == []


def junk_of(sentence: str) -> str:
    """What a sentence repeats of what was written."""
    return next((junk for junk in JUNK if len(junk) > 2 and junk in sentence), "\ue000")


def test_the_english_catalogue_says_anew_only_what_django_says() -> None:
    english, chinese = together("en"), together("zh_Hans")
    assert len(english) == len(DJANGO_SAYS)
    assert {entry.msgid for entry in english} <= {entry.msgid for entry in chinese}
    assert all(isinstance(entry, polib.POEntry) and (entry.msgstr or entry.msgstr_plural) for entry in english)
