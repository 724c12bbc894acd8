"""The written corpus read into situations: what can happen, in whose words, and what can be answered."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import cycle, islice, product
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
CHOICE = re.compile(r"\[([^\[\]]*)\]")
BASIS = re.compile(r"《[^》]+》(?:第[\d一二三四五六七八九十百.]+条)?|县政府\d+年第\d+号文")
APPEAL = re.compile(r"[^。;,]*(?:复议|诉讼|起诉|复核|仲裁|行政复议|再选|自己找|另选|法院)[^。;]*")
MOST_VARIANTS = 48
EQUAL = 6
"""Each line of a bank counts for so many, whether it has one way to be said or six."""
REGISTERS = {"=": "formal", "!": "angry", "~": "oral"}

TOPIC = re.compile(r"(\d+)\)")

Phrases = tuple[str, ...]


class Group(NamedTuple):
    """One fragment with its variants; `topics` are the sides of a situation it belongs to, empty for all of them."""

    topics: str
    lines: Phrases

    def suits(self, topic: str) -> bool:
        """Whether it may be said beside an opening of that topic."""
        return not self.topics or (bool(topic) and topic in self.topics)


Voiced = Mapping[str, tuple[Group, ...]]
"""For each register the fragments that suit it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One way to answer a situation: by which outcome, in which words, on which rule."""

    outcome: str  # the letter of the corpus: s n p q y d h r k x
    topics: str
    core: Phrases
    basis: str
    appeal: str


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """Something that happens to people, with what they say about it."""

    key: str
    category: str
    kind: str
    spot: str
    weight: float
    urgency: int
    months: frozenset[int]
    language: str
    hot: str
    days: tuple[int, int]
    titles: Voiced
    wholes: Voiced
    openings: Voiced
    facts: Voiced
    effects: Voiced
    asks: Voiced
    replies: tuple[Reply, ...]


def variants(fragment: str) -> Phrases:
    """All ways to say a fragment, at most MOST_VARIANTS of them, spread evenly.

    >>> variants("灯[坏了|不亮]")
    ('灯坏了', '灯不亮')
    """
    parts = CHOICE.split(fragment)
    options = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    every = ["".join(choice) for choice in product(*options)]
    step = max(1, len(every) // MOST_VARIANTS)
    return tuple(line.replace("\\n", "\n") for line in every[::step])


def _sections(text: str, mark: str) -> Iterator[tuple[str, list[str]]]:
    """Headings with their lines; comments and empty lines are left out."""
    head, lines = "", list[str]()
    for line in text.splitlines():
        if line.startswith(mark):
            if head:
                yield head, lines
            head, lines = line.removeprefix(mark).strip(), []
        elif head and line.strip() and not line.startswith("//"):
            lines.append(line.strip())
    if head:
        yield head, lines


@lru_cache(maxsize=1)
def banks() -> dict[str, Phrases]:
    """Phrases that belong to speakers and offices rather than to a situation."""
    found: dict[str, Phrases] = {}
    for path in sorted((HERE / "banks").glob("*.txt")):
        for head, lines in _sections(path.read_text(encoding="utf-8"), "## "):
            found[head] = tuple(one for line in lines for one in islice(cycle(variants(line)), EQUAL))
    return found


@lru_cache(maxsize=1)
def situations() -> tuple[Situation, ...]:
    """The whole corpus in the order of its files."""
    blocks: dict[str, tuple[list[str], list[str]]] = {}
    added: list[tuple[str, list[str]]] = []
    for path in sorted((HERE / "corpus").glob("*.txt")):
        for head, lines in _sections(path.read_text(encoding="utf-8"), "# "):
            if head.startswith("+"):
                added.append((head.removeprefix("+").strip(), lines))
            else:
                blocks[head.split()[0]] = (head.split(), lines)
    for key, lines in added:
        blocks[key][1].extend(lines)
    return tuple(_situation(head, lines) for head, lines in blocks.values())


def _situation(head: list[str], lines: list[str]) -> Situation:
    key, category, kind, *rest = head
    marks = {word[0]: word[1:] for word in rest if "=" not in word and word[0] in "@wum"}
    named = dict(word.split("=", 1) for word in rest if "=" in word)
    said: dict[str, list[str]] = {}
    for line in lines:
        said.setdefault(line[0], []).extend(part.strip() for part in line[2:].split(" / "))
    titles, wholes, openings, facts, effects, asks = (_voiced(said.get(letter, [])) for letter in "twofea")
    return Situation(
        key, category, kind, marks["@"], float(marks["w"]), int(marks["u"]), _months(marks.get("m", "")),
        named.get("lang", "zh"), named.get("hot", ""), _span(named.get("days", "0-0")),
        titles, wholes, openings, facts, effects, asks,
        tuple(_reply(letter, text) for letter in "snpqydhrkx" for text in said.get(letter, ())),
    )


def _voiced(fragments: list[str]) -> Voiced:
    """Fragments by register: each register hears the neutral ones and its own."""
    marked = [(REGISTERS.get(text[0], ""), _group(text.lstrip("=!~"))) for text in fragments if text]
    neutral = [group for register, group in marked if not register]
    table = {"plain": tuple(neutral or [group for _, group in marked])}
    for register in REGISTERS.values():
        own = [group for mark, group in marked if mark == register]
        table[register] = tuple(own + own + neutral if register == "oral" else own + neutral) or table["plain"]
    return table


def _group(text: str) -> Group:
    found = TOPIC.match(text)
    return Group(found[1], variants(text[found.end() :])) if found else Group("", variants(text))


def _reply(outcome: str, text: str) -> Reply:
    group = _group(text.rstrip("。"))
    basis, appeal = BASIS.search(text), APPEAL.search(text)
    return Reply(
        outcome, group.topics, group.lines, basis.group() if basis else "", appeal.group().strip() if appeal else ""
    )


def _months(text: str) -> frozenset[int]:
    """'11-3' is November to March; '3-6,9-12' two spans; empty the whole year."""
    months: set[int] = set()
    for span in filter(None, text.split(",")):
        first, last = map(int, span.split("-"))
        months |= {(first + at - 1) % 12 + 1 for at in range((last - first) % 12 + 1)}
    return frozenset(months or range(1, 13))


def _span(text: str) -> tuple[int, int]:
    first, last = map(int, text.removeprefix("d").split("-"))
    return first, last


@lru_cache(maxsize=1)
def offices() -> dict[str, dict[str, str]]:
    """departments.csv by code."""
    return _table("departments.csv")


@lru_cache(maxsize=1)
def categories() -> dict[str, dict[str, str]]:
    """categories.csv by code."""
    return _table("categories.csv")


def _table(name: str) -> dict[str, dict[str, str]]:
    with (HERE.parent / name).open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}
