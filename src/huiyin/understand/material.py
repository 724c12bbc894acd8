"""What reading and training start from: messages not read yet, likely neighbours, the model in use, decisions."""

from collections import defaultdict
from collections.abc import Sequence

from huiyin.hear.models import Message
from huiyin.hear.rules import Kind
from huiyin.understand.models import Band, Guess, Trained
from huiyin.understand.rules import About

MOST_CANDIDATES = 2_000
"""Messages looked at more closely for one batch; newest first, so that it does not grow with what is stored."""


def unread(message_ids: Sequence[int]) -> list[Message]:
    """Those of the messages that were not read yet, with their cases. One statement."""
    read = Guess.objects.filter(about=About.URGENCY, message__in=message_ids).values("message")
    return list(Message.objects.filter(pk__in=message_ids).exclude(pk__in=read).select_related("case"))


def model_in_use(about: About) -> str:
    """Name of the trained model for this question, or empty. One statement."""
    name: str = Trained.objects.filter(about=about, in_use=True).values_list("name", flat=True).first() or ""
    return name


def candidates(given: Sequence[tuple[Message, Sequence[int]]]) -> dict[int, list[Message]]:
    """For each message those that share a band of the signature: stored earlier, or in the same batch.

    Two statements, bounded whatever is stored.
    """
    wanted: dict[int, set[int]] = defaultdict(set)
    for message, values in given:
        for value in values:
            wanted[value].add(message.pk)
    stored = Band.objects.filter(value__in=list(wanted)).order_by("-case").values_list("value", "message")
    pairs = list(stored[:MOST_CANDIDATES])
    known = {m.pk: m for m, _ in given}
    others = {pk for _, pk in pairs} - set(known)
    known.update(Message.objects.filter(pk__in=others).exclude(kind=Kind.WRONGDOING).in_bulk())
    found: dict[int, dict[int, Message]] = defaultdict(dict)
    in_batch = [(value, pk) for value, pks in wanted.items() if len(pks) > 1 for pk in pks]
    for value, other in [*pairs, *in_batch]:
        for pk in wanted[value]:
            if other in known and known[other].case_id != known[pk].case_id:
                found[pk][other] = known[other]
    return {pk: list(messages.values()) for pk, messages in found.items()}


def labels(about: About = About.CATEGORY) -> list[tuple[str, str]]:
    """Texts with what a person decided, to learn from. One statement."""
    rows = Guess.objects.filter(about=about).exclude(decided_value="").select_related("message")
    return [(f"{g.message.title}\n{g.message.text}", g.decided_value) for g in rows.order_by("pk")]
