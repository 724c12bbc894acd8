"""What reading and training start from: messages not read yet, likely neighbours, the model in use, decisions."""

import json
from collections import Counter, deque
from collections.abc import Collection, Iterable, Sequence
from itertools import chain, islice
from typing import NamedTuple

from django.db import connection

from huiyin.hear.models import Message
from huiyin.hear.rules import Kind
from huiyin.understand.models import Guess, Trained
from huiyin.understand.reader import together
from huiyin.understand.rules import About

NEWEST = 12
"""Messages looked at of those that share one band: the newest, so that it does not grow with what is stored."""
MOST_COMPARED = 12
"""Messages compared letter by letter with one message: those that share most bands with it, the newest of them."""


def unread(message_ids: Sequence[int]) -> list[Message]:
    """Those of the messages that were not read yet. Two statements."""
    before = read_before(message_ids)
    return list(Message.objects.filter(pk__in=[pk for pk in message_ids if pk not in before]).order_by("pk"))


def read_before(message_ids: Sequence[int]) -> set[int]:
    """Those of the messages that were read already. One statement."""
    read = Guess.objects.filter(about=About.URGENCY, message__in=message_ids)
    return set(read.values_list("message", flat=True))


def model_in_use(about: About) -> str:
    """Name of the trained model for this question, or empty. One statement."""
    name: str = Trained.objects.filter(about=about, in_use=True).values_list("name", flat=True).first() or ""
    return name


class Stored(NamedTuple):
    """A message by its case's id and its own: the larger, the newer."""

    case: int
    id: int


def candidates(given: Sequence[tuple[Stored, Sequence[int]]]) -> dict[int, list[Stored]]:
    """For each message (oldest first) those that share most bands of the signature, of all that came before it.

    The same as if the messages had been looked at one by one as they came. One statement, bounded whatever is
    stored: of those that share one band only the newest are looked at.
    """
    often = Counter(chain.from_iterable(values for _, values in given))
    sharers = {value: deque[Stored]((), NEWEST) for value, times in often.items() if times > 1}  # newest first
    for value, pk, case in sharing(often):
        sharers.setdefault(value, deque(maxlen=NEWEST)).append(Stored(case, pk))
    likely: dict[int, list[Stored]] = {}
    for own, values in given:
        held = [sharers[value] for value in values if value in sharers]
        if shared := Counter(chain.from_iterable(held)):
            most = sorted(zip(shared.values(), shared, strict=True), reverse=True)
            likely[own.id] = list(islice((o for _, o in most if o.case != own.case), MOST_COMPARED))
        for one in held:
            one.appendleft(own)
    return likely


_SHARING = {
    "sqlite": (
        "SELECT band.value, band.message_id, band.case_id"
        " FROM json_each(%s) AS wanted CROSS JOIN understand_band AS band"
        " ON band.id IN (SELECT id FROM understand_band WHERE value = wanted.value ORDER BY case_id DESC LIMIT %s)"
    ),
    "postgresql": (
        "SELECT newest.value, newest.message_id, newest.case_id"
        " FROM (SELECT CAST(jsonb_array_elements(%s) AS bigint) AS value) AS wanted CROSS JOIN LATERAL"
        " (SELECT * FROM understand_band WHERE value = wanted.value ORDER BY case_id DESC LIMIT %s) AS newest"
    ),
}


def sharing(values: Iterable[int]) -> list[tuple[int, int, int]]:
    """Of each of these bands the newest messages that have it: the band, the message, its case, newest case first.

    One statement, a few steps in the index for each band, however many messages share it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SHARING[connection.vendor], [json.dumps(list(values)), NEWEST])
        return sorted(cursor.fetchall(), key=lambda row: -row[2])


def comparable(ids: Collection[int]) -> list[Message]:
    """Those of these messages that may be compared with others: all but reports of wrongdoing. One statement."""
    return list(Message.objects.filter(pk__in=ids).exclude(kind=Kind.WRONGDOING)) if ids else []


MOST_LABELS = 20_000
"""Newest decisions that are learned from: a night's work and its memory do not grow with the archive."""


def labels(about: About = About.CATEGORY) -> list[tuple[str, str]]:
    """Texts with what a person decided lately, oldest first, to learn from. One statement."""
    rows = Guess.objects.filter(about=about).exclude(decided_value="").select_related("message")
    newest = list(rows.order_by("-pk")[:MOST_LABELS])
    return [(together(g.message.title, g.message.text), g.decided_value) for g in reversed(newest)]
