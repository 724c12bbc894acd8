"""What a text says by itself: all methods that need nothing but its words, in one go and in any process.

Knows neither the database nor Django: a second core can read while the first one writes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from huiyin.methods import classify, keywords, kinds, urgency
from huiyin.methods.guesses import Guess
from huiyin.methods.similar import Hashes, bands, features, signature_of
from huiyin.methods.text import index_tokens, language
from huiyin.understand.rules import Names

BANDS_KEPT = 12
"""Two texts that share 30 % of their grams share one of 12 bands with 68 %, 40 % with 88 %."""

Words = tuple[str, str]
"""Title and text of a message."""


class Spot(NamedTuple):
    """An area that a text may name, and the one above it."""

    id: int
    parent_id: int | None


class Thought(NamedTuple):
    """What one text says: how urgent, about what, of which kind, where, and by what it is compared and found."""

    harm: urgency.Urgency
    categories: tuple[Guess, ...]
    kind: Guess
    area_id: int | None
    letters: str
    grams: Hashes
    bands: tuple[int, ...]
    tokens: str
    language: str


@dataclass(frozen=True)
class Reader:
    """All that is needed to read: the office's categories and names as plain data, the file of a trained model."""

    entries: tuple[keywords.Entry, ...]
    names: Mapping[str, Spot]
    model: Path | None = None

    def read(self, said: Sequence[Words]) -> list[Thought]:
        """What each of these says, in their order."""
        texts = [together(*one) for one in said]
        return [
            self._thought(one, text, tuple(categories))
            for one, text, categories in zip(said, texts, self._categories(texts), strict=True)
        ]

    def _thought(self, said: Words, text: str, categories: tuple[Guess, ...]) -> Thought:
        area = self._names.sure_place(text)
        compared = features(text)
        return Thought(
            urgency.urgency(text), categories, kinds.kind(text), area.id if area else None,
            compared.letters, compared.grams, bands(signature_of(compared))[:BANDS_KEPT],
            " ".join(index_tokens(text)), language(said[1]),
        )  # fmt: skip

    def _categories(self, texts: Sequence[str]) -> Sequence[Sequence[Guess]]:
        if not self.model and not self.entries:  # a new office that has no categories yet
            return [()] * len(texts)
        return (_classifier(self.model) if self.model else self._keywords).guess(texts, top=3)

    @cached_property
    def _keywords(self) -> keywords.KeywordStart:
        return keywords.KeywordStart(self.entries)

    @cached_property
    def _names(self) -> Names[Spot]:
        return Names(self.names)


@lru_cache(maxsize=2)
def _classifier(model: Path) -> classify.Classifier:
    return classify.load(model)


def together(title: str, text: str) -> str:
    """Title and text as the methods take them."""
    return f"{title}\n{text}"
