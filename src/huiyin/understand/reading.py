"""Read messages: what they are about, by the methods and the office's own directory. Writes nothing.

Reading takes most of the time of taking a message in, so it is done before anything is locked for writing; what needs
nothing but the words (`reader`) may be done by another process.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from huiyin.hear.models import Message
from huiyin.hear.rules import PUBLIC_KINDS, Kind
from huiyin.methods import keywords
from huiyin.methods.similar import Features, bands, features, signature_of
from huiyin.places.queries import CategoryLine, Directory, directory
from huiyin.understand.reader import BANDS_KEPT, Reader, Spot, Thought, together
from huiyin.understand.rules import LIKELY_OTHER, About, is_likely_report

FROM_KEYWORDS = "keywords"


@dataclass(frozen=True)
class Proposal:
    """One guess about one message, not stored yet."""

    about: About
    value: str
    score: float
    reasons: tuple[str, ...]
    method: str


@dataclass(frozen=True)
class Reading:
    """All that was understood of one message."""

    message: Message
    proposals: tuple[Proposal, ...]
    category_id: int | None
    area_id: int | None
    urgency: int
    features: Features
    bands: tuple[int, ...]
    tokens: str


def bands_of(compared: Features) -> tuple[int, ...]:
    """The bands by which near copies find each other: half of the method's, a row each in the database."""
    return bands(signature_of(compared))[:BANDS_KEPT]


def features_of(message: Message) -> Features:
    """A message as `methods.similar` compares it."""
    return features(
        whole(message), area=_area_code(message, directory()), lat=message.lat, lon=message.lon,
        at=message.said_at or message.received_at,
    )  # fmt: skip


def whole(message: Message) -> str:
    """Title and text as the methods take them."""
    return together(message.title, message.text)


def _area_code(message: Message, places: Directory) -> str | None:
    area = places.areas.get(message.area_id or 0)
    return area.code if area else None


def read_all(
    messages: Sequence[Message], *, places: Directory, model: str, thoughts: Sequence[Thought] | None = None
) -> list[Reading]:
    """Read a batch; `model` is the name of the trained classifier in use, or empty for keywords.

    `thoughts` is what `reader_of` found in their words, where that was done already.
    """
    if thoughts is None:
        thoughts = reader_of(places, model).read([(message.title, message.text) for message in messages])
    return [
        _read_one(message, thought, places=places, method=model or FROM_KEYWORDS)
        for message, thought in zip(messages, thoughts, strict=True)
    ]


def _read_one(message: Message, thought: Thought, *, places: Directory, method: str) -> Reading:
    guesses, harm = thought.categories, thought.harm
    category = _by_code(places).get(guesses[0].label) if guesses else None
    area = places.areas[thought.area_id] if thought.area_id and not message.area_id else None
    proposals = [Proposal(About.URGENCY, str(harm.level), 1.0, harm.reasons, "words")]
    proposals += [Proposal(About.CATEGORY, g.label, g.probability, g.reasons, method) for g in guesses]
    proposals += _kind(message, thought)
    if category and (department := places.departments.get(category.department_id or 0)):
        reason = (category.name,)
        proposals.append(Proposal(About.DEPARTMENT, department.code, guesses[0].probability, reason, method))
    if area is not None:
        proposals.append(Proposal(About.AREA, area.code, 0.9, (area.name,), "names"))
    compared = Features(
        thought.letters, thought.grams, _area_code(message, places), message.lat, message.lon,
        message.said_at or message.received_at,
    )  # fmt: skip
    return Reading(
        message, tuple(proposals), category.id if category else None, area.id if area else message.area_id,
        harm.level, compared, thought.bands, thought.tokens,
    )  # fmt: skip


def _kind(message: Message, thought: Thought) -> list[Proposal]:
    """Another kind than the sender chose, if the words say so; none for what came by the closed road."""
    guess = thought.kind
    kind = Kind.WRONGDOING if is_likely_report(guess) else guess.label
    if message.kind == Kind.WRONGDOING or kind not in {*PUBLIC_KINDS, Kind.WRONGDOING} or kind == message.kind:
        return []
    if guess.probability < LIKELY_OTHER:
        return []
    return [Proposal(About.KIND, kind, guess.probability, guess.reasons, "words")]


@lru_cache(maxsize=2)
def reader_of(places: Directory, model: str) -> Reader:
    """What reads the words of messages for this office, by this trained model or by keywords."""
    categories = tuple(places.categories.values())
    parents = {c.parent_id for c in categories}
    leaves = [c for c in categories if c.id not in parents]
    entries = tuple(keywords.Entry(c.code, (c.name, c.name_en), c.keywords) for c in leaves)
    return Reader(entries, _names(places), models_folder() / f"{model}.npz" if model else None)


def models_folder() -> Path:
    """Where this office's trained models lie."""
    return Path(settings.DATA) / "models"


def _names(places: Directory) -> Mapping[str, Spot]:
    """Areas below the county by the names residents write: 柳树村, and 柳树 where that is long enough."""
    found: dict[str, Spot] = {}
    for area in places.areas.values():
        if area.parent_id is None:
            continue
        for name in (area.name, area.name_en):
            if len(name) > 1:
                found.setdefault(name, Spot(area.id, area.parent_id))
    return found


@lru_cache(maxsize=2)
def _by_code(places: Directory) -> Mapping[str, CategoryLine]:
    return {category.code: category for category in places.categories.values()}
