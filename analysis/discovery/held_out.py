"""Points that are kept back, and what a box is worth on them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest, hypergeom

from analysis.discovery.boxes import Box, Flags, Measures, measures
from analysis.statistics.checks import Array, level

SHARE = 1.0 / 3.0


@dataclass(frozen=True)
class Checked:
    """A box on points that it was not found with.

    Attributes
    ----------
    measures : Measures
    coverage_low, coverage_high, density_low, density_high : float
        Wilson's intervals.
    p : float
        The probability of as many failing worlds inside if inside and outside were alike (Fisher's
        exact test, one-sided).
    """

    measures: Measures
    coverage_low: float
    coverage_high: float
    density_low: float
    density_high: float
    p: float


def kept_back(fails: Flags, seed: int) -> NDArray[np.bool_]:
    """Return which points are kept back: a third of those that fail and of those that do not."""
    rng = np.random.default_rng(seed)
    held = np.zeros(len(fails), dtype=bool)
    for kind in (True, False):
        of = rng.permutation(np.flatnonzero(fails == kind))
        held[of[: round(SHARE * len(of))]] = True
    return held


def check(box: Box, x: Array, fails: Flags, confidence: float = 0.95) -> Checked:
    """Return what a box is worth on points that were kept back."""
    held = measures(box, x, fails)
    return Checked(
        held,
        *_wilson(held.failing_inside, held.failing, confidence),
        *_wilson(held.failing_inside, held.inside, confidence),
        float(hypergeom.sf(held.failing_inside - 1, held.points, held.failing, held.inside)),
    )


def _wilson(count: int, of: int, confidence: float) -> tuple[float, float]:
    if not of:
        return 0.0, 1.0
    found = binomtest(count, of).proportion_ci(level(confidence), method="wilson")
    return float(found.low), float(found.high)
