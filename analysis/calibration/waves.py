"""History matching: rule out, wave by wave, what cannot agree with the targets.

Craig, Goldstein, Seheult & Smith (1997), Case Studies in Bayesian Statistics 3: 37-93; Vernon,
Goldstein & Bower (2010), Bayesian Analysis 5: 619-670.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.calibration.emulator import Emulator, as_unit, fit
from analysis.calibration.likelihood import implausibilities
from analysis.calibration.problem import Problem

Array = NDArray[np.float64]

CUT = 3.0
"""Implausibility from which a vector is ruled out: by Pukelsheim's (1994) rule at least 95 % of any
unimodal error lies within three standard deviations."""
CANDIDATES = 100_000
"""Draws of the prior with which the share that is not ruled out is measured."""
MOST_DRAWS = 20
"""How often as many are drawn to find a wave's points."""


@dataclass(frozen=True)
class Wave:
    """One wave.

    Attributes
    ----------
    number : int
        From 1.
    values, statistics, variances : ndarray, shapes (P, D), (P, S), (P, S)
        The vectors simulated in it.
    implausibility : ndarray, shape (P,)
        Of each as simulated.
    space : float
        Share of the prior's volume that the emulators of this and all earlier waves leave.
    simulated : float
        Share of this wave's own vectors that are not ruled out as simulated.
    emulators : tuple of Emulator
    """

    number: int
    values: Array
    statistics: Array
    variances: Array
    implausibility: Array
    space: float
    simulated: float
    emulators: tuple[Emulator, ...]


def match(problem: Problem, points: int, waves: int, seed: int) -> list[Wave]:
    """Return the waves of a history match.

    The first wave's vectors are a Latin hypercube of the whole box; those of a later one are
    draws of the prior that the emulators so far do not rule out. The implausibility of an emulated
    vector has the emulator's own error in its variance. It ends early when next to nothing is left.

    Parameters
    ----------
    problem : Problem
    points : int
        Vectors of each wave.
    waves : int
        At most as many.
    seed : int
    """
    rng = np.random.default_rng([seed, 1])
    values = problem.factors.spread(points, seed)
    found: list[Wave] = []
    for number in range(1, waves + 1):
        statistics, variances = problem.simulate(values)
        implausibility = problem.implausibility(statistics, variances)
        emulators = fit(problem.factors, values, statistics)
        known = [*(wave.emulators for wave in found), emulators]
        noise = [*(_noise(wave.variances) for wave in found), _noise(variances)]
        values_left, space = _left(problem, known, noise, points, rng)
        is_left = implausibility < CUT
        found.append(
            Wave(
                number,
                values,
                statistics,
                variances,
                implausibility,
                space,
                float(is_left.mean()),
                emulators,
            )
        )
        if len(values_left) < points // 4:
            break
        values = values_left
    return found


def _noise(variances: Array) -> Array:
    """Return the typical replicate variance of each statistic, shape (S,)."""
    return np.asarray(np.nanmean(variances, axis=0))


def _left(
    problem: Problem,
    known: Sequence[tuple[Emulator, ...]],
    noise: Sequence[Array],
    points: int,
    rng: np.random.Generator,
) -> tuple[Array, float]:
    """Return draws of the prior that no wave rules out, and their share of all draws."""
    kept, drawn, count = [], 0, 0
    for _ in range(MOST_DRAWS):
        values = problem.factors.uniform(CANDIDATES, rng)
        drawn += len(values)
        for emulators, own in zip(known, noise, strict=True):
            values = values[emulated(problem, emulators, own, values) < CUT]
        kept.append(values)
        count += len(values)
        if count >= points:
            break
    return np.concatenate(kept)[:points], count / drawn


def emulated(
    problem: Problem, emulators: tuple[Emulator, ...], noise: Array, values: Array
) -> Array:
    """Return the largest implausibility of vectors as the emulators of one wave see it."""
    if not len(values):
        return np.zeros(0)
    unit = as_unit(problem.factors, values)
    mean = np.stack([emulator.mean(unit) for emulator in emulators], axis=1)
    error = np.array([emulator.variance for emulator in emulators]) + noise
    variance = np.broadcast_to(error, mean.shape)
    return implausibilities(problem.targets, mean, variance, problem.discrepancy).max(axis=1)


def not_ruled_out(waves: Sequence[Wave]) -> tuple[Array, Array]:
    """Return the simulated vectors of all waves below the cut, least implausible first.

    Returns
    -------
    tuple of ndarray, shapes (N, D) and (N,)
        Values and implausibility.
    """
    values = np.concatenate([wave.values for wave in waves])
    implausibility = np.concatenate([wave.implausibility for wave in waves])
    order = np.argsort(implausibility, kind="stable")
    order = order[implausibility[order] < CUT]
    return values[order], implausibility[order]
