"""Rows written without the mapper are the rows that the mapper writes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from huiyin.hear.models import Case
from huiyin.hear.rules import Kind, State
from huiyin.ledger import rows
from huiyin.ledger.models import Entry, Job

MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
FACTS = st.dictionaries(WORDS, st.none() | st.booleans() | st.integers(-9, 9) | WORDS, max_size=4)


def case(**given: Any) -> Case:
    now = timezone.now()
    return Case(
        **{
            "kind": Kind.REQUEST,
            "title": "路灯不亮",
            "opened_at": now,
            "opened_on": now.date(),
            "last_at": now,
            **given,
        }
    )


class TestAsTheMapperWouldHave(TestCase):
    """Whatever goes in comes out the same."""

    @given(WORDS, MOMENTS, FACTS)
    def test_of_an_entry(self, actor: str, at: datetime, facts: dict[str, Any]) -> None:
        one = Entry(at=at, kind="hear.received", actor=actor, subject="message:1", facts=facts)
        rows.insert_objects([one])
        stored = Entry.objects.get(pk=one.pk)
        assert (stored.at, stored.actor, stored.facts) == (at, actor, facts)

    @given(st.none() | st.dates(), st.none() | MOMENTS, st.booleans(), st.floats(-1e9, 1e9), st.sampled_from(State))
    def test_of_a_case(
        self, due_on: date | None, ended_at: datetime | None, is_open: bool, rank: float, state: State
    ) -> None:
        given = {"due_on": due_on, "ended_at": ended_at, "is_open": is_open, "rank": rank, "state": state}
        one = case(**given)
        rows.insert_objects([one])
        mapped = case(**given)
        mapped.save()
        names = [f.attname for f in Case._meta.concrete_fields if f.attname not in {"id", "opened_at", "last_at"}]
        assert Case.objects.values(*names).get(pk=one.pk) == Case.objects.values(*names).get(pk=mapped.pk)


@pytest.mark.django_db
def test_objects_know_their_ids_and_the_mapper_goes_on_after_them() -> None:
    before = Case.objects.create(
        kind=Kind.REQUEST, title="一", opened_at=timezone.now(), opened_on=timezone.localdate(), last_at=timezone.now()
    )
    fresh = [case(), case()]
    rows.insert_objects(fresh)
    after = case()
    after.save()
    assert before.pk < fresh[0].pk < fresh[1].pk < after.pk
    fresh[0].title = "二"
    fresh[0].save()
    assert Case.objects.get(pk=fresh[0].pk).title == "二"
    assert Case.objects.count() == 4


@pytest.mark.django_db
def test_a_row_that_is_there_already_is_left_as_it_is() -> None:
    moment = timezone.now()
    columns = ("name", "key", "subject", "due_at", "attempts", "given_up", "error")
    job = ("understand.read", "read:1", "message:1", moment, 0, False, "")
    rows.insert(Job, columns, [job])
    rows.insert(Job, columns, [(*job[:2], "message:2", *job[3:])], once=True)
    assert Job.objects.get().subject == "message:1"
    with pytest.raises(IntegrityError):
        rows.insert(Job, columns, [job])


@pytest.mark.django_db
def test_an_update_sets_what_is_named_and_nothing_else() -> None:
    many = [case(title=str(n)) for n in range(3)]
    rows.insert_objects(many)
    later = timezone.now() + timedelta(days=1)
    rows.update(Case, ("state", "ended_at"), [(State.ANSWERED, later, one.pk) for one in many[:2]])
    stored = list(Case.objects.order_by("pk").values_list("title", "state", "ended_at"))
    assert stored == [("0", "answered", later), ("1", "answered", later), ("2", "received", None)]


@pytest.mark.django_db
def test_many_rows_are_one_statement() -> None:
    with CaptureQueriesContext(connection) as seen:
        rows.insert_objects([case() for _ in range(300)])
    assert len(seen) == 2
    assert Case.objects.count() == 300


@pytest.mark.django_db
def test_a_single_row_is_one_statement() -> None:
    one = case()
    with CaptureQueriesContext(connection) as seen:
        rows.insert_objects([one])
    assert len(seen) == 1
    assert Case.objects.get().pk == one.pk


def test_a_table_is_never_shared_by_two_objects() -> None:
    with pytest.raises(TypeError, match="Entry must be given facts"):
        rows.made(Entry, kind="people.signed_in")


@pytest.mark.django_db
def test_nothing_is_no_statement() -> None:
    with CaptureQueriesContext(connection) as seen:
        rows.insert_objects([])
        rows.insert(Entry, ("kind",), [])
        rows.update(Case, ("state",), [])
    assert len(seen) == 0
