"""The noise around a smooth response: a first-order autoregression, fitted to what smoothing left.

Smoothing takes away slow noise together with the trend, so that the residuals look less persistent
than the noise is. Both moments are therefore matched to what the same smoothing leaves of an AR(1),
computed exactly from the smoother's matrix.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy.linalg import toeplitz
from scipy.signal import lfilter, savgol_filter

from analysis.statistics.checks import Array

PERSISTENCES = np.round(np.arange(0.0, 0.981, 0.02), 2)
"""Values of the lag-1 autocorrelation that are told apart; negative ones count as 0."""


def smooth(state: Array, half: int) -> Array:
    """Return the local linear fit to `2 half + 1` neighbours, along the last axis."""
    fitted: Array = savgol_filter(state, 2 * half + 1, 1, axis=-1, mode="interp")
    return fitted


@lru_cache(maxsize=8)
def _left(n: int, half: int) -> tuple[Array, Array]:
    """Return variance and lag-1 autocorrelation that smoothing leaves of each unit AR(1)."""
    kept = np.eye(n) - smooth(np.eye(n), half).T
    variances, correlations = [], []
    for phi in PERSISTENCES:
        left = kept @ toeplitz(phi ** np.arange(n)) @ kept.T
        variances.append(np.trace(left) / n)
        correlations.append(np.trace(left, 1) / (n - 1) / variances[-1])
    return np.array(variances), np.array(correlations)


def fit(residuals: Array, known: Array, half: int) -> tuple[Array, Array]:
    """Return standard deviation and persistence of the AR(1) behind residuals of smoothing.

    Parameters
    ----------
    residuals : array of shape (series, n)
        State minus `smooth(state, half)`.
    known : array of bool of the same shape
        Which of them are noise only.
    half : int
        As it was smoothed.

    Returns
    -------
    sd : array of shape (series,)
    place : array of int of shape (series,)
        The persistence, as its place in `PERSISTENCES`.
    """
    count = np.maximum(known.sum(axis=1), 1)
    variance = np.where(known, residuals**2, 0.0).sum(axis=1) / count
    both = known[:, 1:] & known[:, :-1]
    products = np.where(both, residuals[:, 1:] * residuals[:, :-1], 0.0).sum(axis=1)
    lagged = products / np.maximum(both.sum(axis=1), 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        correlation = np.where(variance > 0.0, lagged / variance, 0.0)
    left, correlations = _left(residuals.shape[1], half)
    # What is left rises with the persistence; the nearest entry is the estimate.
    place = np.abs(correlation[:, None] - correlations[None, :]).argmin(axis=1)
    return np.sqrt(variance / left[place]), place


def kept_sd(place: int, n: int, half: int) -> float:
    """Return the standard deviation that smoothing leaves of a unit AR(1) of this persistence."""
    return float(np.sqrt(_left(n, half)[0][place]))


def surrogates(place: int, n: int, count: int, seed: int) -> Array:
    """Return stationary AR(1) series with unit variance, of shape (count, n).

    Equation: x[t] = phi x[t-1] + sqrt(1 - phi^2) e[t], with x[0] from the stationary distribution.
    """
    phi = float(PERSISTENCES[place])
    shocks = np.random.default_rng((seed, place, n)).standard_normal((count, n))
    shocks[:, 1:] *= np.sqrt(1.0 - phi * phi)
    series: Array = lfilter([1.0], [1.0, -phi], shocks, axis=1)
    return series
