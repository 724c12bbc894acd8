"""How templates write promises, money and names of projects."""

from decimal import Decimal

from django import template

from huiyin.places.words import local_name
from huiyin.programme import words
from huiyin.programme.rules import Money, Move, Word

register = template.Library()
register.filter("local", local_name)


@register.filter
def yuan(amount: Decimal) -> str:
    """A sum as people say it."""
    return words.yuan(amount)


@register.simple_tag
def project_step(move: str) -> str:
    """What happened, in words."""
    return str(words.STEPS[Move(move)])


@register.simple_tag
def project_money(step: str) -> str:
    """Budgeted, or paid."""
    return str(words.MONEY[Money(step)])


@register.filter
def residents_word(word: str) -> str:
    """What a resident said, in words."""
    return str(words.WORDS[Word(word)])


@register.simple_tag
def kept_late() -> str:
    """A promise that was kept after its day."""
    return str(words.KEPT_LATE)
