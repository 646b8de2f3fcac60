"""A calibration problem: factors, targets, and what turns the one into numbers for the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.calibration.factors import Factors
from analysis.calibration.likelihood import (
    DISCREPANCY,
    implausibilities,
    log_likelihoods,
    targets_of,
)
from analysis.patterns.kinds import Pattern, Target
from analysis.patterns.scoring import BATCH, REPLICATES, statistics

Array = NDArray[np.float64]
Simulate = Callable[[Array], tuple[Array, Array]]
"""From values (P, D) to statistics and the variance of each, both (P, S)."""


@dataclass(frozen=True)
class Problem:
    """What is to be calibrated; a stand-in simulator serves as well as the law.

    Attributes
    ----------
    factors : Factors
    names : tuple of str
        Of the statistics, "pattern.target".
    targets : tuple of Target
    simulate : callable
        Deterministic: the same values give the same numbers.
    discrepancy : float
        Of the law, in units of each target's scale.
    """

    factors: Factors
    names: tuple[str, ...]
    targets: tuple[Target, ...]
    simulate: Simulate
    discrepancy: float = DISCREPANCY

    def log_posterior(self, values: Array) -> Array:
        """Return the log of prior times likelihood up to a constant, shape (P,).

        -inf outside the box; only what lies inside is simulated, in one call.
        """
        result = np.full(len(values), -np.inf)
        inside = self.factors.inside(values)
        if inside.any():
            found = self.simulate(values[inside])
            result[inside] = log_likelihoods(self.targets, *found, self.discrepancy).sum(axis=1)
        return result

    def implausibility(self, value: Array, variance: Array) -> Array:
        """Return the largest implausibility of each vector, shape (P,)."""
        found = implausibilities(self.targets, value, variance, self.discrepancy)
        return found.max(axis=1) if found.shape[1] else np.zeros(len(value))

    def met(self, value: Array) -> NDArray[np.bool_]:
        """Tell which targets are met, shape (P, S)."""
        low, high = (np.array([getattr(t, end) for t in self.targets]) for end in ("low", "high"))
        return np.asarray((value >= low) & (value <= high))


def problem_of(
    patterns: Sequence[Pattern],
    factors: Factors,
    *,
    seed: int = 0,
    replicates: int = REPLICATES,
    threads: int | None = None,
    discrepancy: float = DISCREPANCY,
    progress: Callable[[int], None] | None = None,
) -> Problem:
    """Return the problem of some patterns under the compiled law.

    Parameters
    ----------
    patterns : sequence of Pattern
    factors : Factors
    seed : int
        Of the simulation.
    replicates : int
        Of each vector.
    progress : callable, optional
        Called with the number of vectors of each batch that was simulated.
    """

    def simulate(values: Array) -> tuple[Array, Array]:
        found = statistics(
            patterns,
            factors.vectors(values),
            seed=seed,
            replicates=range(replicates),
            threads=threads,
            progress=counted,
        )
        return found.value, found.variance

    def counted(done: int, total: int) -> None:
        if progress is not None and done:
            progress(min(BATCH, total - (done - 1) // BATCH * BATCH))

    names = tuple(f"{p.id}.{t.name}" for p in patterns for t in p.targets)
    return Problem(factors, names, targets_of(patterns), simulate, discrepancy)
