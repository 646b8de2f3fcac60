"""A band for a whole series: mean differences by month that hold for all months at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, stdtrit

from analysis.statistics.checks import Array, columns, level

DRAWS = 4000
FLAT = 1e-14


@dataclass(frozen=True)
class Band:
    """Mean difference by month with a band that holds for all months at once, each (months,)."""

    mean: Array
    low: Array
    high: Array


def band(differences: ArrayLike, confidence: float = 0.95, seed: int = 0) -> Band:
    """Return the mean difference by month with a simultaneous (sup-t) band.

    Equation: mean +- c se, where c is the quantile of max over months |z| of normal draws z with
    the correlation of the months (Montiel Olea & Plagborg-Moller 2019), taken to Student's
    distribution of n - 1 degrees of freedom at the same tail: with few pairs se is uncertain too.
    Months without any spread have no width.

    Parameters
    ----------
    differences : array of shape (pairs, months), finite
    confidence : the probability that the whole band holds
    seed : of the draws

    Returns
    -------
    Band
        Bounds are NaN with one pair.
    """
    d = columns(differences)
    n, mean = len(d), d.mean(axis=0)
    level(confidence)
    if n < 2:
        return Band(mean, *(np.full(mean.shape, np.nan) for _ in range(2)))
    largest = np.abs(d).max(axis=0)
    centred = d - mean
    squares = np.einsum("ij,ij->j", centred, centred)
    error = np.sqrt(squares / ((n - 1) * n))
    moving = error > FLAT * np.maximum(1e-300, largest)
    half = np.zeros(mean.shape)
    if moving.any():
        centred = centred[:, moving] / np.sqrt(squares[moving])
        half[moving] = _width(centred.T @ centred, n, confidence, seed) * error[moving]
    return Band(mean, mean - half, mean + half)


def _width(correlation: Array, n: int, confidence: float, seed: int) -> float:
    """Return the half width in standard errors."""
    size, directions = np.linalg.eigh(correlation)
    root = directions * np.sqrt(np.maximum(size, 0.0))
    draws = np.random.default_rng(seed).standard_normal((DRAWS, len(size)))
    largest = np.abs(draws @ root.T).max(axis=1)
    normal = np.quantile(largest, confidence)
    return float(-stdtrit(n - 1, ndtr(-normal)))
