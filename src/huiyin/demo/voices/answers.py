"""What the resident is told: the answer to the very matter, in good, stiff or empty words."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Mapping
from functools import cache
from itertools import accumulate

from huiyin.demo.voices.offices import BASIS, HABITS
from huiyin.demo.voices.script import Phrases, Reply, Situation, banks, categories, offices, situations
from huiyin.demo.voices.shapes import Answered
from huiyin.demo.voices.slots import Blank
from huiyin.demo.voices.tongue import Dice

ENDING: Mapping[str, str] = {
    "s": "solved", "n": "not_now", "p": "no_basis", "q": "not_supported", "y": "explained", "d": "adopted",
    "h": "partly", "r": "not_adopted", "k": "passed_on", "x": "examined",
}
LIKELY: Mapping[str, float] = {"s": 6, "n": 3, "p": 2, "q": 1.6, "y": 1, "d": 3, "h": 3, "r": 2, "k": 1, "x": 1}
ROUGH = frozenset({"petitions", "land"})
REFUSED = frozenset({"no_basis", "not_supported"})
APPEAL = "不服这个答复,可以在收到之日起60日内向望禾县人民政府申请行政复议"
HELP = re.compile(r"[^。;]*(?:可以先|愿意|免费|另|不过|但)[^。;]*")
SENTENCE = re.compile(r"[。;]")


@cache
def _replies(situation: Situation, topic: str) -> tuple[tuple[Reply, ...], tuple[float, ...]]:
    """What may be answered on a topic, with rising sums of likelihood; a hot issue's first cries share its later answer."""
    replies = situation.replies
    if not replies:
        kin = (other for other in situations() if other.hot == situation.hot and other.kind == situation.kind)
        replies = next(other.replies for other in kin if other.replies)
    fit = tuple(one for one in replies if not one.topics or (topic and topic in one.topics)) or replies
    return fit, tuple(accumulate(LIKELY[one.outcome] for one in fit))


def choose(situation: Situation, topic: str, rnd: Dice) -> Reply:
    """How this one ends."""
    replies, sums = _replies(situation, topic)
    return replies[bisect(sums, rnd() * sums[-1], 0, len(sums) - 1)]


def solving(situation: Situation, topic: str) -> Reply | None:
    """The reply that solves it, if there is one."""
    return next((reply for reply in _replies(situation, topic)[0] if reply.outcome == "s"), None)


def quality(department: str, rnd: Dice) -> str:
    """How well that office writes today."""
    habit, chance = HABITS[department], rnd()
    if chance < habit.bad:
        return "bad"
    return "plain" if chance < habit.bad + habit.plain else "good"


def answered(
    situation: Situation, reply: Reply, grade: str, *, rnd: Dice, department: str, days: float, frame: str = ""
) -> Answered:
    """The answer sent `days` after the first message, its slots still open but for dates and the office's name."""
    wait = 14 + int(rnd() * 76)
    dated = Blank(
        dept=offices()[department]["short"], did=f"{{d{int(days) - min(int(days), int(rnd() * 4))}}}",
        due=f"{{d{int(days) + wait}}}", now=f"{{d{int(days)}}}",
    )
    if grade == "bad":
        text = _empty(situation, department, rnd)
    else:
        text = _framed(_one(reply.core, rnd), reply.outcome, situation, grade, days=days, frame=frame, rnd=rnd)
    ending = ENDING[reply.outcome]
    refused = ending in REFUSED
    return Answered(
        days, department, text.format_map(dated), ending, grade,
        basis=(reply.basis or BASIS[department]) if refused or ending == "solved" else "",
        reason="" if ending in {"solved", "explained", "passed_on"} else _reason(reply, grade, dated),
        other_help=_help(reply, grade) if refused else "",
        appeal=(reply.appeal or APPEAL) if refused else "",
        look_again_in=wait if ending == "not_now" else 0,
        is_second=bool(frame),
    )


def _framed(
    core: str, outcome: str, situation: Situation, grade: str, *, days: float, frame: str, rnd: Dice
) -> str:
    """The core with the words around it that suit the writer, the kind and the delay."""
    bank = banks()
    if situation.language != "zh":
        return _one(bank[f"{situation.language}.good"], rnd).replace("{core}", core)
    if frame:
        return _one(bank[frame], rnd).replace("{core}", core)
    if outcome in "kx":
        return core + "。" + (_one(bank["thanks.end"], rnd) if outcome == "k" and rnd() < 0.5 else "")
    if grade == "plain":
        return _one(bank["plain.begin"], rnd) + core + "。" + _one(bank["plain.end"], rnd)
    gentle = {"n": "notnow.frame", "p": "policy.frame"}.get(outcome)
    if gentle and rnd() < 0.7:
        core = _one(bank[gentle], rnd).replace("{core}", core).rstrip("。")
    talk = "" if situation.kind == "request" else ".talk"
    begin = _one(bank["good.begin.late" if days > 30 else "good.begin" + talk], rnd) if rnd() < 0.8 else ""
    return begin + core + "。" + (_one(bank["good.end" + talk], rnd) if rnd() < 0.7 else "")


def _empty(situation: Situation, department: str, rnd: Dice) -> str:
    """Words that answer nothing, each office in its manner."""
    bank = banks()
    if situation.language != "zh":
        return _one(bank[f"{situation.language}.bad"], rnd)
    way, others = rnd(), _cores_of(department)
    if way < 0.12 and others:
        return _one(bank["bad.offpoint"], rnd).replace("{other}", _one(others, rnd))
    if situation.kind in {"question", "suggestion"} and way < 0.6:
        return _one(bank[f"bad.{situation.kind}"], rnd)
    if way < 0.3:
        return _one(bank["bad.promise"], rnd)
    if way < (0.5 if department in ROUGH else 0.36):
        return _one(bank["bad.rude"], rnd)
    return _one(bank["bad.generic"], rnd)


@cache
def _cores_of(department: str) -> Phrases:
    """Answers of that office to anything at all: for those that paste the wrong one."""
    return tuple(
        reply.core[0]
        for situation in situations()
        if situation.language == "zh" and not situation.hot and categories()[situation.category]["department"] == department
        for reply in situation.replies
        if reply.outcome in "sn"
    )


def _reason(reply: Reply, grade: str, dated: Blank) -> str:
    if grade == "bad":
        return "正在协调" if reply.outcome == "n" else "按有关规定研究后决定"
    return SENTENCE.split(reply.core[0])[0].format_map(dated)


def _help(reply: Reply, grade: str) -> str:
    if grade == "bad":
        return "无"
    found = HELP.search(reply.core[0])
    return found.group().strip() if found and "{" not in found.group() else "没有别的办法,已当面说明"


def _one(among: Phrases, rnd: Dice) -> str:
    return among[int(rnd() * len(among))]
