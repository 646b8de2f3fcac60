"""How many replicates are enough: intervals that stay valid however often one looks.

Replicates are added until the interval of each point's mean difference from the baseline is narrow.
Whoever looks at an ordinary 95 % interval again and again, and stops when it pleases, is wrong more
often than once in twenty. Here the error is spent over the looks: the interval of look k has level
1 - alpha / (k (k + 1)), and these parts of alpha add up to alpha however many looks there are. So
with probability 1 - alpha the intervals of a point hold at all looks, and at the one that is last.

Sources: Maurer and Pontil (2009), Empirical Bernstein bounds and sample variance penalization,
COLT, theorem 4; the stopping at a growing number of looks is that of Mnih, Szepesvari and Audibert
(2008), Empirical Bernstein stopping, ICML. See docs/decisions/0015.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from model.errors import UserError, unknown
from model.outcomes import OUTCOMES, PAIRED_OUTCOMES
from scenarios.problems import statement
from scenarios.sweeping.plan import LANES

Array = NDArray[np.float64]
ALPHA = 0.05
GROWTH = 1.5
"""Each look has so many times the replicates of the one before."""
FIRST_SHARE = 0.8
"""The part of the half width that the first look leaves to the term without the variance."""
FIRST_STUDENT = 256
"""Replicates of the first look at an outcome without bounds."""
MOST = 20_000
"""Replicates beyond which nobody waits unless told to."""
_LOSSES = ("liaison_lost", "capacity_lost")
_WAITS = ("months_to_rupture", "months_to_recovery")
_TONNES = ("dispatched_t", "seized_t", "arrived_t")
RANGES: dict[str, float] = {
    **{row.name: 2.0 if row.name in _LOSSES else 1.0 for row in OUTCOMES},
    **dict.fromkeys(_TONNES, math.inf),
    **{row.name: math.inf for row in PAIRED_OUTCOMES},
}
"""By outcome, the greatest less the least value that it can have."""
for _name in _WAITS:  # their range is the horizon, which points need not share
    del RANGES[_name]


@dataclass(frozen=True)
class Precision:
    """How narrow the interval of each point is to be.

    Attributes
    ----------
    half_width : float
        Half the length of the interval, in the unit of the outcome; > 0.
    outcome : str
        One of `RANGES`.
    is_paired : bool
        Whether the mean difference from the baseline is meant, or the mean of the only point.
    """

    half_width: float
    outcome: str = "operational_mean"
    is_paired: bool = True

    @property
    def span(self) -> float:
        """The greatest less the least value that what is averaged can have."""
        return RANGES[self.outcome] * (2.0 if self.is_paired else 1.0)

    @property
    def method(self) -> str:
        """What the intervals are."""
        if math.isinf(self.span):
            return "Student's t (approximate), alpha / (k (k + 1)) at look k"
        return "empirical Bernstein (Maurer and Pontil 2009), alpha / (k (k + 1)) at look k"

    def least(self) -> int:
        """Return the fewest replicates that can be enough, should nothing vary."""
        if math.isinf(self.span):
            return FIRST_STUDENT
        return _blocks(7.0 * self.span * math.log(4.0 / level(1)) / (3.0 * self.half_width) + 1.0)

    def schedule(self, most: int) -> tuple[int, ...]:
        """Return how many replicates each look has; it depends on nothing that is run.

        Parameters
        ----------
        most : int
            Replicates of the last look, at least `least()`.
        """
        size = self.least()
        if math.isfinite(self.span):  # leave room for what varies
            size = _blocks(size / FIRST_SHARE)
        looks = []
        while size < most:
            looks.append(size)
            size = _blocks(GROWTH * size)
        return (*looks, most)

    def radius(self, n: Array, variance: Array, look: int) -> Array:
        """Return half the length of the interval of each mean.

        Equation: sqrt(2 V ln(4 / d) / n) + 7 R ln(4 / d) / (3 (n - 1)) with d the level of the look
        and R the span; of an outcome without bounds t sqrt(V / n), t the 1 - d / 2 quantile of
        Student's distribution with n - 1 degrees of freedom.

        Parameters
        ----------
        n : ndarray
            Replicates of each point.
        variance : ndarray
            Of each point, with n - 1 in the denominator.
        look : int
            Its number, 1 is the first.

        Returns
        -------
        ndarray
            Infinite for fewer than two replicates.
        """
        pairs = np.maximum(n, 2.0)
        d = level(look)
        if math.isinf(self.span):
            found = stdtrit(pairs - 1.0, 1.0 - d / 2.0) * np.sqrt(variance / pairs)
        else:
            log = math.log(4.0 / d)
            found = np.sqrt(2.0 * variance * log / pairs)
            found = found + 7.0 * self.span * log / (3.0 * (pairs - 1.0))
        return np.where(n < 2.0, np.inf, found)


def check(
    asked: Precision, most: int, set_by: str = "the caller", most_set_by: str = "the caller"
) -> None:
    """Check that a precision can be reached.

    Parameters
    ----------
    asked : Precision
    most : int
        Replicates of the last look.
    set_by, most_set_by : str
        Who gave the precision, and the most replicates.

    Raises
    ------
    UserError
        For a half width or an outcome that cannot be, or too few replicates.
    """
    width = asked.half_width
    if not isinstance(width, int | float) or isinstance(width, bool) or not 0.0 < width < math.inf:
        rule, allowed = "is not a finite number above 0", "a number above 0"
        advice = "Say how far a mean may be from its estimate, for instance half_width=0.01."
        raise UserError(statement("half_width", width, rule, allowed, set_by, advice))
    if asked.outcome in _WAITS:
        rule = "is bounded by the horizon only, which points need not share"
        advice = "Ask for the share that it happens in instead, and compare with --events."
        allowed = "p_rupture and the other outcomes"
        raise UserError(statement("outcome", asked.outcome, rule, allowed, set_by, advice))
    if asked.outcome not in RANGES:
        raise unknown("outcome", str(asked.outcome), RANGES, set_by)
    if most < asked.least():
        rule = f"cannot be enough for half_width={width:g}"
        advice = "Raise it, or allow a wider interval."
        allowed = f"{asked.least()} or more"
        raise UserError(statement("max_replicates", most, rule, allowed, most_set_by, advice))


def level(look: int) -> float:
    """Return the part of alpha that a look may spend: alpha / (k (k + 1)); all add up to alpha."""
    return ALPHA / (look * (look + 1))


def _blocks(replicates: float) -> int:
    """Return the next multiple of what the ensemble computes side by side."""
    return math.ceil(replicates / LANES) * LANES
