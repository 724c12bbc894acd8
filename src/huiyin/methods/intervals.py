"""How far a share can be trusted: intervals for proportions.

``wilson``: Wilson 1927, "Probable inference, the law of succession, and statistical inference"; recommended by
Brown, Cai & DasGupta 2001 and Newcombe 1998 (method 3) because it holds its level in small samples and at the
edges. ``no_assumption``: Manski 1995, "Identification Problems in the Social Sciences": what can be said when
nothing is assumed about those who did not answer.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Interval:
    """A share lies between ``low`` and ``high``, both from 0 to 1."""

    low: float
    high: float


def wilson(successes: float, total: float, level: float = 0.95) -> Interval:
    """The Wilson score interval of ``successes`` out of ``total`` at a confidence of ``level``.

    No answer at all says nothing: 0 to 1. Weighted counts need not be whole. ValueError unless
    0 <= successes <= total and 0 < level < 1.
    """
    if not 0 <= successes <= total or not math.isfinite(total):
        raise ValueError(f"{successes} out of {total} is no share")
    if not 0 < level < 1:
        raise ValueError(f"A confidence level lies between 0 and 1, not at {level}")
    if total == 0:
        return Interval(0.0, 1.0)
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, weight = successes / total, z * z / total
    middle = (share + weight / 2) / (1 + weight)
    half = z / (1 + weight) * math.sqrt(share * (1 - share) / total + weight / total / 4)
    low = 0.0 if successes == 0 else max(0.0, middle - half)
    high = 1.0 if successes == total else min(1.0, middle + half)
    return Interval(min(low, share), max(high, share))


def no_assumption(successes: int, answers: int, asked: int) -> Interval:
    """The share among all who were asked, whatever those would have said who did not answer.

    Of ``asked`` people ``answers`` answered, ``successes`` of them with yes: at least successes / asked (all
    others say no), at most (successes + asked - answers) / asked (all others say yes). ValueError unless
    0 <= successes <= answers <= asked.
    """
    if not 0 <= successes <= answers <= asked:
        raise ValueError(f"{successes} of {answers} answers of {asked} asked is no share")
    if asked == 0:
        return Interval(0.0, 1.0)
    return Interval(successes / asked, (successes + asked - answers) / asked)
