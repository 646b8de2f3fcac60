"""What common random numbers are worth: the variance of paired against unpaired differences."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from analysis.statistics.bootstrap import RESAMPLES, resampled_means
from analysis.statistics.checks import ROUNDING, Array, columns, level


@dataclass(frozen=True)
class VarianceRatio:
    """How many times more a difference varies when its two sides share no draws.

    Attributes
    ----------
    paired_sd, unpaired_sd : float
        Standard deviation of the difference of two runs with the same draws, and without.
    ratio : float
        Of the variances, unpaired over paired: an interval of a given length takes so many times
        fewer runs with common random numbers. Infinite if the paired difference is the same in
        every run; NaN if the unpaired one is, too.
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

        Equation: (z sd / half_width)^2, z the normal quantile; at least 2.
        """
        z = float(ndtri(0.5 + level(confidence) / 2.0))
        paired, unpaired = (
            max(2, int(np.ceil((z * sd / half_width) ** 2)))
            for sd in (self.paired_sd, self.unpaired_sd)
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
    variances = np.where(np.ptp(d, axis=0) > 0.0, d.var(axis=0, ddof=1), 0.0)
    found = _ratio(variances[None])
    tail = 50.0 * (1.0 - level(confidence))
    drawn = _ratio(_resampled(d, seed))
    drawn = drawn[~np.isnan(drawn)]
    # Some may be infinite, between which nothing can be interpolated.
    bounds = np.percentile(drawn, [tail, 100.0 - tail], method="nearest") if drawn.size else found
    return VarianceRatio(
        float(np.sqrt(variances[0])),
        float(np.sqrt(variances[1])),
        float(found[0]),
        float(bounds[0]),
        float(bounds[-1]),
    )


def _ratio(variances: Array) -> Array:
    """Return the second column over the first; infinite where that is 0, NaN where both are."""
    paired, unpaired = variances.T
    some = np.where(paired > 0.0, paired, 1.0)
    return np.where(paired > 0.0, unpaired / some, np.where(unpaired > 0.0, np.inf, np.nan))


def _resampled(d: Array, seed: int) -> Array:
    """Return the variances of both columns in each bootstrap sample, shape (samples, 2)."""
    centred = d - d.mean(axis=0)
    means = resampled_means(np.hstack([centred, centred**2]), RESAMPLES, seed)
    found = means[:, 2:] - means[:, :2] ** 2
    # Of equal values what is left is rounding.
    return np.where(found <= ROUNDING * (centred**2).max(axis=0), 0.0, found)
