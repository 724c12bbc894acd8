"""Which counts have suddenly risen: a category here, a service there, more than chance explains.

Each series is compared with its own past: the expected count is the mean of the same weekday in the past, drawn
a little towards the mean of all days; the tail probability comes from a negative binomial whose
dispersion is estimated from the past (Noufaily et al. 2013, "An improved algorithm for outbreak detection in multiple
surveillance systems"; Poisson where the past does not vary more than that). Over all series the false discovery
rate is held by Benjamini & Hochberg 1995. Series are of services and places, never of people.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import special

LEAST_PAST: Final = 6
"""Counts a series needs before its newest one; a shorter series is not judged."""
LEAST_NOW: Final = 3
"""A newest count below this is no rise, however empty the past."""
_FLOOR: Final = 0.1
_DRAWN: Final = 2.0

Floats = NDArray[np.float64]

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Rise(Generic[Key]):
    """A series whose newest count is too high for chance.

    ``now`` messages came, ``expected`` were to be expected, ``ratio`` is now / expected; ``p`` is the probability of
    so many or more if nothing had changed.
    """

    key: Key
    now: int
    expected: float
    ratio: float
    p: float


def rises(counts: Mapping[Key, Sequence[int]], *, period: int = 7, discovery: float = 0.05) -> list[Rise[Key]]:
    """The series that rose, least likely first; at most ``discovery`` of them are false alarms on average.

    ``counts`` holds each series by day (``period`` 7) or by week (``period`` 1), oldest first, the count to be
    judged last. ValueError for a negative count, a period below 1 or a rate outside 0 to 1.
    """
    if period < 1 or not 0 < discovery < 1:
        raise ValueError(f"A period of {period} and a rate of {discovery} make no sense")
    judged = [_judged(key, series, period) for key, series in counts.items() if len(series) > LEAST_PAST]
    judged.sort(key=lambda rise: (rise.p, -rise.now, str(rise.key)))
    line = discovery * np.arange(1, len(judged) + 1) / max(1, len(judged))
    below = np.flatnonzero(np.array([rise.p for rise in judged]) <= line)
    found = judged[: below[-1] + 1] if len(below) else []
    return [rise for rise in found if rise.now >= LEAST_NOW]


def _judged(key: Key, series: Sequence[int], period: int) -> Rise[Key]:
    numbers = np.asarray(series, np.float64)
    if (numbers < 0).any():
        raise ValueError(f"The series {key!r} holds a negative count")
    past, now = _without_past_rises(numbers[:-1], period), int(numbers[-1])
    means = _phase_means(past, period)
    phase = np.arange(-len(past), 0) % period
    expected = max(float(means[0]), _FLOOR)
    p = _tail(now, expected, _dispersion(past, means[phase]), len(past))
    return Rise(key, now, expected, now / expected, p)


def _without_past_rises(past: Floats, period: int) -> Floats:
    """The past with its own outbreaks cut down, so that one does not hide the next (Farrington et al. 1996)."""
    kept = past.copy()
    for phase in range(period):
        same = kept[::-1][phase::period]
        if len(same):
            middle = max(float(np.median(same)), float(np.median(past)))
            np.minimum(same, middle + 4 * max(1.0, np.sqrt(middle)), out=same)
    return kept


def _phase_means(past: Floats, period: int) -> Floats:
    """The mean of each phase of the period, phase 0 the newest count's; drawn towards the whole mean by two counts."""
    phase = np.arange(-len(past), 0) % period
    sums, sizes = np.bincount(phase, past, period), np.bincount(phase, minlength=period)
    return np.asarray((sums + _DRAWN * past.mean()) / (sizes + _DRAWN))


def _dispersion(past: Floats, means: Floats) -> float:
    """Variance around the expected counts by their mean, at least 1 (Poisson)."""
    squares = float(((past - means) ** 2).sum()) / (len(past) - 1)
    return max(1.0, squares / max(float(means.mean()), _FLOOR))


def _tail(now: int, expected: float, dispersion: float, seen: int) -> float:
    """The probability of ``now`` or more; the mean of ``seen`` counts is itself uncertain and widens it."""
    variance = expected * dispersion * (1 + 1 / seen)
    size, chance = expected**2 / (variance - expected), expected / variance
    return float(special.betainc(now, size, 1 - chance)) if now > 0 else 1.0  # all of `scipy.stats` loads slowly
