"""Sudden rises: what residents speak of much more often now than before.

For each key (a category, a category in an area) the newest count is compared with the counts before it. Counts of a
service vary more than a Poisson process, so the expectation is the mean of the earlier counts and the tail is that of
a negative binomial (Noufaily et al. 2013, "An improved algorithm for outbreak detection in
multiple surveillance systems", Statistics in Medicine 32, use the same family), its dispersion shared between keys. Many keys are looked at together: the
false discovery rate is held by Benjamini & Hochberg (1995).
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from scipy import stats

K = TypeVar("K", bound=Hashable)

FEWEST = 5
"""Fewer messages than this are never called a rise."""


@dataclass(frozen=True, slots=True)
class Rise(Generic[K]):
    """A key that rose: its newest count, the count expected from before, their ratio, and how likely by chance."""

    key: K
    now: int
    expected: float
    ratio: float
    p: float


def rises(counts: Mapping[K, Sequence[int]], *, rate: float = 0.05) -> list[Rise[K]]:
    """The keys whose newest count (the last of each sequence) is suddenly high, least likely by chance first.

    `counts` holds equal periods, oldest first, at least four; `rate` is the share of false alarms among the rises
    that is tolerated. Raises ValueError for shorter sequences or negative counts.
    """
    for key, series in counts.items():
        if len(series) < 4 or min(series) < 0:
            raise ValueError(f"{key}: at least four counts of zero or more are needed")
    spread = spread_of([series[:-1] for series in counts.values()]) if counts else 0.0
    found = [_looked_at(key, series, spread) for key, series in counts.items()]
    return [rise for rise in _discovered(found, rate) if rise.now >= FEWEST]


def tail(now: int, before: Sequence[int], *, spread: float = 0.0) -> tuple[float, float]:
    """The expected count and the chance of at least `now` under it.

    `spread` is the variance beyond Poisson as a share of the squared mean; the key's own is taken where it is larger.
    """
    past = np.asarray(before, dtype=float)
    # half a message more than was seen: a key that was silent before can rise too
    mean = float(past.mean()) + 0.5 / len(past)
    own = max(float(past.var(ddof=1)) - mean, 0.0)
    beyond = max(own, spread * mean**2) + mean / len(past)  # the mean is uncertain too
    size = mean**2 / beyond
    return mean, float(stats.nbinom.sf(now - 1, size, size / (size + mean)))


def spread_of(many: Sequence[Sequence[int]]) -> float:
    """Variance beyond Poisson as a share of the squared mean, the middle one of all keys: one that broke out before
    does not widen the others' intervals."""
    means = np.array([max(float(np.mean(before)), 0.5) for before in many])
    beyond = np.array([float(np.var(before, ddof=1)) for before in many]) - means
    return float(max(np.median(beyond / means**2), 0.0))


def _looked_at(key: K, series: Sequence[int], spread: float) -> Rise[K]:
    now = series[-1]
    expected, p = tail(now, series[:-1], spread=spread)
    return Rise(key, now, expected, now / expected, p)


def _discovered(found: list[Rise[K]], rate: float) -> list[Rise[K]]:
    """Benjamini–Hochberg: the largest k with p(k) ≤ rate·k/m, and all before it."""
    ordered = sorted(found, key=lambda rise: (rise.p, -rise.ratio))
    passing = [k for k, rise in enumerate(ordered, start=1) if rise.p <= rate * k / len(ordered)]
    return ordered[: max(passing, default=0)]
