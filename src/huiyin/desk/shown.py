"""What a case's page shows, in words: guesses, history, terms of the order, ratings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huiyin.answer.rules import Remark
from huiyin.answer.words import NOT_WELL, WELL
from huiyin.desk.forms.case import Choice, choice_of
from huiyin.desk.queries.case import CaseView
from huiyin.desk.queries.noted import Noted
from huiyin.desk.words import NOTED_OF_OTHERS, NOTED_WORDS
from huiyin.handle.clock import NEW_CLOCK
from huiyin.handle.rules import OWED_STATES, Move
from huiyin.handle.words import ENDINGS, HAPPENED, TAKEN_BACK, TERMS, day_words
from huiyin.hear.rules import Kind
from huiyin.hear.words import KINDS
from huiyin.places.queries import directory
from huiyin.places.words import local_name, place_words
from huiyin.rate.rules import follows
from huiyin.rate.words import in_words
from huiyin.understand.queries import GuessLine
from huiyin.understand.rules import About
from huiyin.understand.words import ABOUT, URGENCIES


@dataclass(frozen=True)
class ShownGuess:
    """A guess in words, with the choice that corrects it."""

    id: int
    about: str
    value: str
    score: float
    reasons: tuple[str, ...]
    decided: str  # what a person said, or empty
    is_right: bool
    choice: Choice  # what corrects it
    is_grave: bool  # a report of wrongdoing: handed over by a move of its own, not by one key


@dataclass(frozen=True)
class ShownStep:
    """A step in words."""

    at: datetime
    sentence: str
    name: str
    said: str
    note: str
    proposed: str


@dataclass(frozen=True)
class ShownRating:
    """A rating in words; never by whom."""

    is_unhappy: bool
    sentence: str
    comment: str
    day: date
    counts: bool
    source: str  # where it was said, if to another system


@dataclass(frozen=True)
class ShownRemark:
    """A look at a draft in words."""

    is_well: bool
    sentence: str
    found: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """Words for everything on the page that the stages keep as codes."""

    kind: str
    category: str
    place: str
    department: str
    given: tuple[str, ...]  # the time limit that the sheet it came in had set
    outcome: str
    guesses: tuple[ShownGuess, ...]
    sorts: tuple[tuple[str, str, Choice], ...]  # what nothing was guessed of: code, words, what can be right
    steps: tuple[ShownStep, ...]
    terms: tuple[tuple[str, float], ...]
    remarks: tuple[ShownRemark, ...]
    ratings: tuple[ShownRating, ...]


def shown(view: CaseView) -> Shown:
    """The words of a case's page in the reader's language."""
    places, case = directory(), view.case
    return Shown(
        kind=str(KINDS[Kind(case.kind)]),
        category=local_name(places.categories.get(case.category_id or 0)),
        place=_place(case.area_id),
        department=local_name(places.departments.get(case.department_id or 0)),
        given=_given(view),
        outcome=str(ENDINGS.get(view.outcome.outcome, "")) if view.outcome else "",  # type: ignore[call-overload]
        guesses=tuple(_guess(guess, kind=case.kind) for guess in view.guesses),
        sorts=tuple(_sorts(view)),
        steps=tuple(sorted([*_steps(view), *_noted(view)], key=lambda step: step.at, reverse=True)),
        terms=tuple((str(TERMS[term.name]), term.points) for term in view.terms if term.points or term.name == "harm"),
        remarks=shown_remarks(view.remarks),
        ratings=tuple(_ratings(view)),
    )


def _given(view: CaseView) -> tuple[str, ...]:
    """What the sheet said of its time, as long as that clock runs."""
    case = view.case
    begun_anew = any(step.move in NEW_CLOCK for step in view.history)
    if case.given_until is None or case.due_on is None or case.state not in OWED_STATES or begun_anew:
        return ()
    sheet = _("The sheet it came in says: by %(day)s.")
    if case.given_limit:
        sheet = _("The sheet it came in gives it \u201c%(words)s\u201d, until %(day)s.")
    said = sheet % {"words": case.given_limit, "day": day_words(case.given_until)}
    shorter = _("This office's own limit is shorter and holds.")
    return (said, shorter) if case.due_on < case.given_until else (said,)


def _sorts(view: CaseView) -> Iterator[tuple[str, str, Choice]]:
    guessed = {guess.about for guess in view.guesses}
    for about, chosen, may in (
        (About.KIND, view.case.kind, view.may_set_kind),
        (About.CATEGORY, "", view.may_sort),
    ):
        if may and about not in guessed:
            yield about, str(ABOUT[about]), choice_of(about, chosen=chosen, prefix=f"sort_{about}")


def shown_remarks(remarks: Sequence[Remark]) -> tuple[ShownRemark, ...]:
    """The looks at a draft, in words."""
    return tuple(ShownRemark(r.is_well, str((WELL if r.is_well else NOT_WELL)[r.check]), r.found) for r in remarks)


def _place(area_id: int | None) -> str:
    """The area with the township it lies in."""
    places = directory()
    return place_words(places.areas.get(places.township_of(area_id) or 0), places.areas.get(area_id or 0))


def _guess(guess: GuessLine, *, kind: str) -> ShownGuess:
    is_grave = guess.about == About.KIND and guess.value == Kind.WRONGDOING
    chosen = guess.decided or (kind if is_grave else guess.value)
    return ShownGuess(
        id=guess.id,
        about=str(ABOUT[About(guess.about)]),
        value=_value(guess.about, guess.value),
        score=guess.score,
        reasons=guess.reasons,
        decided=_value(guess.about, guess.decided) if guess.decided else "",
        is_right=guess.decided == guess.value,
        choice=choice_of(guess.about, chosen=chosen, prefix=f"guess{guess.id}"),
        is_grave=is_grave,
    )


def _value(about: str, value: str) -> str:
    """A guessed code in words; a category with its branch."""
    places = directory()
    if about == About.CATEGORY:
        category = next((c for c in places.categories.values() if c.code == value), None)
        branch = places.categories.get(category.parent_id or 0) if category else None
        return " › ".join(local_name(each) for each in (branch, category) if each) or value
    if about == About.AREA:
        return local_name(next((a for a in places.areas.values() if a.code == value), None)) or value
    if about == About.KIND:
        return str(KINDS.get(value, value))  # type: ignore[call-overload]
    return str(URGENCIES.get(int(value), value)) if value.isdigit() else value


def _steps(view: CaseView) -> list[ShownStep]:
    places = directory()
    found = []
    for step in view.history:
        department = local_name(places.departments.get(step.department_id or 0)) or _("the department")
        words = TAKEN_BACK if step.undoes else HAPPENED
        sentence = str(words[Move(step.move)]) % {"department": department}
        proposed = local_name(places.departments.get(step.proposed_id or 0))
        found.append(ShownStep(step.at, sentence, step.name, step.said, step.note, proposed))
    return found


def _noted(view: CaseView) -> Iterator[ShownStep]:
    """What was done with it beside its moves."""
    for one in view.noted:
        yield ShownStep(one.at, _sentence(one, case=view.case.pk), one.name, "", "", "")


def _sentence(one: Noted, *, case: int) -> str:
    facts = one.facts
    numbers = [number for number in (facts.get("case"), *facts.get("others", ())) if number and number != case]
    about, value = str(facts.get("about", "")), str(facts.get("value", ""))
    given = {
        "numbers": pgettext("between things", ", ").join(map(str, numbers)),
        "project": facts.get("title", ""),
        "about": str(ABOUT[About(about)]) if about else "",
        "value": _value(about, value),
        "was": _value(About.KIND, str(facts.get("was", ""))),
        "now": _value(About.KIND, str(facts.get("now", ""))),
    }
    if about == "" and given["was"] == given["now"] != "":  # it was right as it stood
        given |= {"about": str(ABOUT[About.KIND]), "value": given["now"]}
        return str(NOTED_WORDS["understand.accepted"]) % given
    words = NOTED_OF_OTHERS if facts.get("case", case) != case else NOTED_WORDS
    return str(words[one.kind]) % given


def _ratings(view: CaseView) -> list[ShownRating]:
    return [
        ShownRating(
            follows(level=r.level, solved=r.solved) == "reopen",
            in_words(r.level, r.solved),
            r.comment,
            r.day,
            r.counts,
            r.source,
        )
        for r in view.ratings
    ]
