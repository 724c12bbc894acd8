"""What every method that names something gives back: a label, how sure it is, and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guess:
    """A label, its probability from 0 to 1, and the words of the message that spoke for it, strongest first."""

    label: str
    probability: float
    reasons: tuple[str, ...] = ()
