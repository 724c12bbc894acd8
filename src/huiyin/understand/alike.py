"""Which earlier cases look like the same thing as a message that was just read. Writes nothing."""

from collections.abc import Mapping, Sequence

from huiyin.hear.models import Message
from huiyin.hear.rules import Kind
from huiyin.methods.similar import Features, Likeness, alike, likeness
from huiyin.understand.material import candidates
from huiyin.understand.reading import Proposal, Reading, features_of
from huiyin.understand.rules import ENOUGH_ALIKE, About

MOST_PROPOSED = 3
"""Cases proposed for one message, the likeliest first."""


def alike_cases(readings: Sequence[Reading]) -> dict[int, list[Proposal]]:
    """Earlier or simultaneous cases that look like the same thing, for each message at most three.

    Reports of wrongdoing are compared with nothing. Two statements.
    """
    shared = candidates([(r.message, r.bands) for r in readings if r.message.kind != Kind.WRONGDOING])
    known = {reading.message.pk: reading.features for reading in readings}
    for message in (message for many in shared.values() for message in many):
        if message.pk not in known:
            known[message.pk] = features_of(message)
    return {
        reading.message.pk: _proposed(reading.features, shared.get(reading.message.pk, ()), known)
        for reading in readings
    }


def _proposed(own: Features, others: Sequence[Message], known: Mapping[int, Features]) -> list[Proposal]:
    scores = alike(own, [known[other.pk] for other in others]) if others else ()
    best: dict[int, tuple[float, Message]] = {}
    for other, score in zip(others, map(float, scores), strict=True):
        if score >= max(ENOUGH_ALIKE, best[other.case_id][0] if other.case_id in best else 0.0):
            best[other.case_id] = (score, other)
    likeliest = sorted(best.values(), key=lambda found: -found[0])[:MOST_PROPOSED]
    return [_proposal(other.case_id, likeness(own, known[other.pk])) for _, other in likeliest]


def _proposal(case: int, like: Likeness) -> Proposal:
    return Proposal(About.DUPLICATE, str(case), like.score, like.reasons, "minhash")
