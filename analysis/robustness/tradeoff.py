"""Two outcomes at once: which alternatives no other beats in both."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from analysis.robustness.criteria import nondominated
from analysis.statistics.bootstrap import mean_intervals
from analysis.statistics.checks import Array

RESAMPLES = 2000


@dataclass(frozen=True)
class Place:
    """One alternative in the plane of two expected outcomes, with intervals over worlds.

    Attributes
    ----------
    alternative : str
    x, x_low, x_high, y, y_low, y_high : float
        Expected outcomes and their BCa bootstrap intervals.
    is_nondominated : bool
    nondominated_share : float
        Share of the bootstrap resamples of worlds in which it is.
    world_share : float
        Share of the worlds in which it is, world by world.
    """

    alternative: str
    x: float
    x_low: float
    x_high: float
    y: float
    y_low: float
    y_high: float
    is_nondominated: bool
    nondominated_share: float
    world_share: float


@dataclass(frozen=True)
class Tradeoff:
    """The plane of two outcomes; `x_more`, `y_more`: whether more of each is wanted."""

    x: str
    y: str
    x_more: bool
    y_more: bool
    places: tuple[Place, ...]

    @property
    def front(self) -> tuple[str, ...]:
        """The alternatives that no other dominates in both expected outcomes."""
        return tuple(place.alternative for place in self.places if place.is_nondominated)

    def document(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return asdict(self) | {"front": list(self.front)}


def tradeoff(
    outcomes: tuple[str, str],
    means: tuple[Array, Array],
    is_more_better: tuple[bool, bool],
    names: tuple[str, ...],
    *,
    confidence: float = 0.95,
    seed: int = 0,
) -> Tradeoff:
    """Return where each alternative lies and which are nondominated.

    Parameters
    ----------
    outcomes : pair of str
    means : pair of arrays of shape (P, W)
        Mean outcome in each world, in its unit.
    is_more_better : pair of bool
    names : tuple of str
    confidence, seed : of the intervals
    """
    signs = [1.0 if more else -1.0 for more in is_more_better]
    goodness = np.stack([s * m for s, m in zip(signs, means, strict=True)], axis=-1)  # (P, W, 2)
    w = goodness.shape[1]
    draws = np.random.default_rng(seed).integers(0, w, (RESAMPLES, w))
    counts = np.apply_along_axis(np.bincount, 1, draws, minlength=w).astype(float)
    resampled = np.einsum("bw,pwk->bpk", counts, goodness) / w
    first = nondominated(goodness.mean(axis=1))
    often = nondominated(resampled).mean(axis=0)
    worlds = nondominated(goodness.transpose(1, 0, 2)).mean(axis=0)
    x, y = (mean_intervals(m.T, confidence, seed) for m in means)
    places = tuple(
        Place(
            name,
            float(x.mean[p]),
            float(x.low[p]),
            float(x.high[p]),
            float(y.mean[p]),
            float(y.low[p]),
            float(y.high[p]),
            bool(first[p]),
            float(often[p]),
            float(worlds[p]),
        )
        for p, name in enumerate(names)
    )
    return Tradeoff(*outcomes, *is_more_better, places)
