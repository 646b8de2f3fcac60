"""How much of an outcome's variance is the parameters', and how much is chance.

A sweep runs every point with the same replicates, which share their random numbers. So a table of
points x replicates is a crossed layout, and its decomposition is that of Sobol' and Hoeffding
with chance as one more input: Y(x, r) = mean + m(x) + b(r) + c(x, r), with uncorrelated parts of
variance V_m, V_b, V_c. By the law of total variance

    Var E[Y | x] = V_m,    E Var[Y | x] = V_b + V_c.

What a replicate does alike in every world, b, cancels between worlds: the mean of R replicates has
the variance V_m + V_c / R between points, not V_m + (V_b + V_c) / R, and the correction for a
finite R takes off V_c / R only. The parts are estimated without bias by the mean squares of the
crossed layout with random effects (Searle, Casella and McCulloch 1992, *Variance Components*, ch.
4):

    V_c = MS_c,    V_m = (MS_m - MS_c) / R,    V_b = (MS_b - MS_c) / P.

Intervals: the jackknife over replicates plus the one over points (over blocks of points that belong
together), on the scale of the log odds, with Student's t. The sum of both is on the safe side, for
V_c counts in either (Owen 2007, The pigeonhole bootstrap, *Annals of Applied Statistics* 1,
386-411).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from analysis.statistics.checks import Array, columns, level
from model.errors import UserError
from scenarios.problems import statement

NAN = float("nan")
GROUPS = 100
"""Most parts into which points or replicates are cut for the jackknife."""
ACCEPTED = 0.05
"""The share of the variance of point means that may be chance for indices to be the parameters'."""
FEWEST_BLOCKS = 5


@dataclass(frozen=True)
class Split:
    """The parts of the variance of an outcome over worlds and replicates.

    Attributes
    ----------
    points, replicates : int
    parameters : float
        V_m = Var E[Y | x], corrected for the finite number of replicates; 0 if the estimate is
        below.
    shared, own : float
        V_b and V_c: chance that is alike in all worlds, and that works differently in each.
    share, low, high : float
        V_m / (V_m + V_b + V_c) with its interval: how much of the variance of single runs is the
        parameters'.
    noise, noise_low, noise_high : float
        V_c / R over (V_m + V_c / R): how much of the variance of the point means, which all indices
        take apart, is chance.
    needed, needed_high : float
        Replicates with which that share is 5 %: by the estimate, and by the upper bound of its
        interval. Infinite where the parameters are not seen to do anything.
    uncorrected : float
        The variance of the point means as they are.
    """

    points: int
    replicates: int
    parameters: float
    shared: float
    own: float
    share: float
    low: float
    high: float
    noise: float
    noise_low: float
    noise_high: float
    needed: float
    needed_high: float
    uncorrected: float


@dataclass(frozen=True)
class _Sums:
    """What the mean squares are made of, each an array over the parts that were left out."""

    squares: Array
    by_point: Array
    by_replicate: Array
    total: Array
    p: Array
    r: Array

    def parts(self) -> tuple[Array, Array, Array]:
        """Return V_m, V_b, V_c, not cut at 0."""
        p, r = self.p, self.r
        mean = self.total**2 / (p * r)
        within = self.squares - self.by_point - self.by_replicate + mean
        own = np.maximum(within, 0.0) / ((p - 1) * (r - 1))
        points = (self.by_point - mean) / (p - 1)
        replicates = (self.by_replicate - mean) / (r - 1)
        return (points - own) / r, (replicates - own) / p, own


def split(values: ArrayLike, block: int = 1, confidence: float = 0.95) -> Split:
    """Return the parts of the variance of a table of points x replicates.

    Parameters
    ----------
    values : array, shape (points, replicates)
        Finite; the same replicates at every point, in the same order.
    block : int
        Consecutive points that belong together (a trajectory, a block of Saltelli's design).
    confidence : float
        Of the intervals, in (0, 1).

    Raises
    ------
    UserError
        With fewer than two replicates or points, or a value that is not finite.
    """
    y = columns(values, "values")
    points, replicates = y.shape
    if points < 2 or replicates < 2:
        name, count = ("points", points) if points < 2 else ("replicates", replicates)
        rule = "cannot be told apart from chance"
        raise UserError(statement(name, count, rule, "2 or more", "the sweep", "Run more."))
    y = y - y.mean()
    whole = _whole(y)
    found = [max(0.0, float(part[0])) for part in whole.parts()]
    by_points = _without_points(y, whole, block)
    by_replicates = _without_replicates(y)
    share = _interval(_share, whole, (by_points, by_replicates), confidence)
    noise = _interval(_noise(replicates), whole, (by_points, by_replicates), confidence)
    return Split(
        points,
        replicates,
        *found,
        *share,
        *noise,
        _needed(noise[0], replicates),
        _needed(noise[2], replicates),
        float(y.mean(axis=1).var(ddof=1)),
    )


