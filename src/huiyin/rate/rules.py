"""The five steps of 好差评 (国办发〔2019〕51号) and "was it solved?"."""

from enum import IntEnum, StrEnum


class Level(IntEnum):
    """How content the resident is; the last two are bad ratings (差评)."""

    VERY_GOOD = 5
    GOOD = 4
    FAIR = 3
    BAD = 2
    VERY_BAD = 1


class Solved(StrEnum):
    """The resident's word on the matter itself."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


def is_bad(level: int) -> bool:
    """Whether a rating counts as bad (不满意, 非常不满意)."""
    return level <= Level.BAD


def is_satisfied(level: int) -> bool:
    """Whether a rating counts as satisfied (基本满意 and better), as the national rule counts."""
    return level >= Level.FAIR


def follows(*, level: int | None, solved: str) -> str:
    """The move that a resident's word asks for: confirm, reopen, or none (empty). What was not said asks for none."""
    if solved == Solved.NO or (level is not None and is_bad(level)):
        return "reopen"
    return "confirm" if solved == Solved.YES else ""
