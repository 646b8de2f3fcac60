"""What of a loop remains when the ramp is infinitely slow.

A state that follows its control with a delay also makes a loop, but one that closes as the ramp
slows down, in proportion to the rate. A fold swept at a finite rate jumps late, by the rate to the
power 2/3 (Jung, Gray, Roy & Mandel 1990), so that its loop is a little too wide; what remains at
rate 0 is the hysteresis proper.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.bootstrap import mean_intervals
from model.errors import UserError
from scenarios.problems import statement

FOLD, DELAY = 2.0 / 3.0, 1.0
EXPONENTS = (FOLD, DELAY)
"""The two ways in which a loop can depend on the rate: that of a swept fold, that of a delay."""
LEAST = 10
"""Series that an interval takes: of fewer it covers too seldom (docs/coverage.md)."""
Kind = Literal["none", "rate-dependent", "remains", "undecided", "not told"]


@dataclass(frozen=True)
class Limit:
    """A quantity extrapolated to rate 0, with the bootstrap interval over series.

    Attributes
    ----------
    exponent : float
        Of the rate.
    value, low, high : float
        NaN where no series has the quantity at both rates; bounds are NaN of fewer than `LEAST`.
    n : int
        Series that have it.
    """

    exponent: float
    value: float
    low: float
    high: float
    n: int


def at_rate_zero(
    rates: ArrayLike,
    values: ArrayLike,
    exponent: float = FOLD,
    confidence: float = 0.95,
    seed: int = 0,
) -> Limit:
    """Return what a quantity tends to as the ramp slows down (Richardson's extrapolation).

    Equation: from the two slowest ramps, with r = (faster rate / slower rate)^exponent,
    (r slower - faster) / (r - 1), for each series; so a quantity a + c rate^exponent gives a.
    Faster ramps are not used: where a state has no time to follow at all, a loop grows no further.

    Parameters
    ----------
    rates : array of shape (ramps,)
        Change of the control per month, two or more different ones.
    values : array of shape (series, ramps)
        The quantity; series without it at one of the two rates are left out.
    exponent : float
        Of the rate.

    Raises
    ------
    UserError
        With fewer than two different rates.
    """
    x = np.asarray(rates, dtype=np.float64)
    y = np.atleast_2d(np.asarray(values, dtype=np.float64))
    slow, fast = np.argsort(x)[:2] if len(np.unique(x)) == len(x) > 1 else (0, 0)
    if slow == fast:
        rule, allowed = "leave nothing to extrapolate", "two or more different rates"
        advice = "Ramp at several speeds, for instance months_per_step=[4,8,16]."
        raise UserError(statement("rates", list(map(float, x)), rule, allowed, "you", advice))
    ratio = (x[fast] / x[slow]) ** exponent
    limits = (ratio * y[:, slow] - y[:, fast]) / (ratio - 1.0)
    limits = limits[np.isfinite(limits)]
    if not len(limits):
        return Limit(exponent, np.nan, np.nan, np.nan, 0)
    found = mean_intervals(limits, confidence, seed)
    bounds = (float(found.low[0]), float(found.high[0])) if found.n >= LEAST else (np.nan, np.nan)
    return Limit(exponent, float(found.mean[0]), *bounds, found.n)


def kind(slowest: tuple[float, float], limits: tuple[Limit, ...]) -> Kind:
    """Return what a gap between the branches is.

    - none: at the slowest ramp its interval holds 0;
    - remains: with either exponent the limit's interval leaves 0, all on the side of the slowest;
    - rate-dependent: with both exponents the limit's interval holds 0 or lies beyond it;
    - undecided: the exponents disagree.

    Parameters
    ----------
    slowest : low and high of the gap at the slowest ramp
    limits : of the same gap, one for each exponent; empty where only one rate was run
    """
    low, high = slowest
    if np.isnan(low):
        return "not told"
    if low <= 0.0 <= high:
        return "none"
    if not limits or any(np.isnan(item.low) for item in limits):
        return "not told"
    side = 1.0 if low > 0.0 else -1.0
    remaining = [min(side * item.low, side * item.high) > 0.0 for item in limits]
    if all(remaining):
        return "remains"
    return "undecided" if any(remaining) else "rate-dependent"
