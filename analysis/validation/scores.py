"""How good a predictive distribution is: CRPS, Brier, coverage and PIT of ensembles.

Every forecaster gives the same number of members for each case, so that none gains by a finer
ensemble. Scores by the library scoringrules.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scoringrules
from numpy.typing import NDArray

from analysis.validation.cases import RUPTURED, Cases

Array = NDArray[np.float64]
INTERVALS = (0.5, 0.9)


@dataclass(frozen=True)
class Scores:
    """Scores of one forecaster, a row a case.

    Attributes
    ----------
    crps : ndarray, shape (n,)
        Continuous ranked probability score, in units of the coding; 0 is perfect.
    brier_rupture, brier_recovery : ndarray, shape (n,)
        Squared error of the probability of the event; NaN where it cannot happen.
    inside : mapping from level to ndarray of bool, shape (n,)
        Whether the observation lies in the central interval of 50 % and of 90 %.
    pit : ndarray, shape (n,)
        Where the observation lies in the distribution; uniform if the forecaster is calibrated.
    """

    crps: Array
    brier_rupture: Array
    brier_recovery: Array
    inside: dict[float, NDArray[np.bool_]]
    pit: Array


def score(members: Array, cases: Cases) -> Scores:
    """Return the scores of ensembles.

    Parameters
    ----------
    members : ndarray, shape (n, M)
        In [0, 1], equally likely.
    cases : Cases, n rows

    Notes
    -----
    CRPS = E|X - y| - E|X - X'| / 2 (Gneiting & Raftery 2007). A rupture is a coding below .375
    after one that is not; a recovery a coding of at least 90 % of the best of the six years up to
    the origin, after one below. The Brier score is (p - event)^2 with p the share of members.
    """
    y = cases.observed
    rupture = _brier((members < RUPTURED).mean(axis=1), y < RUPTURED, cases.may_rupture)
    regained = (members >= cases.level[:, None]).mean(axis=1)
    recovery = _brier(regained, y >= cases.level, cases.may_recover)
    return Scores(
        crps=np.asarray(scoringrules.crps_ensemble(y, members, backend="numpy")),
        brier_rupture=rupture,
        brier_recovery=recovery,
        inside={level: within(members, y, level) for level in INTERVALS},
        pit=pit(members, y),
    )


def _brier(probability: Array, event: NDArray[np.bool_], possible: NDArray[np.bool_]) -> Array:
    found = np.asarray(scoringrules.brier_score(event.astype(float), probability, backend="numpy"))
    return np.where(possible, found, np.nan)


def within(members: Array, observed: Array, level: float) -> NDArray[np.bool_]:
    """Return whether each observation lies in the central interval, ends included.

    Parameters
    ----------
    members : ndarray, shape (n, M)
    observed : ndarray, shape (n,)
    level : float
        In (0, 1), for instance .9: from the 5 % to the 95 % quantile.
    """
    tail = (1.0 - level) / 2.0
    low, high = np.quantile(members, [tail, 1.0 - tail], axis=1)
    return (observed >= low - 1e-12) & (observed <= high + 1e-12)


def pit(members: Array, observed: Array) -> Array:
    """Return the probability integral transform, ties counted half, shape (n,).

    (#{x < y} + #{x = y} / 2) / M: the middle of the jump where members equal the observation, as
    they do at 0 and at 1 (Czado, Gneiting & Held 2009 give the non-random form it comes from).
    """
    below = (members < observed[:, None]).mean(axis=1)
    equal = (members == observed[:, None]).mean(axis=1)
    return below + equal / 2.0


def histogram(values: Array, bins: int = 10) -> Array:
    """Return the shares of PIT values in equal bins of [0, 1], shape (bins,)."""
    counts, _ = np.histogram(values, bins=bins, range=(0.0, 1.0))
    return counts / max(len(values), 1)
