"""A tale told: at a place, on a day, up to today."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from huiyin.demo.voices.ground import Spot
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
    Said,
    Step,
    Story,
)
from huiyin.demo.voices.slots import PLACES, Slots
from huiyin.demo.voices.tales import Part, Tale
from huiyin.demo.voices.tongue import Dice

NOW = 0.02
"""The youngest message is half an hour old."""


def tell(tale: Tale, spot: Spot, ago: float, *, today: int, rnd: Dice, places: Mapping[str, str] | None, hot: str | None) -> Story:
    """The story that began `ago` days before the end of `today` (an ordinal); `places` fixes names shared with others."""
    situation = tale.situation
    slots = Slots(rnd, spot.names, today - int(ago), situation.language)
    if places:
        slots.update(places)
    said = [_said(part, tale, spot, ago, slots) for part in tale.parts]
    if len(said) > 1:
        said.sort(key=_age, reverse=True)
    age = said[0].days_ago
    return Story(
        situation.kind, situation.category, tale.department, tuple(said), tale.urgency,
        tuple([_FILL[type(step)](step, slots) for step in tale.life if step.days <= age]), hot,
    )


def _age(said: Said) -> float:
    return said.days_ago


def _said(part: Part, tale: Tale, spot: Spot, ago: float, slots: Slots) -> Said:
    situation = tale.situation
    mine = slots
    if part.lag:
        mine = Slots(slots.rnd, slots.names, slots.day + int(part.lag), slots.language)
        mine.update((key, slots[key]) for key in PLACES if key in slots)
    when = ago - part.lag
    return Said(
        part.title.format_map(mine) if "{" in part.title else part.title, part.text.format_map(mine), part.channel, situation.language,
        int(when) + part.clock if when >= 1 else max(when, NOW),
        part.persona, part.wants_public, part.up, part.down, part.contact,
        situation.spot, mine[situation.spot], spot.code if part.knows_area else None,
    )


def _answered(step: Answered, slots: Slots) -> Answered:
    reason = step.reason.format_map(slots) if "{" in step.reason else step.reason
    return Answered(
        step.days, step.department, step.text.format_map(slots), step.ending, step.quality, step.basis,
        reason, step.other_help, step.appeal, step.look_again_in, step.is_second,
    )


def _rated(step: Rated, slots: Slots) -> Rated:
    if "{" not in step.comment:
        return step
    return Rated(step.days, step.level, step.solved, step.comment.format_map(slots))


Filler = Callable[..., Step]
_FILL: Mapping[type[Step], Filler] = {
    Assigned: lambda step, slots: step,
    Returned: lambda step, slots: Returned(step.days, step.department, step.reason.format_map(slots)),
    Asked: lambda step, slots: Asked(step.days, step.department, step.text.format_map(slots)),
    Added: lambda step, slots: Added(step.days, step.text.format_map(slots), step.is_reply),
    Extended: lambda step, slots: Extended(step.days, step.department, step.reason.format_map(slots), step.more_days),
    Noted: lambda step, slots: Noted(step.days, step.text.format_map(slots)),
    Answered: _answered,
    Rated: _rated,
    Resumed: lambda step, slots: step,
    Reopened: lambda step, slots: Reopened(step.days, step.text.format_map(slots)),
}
