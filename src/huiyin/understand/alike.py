"""Which earlier cases look like the same thing as a message that was just read. Writes nothing."""

from collections.abc import Mapping, MutableMapping, Sequence

from huiyin.hear.rules import Kind
from huiyin.methods.similar import Features, alike, phrases
from huiyin.understand.material import Stored, candidates, comparable
from huiyin.understand.reading import Proposal, Reading, features_of
from huiyin.understand.rules import ENOUGH_ALIKE, About

MOST_PROPOSED = 3
"""Cases proposed for one message, the likeliest first."""

MOST_KEPT = 2_000_000
"""Grams (8 bytes each) that are kept of the messages compared last."""


def alike_cases(
    readings: Sequence[Reading], known: MutableMapping[int, Features] | None = None
) -> dict[int, list[Proposal]]:
    """Earlier cases that look like the same thing, for each message (oldest first) at most three.

    Reports of wrongdoing are compared with nothing. Two statements. `known` keeps the features of messages, by id,
    from one batch to the next.
    """
    compared = [reading for reading in readings if reading.message.kind != Kind.WRONGDOING]
    shared = candidates([(Stored(r.message.case_id, r.message.pk), r.bands) for r in compared])
    known = {} if known is None else known
    known.update({reading.message.pk: reading.features for reading in compared})
    others = {other.id for many in shared.values() for other in many}
    known.update({message.pk: features_of(message) for message in comparable(others - known.keys())})
    return {
        reading.message.pk: _proposed(reading.features, shared[reading.message.pk], known)
        for reading in compared
        if reading.message.pk in shared
    }


def forget_oldest(known: MutableMapping[int, Features]) -> None:
    """Keep no more than fits into memory; what was put in last stays."""
    held = sum(len(one.grams) for one in known.values())
    for pk in list(known):
        if held <= MOST_KEPT:
            return
        held -= len(known.pop(pk).grams)


def _proposed(own: Features, others: Sequence[Stored], known: Mapping[int, Features]) -> list[Proposal]:
    others = [other for other in others if other.id in known]
    scores = alike(own, [known[other.id] for other in others]) if others else ()
    best: dict[int, tuple[float, int]] = {}
    for other, score in zip(others, map(float, scores), strict=True):
        if score >= max(ENOUGH_ALIKE, best[other.case][0] if other.case in best else 0.0):
            best[other.case] = (score, other.id)
    likeliest = sorted(best.items(), key=lambda found: -found[1][0])[:MOST_PROPOSED]
    reasons = phrases(own, [known[pk] for _, (_, pk) in likeliest]) if likeliest else ()
    return [
        Proposal(About.DUPLICATE, str(case), score, why, "minhash")
        for (case, (score, _)), why in zip(likeliest, reasons, strict=True)
    ]
