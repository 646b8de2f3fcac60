"""What the replicates at hand can show, and how many it takes to show a given difference."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.special import ndtri, stdtr, stdtrit

from analysis.statistics.checks import Array, columns
from model.errors import UserError
from scenarios.problems import statement

POWER = 0.8
LEVEL = 0.05
MOST = 10_000_000
"""Replicates beyond which the answer is "no number that can be run": NaN."""


def power_of(effect: float, n: int, alpha: float = LEVEL) -> float:
    """Return the power of the two-sided paired t-test.

    Equation: P(|T| > t) with T noncentral t of n - 1 degrees of freedom and noncentrality
    effect sqrt(n), t the 1 - alpha / 2 quantile of Student's distribution.

    Parameters
    ----------
    effect : mean difference over the standard deviation of the differences, >= 0
    n : pairs, >= 2
    alpha : the level of the test
    """
    edge = stdtrit(n - 1, 1.0 - alpha / 2.0)
    shift = effect * np.sqrt(n)
    if n > 10_000:  # the noncentral distribution is normal to four digits, and slow to compute
        return float(stdtr(n - 1, shift - edge) + stdtr(n - 1, -shift - edge))
    if shift - edge > 30.0:
        return 1.0
    from scipy.stats import nct  # takes .4 s to import, and many pairs do without

    # SciPy gives NaN for the far tail, where it is below 1e-6.
    far = 0.0 if shift > 5.0 else float(nct.cdf(-edge, n - 1, shift))
    return float(nct.sf(edge, n - 1, shift)) + far


@cache
def detectable_effect(n: int, alpha: float = LEVEL, power: float = POWER) -> float:
    """Return the standardised difference that `n` pairs detect with a given power; NaN for n < 2.

    Parameters
    ----------
    n : pairs
    alpha, power : of the two-sided paired t-test
    """
    if n < 2:
        return float("nan")
    top = 1.0
    while power_of(top, n, alpha) < power:
        top *= 2.0
    return float(brentq(lambda effect: power_of(effect, n, alpha) - power, 0.0, top, xtol=1e-10))


def detectable(differences: ArrayLike, alpha: float = LEVEL, power: float = POWER) -> Array:
    """Return the smallest mean difference that this many pairs would show, for each column.

    Equation: the detectable standardised effect times the standard deviation of the differences.

    Parameters
    ----------
    differences : array of shape (pairs,) or (pairs, columns)
    alpha, power : of the two-sided paired t-test

    Returns
    -------
    array of shape (columns,)
        NaN with one pair and for constant differences, whose spread is not known.
    """
    d = columns(differences)
    if len(d) < 2:
        return np.full(d.shape[1], np.nan)
    return detectable_effect(len(d), alpha, power) * _spread(d)


def needed(
    differences: ArrayLike, target: ArrayLike, alpha: float = LEVEL, power: float = POWER
) -> Array:
    """Return how many pairs in all would show a mean difference of `target`, for each column.

    Parameters
    ----------
    differences : array of shape (pairs,) or (pairs, columns)
        Whose standard deviation is taken for the true one.
    target : positive number, or one for each column
    alpha, power : of the two-sided paired t-test

    Returns
    -------
    array of shape (columns,)
        Whole numbers, at least 2; NaN with one pair, for constant differences, and beyond ten
        million.
    """
    d = columns(differences)
    aims = np.broadcast_to(np.asarray(target, dtype=np.float64), d.shape[1:])
    if (aims <= 0.0).any() or not np.isfinite(aims).all():
        advice = "Name the difference that you want to be able to see."
        raise UserError(statement("detect", target, "is not positive", "> 0", "you", advice))
    if len(d) < 2:
        return np.full(d.shape[1], np.nan)
    spread = _spread(d)
    return np.array([_pairs(aim / s, alpha, power) for aim, s in zip(aims, spread, strict=True)])


def _spread(d: Array) -> Array:
    """Return the standard deviation of each column, NaN where it is none but rounding."""
    spread = d.std(axis=0, ddof=1)
    return np.where(spread <= 1e-14 * np.maximum(1e-300, np.abs(d).max(axis=0)), np.nan, spread)


def _pairs(effect: float, alpha: float, power: float) -> float:
    """Return the smallest number of pairs with the power: near the normal answer, then halved."""
    if np.isnan(effect):
        return float("nan")
    z = ndtri(1.0 - alpha / 2.0) + ndtri(power)
    normal = (z / effect) ** 2 + ndtri(1.0 - alpha / 2.0) ** 2 / 2.0
    if normal > MOST:
        return float("nan")
    low, high = max(1, int(0.97 * normal) - 3), int(1.03 * normal) + 3
    while low > 1 and power_of(effect, low, alpha) >= power:
        low //= 2
    while power_of(effect, high, alpha) < power:
        high *= 2
    while high - low > 1:
        middle = (low + high) // 2
        if power_of(effect, middle, alpha) >= power:
            high = middle
        else:
            low = middle
    return float(high)
