"""What a pattern is made of: targets, the runs it reads, the numbers it computes from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Runs:
    """The runs of one study for P parameter vectors, R replicates each.

    Attributes
    ----------
    series : mapping from "axis.name" to ndarray, shape (P, R, months, entities)
    outcomes : mapping from name to ndarray, shape (P, R)
    ids : mapping from axis to entity ids
    start : str
        First month, `YYYY-MM`.
    exponent : ndarray, shape (P,)
        Of the observation model, see `analysis.patterns.observation`.
    """

    series: Mapping[str, Array]
    outcomes: Mapping[str, Array]
    ids: Mapping[str, tuple[str, ...]]
    start: str
    exponent: Array

    def one(self, name: str, entity: str) -> Array:
        """Return a variable of one entity, shape (P, R, months)."""
        return self.series[name][..., self.ids[name.partition(".")[0]].index(entity)]


@dataclass(frozen=True)
class Sample:
    """A statistic by replicate, as a ratio of two sums over replicates.

    Attributes
    ----------
    numerator : ndarray, shape (P, R)
    denominator : ndarray, shape (P, R), or None
        None: 1 for each replicate, so that the value is the mean. A replicate that tells nothing
        (no challenge to answer, a series that never moves) has 0 in both.
    """

    numerator: Array
    denominator: Array | None = None

    def value(self) -> Array:
        """Return sum(numerator) / sum(denominator), shape (P,); NaN where nothing was counted."""
        below = self._below().sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(below > 0, self.numerator.sum(axis=1) / below, np.nan)

    def variance(self) -> Array:
        """Return the variance of `value` over replicates, linearised, shape (P,).

        var(n - r d) / (R mean(d)^2); 0 with one replicate, where nothing is known of it.
        """
        below = self._below()
        rows = below.shape[1]
        if rows < 2:
            return np.zeros(len(below))
        rest = self.numerator - self.value()[:, None] * below
        with np.errstate(invalid="ignore", divide="ignore"):
            return rest.var(axis=1, ddof=1) / rows / below.mean(axis=1) ** 2

    def _below(self) -> Array:
        return np.ones_like(self.numerator) if self.denominator is None else self.denominator


def mean_of(values: Array) -> Sample:
    """Return the mean over replicates of a statistic that may be NaN, shape (P, R)."""
    there = np.isfinite(values)
    return Sample(np.where(there, values, 0.0), there.astype(np.float64))


@dataclass(frozen=True)
class Target:
    """One number of a pattern.

    Attributes
    ----------
    name : str
    low, high : float
        The interval the model's number has to lie in; infinite where the evidence bounds one side.
    value : float or None
        What was measured; None if the evidence gives only the interval.
    scale : float
        Standard deviation of what the evidence leaves open about the number: a measured number's
        (half its interval / 1.96), or, for a bare interval, how soft its ends are.
    meaning : str
    """

    name: str
    low: float
    high: float
    value: float | None
    scale: float
    meaning: str


def measured(name: str, value: float, low: float, high: float, meaning: str) -> Target:
    """Return a target that was measured, with its 95 % interval."""
    return Target(name, low, high, value, (high - low) / 2 / 1.96, meaning)


def bounded(name: str, low: float, high: float, scale: float, meaning: str) -> Target:
    """Return a target of which the evidence gives an interval only, its ends soft by `scale`."""
    return Target(name, low, high, None, scale, meaning)


@dataclass(frozen=True)
class Pattern:
    """One tuning pattern.

    Attributes
    ----------
    id, number, title
        Name, number in the specification, and one line.
    targets : tuple of Target
        The pattern is met when every one is.
    studies : tuple of str
        The runs it reads, see `analysis.patterns.studies`.
    partners : tuple of str
        Whose dyads it tells of; empty if of no particular one.
    statistic : callable
        Pure: from the runs by study to a `Sample` for each target.
    source : str
        Where the figures come from.
    stands_for : str
        Where the model has no such quantity, what is measured instead and why.
    tuned : bool
        Whether calibration uses it.
    """

    id: str
    number: int
    title: str
    targets: tuple[Target, ...]
    studies: tuple[str, ...]
    partners: tuple[str, ...]
    statistic: Callable[[Mapping[str, Runs]], dict[str, Sample]]
    source: str
    stands_for: str = ""
    tuned: bool = True


@dataclass(frozen=True)
class Study:
    """Runs that patterns read.

    Attributes
    ----------
    id, title : str
    worlds : callable
        Returns the worlds; more than one of the same structure are further replicates.
    series : tuple of str
        The variables kept each month.
    """

    id: str
    title: str
    worlds: Callable[[], tuple[Any, ...]]
    series: tuple[str, ...] = ()


@dataclass(frozen=True)
class TargetScore:
    """A target and what one parameter vector gives: the mean, and its standard error."""

    name: str
    value: float
    standard_error: float
    low: float
    high: float
    target: float | None
    passed: bool

    @property
    def miss(self) -> float:
        """How far outside the interval the value lies; 0 inside, NaN if there is none."""
        if np.isnan(self.value):
            return float("nan")
        return max(self.low - self.value, self.value - self.high, 0.0)


@dataclass(frozen=True)
class PatternScore:
    """A pattern as one parameter vector meets it.

    `value`, `low` and `high` are those of the target that is missed by most, or of the first.
    """

    id: str
    number: int
    title: str
    parts: tuple[TargetScore, ...]
    tuned: bool = True
    _worst: TargetScore = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        missed = [part for part in self.parts if not part.passed]
        object.__setattr__(self, "_worst", (missed or self.parts)[0])

    @property
    def passed(self) -> bool:
        """Whether every target is met."""
        return all(part.passed for part in self.parts)

    @property
    def value(self) -> float:
        """The number of the target that decides."""
        return self._worst.value

    @property
    def low(self) -> float:
        """The lower end of its interval."""
        return self._worst.low

    @property
    def high(self) -> float:
        """The upper end of its interval."""
        return self._worst.high
