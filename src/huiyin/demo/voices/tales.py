"""A story as it is composed: every word chosen, but places, numbers and days still open.

Told once, it is one case of the demo; told again elsewhere on another day, it is load for a test of a million.
"""

from __future__ import annotations

from dataclasses import dataclass

from huiyin.demo.voices.compose import ANY, body, finished, foreign, title, who, whole
from huiyin.demo.voices.ground import Spot
from huiyin.demo.voices.life import life
from huiyin.demo.voices.people import BY_KEY, Persona
from huiyin.demo.voices.punctuation import printed, typed
from huiyin.demo.voices.script import Group, Situation, categories
from huiyin.demo.voices.shapes import Step
from huiyin.demo.voices.tongue import Dice

TRIES = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a tale; `lag` days after the first, `clock` the part of the day that was left."""

    title: str
    text: str
    channel: str
    persona: str
    wants_public: str
    up: int
    down: int
    contact: bool
    knows_area: bool
    lag: float
    clock: float


@dataclass(frozen=True, slots=True)
class Tale:
    """One case with all its people and its whole future."""

    situation: Situation
    department: str
    urgency: int
    parts: tuple[Part, ...]
    life: tuple[Step, ...]
    since: float  # for hot issues: days after the outbreak


class Scribe:
    """Composes tales; never the same words twice."""

    def __init__(self, rnd: Dice):
        self.rnd = rnd
        self._heard: set[str] = set()
        self._wholes: set[Group] = set()

    def tale(self, situation: Situation, spot: Spot, *, people: int = 1, since: float = 0.0) -> Tale:
        """A situation told by so many people, the first of whom is heard at once."""
        rnd = self.rnd
        lags = sorted(4.5 * rnd() for _ in range(people - 1))
        turn = 0 if people == 1 else 1 + int(rnd() * 12)
        first, topic = self._part(situation, spot, turn=turn)
        more = enumerate(lags, turn + 1)
        parts = (first, *(self._part(situation, spot, lag=lag, topic=topic, turn=at)[0] for at, lag in more))
        department = "discipline" if situation.kind == "wrongdoing" else categories()[situation.category]["department"]
        urgency = _urgency(situation.urgency, rnd())
        steps = tuple(map(printed, life(situation, topic, department, urgency, rnd)))
        return Tale(situation, department, urgency, parts, steps, since)

    def _part(
        self, situation: Situation, spot: Spot, *, lag: float = 0.0, topic: str = ANY, turn: int = 0
    ) -> tuple[Part, str]:
        rnd = self.rnd
        persona, text, topic = self._words(situation, spot, topic, turn)
        hour = persona.hours[0] + (persona.hours[1] - persona.hours[0]) * rnd()
        channel = persona.channels[int(rnd() * len(persona.channels))]
        wants, chance = _wants(situation, rnd()), rnd()
        seen = wants == "public" and situation.kind != "thanks" and chance < 0.6
        part = Part(
            typed(title(situation, persona, text, rnd), persona.key), typed(text, persona.key), channel, persona.key, wants,
            int((rnd() + 0.02) ** -0.8 * (2.5 if situation.hot else 0.9)) if seen else 0,
            int(rnd() * 3) if seen and chance < 0.05 else 0,
            channel in {"phone", "hotline"} or rnd() < (0.2 if wants == "anonymous" else 0.78),
            rnd() > 0.1, lag, (24.0 - hour) % 24 / 24,
        )
        return part, topic

    def _words(self, situation: Situation, spot: Spot, wanted: str, turn: int) -> tuple[Persona, str, str]:
        """A text nobody has sent yet, whose it is, and which side of the matter it is about."""
        rnd, persona, text, topic = self.rnd, BY_KEY["plain"], "", ""
        if rnd() < (0.5 if situation.hot else 0.3):
            text, topic = whole(situation, self._wholes, rnd, wanted)
        for _ in range(0 if text else TRIES):
            if situation.language == "zh":
                persona = who(situation, spot, rnd)
                raw, topic = body(situation, persona, spot, rnd, topic=wanted, turn=turn)
                text = finished(raw, persona, situation, rnd)
            else:
                text = foreign(situation, rnd)
            if text not in self._heard:
                break
        self._heard.add(text)
        return persona, text, topic


def _urgency(usual: int, chance: float) -> int:
    """Mostly what such a thing usually is; now and then a step less or more."""
    if chance < 0.12:
        return max(usual - 1, 0)
    return min(usual + 1, 3) if chance > 0.93 else usual


def _wants(situation: Situation, chance: float) -> str:
    if situation.kind == "wrongdoing":
        return "anonymous" if chance < 0.55 else "office"
    if chance < 0.73:
        return "public"
    return "office" if chance < 0.9 else "anonymous"
