"""What becomes of a case between its first message and today."""

from __future__ import annotations

from collections.abc import Sequence

from huiyin.demo.voices.answers import answered, choose, quality, solving
from huiyin.demo.voices.offices import HABITS, RIVALS
from huiyin.demo.voices.script import Phrases, Reply, Situation, banks, offices
from huiyin.demo.voices.shapes import (
    Added,
    Answered,
    Asked,
    Assigned,
    Extended,
    Noted,
    Rated,
    Reopened,
    Resumed,
    Returned,
    Step,
)
from huiyin.demo.voices.tongue import Dice

HASTE = {"request": 1.0, "question": 0.5, "suggestion": 1.25, "thanks": 0.45, "wrongdoing": 1.5}
RATING = {"request": 0.56, "question": 0.5, "suggestion": 0.5, "thanks": 0.0, "wrongdoing": 0.2}
FORGOTTEN = 0.13
"""Cases of any office that simply lie there."""
LEFT_LYING = 0.15
"""Cases that came back on their day and were not looked at."""
BY_URGENCY = (1.1, 1.0, 0.75, 0.35)

# chances of the levels 5, 4, 3, 2 (the rest is 1), by quality of the answer and whether it solved the matter
LEVELS = {
    ("good", True): (0.50, 0.83, 0.95, 0.99),
    ("good", False): (0.13, 0.47, 0.81, 0.95),
    ("plain", True): (0.20, 0.58, 0.86, 0.96),
    ("plain", False): (0.05, 0.26, 0.62, 0.87),
    ("bad", True): (0.01, 0.05, 0.17, 0.51),
    ("bad", False): (0.01, 0.03, 0.13, 0.47),
}
COMMENTS = {"request": "rate", "question": "talk", "suggestion": "suggestion", "thanks": "suggestion", "wrongdoing": "talk"}
HELPED = frozenset({"solved", "explained", "adopted", "passed_on"})


def life(situation: Situation, topic: str, department: str, urgency: int, rnd: Dice) -> tuple[Step, ...]:
    """Everything that will happen, in order, with its slots still open; what lies after today is cut when told."""
    case = _Case(situation, topic, department, urgency, rnd)
    case.run()
    return tuple(sorted(case.steps, key=_day))


def _day(step: Step) -> float:
    return step.days


