"""How well statistics of runs agree with targets."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr

from analysis.patterns.kinds import Pattern, Target

Array = NDArray[np.float64]

DISCREPANCY = 0.5
"""Standard deviation of what the law gets wrong by itself, in units of each target's scale."""
WORST = -1e6
"""Log-likelihood of a statistic that could not be computed."""


def targets_of(patterns: Sequence[Pattern]) -> tuple[Target, ...]:
    """Return the targets in the order of the statistics."""
    return tuple(target for pattern in patterns for target in pattern.targets)


def spread(target: Target, variance: Array, discrepancy: float) -> Array:
    """Return the standard deviation that observation, law and replicates leave together."""
    return np.sqrt(target.scale**2 * (1 + discrepancy**2) + variance)


def log_likelihoods(
    targets: Sequence[Target], value: Array, variance: Array, discrepancy: float = DISCREPANCY
) -> Array:
    """Return the synthetic log-likelihood of each target, shape (P, S).

    A measured number y with standard deviation s: log N(y; v, s^2 + d^2 + replicate variance). A
    bare interval: the probability that the model's number with the same error lies inside,
    log[Phi((high - v) / sd) - Phi((low - v) / sd)]. After Wood (2010), Nature 466: 1102-1104, with
    independent statistics.

    Parameters
    ----------
    targets : sequence of Target, S of them
    value, variance : ndarray, shape (P, S)
        Of the mean over replicates. NaN gives `WORST`.
    discrepancy : float
        In units of each target's scale, >= 0.
    """
    columns = []
    for place, target in enumerate(targets):
        v = value[:, place]
        there = np.isfinite(v)
        sd = spread(target, np.where(there, variance[:, place], 0.0), discrepancy)
        at = np.where(there, v, 0.0)
        if target.value is not None:
            z = (target.value - at) / sd
            log = -0.5 * z**2 - np.log(sd) - 0.5 * np.log(2 * np.pi)
        else:
            log = log_probability((target.low - at) / sd, (target.high - at) / sd)
        columns.append(np.where(there, np.maximum(log, WORST), WORST))
    return np.stack(columns, axis=1) if columns else np.zeros((len(value), 0))


def log_probability(a: Array, b: Array) -> Array:
    """Return log(Phi(b) - Phi(a)) for a < b without cancellation in the tails."""
    flip = a > 0  # by symmetry into the lower tail, where the logarithms are exact
    low, high = np.where(flip, -b, a), np.where(flip, -a, b)
    top, bottom = log_ndtr(high), log_ndtr(low)
    return top + np.log1p(-np.exp(np.minimum(bottom - top, -1e-300)))


def implausibilities(
    targets: Sequence[Target], value: Array, variance: Array, discrepancy: float = DISCREPANCY
) -> Array:
    """Return how many standard deviations each statistic lies from its target, shape (P, S).

    From the measured number, or from the nearer end of a bare interval (0 inside); infinite for
    NaN.
    Three and more rule a vector out (Craig et al. 1997; Pukelsheim 1994).
    """
    columns = []
    for place, target in enumerate(targets):
        v = value[:, place]
        there = np.isfinite(v)
        sd = spread(target, np.where(there, variance[:, place], 0.0), discrepancy)
        if target.value is not None:
            away = np.abs(v - target.value)
        else:
            away = np.maximum(np.maximum(target.low - v, v - target.high), 0.0)
        columns.append(np.where(there, away / sd, np.inf))
    return np.stack(columns, axis=1) if columns else np.zeros((len(value), 0))
