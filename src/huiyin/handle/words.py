"""How moves, endings, what they need, and the order of the queue are said."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.dateformat import format as dateformat
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from huiyin.handle.rules import ALL, OPEN, OVERDUE, Ending, Move, NotAllowed
from huiyin.hear.rules import State

Words = str | Promise

MOVES: Mapping[Move, Words] = {
    Move.ASSIGN: pgettext_lazy("move", "Assign"),
    Move.RETURN: pgettext_lazy("move", "Hand back"),
    Move.ASK: pgettext_lazy("move", "Ask the resident"),
    Move.RESUME: pgettext_lazy("move", "Take up again"),
    Move.ANSWER: pgettext_lazy("move", "Answer"),
    Move.POSTPONE: pgettext_lazy("move", "Not now"),
    Move.REOPEN: pgettext_lazy("move", "Open again"),
    Move.PASS_ON: pgettext_lazy("move", "Pass on the thanks"),
    Move.REPLY: pgettext_lazy("move", "Reply"),
    Move.CONFIRM: pgettext_lazy("move", "Solved"),
    Move.WITHDRAW: pgettext_lazy("move", "Withdraw"),
    Move.DISCIPLINE: pgettext_lazy("move", "To the discipline office"),
}
"""On buttons."""

CHOICES: Mapping[str, Words] = {
    OPEN: pgettext_lazy("list", "All open"),
    State.RECEIVED: pgettext_lazy("list", "To hand out"),
    OVERDUE: pgettext_lazy("list", "Overdue"),
    State.REOPENED: pgettext_lazy("list", "Opened again"),
    State.ASSIGNED: pgettext_lazy("list", "With a department"),
    State.ASKED: pgettext_lazy("list", "Waiting for the resident"),
    State.NOT_NOW: pgettext_lazy("list", "Not now"),
    State.ANSWERED: pgettext_lazy("list", "Answered"),
    State.SOLVED: pgettext_lazy("list", "Solved, residents say"),
    State.CLOSED: pgettext_lazy("list", "Closed"),
    State.WITHDRAWN: pgettext_lazy("list", "Withdrawn"),
    ALL: pgettext_lazy("list", "All"),
}
"""The lists of the desk, in the order in which they are offered."""

HAPPENED: Mapping[Move, Words] = {
    Move.RECEIVE: pgettext_lazy("step", "Received"),
    Move.ASSIGN: pgettext_lazy("step", "Handed to %(department)s"),
    Move.RETURN: pgettext_lazy("step", "%(department)s handed it back"),
    Move.ASK: pgettext_lazy("step", "The resident was asked"),
    Move.REPLY: pgettext_lazy("step", "The resident replied"),
    Move.POSTPONE: pgettext_lazy("step", "Answered: not possible now"),
    Move.RESUME: pgettext_lazy("step", "Looked at again"),
    Move.ANSWER: pgettext_lazy("step", "Answered"),
    Move.CONFIRM: pgettext_lazy("step", "The resident said: solved"),
    Move.REOPEN: pgettext_lazy("step", "Opened again"),
    Move.PASS_ON: pgettext_lazy("step", "The thanks were passed on"),
    Move.WITHDRAW: pgettext_lazy("step", "Withdrawn by the resident"),
    Move.DISCIPLINE: pgettext_lazy("step", "A report of wrongdoing: handed to %(department)s"),
}
"""In the history of a case."""

TAKEN_BACK: Mapping[Move, Words] = {
    Move.RETURN: pgettext_lazy("step", "Taken back: no longer with %(department)s"),
    Move.ASSIGN: pgettext_lazy("step", "Taken back: with %(department)s again"),
}
"""In the history of a case, of a step that only takes back the one before it: no department handed anything back."""

ENDINGS: Mapping[Ending, Words] = {
    Ending.SOLVED: pgettext_lazy("ending", "Done"),
    Ending.NOT_NOW: pgettext_lazy("ending", "Not possible now"),
    Ending.NO_BASIS: pgettext_lazy("ending", "Understandable, but no rule allows it"),
    Ending.NOT_SUPPORTED: pgettext_lazy("ending", "Not supported by facts or rules"),
    Ending.EXPLAINED: pgettext_lazy("ending", "Answered"),
    Ending.ADOPTED: pgettext_lazy("ending", "Adopted"),
    Ending.PARTLY: pgettext_lazy("ending", "Partly adopted"),
    Ending.NOT_ADOPTED: pgettext_lazy("ending", "Not adopted"),
    Ending.PASSED_ON: pgettext_lazy("ending", "Passed on"),
    Ending.EXAMINED: pgettext_lazy("ending", "Examined"),
}

ENDINGS_MEAN: Mapping[Ending, Words] = {
    Ending.SOLVED: _("What was asked for is done. Whether it is solved, the resident says."),
    Ending.NOT_NOW: _("It is right, but cannot be done yet. It comes back by itself on the day you name."),
    Ending.NO_BASIS: _("Explain it, say where else there is help, and pass the wish on to those who make the rules."),
    Ending.NOT_SUPPORTED: _("Name the facts and the rule, where else there is help, and where to appeal."),
    Ending.EXPLAINED: _("The question is answered."),
    Ending.ADOPTED: _("The suggestion is taken up."),
    Ending.PARTLY: _("Say which part is taken up and why the other is not."),
    Ending.NOT_ADOPTED: _("Say why."),
    Ending.PASSED_ON: _("The people thanked have been told."),
    Ending.EXAMINED: _("Say what was examined and what was found."),
}

NEEDS: Mapping[str, Words] = {
    "text": _("Answer to the resident"),
    "basis": _("The rule: its name and article"),
    "reason": _("The reason"),
    "other_help": _("Where else there is help"),
    "appeal": _("Where one can appeal, and until when"),
    "look_again_on": _("Looked at again on"),
    "question": _("What would you like to ask?"),
}
"""Labels of what an ending needs; also used to say what is missing."""

TERMS: Mapping[str, Words] = {
    "harm": _("how harmful or urgent"),
    "people": _("how many said it"),
    "support": _("how many agreed"),
    "unhappy": _("bad ratings"),
    "again": _("opened again"),
    "waiting": _("days of waiting, one point each"),
}

REFUSALS: Mapping[str, Words] = {
    "not_now_by_you": _("This cannot be done now: somebody else has moved the case on. Here is how it stands."),
    "merged": _("This case has been joined to another. Please go on there."),
    "same_department": _("The case is already with this department."),
    "unknown_department": _("Please choose a department."),
    "no_discipline_office": _("This office has no discipline office yet; an administrator can name one."),
    "kind_fixed": _("The kind stays as it is: there is an answer already, or the resident was asked something."),
    "no_such_ending": _("This kind of message cannot end like that."),
    "missing": _("Not sent yet. Still missing: %(names)s."),
    "nothing_to_undo": _("This cannot be undone any more: something else has happened since."),
    "others_said_it_too": _("Others said the same, so the matter stays open for them."),
    "date_past": _("The day on which it is looked at again must lie ahead."),
    "too_long": _("The answer is too long: at most %(most)s characters."),
    "not_answered": _("There is no answer yet that could be rated."),
    "unknown_rating": _("Please choose one of the answers."),
    "thanks_not_rated": _("A word of thanks needs no rating."),
}
"""Why something was not done, by the code of `NotAllowed`."""


def why_not(problem: NotAllowed) -> str:
    """The sentence for what the rules refused."""
    names = problem.facts.get("names")
    facts = dict(problem.facts)
    if isinstance(names, tuple):
        facts["names"] = pgettext("between things", ", ").join(str(NEEDS.get(name, name)) for name in names)
    return str(REFUSALS[problem.code]) % facts


def days_left_words(days: int) -> str:
    """Working days until a day: left, due today, or over."""
    if days == 0:
        return _t("due today")
    if days > 0:
        return ngettext("%(count)s working day left", "%(count)s working days left", days) % {"count": days}
    return ngettext("%(count)s working day over", "%(count)s working days over", -days) % {"count": -days}


def day_words(day: date) -> str:
    """A day in a sentence: 7月3日, 3 July; with the year if it is not this one."""
    is_this_year = day.year == timezone.localdate().year
    return dateformat(day, pgettext("date", "j F") if is_this_year else pgettext("date", "j F Y"))
