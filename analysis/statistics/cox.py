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
from numpy.typing import ArrayLike
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
class _Month:
    """The counts of one month with events, by pattern."""

    events: Array
    risk: Array


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
    tallies = _tallies(sample, which, len(x))
    if not tallies:
        raise UserError(
            "events=0 say nothing of a hazard; allowed: 1 or more. Run more replicates."
        )
    coefficients, information = _maximised(tallies, x)
    residuals = _residuals(sample, which, x, coefficients, tallies)
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


def _tallies(sample: Times, which: Array, patterns: int) -> dict[int, _Month]:
    """Return the counts of each month that has events."""
    size = int(sample.time.max()) + 1
    place = sample.time * patterns + which
    shape = (size, patterns)
    leaving = np.bincount(place, minlength=size * patterns).reshape(shape)
    events = np.bincount(place[sample.is_event], minlength=size * patterns).reshape(shape)
    risk = np.cumsum(leaving[::-1], axis=0)[::-1]
    return {
        int(month): _Month(events[month].astype(float), risk[month].astype(float))
        for month in np.flatnonzero(events.sum(axis=1))
    }


def _maximised(tallies: dict[int, _Month], x: Array) -> tuple[Array, Array]:
    """Return the coefficients and the information, by Newton's method with halved steps."""
    b = np.zeros(x.shape[1])
    value, slope, information = _likelihood(tallies, x, b)
    for _ in range(STEPS):
        try:
            step = np.linalg.solve(information, slope)
        except np.linalg.LinAlgError:
            raise _not_estimable() from None
        if np.abs(step).max() < 1e-9:
            return b, information
        for _ in range(30):
            tried = _likelihood(tallies, x, b + step)
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
    """Sums over the l-th of d tied events: with s = l / d, T = risk sum - s x tied sum.

    `inverse` holds sum 1 / T and sum s / T; `square` sum 1 / T^2, sum s / T^2 and sum s^2 / T^2.
    The mean covariate of the l-th is (risk_x - s tied_x) / T.
    """

    log: float
    inverse: Array
    square: Array
    risk_x: Array
    tied_x: Array
    count: int


def _ties(month: _Month, weight: Array, x: Array) -> _Ties:
    at_risk, tied = month.risk * weight, month.events * weight
    d = int(month.events.sum())
    share = np.arange(d) / d
    total = at_risk.sum() - share * tied.sum()
    inverse = 1.0 / total
    powers = np.stack([np.ones(d), share, share * share])
    return _Ties(
        float(np.log(total).sum()),
        powers[:2] @ inverse,
        powers @ inverse**2,
        at_risk @ x,
        tied @ x,
        d,
    )


def _likelihood(tallies: dict[int, _Month], x: Array, b: Array) -> tuple[float, Array, Array]:
    """Return Efron's log partial likelihood, its slope and the information."""
    weight = np.exp(x @ b)
    value, slope, information = 0.0, np.zeros(len(b)), np.zeros((len(b), len(b)))
    for month in tallies.values():
        t = _ties(month, weight, x)
        value += month.events @ (x @ b) - t.log
        slope += month.events @ x - (t.inverse[0] * t.risk_x - t.inverse[1] * t.tied_x)
        each = (t.inverse[0] * month.risk - t.inverse[1] * month.events) * weight
        crossed = np.outer(t.risk_x, t.tied_x)
        information += (each[:, None] * x).T @ x
        information -= t.square[0] * np.outer(t.risk_x, t.risk_x)
        information += t.square[1] * (crossed + crossed.T)
        information -= t.square[2] * np.outer(t.tied_x, t.tied_x)
    return value, slope, information


def _residuals(
    sample: Times, which: Array, x: Array, b: Array, tallies: dict[int, _Month]
) -> Array:
    """Return the score residuals summed over each cluster, of shape (clusters, covariates).

    A subject of pattern x leaving in month t has event (x - mean_t) minus the sum over months of
    events u <= t of exp(x b) times the sum of (x - mean) over the tied events; those tied in its
    own month count by 1 - l / d for a subject that is one of them.
    """
    size = int(sample.time.max()) + 1
    weight = np.exp(x @ b)
    through = np.zeros((size, *x.shape))
    own = np.zeros((size, *x.shape))
    for t, month in tallies.items():
        ties = _ties(month, weight, x)
        (a0, a1), (b0, b1, b2) = ties.inverse, ties.square
        whole = a0 * x - (b0 * ties.risk_x - b1 * ties.tied_x)
        less = (a0 - a1) * x - ((b0 - b1) * ties.risk_x - (b1 - b2) * ties.tied_x)
        mean = (a0 * ties.risk_x - a1 * ties.tied_x) / ties.count
        through[t] = weight[:, None] * whole
        own[t] = x - mean + weight[:, None] * (whole - less)
    cells = own, np.cumsum(through, axis=0)
    each = -cells[1][sample.time, which] + sample.is_event[:, None] * cells[0][sample.time, which]
    return np.stack(
        [np.bincount(sample.cluster, column, sample.clusters) for column in each.T], axis=1
    )
