"""Two ways of keeping training and test apart, and every forecaster under each.

*Held out*: parameters and coefficients come from the other dyads alone. *Forward*: they come from
all dyads, but only from years up to the origin. In both, a forecaster is told the dyad's codings
and events up to the origin, and the sender's instruments afterwards. *In sample* uses everything
to set parameters, the target included: it is printed to show how much of a fit is memory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.validation.baselines import BASELINES, MEMBERS, Fit
from analysis.validation.cases import Cases
from analysis.validation.coding import Coding
from analysis.validation.distributions import Way, learn, members
from analysis.validation.engine import Simulated, weights

Array = NDArray[np.float64]
Regime = Literal["held_out", "forward", "in_sample"]
REGIMES: tuple[Regime, ...] = ("held_out", "forward", "in_sample")
FORWARD_LEAST = 20
"""Codings of all dyads up to an origin below which nothing is forecast forward from it."""


def groups(
    cases: Cases, codings: Sequence[Coding], regime: Regime
) -> list[tuple[NDArray[np.intp], list[Coding]]]:
    """Return rows of cases with what may be trained on for them.

    Parameters
    ----------
    cases : Cases
    codings : sequence of Coding
    regime : {"held_out", "forward", "in_sample"}
    """
    if regime == "held_out":
        return [
            (np.flatnonzero(cases.dyad == dyad), [c for c in codings if c.dyad != dyad])
            for dyad in cases.dyads
        ]
    if regime == "in_sample":
        return [(np.arange(len(cases)), list(codings))]
    found = []
    for origin in np.unique(cases.origin).tolist():
        known = [c.known(origin) for c in codings]
        found.append((np.flatnonzero(cases.origin == origin), [c for c in known if len(c.years)]))
    return found


def forward_cases(cases: Cases, codings: Sequence[Coding]) -> Cases:
    """Return the cases whose origin has at least twenty codings of any dyad up to it."""
    known = {
        origin: sum(int((c.years <= origin).sum()) for c in codings)
        for origin in np.unique(cases.origin).tolist()
    }
    rows = np.array(
        [known[origin] >= FORWARD_LEAST for origin in cases.origin.tolist()], dtype=bool
    )
    return cases.take(rows)


def baseline_members(
    cases: Cases,
    codings: Sequence[Coding],
    regime: Regime,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
    fits: Mapping[str, Fit] = BASELINES,
) -> dict[str, Array]:
    """Return the predictive distributions of each baseline, (n, M) by name."""
    own = {coding.dyad: coding for coding in codings}
    result = {name: np.empty((len(cases), MEMBERS)) for name in fits}
    parts = groups(cases, codings, regime)
    for number, (rows, train) in enumerate(parts):
        for name, fit in fits.items():
            forecast = fit(train, seed)
            for row in rows:
                origin = int(cases.origin[row])
                known = own[str(cases.dyad[row])].known(origin)
                result[name][row] = forecast(known, origin, int(cases.horizon[row]))
        if progress is not None:
            progress(number + 1, len(parts))
    return result


def law_members(
    simulated: Simulated,
    cases: Cases,
    codings: Sequence[Coding],
    regime: Regime,
    seed: int = 0,
    *,
    way: Way = "anchored",
    weighted: bool = True,
) -> tuple[Array, list[float]]:
    """Return the predictive distributions of the law, (n, M), and effective numbers of vectors.

    Parameters
    ----------
    simulated : Simulated
    cases, codings, regime, seed
        As of `baseline_members`.
    way : {"anchored", "free", "learned"}
        How runs become forecasts, as of `distributions.members`.
    weighted : bool
        Whether the training codings weigh the vectors; else the assumed ranges as they are.
    """
    result, effective = np.empty((len(cases), MEMBERS)), []
    for rows, train in groups(cases, codings, regime):
        weight, number = weights(simulated, train if weighted else [])
        effective.append(number)
        errors = learn(simulated, train, weight) if way == "learned" else None
        result[rows] = members(simulated, cases.take(rows), weight, seed, way, errors)
    return result, effective
