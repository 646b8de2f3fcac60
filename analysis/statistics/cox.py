"""Cox's proportional hazards for times in whole months and covariates with few patterns.

The same estimate as lifelines' `CoxPHFitter` (Efron's ties; tested), from the counts of each month
and pattern instead of subject by subject: a million subjects take lifelines a minute and its robust
variance, quadratic in subjects and made for untied times, does not end. The variance here is
that of Lin & Wei (1989) with the residuals summed over clusters, for subjects that share a world.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

from analysis.statistics.checks import Array, level
from analysis.statistics.kaplan_meier import Times
from model.errors import UserError

STEPS = 50
LARGEST = 15.0
"""A log hazard ratio beyond this does not exist: one group has all events, or none."""


@dataclass(frozen=True)
class Hazard:
    """A hazard ratio with its interval and the p-value of "it is 1"."""

    name: str
    ratio: float
    low: float
    high: float
    p: float


@dataclass(frozen=True)
class _Months:
    """The counts of the months with events.

    Attributes
    ----------
    month : array of int, shape (months,)
    events, risk : arrays of shape (months, patterns)
    tied : array of int, shape (months,)
        Events of all patterns, d.
    """

    month: NDArray[np.int64]
    events: Array
    risk: Array
    tied: NDArray[np.int64]


def hazards(
    sample: Times,
    patterns: ArrayLike,
    pattern: ArrayLike,
    names: Sequence[str],
    confidence: float = 0.95,
) -> list[Hazard]:
    """Return the hazard ratio of each covariate.

    Equation: hazard(t | x) = hazard_0(t) exp(x b), b maximises Efron's partial likelihood.

    Parameters
    ----------
    sample : Times
    patterns : array of shape (patterns, covariates)
        The covariates of each pattern.
    pattern : array of int, shape (subjects,)
        The pattern of each subject.
    names : one for each covariate
    confidence : float
        Of the intervals.

    Raises
    ------
    UserError
        When there is no event, or a covariate has no finite hazard ratio (all events, or none, on
        one side of it), or two covariates cannot be told apart.
    """
    x, which = np.asarray(patterns, dtype=np.float64), np.asarray(pattern).astype(np.int64)
    months = _months(sample, which, len(x))
    if not len(months.month):
        raise UserError(
            "events=0 say nothing of a hazard; allowed: 1 or more. Run more replicates."
        )
    coefficients, information = _maximised(months, x)
    residuals = _residuals(sample, which, x, coefficients, months)
    bread = np.linalg.inv(information)
    influence = residuals @ bread
    errors = np.sqrt((influence**2).sum(axis=0))
    z = -ndtri((1.0 - level(confidence)) / 2.0)
    return [
        Hazard(
            name,
            float(np.exp(b)),
            float(np.exp(b - z * e)),
            float(np.exp(b + z * e)),
            float(2.0 * ndtr(-abs(b / e))) if e > 0.0 else float("nan"),
        )
        for name, b, e in zip(names, coefficients, errors, strict=True)
    ]


def _months(sample: Times, which: Array, patterns: int) -> _Months:
    """Return the counts of each month that has events."""
    size = int(sample.time.max()) + 1
    place = sample.time * patterns + which
    shape = (size, patterns)
    leaving = np.bincount(place, minlength=size * patterns).reshape(shape)
    events = np.bincount(place[sample.is_event], minlength=size * patterns).reshape(shape)
    risk = np.cumsum(leaving[::-1], axis=0)[::-1]
    tied = events.sum(axis=1)
    month = np.flatnonzero(tied)
    return _Months(month, events[month].astype(float), risk[month].astype(float), tied[month])


def _maximised(months: _Months, x: Array) -> tuple[Array, Array]:
    """Return the coefficients and the information, by Newton's method with halved steps."""
    b = np.zeros(x.shape[1])
    value, slope, information = _likelihood(months, x, b)
    for _ in range(STEPS):
        try:
            step = np.linalg.solve(information, slope)
        except np.linalg.LinAlgError:
            raise _not_estimable() from None
        if np.abs(step).max() < 1e-9:
            return b, information
        for _ in range(30):
            tried = _likelihood(months, x, b + step)
            if tried[0] >= value - 1e-12 * abs(value):
                break
            step = step / 2.0
        b = b + step
        value, slope, information = tried
        if np.abs(b).max() * max(1.0, np.abs(x).max()) > LARGEST:
            break
    raise _not_estimable()


