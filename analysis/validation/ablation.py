"""Which mechanisms the evidence needs: the score without each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.validation.coding import Coding
from analysis.validation.dossier import Dossier
from analysis.validation.engine import Simulated, Vector, full, simulate
from analysis.validation.forecasts import SUBSETS, forecast_cases, rows_of
from analysis.validation.protocol import law_members
from analysis.validation.scores import score
from analysis.validation.skill import Difference, difference
from model.parameters import groups

FEW = 4
"""Vectors under which a mechanism that changes no run at all is taken to be idle."""


@dataclass(frozen=True)
class Ablated:
    """The law without a mechanism, scored as held out.

    Attributes
    ----------
    mechanism : str
    is_idle : bool
        Whether no forecast changes without it, so that the codings say nothing of it.
    crps, crps_full : float
        Mean CRPS without and with the mechanism.
    worse, worse_after : Difference
        CRPS without minus with, over all forecasts and in the years after an intervention:
        positive where the evidence wants the mechanism.
    """

    mechanism: str
    is_idle: bool
    crps: float
    crps_full: float
    worse: Difference
    worse_after: Difference

    @property
    def verdict(self) -> str:
        """In words, by the interval over dyads."""
        if self.is_idle:
            return "the codings say nothing of it"
        if self.worse.low > 0:
            return f"wanted, {100 * self.worse.mean / self.crps_full:.1f} % of the CRPS"
        return "better without" if self.worse.high < 0 else "cannot tell"


def ablation(
    dossiers: Sequence[Dossier],
    vectors: Sequence[Vector],
    *,
    mechanisms: Sequence[str] | None = None,
    whole: Simulated | None = None,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> list[Ablated]:
    """Return the score without each mechanism, trained and tested as the full law is.

    Parameters
    ----------
    dossiers : sequence of Dossier
    vectors : sequence of mapping
        The same vectors and draws for each; the training dyads weigh them anew each time.
    mechanisms : sequence of str, optional
        All unless given.
    whole : Simulated, optional
        The full law under these vectors, where it has been run.
    seed : int
    progress : callable, optional
        Called with mechanisms done and of all.
    """
    names = list(groups()) if mechanisms is None else list(mechanisms)
    codings = [item.coding for item in dossiers]
    whole = whole or simulate(dossiers, vectors, seed=seed)
    own = forecast_cases(whole, codings)
    after = rows_of(own, SUBSETS[1], "all")
    reference = _crps(whole, codings, seed)
    result = []
    for number, name in enumerate(names):
        few = simulate(dossiers, vectors[:FEW], full(name), seed=seed)
        is_idle = _same(whole.first(FEW), few)
        without = whole if is_idle else simulate(dossiers, vectors, full(name), seed=seed)
        found = _crps(without, codings, seed)
        result.append(
            Ablated(
                name,
                is_idle=is_idle,
                crps=float(found.mean()),
                crps_full=float(reference.mean()),
                worse=difference(found, reference, own.dyad, seed),
                worse_after=difference(found[after], reference[after], own.dyad[after], seed),
            )
        )
        if progress is not None:
            progress(number + 1, len(names))
    return sorted(result, key=lambda item: (item.is_idle, -item.worse.mean))


def _crps(
    simulated: Simulated, codings: Sequence[Coding], seed: int
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    own = forecast_cases(simulated, codings)
    told, _ = law_members(simulated, own, codings, "held_out", seed)
    return score(told, own).crps


def _same(one: Simulated, other: Simulated) -> bool:
    return all(np.array_equal(one.mean[dyad], other.mean[dyad]) for dyad in one.mean) and all(
        np.array_equal(one.ahead[key], other.ahead[key], equal_nan=True) for key in one.ahead
    )
