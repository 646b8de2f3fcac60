"""The scorecard: every pattern, a line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.patterns import PATTERNS, statistics
from analysis.validation.conclusions import weighted_quantile
from analysis.validation.engine import Vector

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Line:
    """One target of a pattern.

    Attributes
    ----------
    pattern, target, title, meaning : str
    number : int
        In the specification.
    low, high : float
        The interval that the model's number has to lie in; infinite on an open side.
    one : float
        Under one parameter set.
    median, model_low, model_high : float
        Over the weighted worlds: 50, 5 and 95 %.
    inside : float
        Weight of the worlds inside the interval.
    passed : bool
        Whether the number of the one set lies inside.
    tuned : bool
        Whether calibration uses the pattern.
    source : str
    """

    pattern: str
    number: int
    target: str
    title: str
    meaning: str
    low: float
    high: float
    one: float
    median: float
    model_low: float
    model_high: float
    inside: float
    passed: bool
    tuned: bool
    source: str

    @property
    def miss(self) -> float:
        """How far the number of the one set lies outside; 0 inside."""
        return max(self.low - self.one, self.one - self.high, 0.0)


def scorecard(
    vectors: Sequence[Vector],
    weight: Array,
    one: Vector | None = None,
    *,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> list[Line]:
    """Return every target of every pattern against the worlds.

    Parameters
    ----------
    vectors : sequence of mapping
        Worlds.
    weight : ndarray, shape (P,)
    one : mapping, optional
        The parameter set that passes or fails; the defaults unless given.
    seed : int
    progress : callable, optional
        Called with worlds done and of all.
    """
    patterns = list(PATTERNS.values())
    found = statistics(patterns, [one or {}, *vectors], seed=seed, progress=progress)
    weighted = np.asarray(weight) / np.sum(weight)
    lines, place = [], 0
    for pattern in patterns:
        for target in pattern.targets:
            values = found.value[:, place]
            own = values[1:]
            low, median, high = weighted_quantile(own, weighted, (0.05, 0.5, 0.95))
            inside = (own >= target.low) & (own <= target.high)
            lines.append(
                Line(
                    pattern.id,
                    pattern.number,
                    target.name,
                    pattern.title,
                    target.meaning,
                    target.low,
                    target.high,
                    float(values[0]),
                    median,
                    low,
                    high,
                    float(weighted[inside].sum()),
                    bool(target.low <= values[0] <= target.high),
                    pattern.tuned,
                    pattern.source,
                )
            )
            place += 1
    return sorted(lines, key=lambda line: line.number)


def passes(lines: Sequence[Line], *, tuned: bool | None = None) -> tuple[int, int]:
    """Return how many patterns pass with every target, and how many there are."""
    chosen = [line for line in lines if tuned is None or line.tuned is tuned]
    ids = {line.pattern for line in chosen}
    good = {p for p in ids if all(line.passed for line in chosen if line.pattern == p)}
    return len(good), len(ids)
