"""The whole study: criteria, where rankings disagree, trade-off and flips."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.differences import LESS_IS_BETTER
from analysis.pairs import NET
from analysis.robustness.asked import HEADLINE, PLANE, Asked, check
from analysis.robustness.criteria import Setting, ahead
from analysis.robustness.crossed import Crossed
from analysis.robustness.flips import FEWEST, Flip, flip
from analysis.robustness.reading import read
from analysis.robustness.scoring import Scored, scored
from analysis.robustness.tradeoff import Tradeoff, tradeoff

__all__ = ["HEADLINE", "PLANE", "Asked", "Robustness", "rivals", "robust", "robust_of", "threshold"]

NOISY = 0.2
FEW = 50
"""With fewer worlds intervals are known to be too narrow: docs/robust.md."""


@dataclass(frozen=True, eq=False)
class Robustness:
    """What a study found.

    Attributes
    ----------
    alternatives : tuple of str
    reference : str
    worlds, replicates : int
    asked : Asked
    outcomes : tuple of Scored
    tradeoff : Tradeoff
    flips : tuple of Flip
        One per outcome.
    limits : tuple of str
    crossed : Crossed
        The runs, for figures.
    """

    alternatives: tuple[str, ...]
    reference: str
    worlds: int
    replicates: int
    asked: Asked
    outcomes: tuple[Scored, ...]
    tradeoff: Tradeoff
    flips: tuple[Flip, ...]
    limits: tuple[str, ...]
    crossed: Crossed

    def frame(self) -> pd.DataFrame:
        """Return a row for each outcome, alternative and criterion."""
        return pd.DataFrame([asdict(row) for item in self.outcomes for row in item.scores])

    def document(self) -> dict[str, Any]:
        """Return everything but the runs as plain values, for JSON."""
        return {
            "alternatives": list(self.alternatives),
            "reference": self.reference,
            "worlds": self.worlds,
            "replicates": self.replicates,
            "share": self.asked.share,
            "optimism": self.asked.optimism,
            "confidence": self.asked.confidence,
            "seed": self.asked.seed,
            "outcomes": [item.document() for item in self.outcomes],
            "tradeoff": self.tradeoff.document(),
            "flips": [item.document() for item in self.flips],
            "limits": list(self.limits),
        }


def robust(
    *folders: str | os.PathLike[str],
    asked: Asked | None = None,
    by: Sequence[str] | None = None,
    reference: str | None = None,
    only_common: bool = False,
) -> Robustness:
    """Judge policies over uncertain worlds, from records of crossed sweeps.

    Parameters
    ----------
    folders : str or path
        Records of one sweep, or of several that visited the same design with the same seed.
    asked : Asked, optional
    by, reference, only_common
        As `analysis.robustness.reading.read`.

    Raises
    ------
    UserError
        When something named does not exist, or the alternatives are not paired world by world.
    """
    held = read(folders, by=by, reference=reference, only_common=only_common)
    return robust_of(held, asked or Asked())


def robust_of(held: Crossed, asked: Asked) -> Robustness:
    """Judge alternatives whose runs are in memory; see `robust`."""
    check(asked, held.alternatives)
    means = {}
    results, flips = [], []
    for name in dict.fromkeys((*asked.outcomes, *asked.plane)):
        means[name] = held.outcome(name).mean(axis=-1)
    for name in asked.outcomes:
        one = _one(held, name, asked)
        results.append(one)
        flips.append(_flip(held, one, asked))
    x, y = asked.plane
    plane = tradeoff(
        (x, y),
        (means[x], means[y]),
        (x not in LESS_IS_BETTER, y not in LESS_IS_BETTER),
        held.alternatives,
        confidence=asked.confidence,
        seed=asked.seed,
    )
    _, worlds, replicates = next(iter(held.runs.values())).shape
    limits = (*held.limits, *_limits(worlds, replicates, results))
    return Robustness(
        held.alternatives,
        held.alternatives[held.reference],
        worlds,
        replicates,
        asked,
        tuple(results),
        plane,
        tuple(flips),
        limits,
        held,
    )


def threshold(held: Crossed, name: str, asked: Asked) -> tuple[float, str]:
    """Return the threshold of the satisficing share, and where it comes from."""
    if name in asked.thresholds:
        return float(asked.thresholds[name]), "given"
    reference = held.alternatives[held.reference]
    if name == NET:
        return 0.0, f"no worse than {reference} in the same world"
    usual = held.usual(name)
    if usual is not None:
        return float(usual[held.reference].mean()), f"{reference} in the configuration as it is"
    mean = float(held.outcome(name)[held.reference].mean())
    return mean, f"{reference} on average over the worlds"


def _one(held: Crossed, name: str, asked: Asked) -> Scored:
    more = name not in LESS_IS_BETTER
    limit, origin = threshold(held, name, asked)
    setting = Setting(asked.share, asked.optimism, limit if more else -limit)
    return scored(
        name,
        held.outcome(name),
        held.alternatives,
        setting,
        is_more_better=more,
        threshold_from=origin,
        confidence=asked.confidence,
        seed=asked.seed,
    )


def _flip(held: Crossed, one: Scored, asked: Asked) -> Flip:
    a, b = asked.flip or rivals(one)
    places = [held.alternatives.index(name) for name in (a, b)]
    runs = held.outcome(one.outcome)
    return flip(
        one.outcome,
        (a, b),
        (runs[places[0]], runs[places[1]]),
        held.worlds,
        is_more_better=one.is_more_better,
        seed=asked.seed,
    )


def rivals(one: Scored) -> tuple[str, str]:
    """Return the two whose ranking is looked at unless they are named.

    The leader in expectation and whoever is ahead of it in the most worlds; where nobody is in
    enough of them for a tree, the two of all that swap places the most.
    """
    ranked = one.table("rank")["expected"]
    names = [str(name) for name in ranked.index]
    leader = int(ranked.to_numpy().argmin())
    counts = ahead(one.regrets)
    rival = int(counts[:, leader].argmax())
    if min(counts[rival, leader], counts[leader, rival]) >= FEWEST:
        return names[leader], names[rival]
    swaps = np.triu(np.minimum(counts, counts.T))
    a, b = np.unravel_index(int(swaps.argmax()), swaps.shape)
    if swaps[a, b] >= FEWEST:
        first, second = sorted((int(a), int(b)), key=lambda i: int(ranked.iloc[i]))
        return names[first], names[second]
    second = int(ranked.drop(index=names[leader]).to_numpy().argmin())
    return names[leader], names[second + (second >= leader)]


def _limits(worlds: int, replicates: int, results: Sequence[Scored]) -> list[str]:
    told = []
    if worlds < FEW:
        told.append(f"{worlds} worlds; with fewer than {FEW}, intervals are known to be too narrow")
    if replicates < 2:
        told.append("one replicate in each world: what is chance and what is the world is not told")
    noisy = [one for one in results if np.isfinite(one.noise_share) and one.noise_share > NOISY]
    told += [
        f"{one.outcome}: up to {100 * one.noise_share:.0f} % of the spread between worlds is "
        "chance within them, which makes percentiles and regrets look worse; run more replicates"
        for one in noisy
    ]
    told += [
        f"{one.outcome}: every alternative meets the threshold {one.threshold:.4g} "
        f"({one.threshold_from}) in every world; give one that tells them apart"
        for one in results
        if all(score.value == 1.0 for score in one.scores if score.criterion == "satisficing")
    ]
    unseen = 100.0 * (1.0 - 0.05 ** (1.0 / worlds))
    told.append(
        f"worst world, largest regret and Hurwicz are extremes of the {worlds} worlds that were "
        f"drawn and have no interval; of worlds drawn alike up to {unseen:.2g} % may be worse "
        "(95 % confidence)"
    )
    told.append(
        "worlds are drawn evenly over the ranges that are open: shares and means are over these "
        "ranges, not probabilities"
    )
    return told
