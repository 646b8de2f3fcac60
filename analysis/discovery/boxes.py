"""Boxes in the space of a design: a range for each number that is restricted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from analysis.statistics.checks import Array

Flags = NDArray[np.bool_]
SIGNIFICANT = 0.05
NEARLY = 0.95
"""The share of the highest `phi` that a simpler box may have."""


@dataclass(frozen=True, eq=False)
class Box:
    """A box: `low[j] <= x[j] <= high[j]`, an end infinite where it does not restrict.

    Attributes
    ----------
    low, high : ndarray, shape (factors,)
    """

    low: Array
    high: Array

    def holds(self, x: Array) -> Flags:
        """Return which points lie inside, shape (points,)."""
        some = self.restricted
        inside = (x[:, some] >= self.low[some]) & (x[:, some] <= self.high[some])
        return np.asarray(inside.all(axis=1))

    @property
    def restricted(self) -> NDArray[np.int64]:
        """The numbers that are restricted, by place; their count is the (lack of) simplicity."""
        return np.flatnonzero(np.isfinite(self.low) | np.isfinite(self.high))

    @property
    def ends(self) -> list[tuple[int, str]]:
        """Each restriction: the place of its number, and "low" or "high"."""
        sides = (("low", self.low), ("high", self.high))
        return sorted(
            (int(j), side) for side, end in sides for j in np.flatnonzero(np.isfinite(end))
        )

    def without(self, place: int, side: str) -> Box:
        """Return the box with one end set free."""
        end = getattr(self, side).copy()
        end[place] = -np.inf if side == "low" else np.inf
        return replace(self, **{side: end})


@dataclass(frozen=True)
class Measures:
    """What a box holds of a set of points.

    Attributes
    ----------
    points, inside, failing, failing_inside : int
    """

    points: int
    inside: int
    failing: int
    failing_inside: int

    @property
    def coverage(self) -> float:
        """The share of the failing worlds that lie inside."""
        return self.failing_inside / self.failing if self.failing else 0.0

    @property
    def density(self) -> float:
        """The share of the worlds inside that fail."""
        return self.failing_inside / self.inside if self.inside else 0.0

    @property
    def mass(self) -> float:
        """The share of all worlds that lie inside."""
        return self.inside / self.points

    @property
    def base(self) -> float:
        """The share of all worlds that fail."""
        return self.failing / self.points

    @property
    def phi(self) -> float:
        """The correlation of failing with lying inside: 1 if they are the same, 0 if unrelated.

        Equation: (h n - k f) / sqrt(k (n - k) f (n - f)), with n points, k inside, f failing and h
        both. Unlike the harmonic mean of coverage and density it is 0 for a box with all worlds,
        however many fail.
        """
        n, k, f = self.points, self.inside, self.failing
        spread = float(k) * (n - k) * f * (n - f)
        return (self.failing_inside * n - k * f) / spread**0.5 if spread else 0.0


def measures(box: Box, x: Array, fails: Flags) -> Measures:
    """Return what a box holds of some points."""
    inside = box.holds(x)
    both = int((inside & fails).sum())
    return Measures(len(x), int(inside.sum()), int(fails.sum()), both)


@dataclass
class _Ends:
    """Which points each end of a box shuts out, so that ends can be set free one by one."""

    ends: list[tuple[int, str]]
    out: Flags
    fails: Flags

    @staticmethod
    def of(box: Box, x: Array, fails: Flags) -> _Ends:
        """Return the ends of a box."""
        ends = box.ends
        columns = [
            x[:, place] < box.low[place] if side == "low" else x[:, place] > box.high[place]
            for place, side in ends
        ]
        out = np.stack(columns, axis=1) if ends else np.zeros((len(x), 0), dtype=bool)
        return _Ends(ends, out, fails)

    def quasi_p(self) -> Array:
        """Return the quasi-p-value of each end, shape (ends,)."""
        count = self.out.sum(axis=1)
        inside = count == 0
        points, failing = int(inside.sum()), int((inside & self.fails).sum())
        if not points:
            return np.ones(len(self.ends))
        # Without an end come in those that it alone shuts out.
        added = self.out & (count == 1)[:, None]
        wider = points + added.sum(axis=0)
        wider_failing = failing + (added & self.fails[:, None]).sum(axis=0)
        return np.asarray(binom.sf(failing - 1, points, wider_failing / wider))

    def without(self, place: int) -> _Ends:
        """Return the ends but one."""
        kept = [i for i in range(len(self.ends)) if i != place]
        return _Ends([self.ends[i] for i in kept], self.out[:, kept], self.fails)


def quasi_p(box: Box, x: Array, fails: Flags) -> dict[tuple[int, str], float]:
    """Return for each restriction how easily chance would do as well without it.

    The one-sided binomial probability of as many failing worlds inside, if they were as frequent
    as in the box without this restriction (Bryant and Lempert 2010, *Technological Forecasting and
    Social Change* 77, 34-49). It is called quasi because the box was fitted to the same points.
    """
    ends = _Ends.of(box, x, fails)
    return dict(zip(ends.ends, ends.quasi_p().tolist(), strict=True))


def pruned(box: Box, x: Array, fails: Flags) -> Box:
    """Return the box without restrictions that chance would do as well, worst first."""
    ends = _Ends.of(box, x, fails)
    while ends.ends:
        p = ends.quasi_p()
        worst = int(p.argmax())
        if p[worst] <= SIGNIFICANT:
            break
        box = box.without(*ends.ends[worst])
        ends = ends.without(worst)
    return box


def chosen(
    candidates: Sequence[Box], x: Array, fails: Flags, density: float | None = None
) -> Box | None:
    """Return the box of a trajectory that is reported, or None if none restricts anything.

    The rule. By default the box with the highest `phi`, made as simple as it can be: numbers are
    set free one by one, each time the one that costs least, as long as `phi` stays at 95 % of that
    or more. With `density`, of the boxes with at least that density, the one with the greatest
    coverage.
    """
    told = [(box, measures(box, x, fails)) for box in candidates if box.restricted.size]
    told = [(box, found) for box, found in told if found.phi > 0.0]
    if density is not None:
        told = [(box, found) for box, found in told if found.density >= density]
        return max(told, key=lambda item: item[1].coverage, default=(None, None))[0]
    if not told:
        return None
    best, found = max(told, key=lambda item: item[1].phi)
    return _simplest(best, x, fails, NEARLY * found.phi)


def _simplest(box: Box, x: Array, fails: Flags, least: float) -> Box:
    """Return the box without the numbers that it can do without."""
    while box.restricted.size > 1:
        freed = [box.without(j, "low").without(j, "high") for j in box.restricted]
        worth = [measures(item, x, fails).phi for item in freed]
        cheapest = int(np.argmax(worth))
        if worth[cheapest] < least:
            break
        box = freed[cheapest]
    return box
