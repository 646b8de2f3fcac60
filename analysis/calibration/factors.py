"""What calibration varies, and which of it the patterns feel at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.stats import qmc

from analysis.patterns.observation import EXPONENT, RANGE
from analysis.patterns.scoring import EXPONENT_NAME
from model.errors import UserError, unknown
from model.parameters import catalogue

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Factor:
    """A number that calibration varies, evenly over its assumed range."""

    name: str
    low: float
    high: float
    value: float


@dataclass(frozen=True)
class Factors:
    """Several of them, as arrays: the prior is uniform on the box they span."""

    rows: tuple[Factor, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Their configuration keys."""
        return tuple(row.name for row in self.rows)

    @property
    def low(self) -> Array:
        """Lower bounds, shape (D,)."""
        return np.array([row.low for row in self.rows])

    @property
    def high(self) -> Array:
        """Upper bounds, shape (D,)."""
        return np.array([row.high for row in self.rows])

    @property
    def value(self) -> Array:
        """The defaults, shape (D,)."""
        return np.array([row.value for row in self.rows])

    def __len__(self) -> int:
        return len(self.rows)

    def chosen(self, names: Sequence[str]) -> Factors:
        """Return those of some names, in their order here."""
        return Factors(tuple(row for row in self.rows if row.name in names))

    def vectors(self, values: Array) -> list[dict[str, float]]:
        """Return a mapping for each row of an array of shape (P, D)."""
        return [dict(zip(self.names, row, strict=True)) for row in values.tolist()]

    def scaled(self, unit: Array) -> Array:
        """Return points of the unit cube as values."""
        return np.clip(self.low + (self.high - self.low) * unit, self.low, self.high)

    def inside(self, values: Array) -> NDArray[np.bool_]:
        """Tell which rows lie in the box."""
        return np.asarray(((values >= self.low) & (values <= self.high)).all(axis=1))

    def spread(self, points: int, seed: int) -> Array:
        """Return a Latin hypercube, shape (points, D).

        Not a Sobol' sequence: in a hundred dimensions and few thousand points some of its
        coordinates are correlated, which reads as an effect of a factor that has none.
        """
        return self.scaled(
            qmc.LatinHypercube(len(self), rng=np.random.default_rng(seed)).random(points)
        )

    def uniform(self, points: int, rng: np.random.Generator) -> Array:
        """Return independent draws of the prior."""
        return self.scaled(rng.random((points, len(self))))


def all_factors() -> Factors:
    """Return every parameter of the law that has a range, and the exponent of the coder."""
    rows = [
        Factor(f"model.{row.full_name}", *row.sweep, row.value)
        for row in catalogue()
        if row.sweep[0] < row.sweep[1]
    ]
    return Factors((*rows, Factor(EXPONENT_NAME, *RANGE, EXPONENT)))


def named_factors(names: Sequence[str]) -> Factors:
    """Return factors by name, or by the group `model.trust`.

    Raises
    ------
    UserError
        For a name that is none.
    """
    known = all_factors()
    found: list[str] = []
    for name in names:
        own = [row.name for row in known.rows if name in (row.name, row.name.rpartition(".")[0])]
        if not own:
            raise unknown("factor", name, known.names, "the caller")
        found += own
    if not found:
        raise UserError("Calibration varies nothing; set by the caller. Name factors or none.")
    return known.chosen(found)


def chance(points: int) -> float:
    """Return the strength that no factor without effect is likely to show: four standard errors."""
    return 4.0 / np.sqrt(points)


def strengths(values: Array, statistics: Array) -> Array:
    """Return how strongly each factor moves each statistic, shape (D, S).

    The absolute rank correlation (Spearman), or, where a middle differs from both ends, the square
    root of the share of variance between the tenths of the factor's range, less what chance gives:
    whichever is larger. Statistics that never move count as not moved; NaN are left out.

    Parameters
    ----------
    values : ndarray, shape (P, D)
    statistics : ndarray, shape (P, S)
    """
    points, count = values.shape
    result = np.zeros((count, statistics.shape[1]))
    tenth = np.argsort(np.argsort(values, axis=0), axis=0) * 10 // points
    for s in range(statistics.shape[1]):
        there = np.isfinite(statistics[:, s])
        y = statistics[there, s]
        if there.sum() < 20 or np.ptp(y) == 0:
            continue
        rank = stats.rankdata(y)
        for d in range(count):
            linear = abs(np.corrcoef(stats.rankdata(values[there, d]), rank)[0, 1])
            means = [rank[tenth[there, d] == k] for k in range(10)]
            between = sum(len(m) * (m.mean() - rank.mean()) ** 2 for m in means if len(m))
            share = between / ((rank - rank.mean()) ** 2).sum() - 9 / len(y)
            result[d, s] = max(linear, np.sqrt(max(share, 0.0)))
    return result
