"""A posterior without a chain: draws that the emulators favour, weighted by the law itself.

Draws of the prior are chosen by the emulated likelihood (tempered, and some of them blindly, so
that no region that the emulators misjudge is closed), simulated, and weighted by their likelihood
over the chance with which they were chosen. Every factor is kept, also what no pattern feels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.calibration.emulator import Emulator, as_unit, fit
from analysis.calibration.likelihood import log_likelihoods
from analysis.calibration.problem import Problem
from analysis.calibration.waves import Wave

Array = NDArray[np.float64]

Emulators = tuple[Emulator, ...]

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


def sample(
    problem: Problem, emulators: Emulators, noise: Array, points: int, draws: int, seed: int
) -> Weighted:
    """Return weighted draws of the posterior.

    Draws of the prior are taken with chances (1 - e) q^T / sum(q^T) + e / draws, q the emulated
    likelihood, e = `DEFENSIVE`, T = `TEMPER`; the weight of one is its likelihood over the
    probability that it is in the sample, min(1, points x chance).

    Parameters
    ----------
    problem : Problem
    emulators : tuple of Emulator
        One a statistic.
    noise : ndarray, shape (S,)
        Typical replicate variance of each statistic.
    points : int
        Vectors to simulate.
    draws : int
        Of the prior.
    seed : int
    """
    rng = np.random.default_rng([seed, 2])
    values = problem.factors.uniform(draws, rng)
    log_q = np.concatenate(
        [
            emulated(problem, emulators, noise, values[begin : begin + CHUNK])
            for begin in range(0, draws, CHUNK)
        ]
    )
    chance = (1 - DEFENSIVE) * normalised(TEMPER * log_q) + DEFENSIVE / draws
    kept = np.unique(systematic(chance, points, rng))
    values, chance = values[kept], chance[kept]
    statistics, variances = problem.simulate(values)
    log = log_likelihoods(problem.targets, statistics, variances, problem.discrepancy).sum(axis=1)
    # A draw is in the sample once, however often it is chosen: with probability min(1, n chance).
    taken = np.minimum(points * chance, 1.0)
    return Weighted(values, statistics, variances, log, normalised(log - np.log(taken)))


def sharpened(
    problem: Problem, waves: Sequence[Wave], points: int, draws: int, seed: int
) -> Weighted:
    """Return weighted draws in two goes: the second by emulators fitted to the first.

    The first go (a third of the points) uses the emulators of the last wave. Those of the second
    are fitted where the first has found the posterior to be, which is where they have to be good.
    Both are pooled in proportion to what they are worth.
    """
    last = waves[-1]
    noise = np.asarray(np.nanmean(last.variances, axis=0))
    first = sample(problem, last.emulators, noise, points // 3, draws, seed)
    better = fit(problem.factors, first.values, first.statistics)
    noise = np.asarray(np.nanmean(first.variances, axis=0))
    second = sample(problem, better, noise, points - len(first.values), draws, seed + 1)
    return pooled(first, second)


def pooled(first: Weighted, second: Weighted) -> Weighted:
    """Return two samples of one posterior as one, each weighing as much as its effective size."""
    share = first.ess / (first.ess + second.ess)
    parts = (first, second)
    values, statistics, variances, log = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("values", "statistics", "variances", "log_likelihood")
    )
    weights = np.concatenate([share * first.weights, (1 - share) * second.weights])
    return Weighted(values, statistics, variances, log, weights)


def emulated(problem: Problem, emulators: Emulators, noise: Array, values: Array) -> Array:
    """Return the log-likelihood as emulators see it, their own error included, shape (P,)."""
    unit = as_unit(problem.factors, values)
    mean = np.stack([emulator.mean(unit) for emulator in emulators], axis=1)
    error = np.array([emulator.variance for emulator in emulators]) + noise
    variance = np.broadcast_to(error, mean.shape)
    return log_likelihoods(problem.targets, mean, variance, problem.discrepancy).sum(axis=1)
