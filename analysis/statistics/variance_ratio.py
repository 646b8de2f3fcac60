"""What common random numbers are worth: the variance of paired against unpaired differences."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from analysis.statistics.checks import Array, columns, level

RESAMPLES = 2000


@dataclass(frozen=True)
class VarianceRatio:
    """How many times more a difference varies when its two sides share no draws.

    Attributes
    ----------
    paired_sd, unpaired_sd : float
        Standard deviation of the difference of two runs with the same draws, and without.
    ratio : float
        Of the variances, unpaired over paired; infinite if the paired difference is constant. An
        interval of a given length takes so many times fewer runs with common random numbers.
    low, high : float
        Percentile bootstrap interval of it.
    """

    paired_sd: float
    unpaired_sd: float
    ratio: float
    low: float
    high: float

    def runs(self, half_width: float, confidence: float = 0.95) -> tuple[int, int]:
        """Return the runs of each side that an interval of a mean takes, paired and unpaired.

        Equation: (z sd / half_width)^2, z the normal quantile.
        """
        z = float(ndtri(0.5 + level(confidence) / 2.0))
        paired, unpaired = (
            int(np.ceil((z * sd / half_width) ** 2)) for sd in (self.paired_sd, self.unpaired_sd)
        )
        return paired, unpaired


def variance_ratio(
    a: ArrayLike, b: ArrayLike, other: ArrayLike, confidence: float = 0.95, seed: int = 0
) -> VarianceRatio:
    """Return the ratio of the variances of `a - other` and `a - b`.

    Parameters
    ----------
    a, b : array of shape (replicates,)
        An outcome of two points with the same seed and replicates.
    other : array of the same shape
        The outcome of the second point with another seed.
    confidence : float
        In (0, 1).
    seed : int
        Of the bootstrap, which draws replicates.

    Raises
    ------
    UserError
        When there is no replicate, or a value is not finite.
    """
    left = np.asarray(a, dtype=np.float64)
    d = columns(np.stack([left - np.asarray(b), left - np.asarray(other)], axis=1))
    paired, unpaired = (float(value) for value in d.var(axis=0, ddof=1))
    sds = float(np.sqrt(paired)), float(np.sqrt(unpaired))
    if np.ptp(d[:, 0]) == 0.0:
        infinite = float("inf") if unpaired > 0.0 else float("nan")
        return VarianceRatio(*sds, infinite, infinite, infinite)
    tail = 50.0 * (1.0 - level(confidence))
    low, high = np.percentile(_resampled(d - d.mean(axis=0), seed), [tail, 100.0 - tail])
    return VarianceRatio(*sds, unpaired / paired, float(low), float(high))


def _resampled(d: Array, seed: int) -> Array:
    """Return the ratio in each bootstrap sample that has any variance of the paired difference."""
    rng = np.random.default_rng(seed)
    n = len(d)
    found = []
    for _ in range(RESAMPLES):
        paired, unpaired = d[rng.integers(n, size=n)].var(axis=0)
        if paired > 0.0:
            found.append(unpaired / paired)
    return np.array(found)
