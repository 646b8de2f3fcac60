"""One outcome of every alternative under every criterion, with intervals over the worlds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from analysis.robustness.criteria import (
    CRITERIA,
    Criterion,
    Setting,
    ahead,
    ranks,
    regret,
    resampled,
)
from analysis.statistics.bootstrap import mean_intervals
from analysis.statistics.checks import Array

RESAMPLES = 2000


@dataclass(frozen=True)
class Score:
    """One alternative under one criterion.

    Attributes
    ----------
    outcome, alternative, criterion : str
    value, low, high : float
        In the outcome's unit (a share for satisficing); bounds NaN for a minimum or maximum over
        worlds.
    rank : int
        1 is best; equal ones share it.
    first_share : float
        Share of the bootstrap resamples of the worlds in which it is first; ties are split.
    """

    outcome: str
    alternative: str
    criterion: str
    value: float
    low: float
    high: float
    rank: int
    first_share: float


@dataclass(frozen=True, eq=False)
class Scored:
    """One outcome.

    Attributes
    ----------
    outcome : str
    is_more_better : bool
    threshold : float
        Of the satisficing share, in the outcome's unit.
    threshold_from : str
        Where it comes from.
    scores : tuple of Score
        By alternative, then criterion.
    regrets : array of shape (P, W)
    leaders : mapping from criterion to names
        Who is first.
    noise_share : float
        Variance of a world's mean through its finite number of replicates, as a share of the
        variance of these means between worlds; the largest of any alternative; NaN with one
        replicate.
    """

    outcome: str
    is_more_better: bool
    threshold: float
    threshold_from: str
    scores: tuple[Score, ...]
    regrets: Array
    leaders: dict[str, tuple[str, ...]]
    noise_share: float

    @property
    def is_agreed(self) -> bool:
        """Whether one alternative is first under every criterion."""
        return bool(set.intersection(*(set(names) for names in self.leaders.values())))

    def document(self) -> dict[str, Any]:
        """Return everything but the regrets as plain values."""
        return {
            "outcome": self.outcome,
            "is_more_better": self.is_more_better,
            "threshold": self.threshold,
            "threshold_from": self.threshold_from,
            "noise_share": self.noise_share,
            "is_agreed": self.is_agreed,
            "ahead": ahead(self.regrets).tolist(),
            "leaders": {name: list(names) for name, names in self.leaders.items()},
            "scores": [asdict(score) for score in self.scores],
        }

    def table(self, what: str = "value") -> pd.DataFrame:
        """Return one column of the scores by alternative and criterion."""
        frame = pd.DataFrame([asdict(score) for score in self.scores])
        wide = frame.pivot(index="alternative", columns="criterion", values=what)
        order = list(dict.fromkeys(frame["alternative"]))
        return wide.loc[order, [item.name for item in CRITERIA]]


def scored(
    outcome: str,
    runs: Array,
    names: tuple[str, ...],
    setting: Setting,
    *,
    is_more_better: bool,
    threshold_from: str = "",
    confidence: float = 0.95,
    seed: int = 0,
) -> Scored:
    """Return an outcome under every criterion.

    Parameters
    ----------
    outcome : str
    runs : array of shape (P, W, R)
        In the outcome's unit.
    names : tuple of str
        Of the P alternatives.
    setting : Setting
        The threshold as goodness.
    is_more_better : bool
        Whether more of the outcome is wanted.
    threshold_from : str
    confidence, seed : of the intervals

    Returns
    -------
    Scored
        The expected outcome has a BCa bootstrap interval, shares of worlds Wilson's, the others
        percentile bootstrap intervals over worlds; a minimum or maximum has none.
    """
    sign = 1.0 if is_more_better else -1.0
    goodness = sign * runs.mean(axis=-1)
    regrets = regret(goodness)
    w = goodness.shape[1]
    draws = np.random.default_rng(seed).integers(0, w, (RESAMPLES, w))
    drawn = resampled(goodness, regrets, setting, draws)
    held = {"goodness": goodness, "regret": regrets}
    scores: dict[tuple[str, str], Score] = {}
    leaders = {}
    for item in CRITERIA:
        value = item.value(held[item.of], setting)
        rank = ranks(value, item.is_more_better)
        first = _first_share(drawn[item.name], item.is_more_better)
        low, high = _bounds(item, held, drawn[item.name], setting, confidence, seed)
        turn = sign if item.is_level else 1.0
        if turn < 0:
            value, low, high = -value, -high, -low
        leaders[item.name] = tuple(n for n, r in zip(names, rank, strict=True) if r == 1)
        for p, name in enumerate(names):
            scores[name, item.name] = Score(
                outcome,
                name,
                item.name,
                float(value[p]),
                float(low[p]),
                float(high[p]),
                int(rank[p]),
                float(first[p]),
            )
    ordered = tuple(scores[name, item.name] for name in names for item in CRITERIA)
    return Scored(
        outcome,
        is_more_better,
        sign * setting.threshold,
        threshold_from,
        ordered,
        regrets,
        leaders,
        noise_share(runs),
    )


def _first_share(drawn: Array, is_more_better: bool) -> Array:
    first = ranks(drawn, is_more_better) == 1
    return np.asarray((first / first.sum(axis=1, keepdims=True)).mean(axis=0))


def _bounds(
    item: Criterion,
    held: dict[str, Array],
    drawn: Array,
    setting: Setting,
    confidence: float,
    seed: int,
) -> tuple[Array, Array]:
    p, w = held["goodness"].shape
    if item.is_extreme or w < 2:
        return np.full(p, np.nan), np.full(p, np.nan)
    if item.name == "expected":
        found = mean_intervals(held["goodness"].T, confidence, seed)
        return found.low, found.high
    if item.is_share:
        meets = np.rint(item.value(held[item.of], setting) * w)
        wilson = [binomtest(int(k), w).proportion_ci(confidence, method="wilson") for k in meets]
        return np.array([b.low for b in wilson]), np.array([b.high for b in wilson])
    tail = (1.0 - confidence) / 2.0
    low, high = np.quantile(drawn, [tail, 1.0 - tail], axis=0)
    return low, high


def noise_share(runs: Array) -> float:
    """Return how much of the spread of world means is replicate noise; see `Scored`.

    Parameters
    ----------
    runs : array of shape (P, W, R)
    """
    replicates = runs.shape[-1]
    if replicates < 2 or runs.shape[1] < 2:
        return float("nan")
    noise = runs.var(axis=-1, ddof=1).mean(axis=-1) / replicates
    total = runs.mean(axis=-1).var(axis=-1, ddof=1)
    share = np.divide(noise, total, out=np.zeros_like(noise), where=total > 0.0)
    return float(np.minimum(share, 1.0).max())
