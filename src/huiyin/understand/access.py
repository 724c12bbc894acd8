"""Whose words may be shown to everybody, as far as their reading decides it."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from huiyin.hear.models import Message
from huiyin.hear.rules import Kind
from huiyin.methods import kinds
from huiyin.understand.material import read_before
from huiyin.understand.models import Guess
from huiyin.understand.reading import whole
from huiyin.understand.rules import About, is_likely_report


def undoubted(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Without those that may be a report of wrongdoing, until a person has decided what they are."""
    doubts = Guess.objects.filter(
        message=OuterRef("pk"), about=About.KIND, value=Kind.WRONGDOING, decided_value=""
    )  # fmt: skip
    return messages.filter(~Exists(doubts))


def looked_over(messages: Sequence[Message]) -> list[Message]:
    """The same for messages at hand that may not have been read yet: those are looked at here. One statement."""
    read = read_before([message.pk for message in messages])
    return [m for m in messages if m.pk in read or not is_likely_report(kinds.kind(whole(m)))]
