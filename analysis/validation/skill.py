"""Skill against a reference, with intervals that treat a dyad as one observation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
RESAMPLES = 2000


@dataclass(frozen=True)
class Skill:
    """Difference of mean scores between a forecaster and a reference.

    Attributes
    ----------
    own, reference : float
        Mean scores; smaller is better.
    skill : float
        1 - own / reference: 1 is perfect, 0 no better, negative worse.
    low, high : float
        95 % percentile interval of the skill over resampled dyads; NaN with fewer than two.
    p_better : float
        Share of the resamples with positive skill.
    n_dyads, n_better : int
        Dyads scored, and those in which the forecaster is the better one.
    n : int
        Forecasts scored.
    """

    own: float
    reference: float
    skill: float
    low: float
    high: float
    p_better: float
    n_dyads: int
    n_better: int
    n: int


def skill(own: Array, reference: Array, dyad: NDArray[np.str_], seed: int = 0) -> Skill:
    """Return the skill of one forecaster against another over the same cases.

    The bootstrap draws dyads, not years: the years of a dyad share its history. With a handful of
    dyads such intervals are rough, and narrower than they should be (Cameron, Gelbach & Miller
    2008, on few clusters).

    Parameters
    ----------
    own, reference : ndarray, shape (n,)
        Scores; rows where either is NaN are left out.
    dyad : ndarray of str, shape (n,)
    seed : int
    """
    there = np.isfinite(own) & np.isfinite(reference)
    own, reference, dyad = own[there], reference[there], dyad[there]
    nothing = float("nan")
    if not len(own):
        return Skill(nothing, nothing, nothing, nothing, nothing, nothing, 0, 0, 0)
    names = np.unique(dyad)
    sums = np.array([[own[dyad == d].sum(), reference[dyad == d].sum()] for d in names])
    counts = np.array([(dyad == d).sum() for d in names])
    n_better = int((sums[:, 0] < sums[:, 1]).sum())
    total = sums.sum(axis=0)
    value = _ratio(total[0], total[1])
    low = high = share = nothing
    if len(names) > 1:
        drawn = np.random.default_rng(seed).integers(len(names), size=(RESAMPLES, len(names)))
        boot = sums[drawn].sum(axis=1)
        values = np.array([_ratio(a, b) for a, b in boot])
        values = values[np.isfinite(values)]
        if len(values):
            low, high = map(float, np.quantile(values, [0.025, 0.975]))
            share = float((values > 0).mean())
    n = int(counts.sum())
    return Skill(total[0] / n, total[1] / n, value, low, high, share, len(names), n_better, n)


@dataclass(frozen=True)
class Difference:
    """Mean difference of a score (own - reference), with a 95 % interval over resampled dyads."""

    mean: float
    low: float
    high: float
    n_dyads: int


def difference(own: Array, reference: Array, dyad: NDArray[np.str_], seed: int = 0) -> Difference:
    """Return the mean difference of two scores; arguments as of `skill`."""
    gap = own - reference
    there = np.isfinite(gap)
    gap, dyad = gap[there], dyad[there]
    names = np.unique(dyad)
    if not len(names):
        return Difference(float("nan"), float("nan"), float("nan"), 0)
    sums = np.array([gap[dyad == d].sum() for d in names])
    counts = np.array([(dyad == d).sum() for d in names])
    mean = float(sums.sum() / counts.sum())
    if len(names) < 2:
        return Difference(mean, float("nan"), float("nan"), len(names))
    drawn = np.random.default_rng(seed).integers(len(names), size=(RESAMPLES, len(names)))
    values = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    low, high = map(float, np.quantile(values, [0.025, 0.975]))
    return Difference(mean, low, high, len(names))


def _ratio(own: float, reference: float) -> float:
    return 1.0 - own / reference if reference > 0 else float("nan")
