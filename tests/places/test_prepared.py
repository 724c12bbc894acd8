"""A reading that is written once reads each time what is stored now, and exactly what the query set would."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import F, QuerySet

from huiyin.hear.models import Case, Message
from huiyin.places.prepared import Prepared
from huiyin.places.queries import directory
from tests import make

pytestmark = pytest.mark.django_db


def alike(category: int, kind: str, since: datetime) -> QuerySet[Case]:
    return Case.objects.filter(category=category, kind=kind, opened_at__gt=since).order_by("-pk")[:2]


def test_the_same_rows_as_the_query_set_with_the_values_of_each_time(django_assert_num_queries: Any) -> None:
    make.office()
    cases = [make.case(f"停水第 {n} 天") for n in range(3)]
    known = list(directory().categories)
    Case.objects.update(category=known[0])
    prepared, opened = Prepared(alike, int, str, datetime), [case.opened_at for case in cases]
    for category in known[:2]:
        for since in (datetime(2020, 1, 1, tzinfo=UTC), *opened, opened[-1] + timedelta(days=1)):
            with django_assert_num_queries(1):
                found = prepared(category, "request", since)
            wanted = list(alike(category, "request", since))
            assert [each.__dict__ | {"_state": None} for each in found] == [
                each.__dict__ | {"_state": None} for each in wanted
            ]


def test_annotations_come_along_and_what_is_stored_later_is_read() -> None:
    make.office()
    first = make.case("停水")
    said = Prepared(lambda case: Message.objects.filter(case=case).annotate(about=F("case__title")).order_by("pk"), int)
    assert [m.about for m in said(first.pk)] == [first.title]  # type: ignore[attr-defined]
    make.received("我家也是", same_as=first.pk)
    assert [m.text for m in said(first.pk)] == ["停水", "我家也是"]


def test_a_value_that_is_asked_for_and_left_out_is_noticed() -> None:
    with pytest.raises(ValueError, match="does not ask for 1 of its values"):
        Prepared(lambda case, other: Case.objects.filter(pk=case), int, int)(1, 2)
