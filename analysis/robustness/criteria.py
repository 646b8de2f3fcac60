"""Criteria of robustness: what a policy is worth over many worlds, as pure functions.

Outcomes enter as *goodness*: the outcome where more is wanted, its negative where less is
(`analysis.differences.LESS_IS_BETTER`, the one table of directions). McPhail et al. (2018) sort the
criteria by what they do: transform (regret, satisficing), select worlds (worst, all), and sum up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analysis.statistics.checks import Array

BLOCK = 8_000_000
"""Numbers of one block of resamples: 64 MB."""


@dataclass(frozen=True)
class Setting:
    """What the criteria are computed with.

    Attributes
    ----------
    share : float
        Of the worlds that a pessimist looks at: 0.1 for the 10th percentile.
    optimism : float
        Hurwicz's weight of the best world, in [0, 1].
    threshold : float
        Of the satisficing share, as goodness.
    """

    share: float = 0.1
    optimism: float = 0.5
    threshold: float = 0.0


Values = Callable[[Array, Setting], Array]


@dataclass(frozen=True)
class Criterion:
    """One criterion.

    Attributes
    ----------
    name, title : str
    of : str
        What `value` reads: "goodness", or "regret".
    value : callable
        From an array whose last axis is the worlds, and a setting, to one number per row.
    is_more_better : bool
        In what `value` returns.
    is_extreme : bool
        Whether it is a minimum or maximum over worlds: a bootstrap cannot tell its error.
    is_level : bool
        Whether it has the sign of the outcome, to be turned back where less is better.
    source : str
    """

    name: str
    title: str
    of: str
    value: Values
    is_more_better: bool
    is_extreme: bool
    is_level: bool
    source: str

    @property
    def is_share(self) -> bool:
        """Whether it is a share of the worlds."""
        return self.name in ("satisficing", "best_share")


CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        "expected",
        "expected",
        "goodness",
        lambda g, s: g.mean(axis=-1),
        True,
        False,
        True,
        "Laplace's principle of insufficient reason",
    ),
    Criterion(
        "percentile",
        "bad-case percentile",
        "goodness",
        lambda g, s: np.quantile(g, s.share, axis=-1),
        True,
        False,
        True,
        "McPhail et al. (2018)",
    ),
    Criterion(
        "worst",
        "worst world",
        "goodness",
        lambda g, s: g.min(axis=-1),
        True,
        True,
        True,
        "Wald (1950)",
    ),
    Criterion(
        "satisficing",
        "satisficing share",
        "goodness",
        lambda g, s: (g >= s.threshold).mean(axis=-1),
        True,
        False,
        False,
        "Starr (1963), the domain criterion",
    ),
    Criterion(
        "best_share",
        "best in worlds",
        "regret",
        lambda r, s: (r <= 0.0).mean(axis=-1),
        True,
        False,
        False,
        "frequency of being best",
    ),
    Criterion(
        "max_regret",
        "largest regret",
        "regret",
        lambda r, s: r.max(axis=-1),
        False,
        True,
        False,
        "Savage (1951), minimax regret",
    ),
    Criterion(
        "regret_percentile",
        "regret percentile",
        "regret",
        lambda r, s: np.quantile(r, 1.0 - s.share, axis=-1),
        False,
        False,
        False,
        "McPhail et al. (2018)",
    ),
    Criterion(
        "mean_regret",
        "mean regret",
        "regret",
        lambda r, s: r.mean(axis=-1),
        False,
        False,
        False,
        "McPhail et al. (2018)",
    ),
    Criterion(
        "hurwicz",
        "Hurwicz",
        "goodness",
        lambda g, s: s.optimism * g.max(axis=-1) + (1.0 - s.optimism) * g.min(axis=-1),
        True,
        True,
        True,
        "Hurwicz (1951)",
    ),
    Criterion(
        "mean_deviation",
        "mean less deviation",
        "goodness",
        lambda g, s: g.mean(axis=-1) - g.std(axis=-1),
        True,
        False,
        True,
        "mean-variance, after McPhail et al. (2018)",
    ),
)


def regret(goodness: Array) -> Array:
    """Return the regret of each alternative in each world.

    Equation: r[p, w] = max over q of g[q, w], less g[p, w]; at least 0 (Savage 1951).

    Parameters
    ----------
    goodness : array of shape (P, W)
    """
    return np.asarray(goodness.max(axis=0) - goodness)


def ahead(regrets: Array) -> Array:
    """Return in how many worlds each alternative (row) is ahead of each other one (column).

    Parameters
    ----------
    regrets : array of shape (P, W)
    """
    return np.array([(regrets > row).sum(axis=1) for row in regrets])


def nondominated(goodness: Array) -> np.ndarray:
    """Return which alternatives no other dominates, of shape (P,).

    One dominates another when it is at least as good in every column and better in one; equal ones
    do not dominate each other.

    Parameters
    ----------
    goodness : array of shape (P, K) or (B, P, K)
        More is better in every column. B, if given, are taken apart.
    """
    one, other = goodness[..., :, None, :], goodness[..., None, :, :]
    beats = (other >= one).all(axis=-1) & (other > one).any(axis=-1)
    return np.asarray(~beats.any(axis=-1))


def ranks(values: Array, is_more_better: bool, tolerance: float = 1e-12) -> np.ndarray:
    """Return the rank of each alternative from 1; what differs by rounding only shares a rank.

    Parameters
    ----------
    values : array of shape (..., P)
    """
    best = values if is_more_better else -values
    slack = tolerance * np.maximum(1.0, np.abs(best).max(axis=-1, keepdims=True))
    ahead = best[..., None, :] > best[..., :, None] + slack[..., None]
    return np.asarray(1 + ahead.sum(axis=-1))


def resampled(
    goodness: Array, regrets: Array, setting: Setting, draws: np.ndarray
) -> dict[str, Array]:
    """Return every criterion in every resample of the worlds, each of shape (B, P).

    Regret is a property of a world, so that its columns are resampled as they are.

    Parameters
    ----------
    goodness, regrets : arrays of shape (P, W)
    setting : Setting
    draws : array of int, shape (B, W)
        The worlds of each resample.
    """
    rows = max(1, BLOCK // goodness.size)
    found: dict[str, list[Array]] = {item.name: [] for item in CRITERIA}
    for first in range(0, len(draws), rows):
        block = draws[first : first + rows]
        held = {"goodness": goodness[:, block], "regret": regrets[:, block]}
        for item in CRITERIA:
            found[item.name].append(item.value(held[item.of], setting).T)
    return {name: np.concatenate(parts) for name, parts in found.items()}
