"""Rival theories scored on the same history by the same rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analysis.patterns import EXPONENT_NAME
from analysis.patterns.observation import EXPONENT, RANGE
from analysis.validation.cases import Cases
from analysis.validation.coding import Coding
from analysis.validation.dossier import Dossier
from analysis.validation.engine import Simulated, Variant, sample, simulate, weights
from analysis.validation.forecasts import SUBSETS, forecast_cases, rows_of
from analysis.validation.protocol import Regime, forward_cases, law_members
from analysis.validation.scores import score
from analysis.validation.skill import Difference, difference
from scenarios.building.theory import FULL, ids, theory

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Rival:
    """A theory and its scores.

    Attributes
    ----------
    id, title : str
    n_free, n_felt : int
        Numbers that the theory leaves open, and those of them that move any yearly value of any
        dyad's history when set to an end of their range.
    in_sample, held_out, forward : float
        Mean CRPS of forecasts with parameters from all dyads, from the others, from the past.
    held_out_after : float
        As held out, in the years after an intervention.
    fit : float
        Root mean squared error of the free run, weighted on all dyads (no anchoring).
    worse : Difference
        Held-out CRPS minus that of the full law; negative where the theory does better.
    worse_after : Difference
    behind : Difference
        Held-out CRPS minus that of the theory with the least.
    """

    id: str
    title: str
    n_free: int
    n_felt: int
    in_sample: float
    held_out: float
    forward: float
    held_out_after: float
    fit: float
    worse: Difference
    worse_after: Difference
    behind: Difference


def rivals(
    dossiers: Sequence[Dossier],
    n_vectors: int,
    *,
    theories: Sequence[str] | None = None,
    whole: Simulated | None = None,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> list[Rival]:
    """Return every theory's scores, the full law first.

    Each theory gets as many vectors from its own open ranges, weighted by the same rule.

    Parameters
    ----------
    dossiers : sequence of Dossier
    n_vectors : int
    theories : sequence of str, optional
        All unless given; the full law is always among them.
    whole : Simulated, optional
        The full law under as many vectors of its own, where it has been run.
    seed : int
    progress : callable, optional
        Called with theories done and of all.
    """
    names = [FULL, *(name for name in theories or ids() if name != FULL)]
    codings = [item.coding for item in dossiers]
    result: list[Rival] = []
    scores: list[Array] = []
    dyad = np.empty(0, dtype=np.str_)
    for number, name in enumerate(names):
        variant = Variant(theory(name))
        has_run = name == FULL and whole is not None
        vectors = sample(variant, n_vectors, seed)
        simulated = whole if has_run else simulate(dossiers, vectors, variant, seed=seed)
        own = forecast_cases(simulated, codings)
        after = rows_of(own, SUBSETS[1], "all")
        held_out = _crps(simulated, own, codings, "held_out", seed)
        scores.append(held_out)
        reference, dyad = scores[0], own.dyad
        ahead = forward_cases(own, codings)
        forward = _crps(simulated, ahead, codings, "forward", seed)
        result.append(
            Rival(
                name,
                variant.theory.title,
                n_free=len(variant.theory.free) + 1,
                n_felt=felt(dossiers, variant, seed),
                in_sample=_mean(_crps(simulated, own, codings, "in_sample", seed)),
                held_out=_mean(held_out),
                forward=_mean(forward),
                held_out_after=_mean(held_out[after]),
                fit=_fit(simulated, codings),
                worse=difference(held_out, reference, own.dyad, seed),
                worse_after=difference(held_out[after], reference[after], own.dyad[after], seed),
                behind=difference(held_out, held_out, own.dyad, seed),
            )
        )
        if progress is not None:
            progress(number + 1, len(names))
    best = min(scores, key=lambda values: float(values.mean()))
    return [
        replace(item, behind=difference(values, best, dyad, seed))
        for item, values in zip(result, scores, strict=True)
    ]


def felt(dossiers: Sequence[Dossier], variant: Variant, seed: int = 0) -> int:
    """Return how many of a theory's open numbers history can feel at all.

    Each is set to either end of its range, the others at their defaults; it is felt if any yearly
    value of any dyad's run changes. The exponent of the observation model is among them.
    """
    usual = {f"model.{row.full_name}": row.value for row in variant.theory.free}
    usual[EXPONENT_NAME] = EXPONENT
    ends = {f"model.{row.full_name}": row.sweep for row in variant.theory.free}
    ends[EXPONENT_NAME] = RANGE
    points = [usual, *({**usual, name: end} for name, own in ends.items() for end in own)]
    runs = simulate(dossiers, points, variant, seed=seed, ahead=False)
    moved = np.zeros(len(points), dtype=bool)
    for mean in runs.mean.values():
        moved |= (np.abs(mean - mean[0]) > 1e-12).any(axis=1)
    return int(moved[1:].reshape(-1, 2).any(axis=1).sum())


def _crps(
    simulated: Simulated, own: Cases, codings: Sequence[Coding], regime: Regime, seed: int
) -> Array:
    if not len(own):
        return np.empty(0)
    told, _ = law_members(simulated, own, codings, regime, seed)
    return score(told, own).crps


def _fit(simulated: Simulated, codings: Sequence[Coding]) -> float:
    weight, _ = weights(simulated, codings)
    gaps = [
        float(weight @ simulated.mean[item.dyad][:, simulated.years[item.dyad] == year][:, 0])
        - value
        for item in codings
        for year, value in zip(item.years, item.values, strict=True)
        if (simulated.years[item.dyad] == year).any()
    ]
    return float(np.sqrt(np.mean(np.square(gaps)))) if gaps else float("nan")


def _mean(values: Array) -> float:
    return float(values.mean()) if len(values) else float("nan")
