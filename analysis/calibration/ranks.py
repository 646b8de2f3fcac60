"""Simulation-based calibration: does the way to the posterior find what is known to be true.

Talts, Betancourt, Simpson, Vehtari & Gelman (2018), arXiv:1804.06788: if a truth is drawn from the
prior and data from the truth, its rank among draws of the posterior is uniform.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from analysis.calibration.emulator import Emulator, as_unit, fit
from analysis.calibration.importance import normalised
from analysis.calibration.likelihood import log_probability, spread
from analysis.calibration.problem import Problem

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Ranks:
    """Where truths lie among posterior draws.

    Attributes
    ----------
    ranks : ndarray, shape (truths, D)
        Posterior probability below the truth, in [0, 1]; uniform if all is well.
    p : ndarray, shape (D,)
        Of a Kolmogorov-Smirnov test of uniformity, factor by factor.
    ess : float
        Median effective sample size of the posteriors.
    least_p : float
        The smallest p times the number of factors (Bonferroni), at most 1.
    coverage : mapping from nominal to measured
        Of central intervals, all factors together.
    """

    ranks: Array
    p: Array
    ess: float
    coverage: dict[float, float]

    @property
    def least_p(self) -> float:
        """The smallest p, corrected for looking at all factors."""
        return float(min(1.0, self.p.min() * len(self.p)))


def emulated_ranks(
    problem: Problem,
    values: Array,
    statistics: Array,
    variances: Array,
    *,
    truths: int,
    draws: int,
    seed: int,
) -> Ranks:
    """Return ranks of truths whose data the law made and whose posterior emulators find.

    A stand-in for size: a posterior of the law itself for each truth would cost a calibration each.
    The data are of the law (its own runs at the truth, with errors of observation and discrepancy
    added); the posterior weighs draws of the prior by the emulated likelihood, which is the first
    half of what `importance.sample` does.

    Parameters
    ----------
    problem : Problem
    values, statistics, variances : ndarray, shapes (P, D), (P, S), (P, S)
        Draws of the prior, simulated. The first `truths` are truths; emulators see the rest only.
    truths, draws : int
    seed : int
    """
    rng = np.random.default_rng([seed, 4])
    emulators = fit(problem.factors, values[truths:], statistics[truths:])
    noise = np.nanmean(variances[truths:], axis=0)
    bank = problem.factors.uniform(draws, rng)
    unit = as_unit(problem.factors, bank)
    mean = np.stack([emulator.mean(unit) for emulator in emulators], axis=1)
    own = _errors(problem, emulators, noise)
    logs = []
    for truth in range(truths):
        logs.append(_synthetic(problem, statistics[truth], variances[truth], mean, own, rng))
    return ranks_of(values[:truths], bank, logs)


def ranks_of(truth: Array, bank: Array, logs: Sequence[Array]) -> Ranks:
    """Return ranks from log-weights of one bank of prior draws for each truth.

    Parameters
    ----------
    truth : ndarray, shape (truths, D)
    bank : ndarray, shape (draws, D)
    logs : sequence of ndarray, shape (draws,)
    """
    order = np.argsort(bank, axis=0)
    found, sizes = np.empty_like(truth), []
    for row, log in enumerate(logs):
        weights = normalised(log)
        sizes.append(1.0 / np.sum(weights**2))
        for d in range(truth.shape[1]):
            below = bank[order[:, d], d] < truth[row, d]
            found[row, d] = weights[order[below, d]].sum()
    found = np.clip(found, 0.0, 1.0)
    p = np.array([stats.kstest(column, "uniform").pvalue for column in found.T])
    coverage = {
        level: float((np.abs(found - 0.5) <= level / 2).mean()) for level in (0.5, 0.8, 0.9)
    }
    return Ranks(found, p, float(np.median(sizes)), coverage)


def _errors(problem: Problem, emulators: tuple[Emulator, ...], noise: Array) -> Array:
    return np.array(
        [
            float(spread(target, np.array(emulator.variance + own), problem.discrepancy))
            for target, emulator, own in zip(problem.targets, emulators, noise, strict=True)
        ]
    )


def _synthetic(
    problem: Problem,
    statistic: Array,
    variance: Array,
    mean: Array,
    errors: Array,
    rng: np.random.Generator,
) -> Array:
    """Return the log-likelihood of the bank for data that one truth made, shape (draws,).

    A measured target is observed as a number; of a bare interval it is observed whether the noisy
    number falls inside.
    """
    total = np.zeros(len(mean))
    for s, target in enumerate(problem.targets):
        if not np.isfinite(statistic[s]):
            continue
        sd = float(spread(target, np.array(variance[s]), problem.discrepancy))
        seen = statistic[s] + sd * rng.standard_normal()
        if target.value is not None:
            total += -0.5 * ((seen - mean[:, s]) / errors[s]) ** 2
            continue
        inside = log_probability(
            (target.low - mean[:, s]) / errors[s], (target.high - mean[:, s]) / errors[s]
        )
        if target.low <= seen <= target.high:
            total += inside
        else:
            total += np.log(np.maximum(-np.expm1(np.minimum(inside, 0.0)), 1e-300))
    return total
