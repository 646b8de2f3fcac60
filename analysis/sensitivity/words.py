"""A sensitivity analysis in sentences."""

from __future__ import annotations

import math
from collections.abc import Sequence

from analysis.sensitivity.replicates import ACCEPTED, Split
from analysis.sensitivity.study import Result, Study

NAMED = 3


def findings(found: Study) -> list[str]:
    """Return what was found, a sentence or two for each outcome."""
    return [sentence for result in found.results for sentence in _of(result)]


def limits(found: Study) -> list[str]:
    """Return what a reader must know: the study's limits, and where chance blurs the indices."""
    told = [item for result in found.results if (item := _noise(result)) is not None]
    return [*told, *found.limits]


def _of(result: Result) -> list[str]:
    told = []
    if result.sobol is not None:
        ranked = sorted(result.sobol.total, key=lambda item: -item.value)[:NAMED]
        parts = [
            f"{item.of[0]} {_share(item.value)} ({_share(item.low)} to {_share(item.high)})"
            for item in ranked
        ]
        told.append(
            f"{result.name}: of its variance over the design, these take part in most: "
            f"{_and(parts)}; what factors do by themselves adds up to "
            f"{_share(result.sobol.sum_of_first)}."
        )
    if result.morris is not None:
        effects = sorted(result.morris.effects, key=lambda item: -item.mu_star)[:NAMED]
        parts = [
            f"{item.factor} {item.mu_star:.3g} ({item.mu_star_low:.3g} to {item.mu_star_high:.3g})"
            for item in effects
        ]
        unit = "" if result.unit == "1" else f" {result.unit}"
        told.append(
            f"{result.name}: moved over their whole range, these change it most: "
            f"{_and(parts)}{unit}."
        )
    if result.pawn is not None and result.sobol is None:
        above = sorted(result.pawn.distances, key=lambda item: -item.median)
        clear = [item for item in above if item.is_above]
        parts = [f"{item.factor} {item.median:.2f}" for item in clear[:NAMED]]
        if parts:
            told.append(
                f"{result.name}: {len(clear)} of {len(above)} factors move its distribution by "
                f"more than chance does ({result.pawn.threshold:.2f}), most of all {_and(parts)}."
            )
        else:
            told.append(
                f"{result.name}: no factor moves its distribution by more than chance does "
                f"({result.pawn.threshold:.2f}) in this sample."
            )
    if result.split is not None:
        told.append(split_sentence(result.name, result.split))
    return told


def split_sentence(name: str, found: Split) -> str:
    """Return how much of the variance of single runs is the parameters'."""
    bounds = ""
    if not math.isnan(found.low):
        bounds = f" ({_share(found.low)} to {_share(found.high)})"
    return (
        f"{name}: {_share(found.share)}{bounds} of the variance of single runs comes from the "
        "parameters, the rest from chance."
    )


def _noise(result: Result) -> str | None:
    """Return the sentence that tells when the indices are of chance as well."""
    found = result.split
    if found is None or found.noise <= ACCEPTED:
        return None
    if math.isinf(found.needed):
        return (
            f"{result.name}: with {found.replicates} replicates nothing of the variance between "
            "worlds can be told from chance: its indices mean nothing"
        )
    return (
        f"{result.name}: {_share(found.noise)} of the variance between worlds is chance, and the "
        f"indices with it; for {_share(ACCEPTED)} run replicates={found.needed:,.0f}"
        f"{_at_most(found)}"
    )


def _at_most(found: Split) -> str:
    if math.isnan(found.needed_high) or found.needed_high <= found.needed:
        return ""
    if math.isinf(found.needed_high):
        return " (by the interval it may be any number more)"
    return f" (by the interval up to {found.needed_high:,.0f})"


def _share(value: float) -> str:
    return (
        f"{100 * value:.0f} %" if abs(value) >= 0.0095 or value == 0.0 else f"{100 * value:.1f} %"
    )


def _and(parts: Sequence[str]) -> str:
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else parts[0]
