"""Resample and move: weighted draws made into many different ones that all weigh the same.

Draws are resampled by their weights, and each copy then walks by Metropolis steps that leave the
posterior as it is (Gilks & Berzuini 2001, JRSS B 63: 127-146), all of them simulated in one call.
A step changes a few parameters at random: with a hundred, most of which the patterns hardly feel,
such steps are taken often where a move of all at once is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.calibration.importance import Weighted, systematic
from analysis.calibration.likelihood import log_likelihoods
from analysis.calibration.problem import Problem

Array = NDArray[np.float64]

POPULATIONS = 4
"""Independent parts: each of its own quarter of the weighted draws."""
CHANGED = (1, 2, 4, 8, 16, 32)
"""How many parameters a step changes, each as likely."""
NEAR = 0.15
"""Standard deviation of the small kind of step, in ranges."""


@dataclass(frozen=True)
class Moved:
    """States of all walkers in the second half of the steps.

    Attributes
    ----------
    draws : Weighted
        The states, equally weighted, population by population, in each by ancestor, walker and
        step, so that neighbours are relatives.
    walkers, steps : int
    acceptance : float
        Share of steps taken.
    """

    draws: Weighted
    walkers: int
    steps: int
    acceptance: float

    def chains(self) -> Array:
        """Return the states by population, shape (populations, states, D)."""
        count = self.draws.values.shape[1]
        return self.draws.values.reshape(POPULATIONS, -1, count)


def move(problem: Problem, found: Weighted, walkers: int, steps: int, seed: int) -> Moved:
    """Return the states of walkers that begin at weighted draws.

    Half of the steps draw the chosen parameters anew from the prior, half move them a little and
    reflect at the ends of the range; both are symmetric under the uniform prior, so a step is taken
    with chance min(1, likelihood ratio).

    Parameters
    ----------
    problem : Problem
    found : Weighted
    walkers : int
        A multiple of four.
    steps : int
        Of each, 2 or more; the second half is kept.
    seed : int
    """
    rng = np.random.default_rng([seed, 6])
    rows = _resampled(found, walkers // POPULATIONS, rng)
    values, statistics, variances, log = (
        part[rows].copy()
        for part in (found.values, found.statistics, found.variances, found.log_likelihood)
    )
    kept, taken = [], 0
    for step in range(steps):
        proposed = _proposed(problem, values, rng)
        new = problem.simulate(proposed)
        new_log = log_likelihoods(problem.targets, *new, problem.discrepancy).sum(axis=1)
        is_taken = np.log(rng.random(len(log))) < new_log - log
        taken += int(is_taken.sum())
        for own, other in (
            (values, proposed),
            (statistics, new[0]),
            (variances, new[1]),
            (log, new_log),
        ):
            own[is_taken] = other[is_taken]
        if step >= steps // 2:
            kept.append([part.copy() for part in (values, statistics, variances, log)])
    # (steps, walkers, ...) to rows by walker, then step
    columns = [np.stack(part, axis=1) for part in zip(*kept, strict=True)]
    flat = [part.reshape(-1, *part.shape[2:]) for part in columns]
    even = np.full(len(flat[0]), 1.0 / len(flat[0]))
    return Moved(Weighted(*flat, even), len(rows), steps, taken / (steps * len(rows)))


def _resampled(found: Weighted, each: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Return row numbers by population, sorted in each so that copies are neighbours."""
    deal = rng.permutation(len(found.weights))
    rows = []
    for own in np.array_split(deal, POPULATIONS):
        weights = found.weights[own]
        total = weights.sum()
        weights = weights / total if total > 0 else np.full(len(own), 1.0 / len(own))
        rows.append(np.sort(own[systematic(weights, each, rng)]))
    return np.concatenate(rows)


def _proposed(problem: Problem, values: Array, rng: np.random.Generator) -> Array:
    low, width = problem.factors.low, problem.factors.high - problem.factors.low
    walkers, count = values.shape
    many = np.minimum(rng.choice(CHANGED, walkers), count)
    order = np.argsort(rng.random((walkers, count)), axis=1)
    is_changed = np.argsort(order, axis=1) < many[:, None]
    unit = (values - low) / width
    near = unit + NEAR * rng.standard_normal((walkers, count))
    near = 1 - np.abs(1 - np.abs(np.mod(near, 2)))  # reflected into [0, 1]
    far = rng.random((walkers, count))
    is_far = rng.random(walkers) < 0.5
    new = np.where(is_far[:, None], far, near)
    return np.where(is_changed, np.clip(low + width * new, low, problem.factors.high), values)
