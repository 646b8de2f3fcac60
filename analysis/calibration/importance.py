"""A posterior without a chain: draws that the emulators favour, weighted by the law itself.

Draws of the prior are chosen by the emulated likelihood (tempered, and some of them blindly, so that
no region that the emulators misjudge is closed), simulated, and weighted by their likelihood over
the chance with which they were chosen. Every factor is kept, also those that no pattern feels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.calibration.emulator import Emulator, as_unit
from analysis.calibration.likelihood import log_likelihoods
from analysis.calibration.problem import Problem
from analysis.calibration.waves import Wave

Array = NDArray[np.float64]

CHUNK = 100_000
DEFENSIVE = 0.1
"""Share of draws taken evenly from the prior, which bounds every weight (Hesterberg 1995)."""
TEMPER = 0.7
"""Power of the emulated likelihood: below 1, so that what emulators misjudge stays within reach."""


@dataclass(frozen=True)
class Weighted:
    """Draws with weights that add up to 1.

    Attributes
    ----------
    values, statistics, variances : ndarray, shapes (N, D), (N, S), (N, S)
    log_likelihood, weights : ndarray, shape (N,)
    """

    values: Array
    statistics: Array
    variances: Array
    log_likelihood: Array
    weights: Array

    @property
    def ess(self) -> float:
        """Effective sample size, 1 / sum of squared weights (Kong 1992)."""
        return float(1.0 / np.sum(self.weights**2))

    def resampled(self, count: int, rng: np.random.Generator) -> NDArray[np.intp]:
        """Return row numbers of an equally weighted sample (systematic resampling)."""
        return systematic(self.weights, count, rng)


def systematic(weights: Array, count: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Return `count` row numbers, each row floor or ceil of its weight times `count` often."""
    edges = np.cumsum(weights)
    ticks = (rng.random() + np.arange(count)) / count
    return np.minimum(np.searchsorted(edges / edges[-1], ticks), len(weights) - 1)


def normalised(log_weights: Array) -> Array:
    """Return weights that add up to 1 from their logarithms; even ones if all are -inf."""
    best = log_weights.max()
    if not np.isfinite(best):
        return np.full(len(log_weights), 1.0 / len(log_weights))
    weights = np.exp(log_weights - best)
    return np.asarray(weights / weights.sum())


def sample(problem: Problem, waves: Sequence[Wave], points: int, draws: int, seed: int) -> Weighted:
    """Return weighted draws of the posterior.

    Draws of the prior are taken with chances (1 - e) q^T / sum(q^T) + e / draws, q the emulated
    likelihood, e = `DEFENSIVE`, T = `TEMPER`; the weight of one is its likelihood over that chance.

    Parameters
    ----------
    problem : Problem
    waves : sequence of Wave
        Of `waves.match`; the emulators of the last are used.
    points : int
        Vectors to simulate.
    draws : int
        Of the prior.
    seed : int
    """
    rng = np.random.default_rng([seed, 2])
    emulators, noise = waves[-1].emulators, np.nanmean(waves[-1].variances, axis=0)
    chunks = [min(CHUNK, draws - begin) for begin in range(0, draws, CHUNK)]
    values = np.concatenate([problem.factors.uniform(count, rng) for count in chunks])
    log_q = np.concatenate(
        [
            emulated(problem, emulators, noise, values[i * CHUNK : (i + 1) * CHUNK])
            for i in range(len(chunks))
        ]
    )
    chance = (1 - DEFENSIVE) * normalised(TEMPER * log_q) + DEFENSIVE / draws
    kept = np.unique(systematic(chance, points, rng))
    values, chance = values[kept], chance[kept]
    statistics, variances = problem.simulate(values)
    log = log_likelihoods(problem.targets, statistics, variances, problem.discrepancy).sum(axis=1)
    return Weighted(values, statistics, variances, log, normalised(log - np.log(chance)))


def emulated(
    problem: Problem, emulators: tuple[Emulator, ...], noise: Array, values: Array
) -> Array:
    """Return the log-likelihood as emulators see it, their own error included, shape (P,)."""
    unit = as_unit(problem.factors, values)
    mean = np.stack([emulator.mean(unit) for emulator in emulators], axis=1)
    error = np.array([emulator.variance for emulator in emulators]) + noise
    variance = np.broadcast_to(error, mean.shape)
    return log_likelihoods(problem.targets, mean, variance, problem.discrepancy).sum(axis=1)