def _whole(y: Array) -> _Sums:
    p, r = y.shape
    rows, totals = y.sum(axis=1), y.sum(axis=0)
    return _Sums(
        *(
            np.array([float(item)])
            for item in (
                (y**2).sum(),
                (rows**2).sum() / r,
                (totals**2).sum() / p,
                y.sum(),
                p,
                r,
            )
        )
    )


def _without_points(y: Array, whole: _Sums, block: int) -> _Sums | None:
    """Return the sums without each group of blocks; None where there are too few blocks."""
    p, r = y.shape
    blocks = p // block
    if blocks < FEWEST_BLOCKS:
        return None
    groups = min(GROUPS, blocks)
    group = np.minimum(np.arange(p) // block, blocks - 1) * groups // blocks
    rows = y.sum(axis=1)
    taken = np.stack([np.bincount(group, column, groups) for column in y.T], axis=1)
    count = np.bincount(group, minlength=groups)
    kept = p - count
    left = y.sum(axis=0)[None, :] - taken
    return _Sums(
        whole.squares - np.bincount(group, (y**2).sum(axis=1), groups),
        whole.by_point - np.bincount(group, rows**2, groups) / r,
        (left**2).sum(axis=1) / kept,
        left.sum(axis=1),
        kept.astype(np.float64),
        np.full(groups, float(r)),
    )


def _without_replicates(y: Array) -> _Sums | None:
    """Return the sums without each group of replicates; None where fewer than two would be left."""
    p, r = y.shape
    if r < 3:
        return None
    groups = min(GROUPS, r)
    group = np.arange(r) * groups // r
    rows, totals = y.sum(axis=1), y.sum(axis=0)
    squares = (y**2).sum(axis=0)
    kept = []
    for number in range(groups):
        out = group == number
        left = rows - y[:, out].sum(axis=1)
        stay = r - int(out.sum())
        kept.append(
            (
                squares[~out].sum(),
                (left**2).sum() / stay,
                (totals[~out] ** 2).sum() / p,
                left.sum(),
                p,
                stay,
            )
        )
    return _Sums(*np.array(kept, dtype=np.float64).T)


def _share(sums: _Sums) -> Array:
    parameters, shared, own = sums.parts()
    chance = np.maximum(shared, 0.0) + own
    parameters = np.maximum(parameters, 0.0)
    return _ratio(parameters, parameters + chance)


def _noise(replicates: int) -> Callable[[_Sums], Array]:
    """Return the function that gives the share of chance in the means of so many replicates."""

    def noise(sums: _Sums) -> Array:
        parameters, _, own = sums.parts()
        own = own / replicates
        return _ratio(own, np.maximum(parameters, 0.0) + own)

    return noise


def _ratio(part: Array, whole: Array) -> Array:
    return np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0.0)


def _interval(
    statistic: Callable[[_Sums], Array],
    whole: _Sums,
    jackknives: tuple[_Sums | None, ...],
    confidence: float,
) -> tuple[float, float, float]:
    """Return a share and its bounds; NaN bounds where replicates or points are too few."""
    value = float(statistic(whole)[0])
    left = [statistic(item) for item in jackknives if item is not None]
    if len(left) < len(jackknives):
        return value, NAN, NAN
    inside = 0.0 < value < 1.0 and all(((item > 0.0) & (item < 1.0)).all() for item in left)
    centre = np.log(value / (1.0 - value)) if inside else value
    variances, freedom = [], []
    for item in left:
        moved = np.log(item / (1.0 - item)) if inside else item
        n = len(item)
        variances.append((n - 1) / n * float(((moved - moved.mean()) ** 2).sum()))
        freedom.append(n - 1)
    total = sum(variances)
    if total <= 0.0:
        return value, value, value
    # Satterthwaite: the degrees of freedom of a sum of two variances.
    of = total**2 / sum(v**2 / f for v, f in zip(variances, freedom, strict=True))
    reach = float(stats.t.ppf(0.5 + level(confidence) / 2.0, of)) * np.sqrt(total)
    low, high = centre - reach, centre + reach
    if inside:
        low, high = (1.0 / (1.0 + np.exp(-np.clip(x, -700, 700))) for x in (low, high))
    return value, max(0.0, float(low)), min(1.0, float(high))


def _needed(noise: float, replicates: int) -> float:
    """Return the replicates with which the share of chance is `ACCEPTED`.

    Equation: with k = V_c / V_m = R noise / (1 - noise), V_c / R' over (V_m + V_c / R') = a gives
    R' = k (1 - a) / a.
    """
    if np.isnan(noise):
        return NAN
    if noise >= 1.0:
        return float("inf")
    ratio = replicates * noise / (1.0 - noise)
    return float(max(1.0, np.ceil(ratio * (1.0 - ACCEPTED) / ACCEPTED - 1e-9)))
