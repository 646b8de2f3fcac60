"""Hodges-Lehmann estimate: the median of all averages of two differences, with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numba import njit
from numpy.typing import ArrayLike
from scipy.special import ndtri

from analysis.statistics.checks import Array, columns, level

EXACT_PAIRS = 50
"""Up to here the interval uses the exact distribution of the signed-rank sum, above the normal."""


@dataclass(frozen=True)
class PseudoMedian:
    """The estimate and its interval; bounds are NaN where no interval has the level."""

    estimate: float
    low: float
    high: float
    n: int


def pseudo_median(differences: ArrayLike, confidence: float = 0.95) -> PseudoMedian:
    """Return the Hodges-Lehmann estimate of the centre of differences.

    Equation: the median of the Walsh averages (d_i + d_j) / 2, i <= j; the bounds are the averages
    of rank C and M + 1 - C, with M = n (n + 1) / 2 and C the quantile of the signed-rank sum
    (Hollander, Wolfe & Chicken 2014, section 3.2). The averages are never written down: the one of
    a given rank is found by counting, in O(n log) time, so that 100,000 pairs are no burden.

    Parameters
    ----------
    differences : array of shape (pairs,)
        Finite.
    confidence : float
        In (0, 1). The true level is at least that for symmetric differences; ties make it larger.

    Returns
    -------
    PseudoMedian
        For few pairs (fewer than 6 at 95 %) no interval of this kind has the level: NaN bounds.
    """
    d = np.sort(columns(differences)[:, 0])
    n = len(d)
    total = n * (n + 1) // 2
    middle = [_walsh(d, (total + 1) // 2), _walsh(d, total // 2 + 1)]
    estimate = float(np.mean(middle))
    rank = _rank(n, (1.0 - level(confidence)) / 2.0)
    if rank < 1:
        return PseudoMedian(estimate, float("nan"), float("nan"), n)
    return PseudoMedian(estimate, _walsh(d, rank), _walsh(d, total + 1 - rank), n)


@cache
def _rank(n: int, alpha: float) -> int:
    """Return C: the largest rank with P(W <= C - 1) <= alpha for the signed-rank sum W."""
    if n > EXACT_PAIRS:
        middle, spread = n * (n + 1) / 4.0, np.sqrt(n * (n + 1) * (2 * n + 1) / 24.0)
        return int(np.floor(middle + ndtri(alpha) * spread + 0.5))
    probability = np.ones(1)
    for rank in range(1, n + 1):
        longer = np.zeros(len(probability) + rank)
        longer[: len(probability)] += 0.5 * probability
        longer[rank:] += 0.5 * probability
        probability = longer
    return int((np.cumsum(probability) <= alpha + 1e-15).sum())


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _count(d: Array, bound: float) -> tuple[int, float]:
    """Return how many sums d_i + d_j, i <= j, are at most a bound, and the largest of them."""
    found, largest = 0, -np.inf
    j = len(d) - 1
    for i in range(len(d)):
        while j >= i and d[i] + d[j] > bound:
            j -= 1
        if j < i:
            break
        found += j - i + 1
        largest = max(largest, d[i] + d[j])
    return found, largest


@njit(cache=True, nogil=True)  # type: ignore[untyped-decorator]
def _walsh(d: Array, rank: int) -> float:
    """Return the Walsh average of a rank (from 1) of sorted differences.

    Halves the range of sums and, every other time, aims at the rank by proportion; ends as soon as
    exactly `rank` sums are at most the bound (or the range is rounding, where sums are tied).
    """
    low, high = 2.0 * d[0], 2.0 * d[-1]
    below, largest = _count(d, low)
    if below >= rank:
        return d[0]
    above, largest = _count(d, high)
    width = (high - low) * 1e-15
    turn = 0
    while above > rank and high - low > width:
        share = (rank - below) / (above - below) if turn % 2 else 0.5
        middle = low + min(max(share, 0.001), 0.999) * (high - low)
        turn += 1
        if middle <= low or middle >= high:
            break
        found, last = _count(d, middle)
        if found >= rank:
            high, above, largest = middle, found, last
        else:
            low, below = middle, found
    return 0.5 * largest
