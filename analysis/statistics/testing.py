"""Tests of paired differences: signed rank, equivalence, and the correction for many tests."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr

from analysis.statistics.checks import Array, columns
from model.errors import UserError
from scenarios.problems import statement

TIED = 9
"""Digits, of the largest difference, in which differences agree that are tied."""


def signed_rank(differences: ArrayLike) -> Array:
    """Return the two-sided p-value of Wilcoxon's signed-rank test, by SciPy, for each column.

    Parameters
    ----------
    differences : array of shape (pairs,) or (pairs, columns)
        Finite. Zeros are dropped as Wilcoxon did; up to 50 pairs without ties or zeros the
        distribution is exact.

    Returns
    -------
    array of shape (columns,)
        1 where all differences are zero.
    """
    d = columns(differences)
    return np.array([_signed_rank(column) for column in d.T])


def _signed_rank(column: Array) -> float:
    from scipy.stats import wilcoxon  # takes .4 s to import: here, where threads can share it

    moved = column[column != 0.0]
    if not moved.size:
        return 1.0
    # Differences of shares are often equal but for rounding, which must not rank them.
    scale = np.abs(moved).max()
    tied = np.round(moved / scale, TIED)
    return float(wilcoxon(np.where(tied == 0.0, moved / scale, tied)).pvalue)


def equivalence(differences: ArrayLike, margin: ArrayLike) -> Array:
    """Return the p-value of two one-sided t-tests: small if the mean lies within the margin.

    Equation: the larger of P(T <= (mean - margin) / se) and P(T >= (mean + margin) / se), T of
    Student's distribution with n - 1 degrees of freedom (Schuirmann 1987).

    Parameters
    ----------
    differences : array of shape (pairs,) or (pairs, columns)
    margin : positive number, or one for each column
        The largest difference that does not matter, in the unit of the outcome.

    Returns
    -------
    array of shape (columns,)
        NaN with one pair and for a constant column: no spread, so no test. Twenty pairs without a
        rupture do not show that a rupture has no chance.
    """
    d = columns(differences)
    m = np.broadcast_to(np.asarray(margin, dtype=np.float64), d.shape[1:])
    if (m <= 0.0).any() or not np.isfinite(m).all():
        advice = "Name the largest difference that would not matter to you."
        raise UserError(statement("margin", margin, "is not positive", "> 0", "you", advice))
    n, mean = len(d), d.mean(axis=0)
    if n < 2:
        return np.full(d.shape[1], np.nan)
    error = d.std(axis=0, ddof=1) / np.sqrt(n)
    is_flat = error <= 1e-14 * np.maximum(np.abs(mean), m)
    safe = np.where(is_flat, 1.0, error)
    upper, lower = stdtr(n - 1, (mean - m) / safe), stdtr(n - 1, -(mean + m) / safe)
    return np.where(is_flat, np.nan, np.maximum(upper, lower))


def holm(p_values: ArrayLike) -> Array:
    """Return p-values corrected by Holm (1979) over the family given; NaN are not of the family.

    Equation: sorted upwards, the i-th of m becomes max over j <= i of min(1, (m - j + 1) p_j).

    Parameters
    ----------
    p_values : array of shape (tests,)
    """
    p = np.asarray(p_values, dtype=np.float64)
    adjusted = np.full(p.shape, np.nan)
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    steps = np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(steps * p[order]))
    return adjusted
