"""A county made three times as large: every kept count is what a recount gives, and nothing of a person is copied."""

import io
from collections import Counter
from functools import partial
from random import Random

import pytest
from django.db import connection
from django.utils import timezone

from huiyin.demo.copies import COPIED
from huiyin.demo.facts import BY, areas_of, set_up
from huiyin.demo.land import county, spot
from huiyin.demo.load import finish, load_batch
from huiyin.demo.multiply import multiply
from huiyin.demo.voices import stories
from huiyin.handle.actions import load_limits, set_clocks
from huiyin.hear import search
from huiyin.hear.models import Case, Message
from huiyin.ledger.models import Entry, Job
from huiyin.people.actions import keep_contact
from huiyin.people.vault import Reach
from huiyin.places.queries import directory
from huiyin.publish.actions import count_figures, refresh_public
from huiyin.publish.models import SEARCH as PUBLIC_SEARCH
from huiyin.publish.models import Figure, PublicCase, Spot, Tally
from huiyin.understand.actions.messages import SEARCH

pytestmark = pytest.mark.django_db(transaction=True, reset_sequences=True)

TIMES = 3
WORD = "水"


@pytest.fixture
def before() -> dict[str, int]:
    """A small county as the demo makes it; how many rows of what there were before it grew."""
    today = timezone.localdate()
    load_limits(by=BY)
    land = county()
    set_up(land)
    dice = Random(7)
    where = {place.code: partial(spot, land, place.code, dice) for place in land.villages()}
    load_batch(
        by=BY, stories=list(stories(seed=7, today=today, areas=areas_of(land), count=90)), today=today, where=where
    )
    finish(by=BY)
    counts = {model.__name__: model._default_manager.count() for model in COPIED}
    counts["found"], counts["shown"] = (len(found(table)) for table in (SEARCH, PUBLIC_SEARCH))
    return counts


def found(table: str) -> list[int]:
    return search.search(table, WORD, limit=100_000)


def indexes() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        else:
            cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()")
        return set(cursor.fetchall())


def test_a_grown_county_is_as_if_its_cases_had_been_counted_one_by_one(before: dict[str, int]) -> None:
    made = indexes()
    told = Message.objects.order_by("pk")[0]
    contact = keep_contact(by=BY, reach=Reach(name="王芳", phone="13800138000"), at=timezone.now())
    Message.objects.filter(pk=told.pk).update(code_digest="a" * 64, once="b" * 64, contact=contact)
    multiply(times=TIMES, progress=io.StringIO())
    count_figures(by=BY)
    assert indexes() == made
    connection.check_constraints()
    everything_is_there(before)
    everybody_sees_what_a_recount_gives(before)
    copies_stand_where_and_when_they_say(before)
    copied = Message.objects.filter(pk__gt=before["Message"])
    assert not copied.exclude(contact=None, code_digest=None, once=None, external_id=None).exists()


def everything_is_there(before: dict[str, int]) -> None:
    for model in COPIED:
        assert before[model.__name__] > 0, model
        assert model._default_manager.count() == TIMES * before[model.__name__], model
    assert Entry.objects.filter(kind__in=("hear.received", "hear.word_added")).count() == Message.objects.count()
    assert not Job.objects.exists()
    assert len(found(SEARCH)) == TIMES * before["found"] > 0
    assert len(found(PUBLIC_SEARCH)) == TIMES * before["shown"] > 0
    assert all(WORD in message.title + message.text for message in Message.objects.filter(pk__in=found(SEARCH)))


def everybody_sees_what_a_recount_gives(before: dict[str, int]) -> None:
    copied = list(Case.objects.filter(pk__gt=before["Case"]).values_list("pk", flat=True))
    assert len(copied) == (TIMES - 1) * before["Case"]
    assert refresh_public(by=BY, case_ids=copied) == 0
    received = Counter(f"{day:%Y-%m}" for day in Tally.objects.values_list("opened_on", flat=True))
    figures = Figure.objects.filter(by="all", measure="received", period__contains="-")
    assert dict(figures.values_list("period", "whole")) == received
    placed = PublicCase.objects.exclude(lat=None).count()
    for step in set(Spot.objects.values_list("step", flat=True)):
        assert sum(Spot.objects.filter(step=step).values_list("number", flat=True)) == placed > 0


def copies_stand_where_and_when_they_say(before: dict[str, int]) -> None:
    for area, township in Case.objects.values_list("area", "township"):
        assert township == directory().township_of(area)
    cases = list(Case.objects.filter(merged_into=None).prefetch_related("messages"))
    for case in cases:
        said = [message for message in case.messages.all() if message.added_to_id is None]
        assert len(said) <= case.message_count <= len(case.messages.all())
        assert min(message.said_at or message.received_at for message in said) >= case.opened_at
    set_clocks(by=BY, cases=[case.pk for case in cases])
    ranks = dict(Case.objects.values_list("pk", "rank"))
    assert all(ranks[case.pk] == pytest.approx(case.rank, abs=0.001) for case in cases)
    assert len({case.opened_at.date() for case in cases}) > before["Case"]
