"""PAWN: how far fixing a factor moves the whole distribution of an outcome, from any sample.

The range of a factor is cut into slices with equally many points; in each the distribution of the
outcome is compared with that over all points by the Kolmogorov-Smirnov distance, and the index is
the median of these distances (Pianosi and Wagener 2015, *Environmental Modelling & Software* 67,
1-11; from a generic sample: 2018, the same 108, 197-207). The value is SALib's. It sees changes of
any kind, spread and tails too, and needs no special design; in return it is never 0: two samples of
one distribution lie apart by chance. `threshold` is the index that a factor without any influence
stays below in 95 of 100 samples of this size, from factors that are nothing but random numbers
(a dummy parameter: Khorashadi Zadeh et al. 2017, *Environmental Modelling & Software* 91, 210-222).
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from SALib.analyze import pawn as salib
from scipy.special import ndtri

from analysis.statistics.checks import Array, level

SLICES = (10, 8, 5, 4, 2)
"""Slices that may be taken. With 6 or 9 SALib asks for quantiles beyond 1, by rounding."""
DUMMIES = 500
RESAMPLES = 100
MOST = 4096
"""More points than these are not looked at: the time grows with points x factors."""
LEAST = 20
"""Points that a slice must hold."""


@dataclass(frozen=True)
class Distance:
    """The index of a factor.

    Attributes
    ----------
    factor : str
    median, low, high : float
        In [0, 1], with the normal interval of the standard deviation over resampled points.
    maximum : float
        The largest distance of any slice.
    is_above : bool
        Whether the median is above the threshold.
    """

    factor: str
    median: float
    low: float
    high: float
    maximum: float
    is_above: bool


@dataclass(frozen=True)
class Pawn:
    """The indices of all factors, and what chance reaches."""

    points: int
    slices: int
    threshold: float
    distances: tuple[Distance, ...]


def pawn(
    problem: Mapping[str, Any],
    x: Array,
    y: Array,
    *,
    confidence: float = 0.95,
    seed: int = 0,
) -> Pawn:
    """Return the PAWN index of each factor.

    Parameters
    ----------
    problem : mapping
        SALib's; groups are not used, for each factor has its own distribution.
    x : ndarray, shape (points, factors)
    y : ndarray, shape (points,)
        At least 40 points; not constant; the first `MOST` are looked at.
    confidence, seed : of the bootstrap
    """
    x, y = x[:MOST], y[:MOST]
    plain = {key: value for key, value in problem.items() if key != "groups"}
    slices = slices_of(len(y))
    with warnings.catch_warnings():  # SciPy tells that it changes the way to a p-value, not used
        warnings.simplefilter("ignore", RuntimeWarning)
        told = salib.analyze(plain, x, y, S=slices)
    rng = np.random.default_rng(seed)
    order = np.argsort(y, kind="stable")
    run = _runs(y[order])
    sample = _Ranks(np.arange(len(y)), *_shares(run))
    threshold = float(np.quantile(_dummies(sample, slices, rng), 0.95))
    resamples = [_resample(run, rng) for _ in range(RESAMPLES)]
    z = float(ndtri(0.5 + level(confidence) / 2.0))
    found = []
    for j, name in enumerate(plain["names"]):
        column = x[order, j]
        drawn = [np.nanmedian(_distances(column[item.rows], item, slices)) for item in resamples]
        median = float(told["median"][j])
        # Resamples lie farther apart than samples do, so only their spread is taken.
        reach = z * float(np.std(drawn, ddof=1))
        low, high = np.clip([median - reach, median + reach], 0.0, 1.0)
        above = median > threshold
        found.append(
            Distance(name, median, float(low), float(high), float(told["maximum"][j]), above)
        )
    return Pawn(len(y), slices, threshold, tuple(found))


def slices_of(points: int) -> int:
    """Return the number of slices: ten, fewer where a slice would hold less than 20 points."""
    return next((count for count in SLICES if points >= LEAST * count), SLICES[-1])


def distances(x: Array, y: Array, slices: int) -> Array:
    """Return the Kolmogorov-Smirnov distance of each slice of a factor, shape (slices,).

    Slices lie between the quantiles of `x`, closed below and open above, as SALib's: the point with
    the greatest value is in none.
    """
    order = np.argsort(y, kind="stable")
    return _distances(x[order], _Ranks(order, *_shares(_runs(y[order]))), slices)


@dataclass(frozen=True)
class _Ranks:
    """Points in the order of the outcome.

    Attributes
    ----------
    rows : which point each is
    upper, lower : the share of points whose outcome is at most, and is less than, that of each
    """

    rows: NDArray[np.int64]
    upper: Array
    lower: Array


def _distances(x: Array, ranks: _Ranks, slices: int) -> Array:
    """Return the distances from a factor in the order of the outcome.

    The distribution function of a slice is a staircase with a step at each of its points; that of
    all points grows in between. So the two are farthest apart at or just before a step.
    """
    edges = np.quantile(x, np.linspace(0.0, 1.0, slices + 1))
    place = (np.searchsorted(edges, x, side="right") - 1).astype(np.int8)
    held = np.argsort(place, kind="stable")
    counts = np.bincount(place, minlength=slices + 1)[:slices]
    held = held[: counts.sum()]  # the greatest value of all lies beyond the last slice
    some = counts > 0
    starts = (np.cumsum(counts) - counts)[some]
    size = np.repeat(counts, counts)
    step = np.arange(len(held)) - np.repeat(np.cumsum(counts) - counts, counts)
    apart = np.maximum((step + 1) / size - ranks.upper[held], ranks.lower[held] - step / size)
    found = np.full(slices, np.nan)
    found[some] = np.maximum.reduceat(apart, starts)
    return found


def _runs(ordered: Array) -> NDArray[np.int64]:
    """Return the number of the distinct value that each outcome is, from 0."""
    return np.concatenate([[0], np.cumsum(ordered[1:] > ordered[:-1])])


def _shares(run: NDArray[np.int64]) -> tuple[Array, Array]:
    counts = np.bincount(run)
    upper = np.cumsum(counts)
    return (upper / len(run))[run], ((upper - counts) / len(run))[run]


def _resample(run: NDArray[np.int64], rng: np.random.Generator) -> _Ranks:
    rows = np.sort(rng.integers(0, len(run), len(run)))
    drawn = run[rows]
    return _Ranks(rows, *_shares(np.unique(drawn, return_inverse=True)[1]))


def _dummies(sample: _Ranks, slices: int, rng: np.random.Generator) -> Array:
    n = len(sample.rows)
    return np.array(
        [np.nanmedian(_distances(rng.random(n), sample, slices)) for _ in range(DUMMIES)]
    )
