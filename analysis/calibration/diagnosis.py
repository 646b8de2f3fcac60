"""What a posterior tells: of each factor, of each target, and whether its draws suffice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import arviz as az
import numpy as np
from arviz_stats.base import array_stats
from numpy.typing import NDArray

from analysis.calibration.factors import Factors
from analysis.calibration.importance import Weighted
from analysis.calibration.moves import Moved
from analysis.calibration.problem import Problem

Array = NDArray[np.float64]

INTERVAL = (0.05, 0.5, 0.95)
NARROWED = 0.8
"""Ratio of 90 % intervals below which the patterns are said to tell something of a factor."""
BINS = 8
GOOD_TAIL = 0.7
"""Pareto k up to which importance weights are trusted (Vehtari et al. 2024, JMLR 25: 72)."""


@dataclass(frozen=True)
class Told:
    """What the patterns tell of one factor.

    Attributes
    ----------
    low, middle, high : float
        5, 50 and 95 % quantiles of the posterior.
    ratio : float
        Length of the 90 % interval over that of the uniform prior; 1: nothing was learned.
    contraction : float
        1 - posterior variance / prior variance.
    bits : float
        Kullback-Leibler divergence from the prior in bits, by eight bins, less what chance alone
        would give with as many draws; never below 0.
    is_told : bool
        Whether the ratio is below .8; otherwise the factor stays at its range.
    """

    name: str
    prior_low: float
    prior_high: float
    default: float
    low: float
    middle: float
    high: float
    ratio: float
    contraction: float
    bits: float

    @property
    def is_told(self) -> bool:
        """Whether the patterns narrow it."""
        return self.ratio < NARROWED


def quantiles(values: Array, weights: Array, at: Sequence[float] = INTERVAL) -> Array:
    """Return weighted quantiles: interpolated between the middles of the weights' steps."""
    order = np.argsort(values, kind="stable")
    own = weights[order]
    return np.interp(at, np.cumsum(own) - own / 2, values[order])


def told(
    factors: Factors, values: Array, weights: Array, ess: float | None = None
) -> tuple[Told, ...]:
    """Return what weighted draws tell of each factor.

    Parameters
    ----------
    factors : Factors
    values : ndarray, shape (N, D)
    weights : ndarray, shape (N,)
        They add up to 1.
    ess : float, optional
        How many independent draws they are worth; by the weights alone unless given.
    """
    worth = float(1.0 / np.sum(weights**2)) if ess is None else ess
    found = []
    for place, row in enumerate(factors.rows):
        x, width = values[:, place], row.high - row.low
        low, middle, high = quantiles(x, weights)
        mean = weights @ x
        share = np.histogram(x, BINS, (row.low, row.high), weights=weights)[0]
        some = share[share > 0]
        bits = float((some * np.log2(some * BINS)).sum() - (BINS - 1) / (2 * worth * np.log(2)))
        found.append(
            Told(
                row.name,
                row.low,
                row.high,
                row.value,
                float(low),
                float(middle),
                float(high),
                float((high - low) / ((INTERVAL[2] - INTERVAL[0]) * width)),
                float(1 - weights @ (x - mean) ** 2 / (width**2 / 12)),
                max(bits, 0.0),
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class Predicted:
    """One target under prior and posterior: 5, 50, 95 %, and the share of vectors that meet it."""

    name: str
    low: float
    high: float
    prior: tuple[float, float, float]
    prior_met: float
    posterior: tuple[float, float, float]
    posterior_met: float


def predicted(
    problem: Problem, prior: tuple[Array, Array], posterior: Weighted
) -> tuple[Predicted, ...]:
    """Return prior and posterior predictive checks.

    Parameters
    ----------
    problem : Problem
    prior : tuple of ndarray, shapes (P, S)
        Statistics and variances of draws of the prior.
    posterior : Weighted
    """
    before, after = problem.met(prior[0]), problem.met(posterior.statistics)
    found = []
    for s, (name, target) in enumerate(zip(problem.names, problem.targets, strict=True)):
        one, two = prior[0][:, s], posterior.statistics[:, s]
        there, here = np.isfinite(one), np.isfinite(two)
        even = np.full(there.sum(), 1.0 / max(there.sum(), 1))
        found.append(
            Predicted(
                name,
                target.low,
                target.high,
                _triple(quantiles(one[there], even)),
                float(before[:, s].mean()),
                _triple(quantiles(two[here], posterior.weights[here])),
                float(posterior.weights @ after[:, s]),
            )
        )
    return tuple(found)


def _triple(values: Array) -> tuple[float, float, float]:
    low, middle, high = (float(v) for v in values)
    return low, middle, high


@dataclass(frozen=True)
class Convergence:
    """Whether draws suffice.

    Attributes
    ----------
    draws : int
        Vectors simulated to be weighted.
    ess : float
        Effective sample size of the weights.
    pareto_k : float
        Tail of the weights; below .7 they are trusted.
    walkers, steps, acceptance : int, int, float
        Of the moves that followed.
    rhat, rhat_of : float, str
        The largest split R-hat over factors between four independent populations of walkers, and
        whose it is.
    least_ess, middle_ess : float
        The smallest and the median bulk effective sample size of a factor in those.
    """

    draws: int
    ess: float
    pareto_k: float
    walkers: int
    steps: int
    acceptance: float
    rhat: float
    rhat_of: str
    least_ess: float
    middle_ess: float


def convergence(factors: Factors, found: Weighted, moved: Moved) -> Convergence:
    """Return ArviZ's diagnostics of weighted draws and of the walkers that began at them.

    What can go wrong with weights is that few carry them all (Pareto k); with walkers, that they
    stay where they began. The four populations share neither draws nor steps; in each, relatives
    are neighbours, so that their likeness counts as autocorrelation.
    """
    worst, name, least, middle = rhat_of(factors, moved.chains())
    return Convergence(
        len(found.weights),
        found.ess,
        pareto_k(found.weights),
        moved.walkers,
        moved.steps,
        moved.acceptance,
        worst,
        name,
        least,
        middle,
    )


def rhat_of(factors: Factors, chains: Array) -> tuple[float, str, float, float]:
    """Return the largest R-hat, its factor, and the smallest and median bulk effective size.

    Parameters
    ----------
    chains : ndarray, shape (chains, draws, D)
    """
    tree = az.from_dict({"posterior": {"x": chains}})
    rhat = np.asarray(az.rhat(tree)["x"])
    ess = np.asarray(az.ess(tree)["x"])
    worst = int(np.nanargmax(rhat))
    least, middle = float(np.nanmin(ess)), float(np.nanmedian(ess))
    return float(rhat[worst]), factors.names[worst], least, middle


def pareto_k(weights: Array) -> float:
    """Return the shape of the generalised Pareto tail of importance weights."""
    positive = weights[weights > 0]
    if len(positive) < 25:
        return float("nan")
    # ArviZ takes the logarithm with its sign turned, as it does a log-likelihood left out.
    return float(np.asarray(array_stats.psislw(-np.log(positive))[1]))
