"""BCa bootstrap intervals of means, for many columns at once.

The numbers are those of `scipy.stats.bootstrap(..., np.mean, method="BCa")` with the same
generator, to rounding (tested). SciPy gathers every resample of every column and takes a jackknife
of n x (n - 1) numbers, which for 50,000 pairs does not end in useful time; here a resample is drawn
once as a vector of counts, the means of all columns are one matrix product, and the jackknife of a
mean is written down: the acceleration is sum(u^3) / (6 sum(u^2)^1.5) with u = d - mean(d).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

from analysis.statistics.checks import Array, columns, level

RESAMPLES = 2000
BLOCK = 1_000_000
"""Numbers of one block of counts: 8 MB, which stay in a processor's cache."""
REMEMBERED = 120_000_000
"""Bytes of counts that are kept for the next call with as many pairs."""
FLAT = 1e-14
DRAWING = Lock()
"""Held while counts are drawn that are remembered: other threads wait and need not draw them."""


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
        low[~flat], high[~flat] = _bca(moving, resampled_means(moving, resamples, seed), alpha)
    return MeanIntervals(mean, low, high, n)


def resampled_means(values: NDArray[Any], resamples: int, seed: int) -> Array:
    """Return the mean of each column in each resample, of shape (resamples, columns).

    Parameters
    ----------
    values : array of shape (pairs, columns), float64 or float32
        The product is taken in its precision.
    resamples, seed : of the bootstrap
    """
    n = len(values)
    values = np.ascontiguousarray(values)
    block = np.empty((max(1, BLOCK // n), n), dtype=values.dtype)
    means = []
    for drawn in _drawn(n, resamples, seed):
        for first in range(0, len(drawn), len(block)):
            rows = drawn[first : first + len(block)]
            counts = block[: len(rows)]
            counts[:] = rows
            means.append(counts @ values)
    return np.concatenate(means).astype(np.float64) / n


def _drawn(n: int, resamples: int, seed: int) -> Iterable[NDArray[np.uint8]]:
    """Return the counts, all at once and remembered where that is not too much memory."""
    if n * RESAMPLES <= REMEMBERED and resamples <= RESAMPLES:
        with DRAWING:
            return [_remembered(n, seed)[:resamples]]
    return _counts(n, resamples, seed)


@lru_cache(maxsize=1)
def _remembered(n: int, seed: int) -> NDArray[np.uint8]:
    return np.concatenate(list(_counts(n, RESAMPLES, seed)))


def _counts(n: int, resamples: int, seed: int) -> Iterator[NDArray[np.uint8]]:
    """Yield blocks of rows: how often each of `n` pairs is in a resample (SciPy's stream)."""
    rng = np.random.default_rng(seed)
    rows = max(1, BLOCK // n)
    for first in range(0, resamples, rows):
        block = np.empty((min(rows, resamples - first), n), dtype=np.uint8)
        for row in block:
            row[:] = np.bincount(rng.integers(0, n, n), minlength=n)
        yield block


def _bca(d: Array, means: Array, alpha: float) -> tuple[Array, Array]:
    """Return the bounds from the resampled means (Efron 1987, eq. 4.9 in later notation)."""
    u = d - d.mean(axis=0)
    squares = u * u
    acceleration = (squares * u).sum(axis=0) / (6.0 * squares.sum(axis=0) ** 1.5)
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
