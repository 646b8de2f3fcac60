"""From runs of the law to predictive distributions of the coding: three ways.

*Anchored*: the coding of the origin plus the change in a run. *Free*: the run's own level.
*Learned*: the run's level, corrected by as much of the gap at the origin as was worth keeping on
the training dyads, and as uncertain as it was wrong there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.validation.baselines import LEAST, MEMBERS
from analysis.validation.cases import HORIZONS, Cases
from analysis.validation.coding import Coding
from analysis.validation.engine import Simulated

Array = NDArray[np.float64]
Way = Literal["anchored", "free", "learned"]


@dataclass(frozen=True)
class Learned:
    """What training dyads say of the law's errors, by horizon.

    Attributes
    ----------
    kept : mapping from horizon to float
        Share of the gap between coding and run at the origin that is still there at the target.
    errors : mapping from horizon to ndarray
        What remains, centred.
    """

    kept: Mapping[int, float]
    errors: Mapping[int, Array]


def members(
    simulated: Simulated,
    cases: Cases,
    weight: Array,
    seed: int = 0,
    way: Way = "anchored",
    learned: Learned | None = None,
) -> Array:
    """Return the law's predictive distributions, shape (n, M).

    Runs are resampled by the weight of their vector (systematic resampling), so that what is
    unknown about parameters and the run's own chance are both in the distribution. With y the
    coding of the origin, x0 and x the run at the origin and at the target, e a coder's error:

    - anchored: y + x - x0 + e, e of both codings;
    - free: x + e, e of the target;
    - learned: x + k (y - mean x0) + r s, k the share kept, r a training error, s such that run and
      error together vary as much as the training errors.

    Parameters
    ----------
    simulated : Simulated
    cases : Cases, n rows
    weight : ndarray, shape (P,)
    seed : int
    way : {"anchored", "free", "learned"}
    learned : Learned, optional
        Needed for the third way.
    """
    result = np.empty((len(cases), MEMBERS))
    levels = (np.arange(MEMBERS) + 0.5) / MEMBERS
    vector = np.minimum(np.searchsorted(np.cumsum(weight), levels), len(weight) - 1)
    for row in range(len(cases)):
        dyad, origin, horizon = (v[row] for v in (cases.dyad, cases.origin, cases.horizon))
        rng = np.random.default_rng([seed, int(origin), int(horizon), *str(dyad).encode()])
        runs = simulated.ahead[str(dyad), int(origin)][vector]
        path = runs[np.arange(MEMBERS), rng.permutation(MEMBERS) % runs.shape[1]].astype(float)
        start, end = path[:, 0], path[:, HORIZONS.index(int(horizon)) + 1]
        gap = cases.origin_value[row]
        if way == "learned" and learned is not None and int(horizon) in learned.kept:
            errors = learned.errors[int(horizon)]
            more = np.sqrt(max(0.0, 1.0 - end.var() / max(errors.var(), 1e-12)))
            value = end + learned.kept[int(horizon)] * (gap - start.mean())
            value += more * rng.permutation(np.quantile(errors, levels))
        elif way == "free":
            value = end + cases.error[row] / np.sqrt(2.0) * rng.standard_normal(MEMBERS)
        else:
            value = gap + end - start + cases.error[row] * rng.standard_normal(MEMBERS)
        result[row] = np.clip(value, 0.0, 1.0)
    return result


def learn(simulated: Simulated, train: Sequence[Coding], weight: Array) -> Learned:
    """Return what the training dyads say of the law's errors.

    Least squares through the origin of (coding - run) at the target on the same at the origin, over
    every pair of training codings, runs as they were known at their origin; means over vectors and
    replicates.
    """
    kept, errors = {}, {}
    for place, horizon in enumerate(HORIZONS, 1):
        gaps = []
        for coding in train:
            for year in coding.years.tolist():
                value = coding.value(year + horizon)
                runs = simulated.ahead.get((coding.dyad, year))
                if runs is None or np.isnan(value):
                    continue
                level = np.einsum("p,prh->h", weight, runs[..., [0, place]]) / runs.shape[1]
                gaps.append((coding.value(year) - level[0], value - level[1]))
        if len(gaps) < LEAST:
            continue
        x, y = np.array(gaps).T
        kept[horizon] = float(np.clip(x @ y / max(x @ x, 1e-12), 0.0, 1.0))
        rest = y - kept[horizon] * x
        errors[horizon] = rest - rest.mean()
    return Learned(kept, errors)