def _not_estimable() -> UserError:
    return UserError(
        "hazard ratio=infinite or not identified; allowed: covariates with events on both sides, "
        "none of them a sum of others. Leave the covariate out, or run more replicates."
    )


@dataclass(frozen=True)
class _Ties:
    """Sums over the l-th of d tied events of each month: s = l / d, T = risk sum - s x tied sum.

    `inverse` holds sum 1 / T and sum s / T, `square` sum 1 / T^2, sum s / T^2 and sum s^2 / T^2,
    each of shape (months,); `risk_x` and `tied_x` are of shape (months, covariates). The mean
    covariate of the l-th is (risk_x - s tied_x) / T.
    """

    log: float
    inverse: tuple[Array, Array]
    square: tuple[Array, Array, Array]
    risk_x: Array
    tied_x: Array


def _ties(months: _Months, weight: Array, x: Array) -> _Ties:
    at_risk, tied = months.risk * weight, months.events * weight
    d = months.tied
    first = np.cumsum(d) - d
    of = np.repeat(np.arange(len(d)), d)
    share = (np.arange(len(of)) - first[of]) / d[of]
    total = at_risk.sum(axis=1)[of] - share * tied.sum(axis=1)[of]
    inverse = 1.0 / total

    def by_month(values: Array) -> Array:
        return np.add.reduceat(values, first)

    square = inverse * inverse
    return _Ties(
        float(np.log(total).sum()),
        (by_month(inverse), by_month(share * inverse)),
        (by_month(square), by_month(share * square), by_month(share * share * square)),
        at_risk @ x,
        tied @ x,
    )


def _likelihood(months: _Months, x: Array, b: Array) -> tuple[float, Array, Array]:
    """Return Efron's log partial likelihood, its slope and the information."""
    weight, seen = np.exp(x @ b), months.events.sum(axis=0)
    t = _ties(months, weight, x)
    (a0, a1), (b0, b1, b2) = t.inverse, t.square
    value = float(seen @ (x @ b)) - t.log
    slope = seen @ x - (a0 @ t.risk_x - a1 @ t.tied_x)
    each = (a0 @ months.risk - a1 @ months.events) * weight
    crossed = (b1[:, None] * t.risk_x).T @ t.tied_x
    information = (each[:, None] * x).T @ x + crossed + crossed.T
    information -= (b0[:, None] * t.risk_x).T @ t.risk_x
    information -= (b2[:, None] * t.tied_x).T @ t.tied_x
    return value, slope, information


def _residuals(sample: Times, which: Array, x: Array, b: Array, months: _Months) -> Array:
    """Return the score residuals summed over each cluster, of shape (clusters, covariates).

    A subject of pattern x leaving in month t has event (x - mean_t) minus the sum over months of
    events u <= t of exp(x b) times the sum of (x - mean) over the tied events; those tied in its
    own month count by 1 - l / d for a subject that is one of them.
    """
    weight = np.exp(x @ b)
    t = _ties(months, weight, x)
    (a0, a1), (b0, b1, b2) = ([item[:, None] for item in items] for items in (t.inverse, t.square))
    whole = a0[:, None] * x - (b0 * t.risk_x - b1 * t.tied_x)[:, None]
    rest = (a0 - a1)[:, None] * x - ((b0 - b1) * t.risk_x - (b1 - b2) * t.tied_x)[:, None]
    mean = (a0 * t.risk_x - a1 * t.tied_x) / months.tied[:, None]
    shape = (int(sample.time.max()) + 1, *x.shape)
    through, own = np.zeros(shape), np.zeros(shape)
    through[months.month] = weight[:, None] * whole
    own[months.month] = x - mean[:, None] + weight[:, None] * (whole - rest)
    leaving = np.cumsum(through, axis=0)[sample.time, which]
    each = sample.is_event[:, None] * own[sample.time, which] - leaving
    return np.stack(
        [np.bincount(sample.cluster, column, sample.clusters) for column in each.T], axis=1
    )
