"""The log-rank test for pairs: two sides that share random numbers, dyads that share a world."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr

from analysis.statistics.checks import Array
from analysis.statistics.kaplan_meier import Times
from model.errors import UserError


@dataclass(frozen=True)
class LogRank:
    """Observed minus expected events of the alternative, the statistic, and its p-value."""

    excess: float
    statistic: float
    p: float


def paired_logrank(
    reference: Times, alternative: Times, strata: tuple[ArrayLike, ArrayLike] | None = None
) -> LogRank:
    """Return the log-rank test of the hypothesis that both sides have the same hazard.

    Equation: each subject has the log-rank score s = event - H(time), H the Nelson-Aalen estimate
    of its stratum, both sides together; for the clusters D_i = sum of s on the alternative's side -
    sum on the reference's. Exchanging the sides of a pair leaves H as it is and turns the sign of
    D_i, so sum D_i / sqrt(sum (D_i - mean)^2 n / (n - 1)) is compared with Student's distribution
    of n - 1 degrees of freedom. The numerator is twice the usual one, observed minus expected
    (Mantel 1966; tested against lifelines); the usual variance would take the two sides for
    independent (Jung 1999 shows why it has to be replaced).

    Parameters
    ----------
    reference, alternative : Times
        With the same clusters.
    strata : two arrays of int, optional
        The stratum of each subject of both sides (its dyad): hazards are compared within strata.

    Returns
    -------
    LogRank
        Statistic and p are NaN with one cluster, or where no D_i differs from the others.
    """
    if reference.clusters != alternative.clusters:
        raise UserError(
            f"clusters={reference.clusters} and {alternative.clusters} are not pairs; allowed: the "
            "same pairs of runs on both sides. Join the runs by seed and replicate first."
        )
    sides = (reference, alternative)
    which = [
        np.zeros(side.time.size, dtype=np.int64) if strata is None else np.asarray(strata[i])
        for i, side in enumerate(sides)
    ]
    cumulated = _cumulated(sides, which)
    scores = [
        np.bincount(
            side.cluster, side.is_event - cumulated[stratum, side.time], minlength=side.clusters
        )
        for side, stratum in zip(sides, which, strict=True)
    ]
    d = scores[1] - scores[0]
    n = len(d)
    excess = 0.5 * float(d.sum())
    spread = float(d.std(ddof=1)) if n > 1 else 0.0
    if spread <= 1e-12 * max(1.0, float(np.abs(d).max())):
        return LogRank(excess, float("nan"), float("nan"))
    statistic = float(d.mean() / (spread / np.sqrt(n)))
    return LogRank(excess, statistic, float(2.0 * stdtr(n - 1, -abs(statistic))))


def _cumulated(sides: tuple[Times, Times], which: list[NDArray[np.int64]]) -> Array:
    """Return the Nelson-Aalen estimate of each stratum by month, (strata, months)."""
    size = 1 + int(max(side.time.max() for side in sides))
    strata = 1 + int(max(stratum.max() for stratum in which))
    events, leaving = np.zeros((2, strata, size))
    for side, stratum in zip(sides, which, strict=True):
        place = stratum * size + side.time
        leaving += np.bincount(place, minlength=strata * size).reshape(strata, size)
        found = np.bincount(place[side.is_event], minlength=strata * size)
        events += found.reshape(strata, size)
    risk = np.cumsum(leaving[:, ::-1], axis=1)[:, ::-1]
    return np.cumsum(np.divide(events, risk, out=np.zeros_like(events), where=risk > 0), axis=1)
