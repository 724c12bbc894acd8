"""The three projects given a place and a day, and the stories from which they grew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

from huiyin.demo.voices.ground import Ground, Spot
from huiyin.demo.voices.offices import BASIS
from huiyin.demo.voices.project_texts import DRAFTS, Draft, Origin
from huiyin.demo.voices.punctuation import full_width, printed
from huiyin.demo.voices.shapes import Answered, AreaFacts, Assigned, ProjectStory, Promise, Rated, Said, Story
from huiyin.demo.voices.slots import Slots


def projects(*, today: date, areas: Sequence[AreaFacts]) -> tuple[ProjectStory, ...]:
    """Three projects born from complaints: one delivered and confirmed, one disputed, one with a broken promise."""
    ground = Ground(areas)
    return tuple(_project(draft, *_placed(draft, ground, today)) for draft in DRAFTS)


def origins(ground: Ground, today: date) -> tuple[Story, ...]:
    """The stories of all projects, as they stand in the stream."""
    return tuple(story for draft in DRAFTS for story in _stories(draft, *_placed(draft, ground, today)))


def _placed(draft: Draft, ground: Ground, today: date) -> tuple[Spot, Slots]:
    """Always the same place for the same areas: a project is known by its place."""
    dice = Random(f"project/{draft.key}")
    spot = ground.draw(draft.spot, dice.random())
    slots = Slots(dice.random, spot.names, today.toordinal())
    for kind in ("village", "estate", "river", "town", "sur"):
        slots[kind] = slots[kind]
    return spot, slots


def _stories(draft: Draft, spot: Spot, slots: Slots) -> tuple[Story, ...]:
    return tuple(_story(draft, origin, spot, slots) for origin in draft.origins)


def _story(draft: Draft, origin: Origin, spot: Spot, slots: Slots) -> Story:
    said = Said(
        origin.title.format_map(slots), origin.text.format_map(slots), origin.channel, "zh", origin.days_ago,
        origin.persona, "public", 14, 0, contact=True, spot=draft.spot, place=slots.get(draft.spot, ""), area=spot.code,
    )
    answer = Answered(
        origin.answer_after, draft.department, origin.answer.format_map(slots), "solved", "good",
        basis=BASIS[draft.department],
    )
    steps = (
        Assigned(0.3, draft.department),
        answer,
        Rated(origin.answer_after + 1.2, origin.level, "partly", origin.comment),
    )
    life = tuple(step for step in steps if step.days <= origin.days_ago)
    return Story(
        "request", draft.category, draft.department, (printed(said),), 2, tuple(map(printed, life)), project=draft.key
    )


def _project(draft: Draft, spot: Spot, slots: Slots) -> ProjectStory:
    return ProjectStory(
        draft.key, draft.name.format_map(slots), full_width(draft.why.format_map(slots)), draft.department, draft.field,
        spot.code or "", draft.state, draft.started, draft.reported, tuple(map(printed, draft.milestones)), draft.funding,
        tuple(printed(_filled(one, slots)) for one in draft.promises),
        tuple(map(printed, draft.words)), _stories(draft, spot, slots),
    )


def _filled(promise: Promise, slots: Slots) -> Promise:
    return replace(promise, text=promise.text.format_map(slots), by=promise.by.format_map(slots))
