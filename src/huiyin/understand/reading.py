"""Read messages: what they are about, by the methods and the office's own directory. Writes nothing.

Reading takes most of the time of taking a message in, so it is done before anything is locked for writing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from huiyin.hear.models import Message
from huiyin.hear.rules import Kind
from huiyin.methods import classify, keywords, kinds, urgency
from huiyin.methods.guesses import Guess
from huiyin.methods.similar import Features, bands, features, signature_of
from huiyin.places.queries import AreaLine, CategoryLine, Directory, directory
from huiyin.understand.rules import About, Names

FROM_KEYWORDS = "keywords"
BANDS_KEPT = 12
"""Two texts that share 30 % of their grams share one of 12 bands with 68 %, 40 % with 88 %."""


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


def bands_of(compared: Features) -> tuple[int, ...]:
    """The bands by which near copies find each other: half of the method's, a row each in the database."""
    return bands(signature_of(compared))[:BANDS_KEPT]


def features_of(message: Message) -> Features:
    """A message as `methods.similar` compares it."""
    area = directory().areas.get(message.area_id or 0)
    return features(
        whole(message), area=area.code if area else None, lat=message.lat, lon=message.lon,
        at=message.said_at or message.received_at,
    )  # fmt: skip


def whole(message: Message) -> str:
    """Title and text as the methods take them."""
    return f"{message.title}\n{message.text}"


def read_all(messages: Sequence[Message], *, places: Directory, model: str) -> list[Reading]:
    """Read a batch; `model` is the name of the trained classifier in use, or empty for keywords."""
    texts = [whole(message) for message in messages]
    ranked = _categories(texts, places=places, model=model)
    return [
        _read_one(message, text, guesses, places=places, method=model or FROM_KEYWORDS)
        for message, text, guesses in zip(messages, texts, ranked, strict=True)
    ]


def _read_one(message: Message, text: str, guesses: Sequence[Guess], *, places: Directory, method: str) -> Reading:
    harm = urgency.urgency(text)
    category = _by_code(places).get(guesses[0].label) if guesses else None
    area = None if message.area_id else names_of(places).sure_place(text)
    proposals = [Proposal(About.URGENCY, str(harm.level), 1.0, harm.reasons, "words")]
    proposals += [Proposal(About.CATEGORY, g.label, g.probability, g.reasons, method) for g in guesses]
    proposals += _kind(message, text)
    if category and (department := places.departments.get(category.department_id or 0)):
        reason = (category.name,)
        proposals.append(Proposal(About.DEPARTMENT, department.code, guesses[0].probability, reason, method))
    if area is not None:
        proposals.append(Proposal(About.AREA, area.code, 0.9, (area.name,), "names"))
    compared = features_of(message)
    return Reading(
        message, tuple(proposals), category.id if category else None,
        area.id if area else message.area_id, harm.level, compared, bands_of(compared),
    )  # fmt: skip


def _kind(message: Message, text: str) -> list[Proposal]:
    """Another kind than the sender chose, if the words say so; never into or out of the closed road."""
    guess = kinds.kind(text)
    if guess.label in {message.kind, Kind.WRONGDOING} or message.kind == Kind.WRONGDOING:
        return []
    return [Proposal(About.KIND, guess.label, guess.probability, guess.reasons, "words")]


def _categories(texts: Sequence[str], *, places: Directory, model: str) -> Sequence[Sequence[Guess]]:
    if model:
        return classifier(model).guess(texts, top=3)
    return _keyword_start(places).guess(texts, top=3)


@lru_cache(maxsize=2)
def _keyword_start(places: Directory) -> keywords.KeywordStart:
    categories = tuple(places.categories.values())
    parents = {c.parent_id for c in categories}
    leaves = [c for c in categories if c.id not in parents]
    return keywords.KeywordStart([keywords.Entry(c.code, (c.name, c.name_en), c.keywords) for c in leaves])


@lru_cache(maxsize=2)
def classifier(name: str) -> classify.Classifier:
    """A trained model of this office, kept in the process."""
    return classify.load(models_folder() / f"{name}.npz")


def models_folder() -> Path:
    """Where this office's trained models lie."""
    return Path(settings.DATA) / "models"


@lru_cache(maxsize=2)
def names_of(places: Directory) -> Names[AreaLine]:
    """Areas below the county by the names residents write: 柳树村, and 柳树 where that is long enough."""
    found: dict[str, AreaLine] = {}
    for area in places.areas.values():
        if area.parent_id is None:
            continue
        for name in (area.name, area.name_en):
            if len(name) > 1:
                found.setdefault(name, area)
    return Names(found)


@lru_cache(maxsize=2)
def _by_code(places: Directory) -> Mapping[str, CategoryLine]:
    return {category.code: category for category in places.categories.values()}
