"""One message put together: a situation, a persona, a place, a day."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Mapping
from functools import cache
from itertools import accumulate

from huiyin.demo.voices.ground import Spot
from huiyin.demo.voices.people import BY_KEY, PERSON, WHO_WRITES, Persona
from huiyin.demo.voices.script import Group, Phrases, Situation, banks
from huiyin.demo.voices.tongue import Dice, dialect, shouted, slips, third_person, unstopped, with_faces

ENDS = frozenset("。!?…~、,:;\n!?.؟")
QUOTED = frozenset("。!?")
ANY = "*"
OUTRIGHT = frozenset({"plain", "brief", "typos", "nopunct", "commuter", "rant"})
WRITTEN_DOWN = frozenset({"desk", "elder"})
KEEP_FORM = frozenset({"desk", "elder", "letter", "wechat"})
KEEP_PARAGRAPHS = frozenset({"letter", "teacher"})
TOWN_SPOTS = frozenset({"estate", "road", "bus", "market"})
RURAL_SPOTS = frozenset({"village", "river", "school", "town"})
URBAN_SPOTS = frozenset({"road", "estate", "bus", "market", "town", "school"})
Groups = tuple[Group, ...]
Parts = Mapping[str, Groups]


def _drawn(kind: str) -> tuple[tuple[Persona, ...], tuple[int, ...]]:
    table = WHO_WRITES[kind]
    return tuple(BY_KEY[key] for key in table), tuple(accumulate(table.values()))


_WHO = {kind: _drawn(kind) for kind in WHO_WRITES}


def who(situation: Situation, spot: Spot, rnd: Dice) -> Persona:
    """Someone who may well say this here."""
    people, sums = _WHO[situation.kind]
    persona = people[bisect(sums, rnd() * sums[-1])]
    if persona.where == "rural" and (situation.spot not in RURAL_SPOTS or spot.level != "village"):
        return BY_KEY["plain"]
    if persona.where == "town" and situation.spot not in URBAN_SPOTS:
        return BY_KEY["plain"]
    return persona if openings(situation, persona, ANY) else BY_KEY["plain"]


@cache
def openings(situation: Situation, persona: Persona, topic: str) -> Groups:
    """How this persona might begin on a topic (or ANY); none says that it is not theirs to tell."""
    voiced = situation.openings[persona.register]
    found = _kept(voiced, persona)
    if persona.conflict is PERSON and not found:
        found = voiced
    return found if topic == ANY else tuple(group for group in found if group.topics[:1] == topic) or found


@cache
def parts(situation: Situation, persona: Persona, topic: str) -> Parts:
    """What this persona might add to an opening on that topic."""
    return {
        letter: tuple(group for group in _kept(voiced[persona.register], persona) if group.suits(topic))
        for letter, voiced in (("f", situation.facts), ("e", situation.effects), ("a", situation.asks))
    }


def _kept(groups: Groups, persona: Persona) -> Groups:
    fit = (Group(g.topics, tuple(line for line in g.lines if not persona.conflict.search(line))) for g in groups)
    return tuple(group for group in fit if group.lines)


@cache
def _leads(kind: str, persona: Persona) -> Phrases:
    if persona.key == "desk":
        return banks()["ask.desk" if kind != "question" else "ask.desk.question"]
    return banks()["ask." + (persona.register if kind == "request" else kind)]


@cache
def _bank(letter: str, persona: Persona, kind: str, urban: bool) -> Phrases:
    """What a persona says beside the matter itself; nothing where it would not suit the kind."""
    if letter in "HR" and kind not in {"request", "suggestion"}:
        return ()
    if letter == "H" and kind == "suggestion":
        return ()
    if letter in "BE":
        return _edges("begin" if letter == "B" else "end", persona, kind)
    names = {
        "S": "begin.letter", "H": "history", "R": "reflect", "P": "personal",
        "I": "self.letter.town" if urban else "self.letter",
    }
    return banks()[names[letter]]


def _edges(edge: str, persona: Persona, kind: str) -> Phrases:
    bank = banks()
    if persona.key in WRITTEN_DOWN and edge == "end" and kind != "request":
        return ()
    own = bank.get(f"{edge}.{persona.key}.{kind}") or bank.get(f"{edge}.{persona.key}", ())
    if persona.key in KEEP_FORM:
        return own
    common = bank.get(f"{edge}.{kind}", ())
    if kind == "thanks" and edge == "end":
        return common
    if persona.key in {"plain", "typos", "nopunct", "brief"}:
        return common or bank[f"{edge}.plain"]
    return own + common if edge == "end" else own


class Teller:
    """Takes parts in turn, never the same one twice."""

    __slots__ = ("_at", "_parts", "rnd", "turn")

    def __init__(self, found: Parts, rnd: Dice, turn: int = 0):
        self._parts, self.rnd, self.turn, self._at = found, rnd, turn, dict.fromkeys("fea", -1)

    def next(self, letter: str) -> str:
        """The next fragment of that sort, or nothing when all are told."""
        groups = self._parts[letter]
        if not groups:
            return ""
        at = self._at[letter]
        if at < 0:
            first = self.turn if self.turn else int(self.rnd() * len(groups))
            at = self._at[letter] = first % len(groups) + len(groups)
        elif at <= len(groups):
            return ""
        self._at[letter] = at - 1
        return _one(groups[at % len(groups)].lines, self.rnd)


def body(
    situation: Situation, persona: Persona, spot: Spot, rnd: Dice, *, topic: str = ANY, turn: int = 0
) -> tuple[str, str]:
    """The words of a persona on a situation, still with their slots, and the side of it they speak of.

    Of several who write about one thing each begins at another fact: `turn`.
    """
    begins = openings(situation, persona, topic)
    opening = begins[int(rnd() * len(begins))]
    topic = opening.topics[:1]
    teller = Teller(parts(situation, persona, topic), rnd, turn)
    urban = spot.level != "village" or situation.spot in TOWN_SPOTS
    told: list[str] = []
    for letter in persona.patterns[int(rnd() * len(persona.patterns))]:
        if letter == "o":
            piece = _one(opening.lines, rnd)
        elif letter in "fe":
            piece = _linked(teller.next(letter), letter, persona, told, rnd)
        elif letter == "a":
            piece = _ask(situation, persona, teller, rnd)
        else:
            piece = _aside(letter, persona, situation, urban, rnd)
        if piece and piece not in told:
            told.append(piece)
    return _joined(told, persona, rnd), topic


def _aside(letter: str, persona: Persona, situation: Situation, urban: bool, rnd: Dice) -> str:
    """A word that is not about the matter: who they are, what they tried, good-bye. Often left out."""
    if letter in "BE" and persona.key not in KEEP_FORM and rnd() < 0.45:
        return ""
    if letter == "H" and situation.hot:  # it has only just begun: nobody wrote about it last year
        return ""
    bank = _bank(letter, persona, situation.kind, urban)
    return _one(bank, rnd) if bank else ""


def _linked(piece: str, letter: str, persona: Persona, told: list[str], rnd: Dice) -> str:
    """A second thought begins with a word that ties it to the first."""
    if not piece or len(told) < 2 or letter == "o" or rnd() > 0.24:
        return piece
    register = persona.register
    if letter == "e":
        return piece if register == "formal" else _one(banks()["feel"], rnd) + piece
    own = "more" if register == "plain" or rnd() < 0.5 else f"more.{register}"
    return _one(banks()[own], rnd) + piece


def _one(among: Phrases, rnd: Dice) -> str:
    return among[int(rnd() * len(among))]


def _ask(situation: Situation, persona: Persona, teller: Teller, rnd: Dice) -> str:
    ask = teller.next("a")
    if not ask or situation.kind == "thanks":
        return ""
    leads = _leads(situation.kind, persona)
    lead = leads[int(rnd() * len(leads))]
    said = lead.replace("{}", ask)
    if situation.kind == "question" or lead.startswith(("能不能", "是不是", "到底", "可不可以")):
        return said + "?"
    return said


def _joined(told: list[str], persona: Persona, rnd: Dice) -> str:
    """Sentences with what stands between them; letters begin new lines."""
    text = told[0] if told else ""
    airy = persona.key in KEEP_PARAGRAPHS and rnd() < 0.6
    for piece in told[1:]:
        new_line = (airy and rnd() < 0.3) or (persona.key == "letter" and ("\n" in piece or text[-1] == ":"))
        if not _ended(text):
            text += "," if not new_line and rnd() < persona.commas and len(piece) < 26 else "。"
        text += "\n  " + piece if new_line else piece
    if text and not _ended(text) and rnd() >= persona.open_end and "\n" not in text[-30:]:
        text += "。"
    return text


def _ended(text: str) -> bool:
    return text[-1] in ENDS or (text[-1] == "”" and text[-2] in QUOTED)


Finish = Callable[[str, Dice], str]
_FINISH: Mapping[str, Finish] = {
    "typos": slips,
    "dialect": dialect,
    "nopunct": lambda text, rnd: unstopped(slips(text, rnd) if rnd() < 0.4 else text, rnd),
    "rant": shouted,
    "desk": lambda text, rnd: third_person(text),
    "farmer": lambda text, rnd: dialect(text, rnd) if rnd() < 0.3 else text,
}


def finished(text: str, persona: Persona, situation: Situation, rnd: Dice) -> str:
    """The text as it left their hands."""
    if persona.key == "wechat":
        return with_faces(text, rnd, glad=situation.kind == "thanks")
    finish = _FINISH.get(persona.key)
    return finish(text, rnd) if finish else text


def whole(situation: Situation, heard: set[Group], rnd: Dice, topic: str = ANY) -> tuple[str, str]:
    """A message that was written in one piece and not yet heard this year, with its topic; empty if none is left."""
    fresh = [
        group
        for group in situation.wholes["plain"]
        if group not in heard and (topic == ANY or group.topics[:1] == topic)
    ]
    if not fresh:
        return "", ""
    group = fresh[int(rnd() * len(fresh))]
    heard.add(group)
    return _one(group.lines, rnd), group.topics[:1]


def foreign(situation: Situation, rnd: Dice) -> str:
    """A message in English or Uyghur: opening, facts, a request; no persona but politeness."""
    begins = situation.openings["plain"]
    teller = Teller({"f": situation.facts["plain"], "a": situation.asks["plain"]}, rnd)
    hello, bye = _GREETINGS[situation.language]
    told = [teller.next(letter) for letter in ("f", "fa", "ffa", "a", "af")[int(rnd() * 5)]]
    pieces = [_one(hello, rnd), _one(begins[int(rnd() * len(begins))].lines, rnd), *told, _one(bye, rnd)]
    return " ".join(piece if piece[-1] in ".?!,؟،" else piece + "." for piece in pieces if piece)


_GREETINGS: Mapping[str, tuple[Phrases, Phrases]] = {
    "en": (
        ("", "", "Hello,", "Dear office,", "Hi there,", "Good morning,", "Excuse my English"),
        ("", "", "Thank you", "Thanks in advance", "Kind regards, {sur}", "Best, {sur}", "Thank you for reading this"),
    ),
    "ug": (
        ("", "ئەسسالامۇئەلەيكۇم", "ياخشىمۇسىز", "ھۆرمەتلىك رەھبەرلەر", "ئەسسالامۇئەلەيكۇم يولداشلار"),
        ("", "رەھمەت", "كۆپ رەھمەت", "جاۋابىڭلارنى كۈتىمەن", "سىلەرگە رەھمەت، {sur}"),
    ),
}


def title(situation: Situation, persona: Persona, text: str, rnd: Dice) -> str:
    """What stands above it: often a few words, often nothing, sometimes just how the message begins."""
    if rnd() < persona.untitled:
        return ""
    head, way = _fitting(situation.titles[persona.register], text, rnd), rnd()
    if way < 0.12 and situation.language == "zh" and persona.key in OUTRIGHT:
        return _first_words(text) or head
    if way < 0.3:
        place = f"{{{situation.spot}}}"
        return head if place in head or place not in text or situation.language != "zh" else place + head
    if persona.key == "rant" and way < 0.6:
        return head + "!!!"
    return head


def _fitting(groups: Groups, text: str, rnd: Dice) -> str:
    """Of two headings the one that says more of what the text says."""
    first, second = _one(_pick(groups, rnd), rnd), _one(_pick(groups, rnd), rnd)
    return first if _shared(first, text) >= _shared(second, text) else second


def _pick(groups: Groups, rnd: Dice) -> Phrases:
    return groups[int(rnd() * len(groups))].lines


def _shared(head: str, text: str) -> float:
    return sum(map(text.__contains__, head)) / len(head)


def _first_words(text: str) -> str:
    cut = min((at for at in map(text.find, ",。!?\n ") if at > 0), default=len(text))
    return text[:cut] if 5 < cut <= 26 else ""
