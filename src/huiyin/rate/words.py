"""The five steps and "was it solved?" in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from huiyin.rate.rules import Level, Solved

LEVELS: Mapping[Level, str | Promise] = {
    Level.VERY_GOOD: pgettext_lazy("rating", "Very satisfied"),
    Level.GOOD: pgettext_lazy("rating", "Satisfied"),
    Level.FAIR: pgettext_lazy("rating", "Fairly satisfied"),
    Level.BAD: pgettext_lazy("rating", "Dissatisfied"),
    Level.VERY_BAD: pgettext_lazy("rating", "Very dissatisfied"),
}

SOLVED: Mapping[Solved, str | Promise] = {
    Solved.YES: pgettext_lazy("was it solved", "Solved"),
    Solved.PARTLY: pgettext_lazy("was it solved", "Partly solved"),
    Solved.NO: pgettext_lazy("was it solved", "Not solved"),
}


def in_words(level: int | None, solved: str) -> str:
    """What a resident said, as far as the resident said it: satisfied · solved."""
    said = [LEVELS[Level(level)]] if level is not None else []
    said += [SOLVED[Solved(solved)]] if solved else []
    return " · ".join(map(str, said))
