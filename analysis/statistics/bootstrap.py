"""BCa bootstrap intervals of means, for many columns at once.

The numbers are those of `scipy.stats.bootstrap(..., np.mean, method="BCa")` with the same
generator, to rounding (tested). SciPy gathers every resample of every column and takes a jackknife
of n x (n - 1) numbers, which for 50,000 pairs does not end in useful time; here a resample is drawn
once as a vector of counts, the means of all columns are one matrix product, and the jackknife of a
mean is written down: the acceleration is sum(u^3) / (6 sum(u^2)^1.5) with u = d - mean(d).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from analysis.statistics.checks import Array, columns, level

RESAMPLES = 2000
BLOCK = 4_000_000
"""Numbers of one block of counts: 32 MB."""
FLAT = 1e-14


@dataclass(frozen=True)
class MeanIntervals:
    """Means with intervals, each of shape (columns,); `n` is the number of pairs."""

    mean: Array
    low: Array
    high: Array
    n: int


def mean_intervals(
    differences: ArrayLike, confidence: float = 0.95, seed: int = 0, resamples: int = RESAMPLES
) -> MeanIntervals:
    """Return the mean of each column with its BCa bootstrap interval (Efron 1987).

    Parameters
    ----------
    differences : array of shape (pairs,) or (pairs, columns)
        Finite. All columns share the resamples, so that a table is consistent in itself.
    confidence : float
        In (0, 1).
    seed : int
        Of the resampling; the same seed and number of pairs give the same resamples.
    resamples : int
        Bootstrap samples.

    Returns
    -------
    MeanIntervals
        Bounds are NaN with one pair, and equal to the mean where the column is constant.

    Raises
    ------
    UserError
        When there is no pair, a value is not finite, or the level is not one.
    """
    d = columns(differences)
    alpha = (1.0 - level(confidence)) / 2.0
    n = d.shape[0]
    mean = d.mean(axis=0)
    flat = np.ptp(d, axis=0) <= FLAT * np.maximum(1.0, np.abs(d).max(axis=0))
    low, high = mean.copy(), mean.copy()
    if n < 2:
        low[:], high[:] = np.nan, np.nan
    elif not flat.all():
        moving = d[:, ~flat]
        low[~flat], high[~flat] = _bca(moving, _resampled(moving, seed, resamples), alpha)
    return MeanIntervals(mean, low, high, n)


def counts(n: int, resamples: int, seed: int) -> Iterator[Array]:
    """Yield blocks of rows: how often each of `n` pairs is in a resample.

    Parameters
    ----------
    n : pairs
    resamples : rows in all
    seed : of the draws, the same stream as SciPy's bootstrap uses
    """
    rng = np.random.default_rng(seed)
    rows = max(1, BLOCK // n)
    for first in range(0, resamples, rows):
        size = min(rows, resamples - first)
        block = np.empty((size, n))
        for row in block:
            row[:] = np.bincount(rng.integers(0, n, n), minlength=n)
        yield block


def _resampled(d: Array, seed: int, resamples: int) -> Array:
    """Return the means of the resamples, of shape (resamples, columns)."""
    n = d.shape[0]
    return np.concatenate([block @ d for block in counts(n, resamples, seed)]) / n


def _bca(d: Array, means: Array, alpha: float) -> tuple[Array, Array]:
    """Return the bounds from the resampled means (Efron 1987, eq. 4.9 in later notation)."""
    u = d - d.mean(axis=0)
    acceleration = (u**3).sum(axis=0) / (6.0 * (u**2).sum(axis=0) ** 1.5)
    rounding = 1e-12 * np.abs(d).max(axis=0)
    centred = means - d.mean(axis=0)
    below = (centred < -rounding).mean(axis=0) + 0.5 * (np.abs(centred) <= rounding).mean(axis=0)
    # All resamples on one side (a column with one odd value): as far as the resamples can tell.
    shift = ndtri(np.clip(below, 0.5 / len(means), 1.0 - 0.5 / len(means)))
    ordered = np.sort(means, axis=0)
    bounds = []
    for z in (ndtri(alpha), -ndtri(alpha)):
        moved = shift + z
        share = ndtr(shift + moved / (1.0 - acceleration * moved))
        bounds.append(_quantile(ordered, share))
    return bounds[0], bounds[1]


def _quantile(ordered: Array, share: Array) -> Array:
    """Return a quantile of each column, another share for each, linear between order statistics."""
    place = share * (len(ordered) - 1)
    under = np.clip(np.floor(place).astype(np.int64), 0, len(ordered) - 2)
    which = np.arange(ordered.shape[1])
    left, right = ordered[under, which], ordered[under + 1, which]
    return left + (place - under) * (right - left)
