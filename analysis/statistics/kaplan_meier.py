"""Survival curves and restricted means of censored times, with intervals that respect clusters.

The subjects of one replicate (its dyads) share a world, and the two sides of a pair share their
random numbers: neither is independent. So the curves are Kaplan and Meier's (by lifelines), and
their intervals come from what each whole replicate contributes (the infinitesimal jackknife), both
sides of it together, instead of Greenwood's formula.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.special import ndtri

from analysis.statistics.bootstrap import mean_intervals
from analysis.statistics.checks import Array, level, without_rounding
from model.errors import UserError
from scenarios.problems import statement

if TYPE_CHECKING:
    from lifelines import KaplanMeierFitter


@dataclass(frozen=True)
class Times:
    """Times to an event, whole months, some of them censored.

    Attributes
    ----------
    time : array of int, shape (subjects,)
        Months until the event or until the subject was last seen, >= 1.
    is_event : array of bool, shape (subjects,)
    cluster : array of int, shape (subjects,)
        The pair of runs each belongs to, 0 to clusters - 1.
    clusters : int
    """

    time: NDArray[np.int64]
    is_event: NDArray[np.bool_]
    cluster: NDArray[np.int64]
    clusters: int


@dataclass(frozen=True)
class Curve:
    """P(no event yet) at the end of months 0 to the horizon, with pointwise bounds.

    `median` is the month in which half have had the event; infinite if fewer do.
    """

    survival: Array
    low: Array
    high: Array
    median: float


@dataclass(frozen=True)
class RestrictedMeans:
    """Mean months without the event up to a horizon: both sides, and their paired difference."""

    horizon: int
    reference: float
    alternative: float
    difference: float
    low: float
    high: float


def times(
    time: ArrayLike, is_event: ArrayLike, cluster: ArrayLike, clusters: int | None = None
) -> Times:
    """Return times that were checked.

    Raises
    ------
    UserError
        When there is none, or one is not a whole number of months >= 1.
    """
    t, e = np.asarray(time, dtype=np.float64), np.asarray(is_event).astype(np.bool_)
    c = np.asarray(cluster).astype(np.int64)
    if t.ndim != 1 or not t.size or t.shape != e.shape or t.shape != c.shape:
        rule, advice = "is not one time for each subject", "Give three arrays of one length."
        raise UserError(statement("time", t.shape, rule, "one or more", "you", advice))
    if not np.isfinite(t).all() or (t < 1).any() or (t != np.floor(t)).any():
        rule, allowed = "holds what is not a number of months", "whole numbers of 1 and more"
        raise UserError(statement("time", "values", rule, allowed, "the record", ""))
    return Times(t.astype(np.int64), e, c, int(c.max()) + 1 if clusters is None else clusters)


def curves(
    reference: Times, alternative: Times, horizon: int, confidence: float = 0.95, seed: int = 0
) -> tuple[Curve, Curve, RestrictedMeans]:
    """Return both survival curves and the restricted means up to a horizon.

    Equation: S(t) = prod over u <= t of (1 - d_u / n_u), d_u events of the n_u still at risk in
    month u; restricted mean = sum over u < horizon of S(u). The bounds of the curves are pointwise,
    normal on the scale log(-log S); the interval of the difference is the BCa interval of the
    mean contribution of a pair of runs.

    Parameters
    ----------
    reference, alternative : Times
        With the same clusters.
    horizon : int
        Months, >= 1.
    confidence : float
    seed : of the bootstrap
    """
    found, areas = [], []
    for side in (reference, alternative):
        fit = fitted(side)
        points = np.asarray(fit.survival_function_at_times(np.arange(horizon + 1)), dtype=float)
        influence = influences(side, points)
        middle = float(fit.median_survival_time_)
        found.append(_bounded(points, _errors(side, influence), level(confidence), middle))
        each = influence[:, :-1].sum(axis=1)[_cell(side, horizon)]
        areas.append(side.clusters * np.bincount(side.cluster, each, side.clusters))
    means = [float(curve.survival[:-1].sum()) for curve in found]
    difference = means[1] - means[0]
    each_pair = without_rounding(areas[0] + means[0], areas[1] + means[1])
    interval = mean_intervals(each_pair, confidence, seed)
    low, high = float(interval.low[0]), float(interval.high[0])
    return (
        found[0],
        found[1],
        RestrictedMeans(horizon, means[0], means[1], difference, low, high),
    )


def fitted(sample: Times) -> KaplanMeierFitter:
    """Return lifelines' fit to the counts of equal times, which is the fit to all of them."""
    return _fit(tuple(np.bincount(2 * sample.time + sample.is_event).tolist()))


