"""Where a response to a slowly moving control jumps, and that it does not where it is smooth.

The statistic is the difference of two one-sided local linear fits that meet between two
neighbouring points (Loader 1996): about 0 where the response is smooth, the height of the step
where it jumps. A jump is told when three things hold:

- the largest difference is larger than it would be, in all but a share `level` of cases, for the
  smoothed response with first-order autoregressive noise (a bootstrap under smoothness, as Gijbels
  & Goderniaux 2004, with dependent noise);
- it does not shrink when the windows are halved: that of a smooth bend does, by up to eight times;
- it is not a small part of what the state does on that limb at all.

So a transition that is spread over more than about a fifth of a window (3 % of the limb by default)
is called smooth, and nothing is looked for in the first and last window.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.ndimage import correlate1d

from analysis.statistics.checks import Array
from analysis.tipping import noise
from model.errors import UserError
from scenarios.problems import statement

WINDOW = 0.12
"""Of the points of a limb, on each side."""
LEAST_WINDOW = 4
LEAST_POINTS = 12
LEVEL = 0.01
LEAST_SHARE = 0.2
"""Of the range of the state on the limb."""
STAYS = 0.65
"""What is left of a jump at least when the windows are halved."""
SURROGATES = 500


@dataclass(frozen=True)
class Jumps:
    """The largest jump of each series; NaN, and 0 for `index`, where there is none.

    Attributes
    ----------
    at : array of shape (series,)
        The control midway between the points before and after.
    size : array of shape (series,)
        State after minus state before.
    index : array of int of shape (series,)
        The first point after the jump.
    p : array of shape (series,)
        How often noise around the smoothed response has as large a difference; told also where
        there is no jump.
    """

    at: Array
    size: Array
    index: NDArray[np.intp]
    p: Array

    @property
    def found(self) -> NDArray[np.bool_]:
        """Which series jump."""
        return np.isfinite(self.at)


def find_jumps(control: ArrayLike, state: ArrayLike, level: float = LEVEL, seed: int = 0) -> Jumps:
    """Return the jump of each series along one limb of a ramp.

    Parameters
    ----------
    control : array of shape (n,)
        In the order of time, rising or falling in about equal steps.
    state : array of shape (series, n) or (n,)
    level : float
        Share of smooth responses in which a jump is told by mistake, in (0, 1).
    seed : int
        Of the bootstrap.

    Raises
    ------
    UserError
        When there are fewer than `LEAST_POINTS` points, or a value is not finite.
    """
    s, y = _checked(control, state)
    n = len(s)
    m = max(LEAST_WINDOW, round(WINDOW * n))
    d = _difference(y, m)
    best = np.abs(d).argmax(axis=1)
    rows = np.arange(len(y))
    largest = np.abs(d[rows, best])
    trend = noise.smooth(y, m)
    away = np.abs(np.arange(n)[None, :] + 0.5 - (best + m)[:, None]) > m
    sd, place = noise.fit(y - trend, away, m)
    p = _chance(largest, _difference(trend, m), sd, place, (n, m, seed))
    size, index = _sharp(y, best + m, m)
    # Spreads, so that a constant and a straight line, known to rounding only, have no jump.
    spread = np.ptp(y, axis=1)
    rounding = 1e-9 * np.maximum(np.abs(y).max(axis=1), spread)
    found = (p <= level) & (np.abs(size) >= STAYS * largest) & (largest > rounding)
    found &= np.abs(size) >= LEAST_SHARE * spread
    at = 0.5 * (s[index - 1] + s[index])
    return Jumps(
        np.where(found, at, np.nan), np.where(found, size, np.nan), np.where(found, index, 0), p
    )


def _checked(control: ArrayLike, state: ArrayLike) -> tuple[Array, Array]:
    s = np.asarray(control, dtype=np.float64)
    y = np.atleast_2d(np.asarray(state, dtype=np.float64))
    if s.ndim != 1 or y.ndim != 2 or y.shape[1] != len(s):
        rule, allowed = "do not fit each other", "control (n,), state (series, n)"
        raise UserError(statement("shapes", f"{s.shape}, {y.shape}", rule, allowed, "you", ""))
    if len(s) < LEAST_POINTS:
        rule, allowed = "are too few to tell a jump from a slope", f"{LEAST_POINTS} or more"
        advice = "Ramp in more steps."
        raise UserError(statement("points of a limb", len(s), rule, allowed, "you", advice))
    wrong = int((~np.isfinite(y)).sum() + (~np.isfinite(s)).sum())
    if wrong:
        rule, advice = "are not finite numbers", "Leave these series out, and say so."
        raise UserError(statement("series", f"{wrong} values", rule, "numbers", "you", advice))
    return s, y


def _difference(y: Array, m: int) -> Array:
    """Return right minus left local linear fit at each gap that has `m` points on both sides.

    Entry g is the gap before point g + m.
    """
    x = np.arange(m) + 0.5
    away = x - x.mean()
    weights = 1.0 / m - x.mean() * away / (away**2).sum()
    kernel = np.concatenate([-weights[::-1], weights])
    # Of an even number of weights the one after the middle meets the point itself.
    found: Array = correlate1d(y, kernel, axis=-1)[..., m : y.shape[-1] - m + 1]
    return found


def _chance(
    largest: Array, smooth: Array, sd: Array, place: NDArray[np.intp], shape: tuple[int, int, int]
) -> Array:
    """Return how often a smoothed response with noise has as large a difference.

    Differences are compared in units of the noise as each series tells it, because its largest
    difference, and what is nearest to it, is left out of that.
    """
    n, m, seed = shape
    p = np.ones(len(largest))
    for kind in np.unique(place):
        unit = noise.surrogates(int(kind), n, SURROGATES, seed)
        left = (unit - noise.smooth(unit, m)) ** 2
        total = np.concatenate([np.zeros((SURROGATES, 1)), left.cumsum(axis=1)], axis=1)
        differences = _difference(unit, m)
        usual = noise.kept_sd(int(kind), n, m)
        for row in np.flatnonzero(place == kind):
            if sd[row] <= 0.0:
                p[row] = 1.0 / (1.0 + SURROGATES)
                continue
            chance = np.abs(smooth[row] / sd[row] + differences)
            best = chance.argmax(axis=1)
            each = np.arange(SURROGATES)
            gap = best + m
            low, high = np.maximum(gap - m, 0), np.minimum(gap + m, n)
            inside = total[each, high] - total[each, low]
            own = np.sqrt((total[:, -1] - inside) / np.maximum(n - (high - low), 1)) / usual
            p[row] += (chance[each, best] >= own * largest[row] / sd[row]).sum()
            p[row] /= 1.0 + SURROGATES
    return p


def _sharp(y: Array, gap: NDArray[np.intp], m: int) -> tuple[Array, NDArray[np.intp]]:
    """Return size and place of the jump with half the window, near where it was found."""
    half = max(2, m // 2)
    d = _difference(y, half)
    places = gap[:, None] - half + np.arange(-half, half + 1)[None, :]
    inside = np.clip(places, 0, d.shape[1] - 1)
    near = np.take_along_axis(d, inside, axis=1)
    best = np.abs(near).argmax(axis=1)
    rows = np.arange(len(y))
    return near[rows, best], inside[rows, best] + half


def is_regime(state: Array) -> bool:
    """Tell whether a state is 0 or 1 and nothing between, so that its jumps need no statistics."""
    return bool(((state == 0.0) | (state == 1.0)).all())


def switches(control: ArrayLike, regime: ArrayLike) -> tuple[Jumps, Jumps]:
    """Return where a regime of 0 and 1 switches on the way up, and where it switches back.

    On the way up: the first change. On the way back, for runs that have changed by the top of the
    ramp: the first return to the value they began with. `index` counts places in the series.

    Parameters
    ----------
    control : array of shape (times,)
        Rising to its highest value, then falling; if it lasts, its last place is the top.
    regime : array of shape (series, times)
    """
    s, y = np.asarray(control, dtype=np.float64), np.asarray(regime, dtype=np.float64)
    top = len(s) - 1 - int(s[::-1].argmax())
    moved = y != y[:, :1]
    up = _first(s, y, moved[:, : top + 1], 0)
    back = ~moved[:, top + 1 :] & moved[:, [top]]
    return up, _first(s, y, back, top + 1)


def _first(s: Array, y: Array, is_there: NDArray[np.bool_], begin: int) -> Jumps:
    """Return the first place, counted from `begin`, at which something is there."""
    found = is_there.any(axis=1)
    place = (is_there.argmax(axis=1) if is_there.shape[1] else np.zeros(len(y), int)) + begin
    place = np.where(found, place, 0)
    rows = np.arange(len(y))
    size = y[rows, place] - y[rows, np.maximum(place - 1, 0)]
    chance = np.where(found, 0.0, 1.0)
    return Jumps(np.where(found, s[place], np.nan), np.where(found, size, np.nan), place, chance)
