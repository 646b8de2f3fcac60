"""A ramp up and down as two branches over the control, the gap between them, and their jumps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.checks import Array
from analysis.tipping.jumps import LEVEL, Jumps, find_jumps
from model.errors import UserError
from scenarios.problems import statement

MOST_POINTS = 400
"""Points of a branch at most: a series with more is averaged in blocks."""
SETTLED = 0.5
"""The part of each step, its end, that is averaged."""


@dataclass(frozen=True)
class Branches:
    """The response on the way up and on the way back, each in the order of time.

    Attributes
    ----------
    up_control : array of shape (n,)
    up : array of shape (series, n)
    down_control : array of shape (m,)
        Empty if the control does not come back.
    down : array of shape (series, m)
    up_begins, down_begins : arrays of int
        For each point the place in the series at which it begins.
    """

    up_control: Array
    up: Array
    down_control: Array
    down: Array
    up_begins: Array
    down_begins: Array

    @property
    def has_return(self) -> bool:
        """Whether there is a way back."""
        return len(self.down_control) > 0


def branches(control: ArrayLike, state: ArrayLike) -> Branches:
    """Return the two branches of a ramp.

    Months in a row at the same control are one point: the mean of the state over the second half
    of them, when it has had time to follow. A control that moves all the time is used as it is.
    The highest point belongs to both branches.

    Parameters
    ----------
    control : array of shape (times,)
        Rising to its highest value and then, if at all, falling.
    state : array of shape (series, times) or (times,)

    Raises
    ------
    UserError
        When the control is not such a ramp.
    """
    s = np.asarray(control, dtype=np.float64)
    y = np.atleast_2d(np.asarray(state, dtype=np.float64))
    if s.ndim != 1 or y.shape[1:] != s.shape:
        rule, allowed = "do not fit each other", "control (times,), state (series, times)"
        raise UserError(statement("shapes", f"{s.shape}, {y.shape}", rule, allowed, "you", ""))
    moves = np.diff(s)
    top = int(s.argmax())
    if (moves[:top] < 0.0).any() or (moves[top:] > 0.0).any():
        rule, allowed = "is not a ramp", "rising to one highest value, then falling"
        raise UserError(statement("control", "the series", rule, allowed, "you", ""))
    levels, values, begins = _points(s, y)
    peak = int(levels.argmax())
    return Branches(
        levels[: peak + 1],
        values[:, : peak + 1],
        levels[peak:] if peak + 1 < len(levels) else levels[:0],
        values[:, peak:] if peak + 1 < len(levels) else values[:, :0],
        begins[: peak + 1],
        begins[peak:],
    )


def _points(s: Array, y: Array) -> tuple[Array, Array, Array]:
    """Return control, state and first place of each step, or of each block of a moving control."""
    edges = np.concatenate([[0], np.flatnonzero(np.diff(s)) + 1, [len(s)]])
    if len(edges) - 1 > 2 * MOST_POINTS:
        size = -(-(len(edges) - 1) // (2 * MOST_POINTS))
        edges = np.unique(np.append(edges[::size], len(s)))
    begins, ends = edges[:-1], edges[1:]
    is_step = s[begins] == s[ends - 1]
    first = np.where(is_step, ends - np.ceil(SETTLED * (ends - begins)).astype(int), begins)
    total = np.concatenate([np.zeros((len(y), 1)), y.cumsum(axis=1)], axis=1)
    means = (total[:, ends] - total[:, first]) / (ends - first)
    sums = np.concatenate([[0.0], s.cumsum()])
    # A step's own control, to the bit; the mean of a block.
    moving = (sums[ends] - sums[begins]) / (ends - begins)
    return np.where(is_step, s[begins], moving), means, begins


def gap(found: Branches) -> Array:
    """Return how far the way back lies above the way up, mean over the control.

    Equation: integral of (down - up) over the control, divided by its range; 0 where the state
    depends on the control alone. In units of the state, negative where the way back lies below.
    Shape (series,); NaN without a way back.
    """
    if not found.has_return:
        return np.full(len(found.up), np.nan)
    s = found.up_control
    back = np.stack([np.interp(s, found.down_control[::-1], row[::-1]) for row in found.down])
    area: Array = np.trapezoid(back - found.up, s, axis=1)
    return area / (s[-1] - s[0])


def both_jumps(found: Branches, level: float = LEVEL, seed: int = 0) -> tuple[Jumps, Jumps]:
    """Return the jumps on the way up and on the way back.

    Without a way back the second holds no jump.
    """
    up = find_jumps(found.up_control, found.up, level, seed)
    if found.has_return:
        return up, find_jumps(found.down_control, found.down, level, seed)
    nothing = np.full(len(found.up), np.nan)
    return up, Jumps(nothing, nothing, np.zeros(len(nothing), dtype=np.intp), nothing)


def width(up: Jumps, down: Jumps) -> Array:
    """Return the control at the jump up minus that at the jump back; NaN where either is missing.

    Two jumps in the same direction are no loop, and have no width.
    """
    opposite = np.sign(up.size) * np.sign(down.size) < 0.0
    return np.where(opposite, up.at - down.at, np.nan)
