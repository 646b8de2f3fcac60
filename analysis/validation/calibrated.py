"""Forecasts of a dyad by a law that `comity calibrate` tuned on the patterns of the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from analysis.calibration.calibrate import calibrate, chosen_patterns
from analysis.patterns import PATTERNS
from analysis.validation.baselines import MEMBERS
from analysis.validation.cases import Cases
from analysis.validation.distributions import members
from analysis.validation.dossier import Dossier
from analysis.validation.engine import Vector, simulate

Array = NDArray[np.float64]


def calibrated_members(
    items: Sequence[Dossier],
    cases: Cases,
    *,
    budget: int,
    n_vectors: int,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Array:
    """Return the predictive distributions of the law calibrated without the dyad, (n, M).

    For each dyad the patterns of its partner are left out, the rest is calibrated anew, and draws
    of that posterior forecast the dyad, anchored at the origin. The posterior never sees the
    dyad's codings, nor those of others beyond the patterns.

    Parameters
    ----------
    items : sequence of Dossier
    cases : Cases, n rows
    budget : int
        Vectors of each calibration.
    n_vectors : int
        Draws that forecast.
    seed : int
    progress : callable, optional
        Called with vectors done and of all.
    """
    groups = list(dict.fromkeys(without(item) for item in items))
    made: dict[tuple[str, ...], list[Vector]] = {}
    for number, left_out in enumerate(groups):
        told = partial(_told, progress, number * budget, len(groups) * budget)
        found = calibrate(
            chosen_patterns(without=left_out),
            budget=budget,
            seed=seed,
            has_ranks=False,
            progress=told,
        )
        made[left_out] = list(found.problem.factors.vectors(found.sample(n_vectors, seed)))
    result = np.empty((len(cases), MEMBERS))
    for item in items:
        rows = np.flatnonzero(cases.dyad == item.dyad)
        simulated = simulate([item], made[without(item)], seed=seed)
        even = np.full(n_vectors, 1.0 / n_vectors)
        result[rows] = members(simulated, cases.take(rows), even, seed)
    return result


def _told(
    progress: Callable[[int, int], None] | None, begun: int, total: int, done: int, own: int
) -> None:
    if progress is not None:
        progress(begun + done, total)


def without(item: Dossier) -> tuple[str, ...]:
    """Return the partner whose patterns must not be used for a dyad; empty if none tells of it."""
    partner = item.whole.dyads[0].partner
    return (partner,) if partner in _partners() else ()


def _partners() -> set[str]:
    return {name for pattern in PATTERNS.values() for name in pattern.partners}
