"""A first guess where there are no labels yet: from the names and keywords of the categories alone.

Each category is a bag of terms: its keywords, its own name, the names above it, and the character pairs of all of
these. A term weighs by how few categories share it (inverse document frequency, Spärck Jones 1972) and by its
length. The probability is the category's share of all the weight found, with a constant for "none of these", so
that one faint word never makes it sure.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import add
from typing import Final

from huiyin.methods.guesses import Guess
from huiyin.methods.text import fold, index_tokens, plain_words

KEYWORD: Final = 1.0
OWN_NAME: Final = 1.2
NAME_ABOVE: Final = 0.6
PAIR: Final = 0.3
"""How much a term weighs by where it comes from, the last for a pair of characters out of any of them."""
NONE_OF_THESE: Final = 4.0
_LONGEST_TERM: Final = 8
_SHORTEST_PLURAL: Final = 4
_LONGEST_TEXT: Final = 4_000
_MOST_REASONS: Final = 5
_FIRST_CHINESE: Final = "\u2e80"
_ONLY_CHINESE: Final = re.compile("[\u2e80-\uffff\\W]*")
# words that the names of categories share with every message
_EMPTY: Final = frozenset(
    [
        "问题",
        "其他",
        "其它",
        "方面",
        "管理",
        "相关",
        "有关",
        "情况",
        "工作",
        "服务",
        "政策",
        "反映",
        "咨询",
        "建议",
        "投诉",
        "以及",
        "事项",
        "other",
        "others",
        "and",
    ]
)
_SMALL: Final = re.compile(
    "the|of|for|to|in|on|at|by|with|from|without|is|are|was|were|be|been|no|not|my|our|your|their|its|it|we|they|who|"
    "one|another|into|front|has|have|had|do|does|did|cannot|can|between|this|that|an|up|down|out|off|over"
)
"""English words that say nothing of the matter."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A category: its label, its names from the top of the tree down to its own, and words that speak for it."""

    label: str
    names: tuple[str, ...]
    keywords: tuple[str, ...] = ()


class KeywordStart:
    """Guesses a category from words alone. ValueError when two entries share a label or there is none."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        labels = [entry.label for entry in entries]
        if not labels or len(set(labels)) < len(labels):
            raise ValueError("Each category needs a label of its own, and there must be at least one")
        bags = {entry.label: _bag(entry) for entry in entries}
        spread = Counter(term for bag in bags.values() for term in bag)
        self._weights: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for label, bag in bags.items():
            for term, weight in bag.items():
                rarity = math.log(1 + len(bags) / spread[term])
                self._weights[term].append((label, weight * rarity))
        self._lengths = _lengths_by_beginning(self._weights)

    def guess(self, texts: Iterable[str], top: int = 3) -> list[tuple[Guess, ...]]:
        """For each text its likeliest categories, at most ``top``; none where no word of any category is found."""
        return [self._guess(text, top) for text in texts]

    def _guess(self, text: str, top: int) -> tuple[Guess, ...]:
        scores: dict[str, float] = defaultdict(float)
        spoken: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for term, count in self._found(text).items():
            for label, weight in self._weights[term]:
                scores[label] += weight * (1 + math.log(count))
                spoken[label].append((weight, term))
        total = sum(scores.values()) + NONE_OF_THESE
        best = sorted(scores, key=lambda label: (-scores[label], label))[:top]
        return tuple(Guess(label, scores[label] / total, _reasons(spoken[label])) for label in best)

    def _found(self, text: str) -> Counter[str]:
        """How often each known term stands in the text: Chinese anywhere, other words whole."""
        folded = fold(text[:_LONGEST_TEXT])
        found: Counter[str] = Counter()
        for at, pair in enumerate(map(add, folded, folded[1:])):
            for length in self._lengths.get(pair, ()):
                piece = folded[at : at + length]
                if len(piece) == length and piece in self._weights:
                    found[piece] += 1
        if not _ONLY_CHINESE.fullmatch(folded):
            words = (singular(word) for word in plain_words(folded) if word < _FIRST_CHINESE)
            found.update(word for word in words if word in self._weights)
        return found


def singular(word: str) -> str:
    """An English word without its plural: potholes, buses, bullies (the S-stemmer of Harman 1991). Others stay.

    >>> singular("potholes"), singular("bullies"), singular("bus"), singular("glass")
    ('pothole', 'bully', 'bus', 'glass')
    """
    if not word.isascii() or len(word) < _SHORTEST_PLURAL or not word.endswith("s"):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    return word if word.endswith(("us", "ss")) else word[:-1]


def _lengths_by_beginning(terms: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    """How long the Chinese terms are that begin with a pair of characters: one look-up for each place in a text."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for term in terms:
        if len(term) > 1 and term[0] >= _FIRST_CHINESE:
            lengths[term[:2]].add(len(term))
    return {pair: tuple(sorted(many)) for pair, many in lengths.items()}


def _bag(entry: Entry) -> Mapping[str, float]:
    """The terms of a category and how much they weigh before rarity; of several sources the weightiest counts."""
    bag: dict[str, float] = {}
    sources = [(word, KEYWORD) for word in entry.keywords] + [(name, NAME_ABOVE) for name in entry.names[:-1]]
    sources += [(name, OWN_NAME) for name in entry.names[-1:]]
    for words, weight in sources:
        for term, whole in _terms(words):
            worth = weight * (1.0 if whole else PAIR) * math.sqrt(max(1, min(len(term), 6) - 1))
            bag[term] = max(bag.get(term, 0.0), worth)
    return bag


def _terms(words: str) -> Iterator[tuple[str, bool]]:
    """The words of a name or keyword, whole, and their character pairs."""
    tokens = index_tokens(words)
    for word in _words(tokens):
        if word not in _EMPTY and not _SMALL.fullmatch(word) and len(word) > 1:
            yield (word[:_LONGEST_TERM] if word >= _FIRST_CHINESE else singular(word)), True
    for token in tokens:
        if len(token) == 2 and not token.isascii() and token not in _EMPTY:
            yield token, False


def _words(tokens: Sequence[str]) -> list[str]:
    """Runs of characters put together again from their pairs, and words as they are."""
    words, run = [], ""
    for token in tokens:
        if token.isascii() or len(token) > 2:
            words.append(token)
        elif len(token) == 2:
            run = run + token[1] if run else token
        else:
            words.append(run or token)
            run = ""
    return words


def _reasons(spoken: list[tuple[float, str]]) -> tuple[str, ...]:
    """The weightiest words, without those that are a part of one already named."""
    reasons: list[str] = []
    for _, term in sorted(spoken, key=lambda pair: (-pair[0], pair[1])):
        if not any(term in reason for reason in reasons):
            reasons.append(term)
    return tuple(reasons[:_MOST_REASONS])
