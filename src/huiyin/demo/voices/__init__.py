"""The voices of 望禾县: everything its people and offices say. All of it is invented; nothing here knows Django."""

from huiyin.demo.voices.projects import projects
from huiyin.demo.voices.shapes import (
    Added,
    Answered,
    AreaFacts,
    Asked,
    Assigned,
    Extended,
    Funding,
    Milestone,
    Noted,
    ProjectStory,
    Promise,
    Rated,
    Reopened,
    Resumed,
    Returned,
    Said,
    Step,
    Story,
    Word,
)
from huiyin.demo.voices.stories import stories

__all__ = [
    "Added", "Answered", "AreaFacts", "Asked", "Assigned", "Extended", "Funding", "Milestone", "Noted", "ProjectStory",
    "Promise", "Rated", "Reopened", "Resumed", "Returned", "Said", "Step", "Story", "Word", "projects", "stories",
]