class _Case:
    """One case under way; `at` is the day it has come to."""

    __slots__ = ("at", "department", "rnd", "situation", "steps", "topic", "urgency")

    def __init__(self, situation: Situation, topic: str, department: str, urgency: int, rnd: Dice):
        self.situation, self.topic, self.department, self.urgency, self.rnd = situation, topic, department, urgency, rnd
        self.steps: list[Step] = []
        self.at = 0.0

    def run(self) -> None:
        """From the desk to the last word."""
        if not self._received():
            return
        self._before_the_answer()
        habit, late = HABITS[self.department], self.rnd()
        pace = habit.pace * HASTE[self.situation.kind] * BY_URGENCY[self.urgency]
        wait = pace * (0.25 + 2.1 * self.rnd() ** 2)
        if late < habit.late:
            wait += 30 + 45 * self.rnd()
            self.steps.append(Noted(self.at + wait * (0.7 + 0.25 * self.rnd()), self._words("late.note")))
        if late < habit.late * 0.55 or self.rnd() < FORGOTTEN:
            return
        self.at += wait
        reply = choose(self.situation, self.topic, self.rnd)
        grade = "good" if self.situation.kind in {"thanks", "wrongdoing"} else quality(self.department, self.rnd)
        answer = answered(self.situation, reply, grade, rnd=self.rnd, department=self.department, days=self.at)
        self.steps.append(answer)
        self._after(answer, reply)

    def _received(self) -> bool:
        """Given to a department, perhaps to the wrong one first; a few wait at the desk."""
        self.at = 0.03 + 1.1 * self.rnd() ** 2
        if self.rnd() < 0.12:
            self.steps.append(Noted(self.at * 0.9, self._words("clerk.note")))
        rival = RIVALS.get(self.department)
        if rival and self.situation.kind != "thanks" and self.rnd() < HABITS[self.department].bounced:
            self.steps.append(Assigned(self.at, rival))
            self.at += 0.5 + 3.5 * self.rnd()
            reason = self._words("return.reason").replace("{right}", offices()[self.department]["name"])
            self.steps.append(Returned(self.at, rival, reason))
            self.at += 0.1 + 0.8 * self.rnd()
        elif self.rnd() < 0.012:
            return False
        self.steps.append(Assigned(self.at, self.department))
        return True

    def _before_the_answer(self) -> None:
        """Questions back, words added, more time asked for."""
        chance = self.rnd()
        if self.situation.language != "zh" or self.situation.kind in {"thanks", "wrongdoing"}:
            return
        if chance < 0.06:
            self.at += 0.3 + 2 * self.rnd()
            self.steps.append(Asked(self.at, self.department, self._words("ask.back")))
            self.at += 0.1 + 3 * self.rnd()
            self.steps.append(Added(self.at, self._words("reply.back"), is_reply=True))
        elif chance < 0.13:
            self.steps.append(Added(self.at + 0.5 + 3 * self.rnd(), self._addition()))
            self.at += 1.0
        elif chance < 0.17 and self.situation.kind == "request":
            self.at += 4 + 3 * self.rnd()
            self.steps.append(Extended(self.at, self.department, self._words("extend.reason"), 5 + int(self.rnd() * 11)))
            self.at += 5.0

    def _addition(self) -> str:
        facts = [group.lines for group in self.situation.facts["plain"] if group.suits(self.topic)]
        group: Phrases = facts[int(self.rnd() * len(facts))] if facts else ("还是那样",)
        line = banks()["addon"][int(self.rnd() * len(banks()["addon"]))]
        return line.replace("{fact}", group[int(self.rnd() * len(group))])

    def _after(self, answer: Answered, reply: Reply) -> None:
        """Judged or not; content or not; seen again or forgotten."""
        rated = self._rated(answer) if self.rnd() < RATING[self.situation.kind] else None
        if rated:
            self.steps.append(rated)
            self.at = rated.days
        if rated and rated.level <= 2 and answer.ending not in {"passed_on", "not_now"} and self.rnd() < 0.6:
            self._again(answer, reply)
        elif answer.ending == "not_now":
            self._when_due(answer, reply)

    def _again(self, answer: Answered, reply: Reply) -> None:
        """Not solved, says the resident; the second answer is mostly better."""
        self.at += 0.05 + 2 * self.rnd()
        language = self.situation.language
        key = "notsolved" if language == "zh" else f"{language}.notsolved"
        self.steps.append(Reopened(self.at, self._words(key)))
        self.at += HABITS[self.department].pace * (0.4 + 1.2 * self.rnd())
        if self.rnd() < 0.3:
            return
        thin = answer.quality == "bad" and self.rnd() < 0.25
        second = answered(
            self.situation, reply, "bad" if thin else "good",
            rnd=self.rnd, department=self.department, days=self.at, frame=self._again_frame(answer),
        )
        self.steps.append(second)
        if self.rnd() < 0.55:
            self.steps.append(self._rated(second))
        if second.ending == "not_now":
            self._when_due(second, reply)

    def _again_frame(self, answer: Answered) -> str:
        """An empty answer is made good with the answer itself; one that was right is followed by what was still done."""
        if answer.quality == "bad" or self.situation.language != "zh":
            return "again.frame" if self.situation.kind == "request" else "again.frame.talk"
        return "again.more" if self.situation.kind == "request" else "again.more.talk"

    def _when_due(self, answer: Answered, reply: Reply) -> None:
        """The day that was promised: the case is back by itself; done now, or put off once more, or left lying."""
        self.at = answer.days + answer.look_again_in
        self.steps.append(Resumed(self.at))
        if self.rnd() < LEFT_LYING:
            return
        self.at += 4 * self.rnd()
        done = solving(self.situation, self.topic)
        frame = "later.not" if done is None or self.rnd() < 0.3 else "later.frame"
        later = answered(
            self.situation, reply if frame == "later.not" else done or reply, "good",
            rnd=self.rnd, department=self.department, days=self.at, frame=frame,
        )  # fmt: skip
        self.steps.append(later)
        if self.rnd() < 0.5:
            self.steps.append(self._rated(later))
        if later.ending == "not_now":
            self._when_due(later, reply)

    def _rated(self, answer: Answered) -> Rated:
        """The resident's word; it follows the answer's quality, not the office's wish."""
        chance, sums = self.rnd(), LEVELS[answer.quality, answer.ending in HELPED]
        level = next((5 - at for at, upto in enumerate(sums) if chance < upto), 1)
        days = answer.days + 0.05 + 6 * self.rnd() ** 2
        comment = self._words(self._comment_key(level)) if self.rnd() < 0.72 else ""
        return Rated(days, level, self._solved(level, answer), comment)

    def _comment_key(self, level: int) -> str:
        language = self.situation.language
        if language != "zh":
            return f"{language}.rate.{5 if level == 5 else 4 if level >= 3 else 2}"
        return f"{COMMENTS[self.situation.kind]}.{level}"

    def _solved(self, level: int, answer: Answered) -> str:
        if level <= 2 or (answer.ending == "not_now" and level < 5):
            return "no"
        if level == 3 or answer.ending not in HELPED:
            return "partly"
        return "yes"

    def _words(self, key: str) -> str:
        bank: Sequence[str] = banks()[key]
        return bank[int(self.rnd() * len(bank))]