@lru_cache(maxsize=8)  # the reference is the same for every alternative
def _fit(counts: tuple[int, ...]) -> KaplanMeierFitter:
    from lifelines import KaplanMeierFitter  # takes .5 s to import: here, threads can share it

    cells = np.array(counts)
    used = np.flatnonzero(cells)
    return KaplanMeierFitter().fit(used // 2, used % 2, weights=cells[used])


def totals(sample: Times, horizon: int) -> tuple[Array, Array]:
    """Return events and subjects at risk in each month from 0 to the horizon, (horizon + 1,)."""
    leaving = np.bincount(_cell(sample, horizon), minlength=2 * (horizon + 1)).astype(np.float64)
    whole = leaving.reshape(-1, 2)
    return whole[:, 1].copy(), np.cumsum(whole.sum(axis=1)[::-1])[::-1]


def _cell(sample: Times, horizon: int) -> NDArray[np.int64]:
    """Return which of the kinds of subject each is: twice the last month, plus 1 with an event."""
    last = np.minimum(sample.time, horizon)
    return np.asarray(2 * last + (sample.is_event & (sample.time <= horizon)))


def influences(sample: Times, points: Array) -> Array:
    """Return what one subject of each kind adds to the curve, of shape (kinds, horizon + 1).

    Equation: dS(t) / dw = -S(t) sum over u <= t of (e_u - r_u d_u / n_u) / (n_u - d_u), w the
    weight of a subject with event e_u and at risk r_u in month u; over all subjects the sum is 0.
    """
    horizon = len(points) - 1
    d, n = totals(sample, horizon)
    months, kinds = np.arange(horizon + 1), np.arange(2 * (horizon + 1))
    hazard = np.divide(d, n, out=np.zeros_like(d), where=n > 0)
    event = (months == kinds[:, None] // 2) & (kinds[:, None] % 2 == 1)
    surplus = event - (months <= kinds[:, None] // 2) * hazard
    surplus = np.divide(surplus, n - d, out=np.zeros_like(surplus), where=n - d > 0)
    return np.asarray(-points * np.cumsum(surplus, axis=1))


def _errors(sample: Times, influence: Array) -> Array:
    """Return the standard error of the curve in each month, from the sums over clusters."""
    n = sample.clusters
    if n < 2:
        return np.full(influence.shape[1], np.nan)
    cells = (sample.cluster, _cell(sample, influence.shape[1] - 1))
    held = csr_array((np.ones(len(sample.time)), cells), shape=(n, len(influence)))
    together = (held.T @ held).toarray()
    square = np.einsum("kt,kl,lt->t", influence, together, influence, optimize=True)
    return np.sqrt(np.maximum(square, 0.0) * n / (n - 1))


def _bounded(points: Array, error: Array, confidence: float, median: float) -> Curve:
    """Return a curve with pointwise bounds; no width where nothing or everything has happened."""
    inside = (points > 0.0) & (points < 1.0)
    safe = np.where(inside, points, 0.5)
    width = -ndtri((1.0 - confidence) / 2.0) * error / np.abs(safe * np.log(safe))
    low, high = safe ** np.exp(width), safe ** np.exp(-width)
    one = np.isfinite(error)
    return Curve(
        points,
        np.where(inside, low, np.where(one, points, np.nan)),
        np.where(inside, high, np.where(one, points, np.nan)),
        median,
    )
