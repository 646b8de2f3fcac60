"""Morris' screening: how far an outcome moves when one factor is moved, over the whole space.

An elementary effect is the change of the outcome over the step of one factor, the step as a share
of its range; so an effect is what the outcome would change over the whole range if it went on like
that. mu* is the mean of their sizes, sigma their standard deviation: large where a factor does not
act in proportion, or acts through others. mu*, mu and sigma are SALib's (Morris 1991,
*Technometrics* 33, 161-174; mu*: Campolongo, Cariboni and Saltelli 2007, *Environmental Modelling &
Software* 22, 1509-1518); the intervals are percentiles of resampled trajectories.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from SALib.analyze import morris as salib
from SALib.util import extract_group_names

from analysis.statistics.bootstrap import resampled_means
from analysis.statistics.checks import Array, level

RESAMPLES = 1000


@dataclass(frozen=True)
class Effect:
    """The elementary effects of a factor, or of a group of factors that move together.

    Attributes
    ----------
    factor : str
    mu, mu_star, sigma : float
        Mean, mean size and standard deviation, in the unit of the outcome. A group has neither mu
        nor sigma: its members move in different directions.
    mu_star_low, mu_star_high, sigma_low, sigma_high : float
    """

    factor: str
    mu: float
    mu_star: float
    mu_star_low: float
    mu_star_high: float
    sigma: float
    sigma_low: float
    sigma_high: float


@dataclass(frozen=True)
class Morris:
    """The effects of all factors, from so many trajectories."""

    trajectories: int
    effects: tuple[Effect, ...]


def morris(
    problem: Mapping[str, Any],
    x: Array,
    y: Array,
    levels: int,
    *,
    confidence: float = 0.95,
    seed: int = 0,
) -> Morris:
    """Return the elementary effects of outcomes over trajectories.

    Parameters
    ----------
    problem : mapping
        SALib's, with `groups` where factors moved together.
    x : ndarray, shape (N (D + 1), factors)
    y : ndarray, shape (N (D + 1),)
    levels : int
        Of the design.
    confidence, seed : of the bootstrap of trajectories

    Returns
    -------
    Morris
        With one trajectory sigma and all bounds are NaN.
    """
    names, moved = extract_group_names(dict(problem))
    trajectories = len(y) // (moved + 1)
    if trajectories < 2:
        return Morris(trajectories, _single(names, np.abs(_first_effects(problem, x, y, levels))))
    told = salib.analyze(dict(problem), x, y, num_levels=levels, num_resamples=2, seed=seed)
    steps = effects(x, y, moved + 1, levels)
    groups = problem.get("groups")
    if groups:  # all members of a group moved in the same step: one of them stands for all
        steps = steps[:, [list(groups).index(name) for name in names]]
    tail = 50.0 * (1.0 - level(confidence))
    star, sigma = _bounds(steps, seed, tail)
    found = []
    for i, name in enumerate(names):
        signed = [told["mu"][i], told["sigma"][i], *sigma[:, i]]
        if groups and list(groups).count(name) > 1:
            signed = [float("nan")] * 4
        mu, *spread = map(float, signed)
        size = float(told["mu_star"][i])
        found.append(Effect(str(name), mu, size, *map(float, star[:, i]), *spread))
    return Morris(trajectories, tuple(found))


def effects(x: Array, y: Array, size: int, levels: int) -> Array:
    """Return the elementary effect of each factor in each trajectory, (trajectories, factors).

    Equation: (y after - y before) / delta with the sign of the step, delta = levels / (2 (levels -
    1)) of the range.

    Parameters
    ----------
    x, y : of the design
    size : int
        Points of a trajectory.
    levels : int
    """
    delta = levels / (2.0 * (levels - 1.0))
    moves = np.diff(x.reshape(-1, size, x.shape[1]), axis=1)
    change = np.diff(y.reshape(-1, size), axis=1)
    step = np.abs(moves).argmax(axis=1)
    which = np.arange(len(moves))[:, None]
    sign = np.sign(moves[which, step, np.arange(x.shape[1])])
    found: Array = change[which, step] * sign / delta
    return found


def _bounds(steps: Array, seed: int, tail: float) -> tuple[Array, Array]:
    """Return the bounds of mu* and of sigma, each of shape (2, factors)."""
    n = len(steps)
    centred = steps - steps.mean(axis=0)
    drawn = resampled_means(np.hstack([np.abs(steps), centred, centred**2]), RESAMPLES, seed)
    star, mean, square = np.split(drawn, 3, axis=1)
    sigma = np.sqrt(np.maximum(square - mean**2, 0.0) * n / (n - 1))
    ends = [tail, 100.0 - tail]
    return np.percentile(star, ends, axis=0), np.percentile(sigma, ends, axis=0)


def _first_effects(problem: Mapping[str, Any], x: Array, y: Array, levels: int) -> Array:
    names, moved = extract_group_names(dict(problem))
    steps = effects(x, y, moved + 1, levels)[0]
    groups = problem.get("groups")
    return steps[[list(groups).index(name) for name in names]] if groups else steps


def _single(names: list[str], sizes: Array) -> tuple[Effect, ...]:
    nan = float("nan")
    return tuple(
        Effect(str(name), nan, float(size), nan, nan, nan, nan, nan)
        for name, size in zip(names, sizes, strict=True)
    )
