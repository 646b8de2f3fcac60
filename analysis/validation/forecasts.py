"""Every forecaster scored under each way of keeping training and test apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.validation.baselines import BASELINES
from analysis.validation.cases import HORIZONS, Cases, cases
from analysis.validation.coding import Coding
from analysis.validation.engine import Simulated
from analysis.validation.protocol import (
    REGIMES,
    Regime,
    baseline_members,
    forward_cases,
    law_members,
)
from analysis.validation.scores import Scores, histogram, score
from analysis.validation.skill import Skill, skill

LAW, LEARNED = "law", "law, error learned"
FREE_RUN, UNWEIGHTED = "law, free run", "law, assumed ranges"
CALIBRATED = "law, calibrated"
Array = NDArray[np.float64]
PERSISTENCE = "persistence"
SUBSETS = ("all", "after an intervention")
SPANS: Mapping[str, tuple[int, ...]] = {
    "1": (1,),
    "2": (2,),
    "3": (3,),
    "2 and 3": (2, 3),
    "all": HORIZONS,
}


@dataclass(frozen=True)
class Row:
    """Mean scores of a forecaster over some forecasts; NaN where there is nothing to score."""

    regime: Regime
    subset: str
    horizon: str
    forecaster: str
    n: int
    crps: float
    inside_50: float
    inside_90: float
    brier_rupture: float
    n_rupture: int
    brier_recovery: float
    n_recovery: int


@dataclass(frozen=True)
class Against:
    """Skill of a forecaster by CRPS against another."""

    regime: Regime
    subset: str
    horizon: str
    forecaster: str
    reference: str
    skill: Skill


@dataclass(frozen=True)
class Forecasts:
    """All scores.

    Attributes
    ----------
    rows : list of Row
    against : list of Against
    pit : mapping from (regime, forecaster) to list of float
        Shares of ten equal bins.
    cases : mapping from regime to Cases
    scores : mapping from (regime, forecaster) to Scores
    effective : mapping from regime to list of float
        Effective number of parameter vectors in each training.
    """

    rows: list[Row]
    against: list[Against]
    pit: dict[tuple[Regime, str], list[float]]
    cases: dict[Regime, Cases]
    scores: dict[tuple[Regime, str], Scores]
    effective: dict[Regime, list[float]]

    def row(self, regime: Regime, subset: str, horizon: str, forecaster: str = LAW) -> Row:
        """Return a row."""
        key = (regime, subset, horizon, forecaster)
        return next(r for r in self.rows if (r.regime, r.subset, r.horizon, r.forecaster) == key)

    def skill(
        self,
        regime: Regime,
        subset: str,
        horizon: str,
        reference: str = PERSISTENCE,
        forecaster: str = LAW,
    ) -> Skill:
        """Return a forecaster's skill against a reference."""
        key = (regime, subset, horizon, forecaster, reference)
        return next(
            a.skill
            for a in self.against
            if (a.regime, a.subset, a.horizon, a.forecaster, a.reference) == key
        )


def forecasts(
    simulated: Simulated,
    codings: Sequence[Coding],
    *,
    seed: int = 0,
    regimes: Sequence[Regime] = REGIMES,
    extra: Mapping[str, Array] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Forecasts:
    """Return the scores of the law and of every baseline.

    Parameters
    ----------
    simulated : Simulated
        Every coded dyad under many parameter vectors.
    codings : sequence of Coding
    seed : int
        Of resampling, residuals and the bootstrap.
    regimes : sequence of {"held_out", "forward", "in_sample"}
    extra : mapping from name to ndarray, shape (n, M), optional
        Further forecasters of held-out dyads, on `forecast_cases`.
    progress : callable, optional
        Called with trainings done and of all, regime after regime.
    """
    result = Forecasts([], [], {}, {}, {}, {})
    every = forecast_cases(simulated, codings)
    for regime in regimes:
        own = forward_cases(every, codings) if regime == "forward" else every
        if not len(own):
            continue
        told = baseline_members(own, codings, regime, seed, progress)
        law, effective = law_members(simulated, own, codings, regime, seed)
        told[LAW], result.effective[regime] = law, effective
        for name, way in ((FREE_RUN, "free"), (LEARNED, "learned")):
            told[name], _ = law_members(simulated, own, codings, regime, seed, way=way)
        told[UNWEIGHTED], _ = law_members(simulated, own, codings, regime, seed, weighted=False)
        if extra is not None and regime == "held_out":
            told |= extra
        found = {name: score(values, own) for name, values in told.items()}
        result.cases[regime] = own
        for name, item in found.items():
            result.scores[regime, name] = item
            result.pit[regime, name] = histogram(item.pit).tolist()
        _summarise(result, regime, own, found, seed)
    return result


def forecast_cases(simulated: Simulated, codings: Sequence[Coding]) -> Cases:
    """Return the cases whose origin the law has run, so that all forecast the same.

    Raises
    ------
    UserError
        When there is none.
    """
    found = cases(codings)
    keys = zip(found.dyad.tolist(), found.origin.tolist(), strict=True)
    rows = np.array([key in simulated.ahead for key in keys], dtype=bool)
    return found.take(rows)


def rows_of(own: Cases, subset: str, horizon: str) -> NDArray[np.bool_]:
    """Return which cases belong to a subset and a span of horizons."""
    chosen = np.isin(own.horizon, SPANS[horizon])
    return chosen & own.after if subset == SUBSETS[1] else chosen


def _summarise(
    result: Forecasts, regime: Regime, own: Cases, found: Mapping[str, Scores], seed: int
) -> None:
    for subset in SUBSETS:
        for horizon in SPANS:
            chosen = rows_of(own, subset, horizon)
            if not chosen.any():
                continue
            for name, item in found.items():
                result.rows.append(_row((regime, subset, horizon, name), item, chosen))
            for name in (n for n in (LAW, LEARNED, CALIBRATED) if n in found):
                for reference in (*BASELINES, UNWEIGHTED):
                    crps = (found[key].crps[chosen] for key in (name, reference))
                    value = skill(*crps, own.dyad[chosen], seed)
                    result.against.append(Against(regime, subset, horizon, name, reference, value))


def _row(key: tuple[Regime, str, str, str], item: Scores, chosen: NDArray[np.bool_]) -> Row:
    rupture, recovery = item.brier_rupture[chosen], item.brier_recovery[chosen]
    return Row(
        *key,
        n=int(chosen.sum()),
        crps=float(item.crps[chosen].mean()),
        inside_50=float(item.inside[0.5][chosen].mean()),
        inside_90=float(item.inside[0.9][chosen].mean()),
        brier_rupture=_mean(rupture),
        n_rupture=int(np.isfinite(rupture).sum()),
        brier_recovery=_mean(recovery),
        n_recovery=int(np.isfinite(recovery).sum()),
    )


def _mean(values: NDArray[np.float64]) -> float:
    there = values[np.isfinite(values)]
    return float(there.mean()) if len(there) else float("nan")
