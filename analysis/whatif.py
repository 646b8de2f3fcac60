"""What if: variants of a world beside a baseline, from many runs with common random numbers.

>>> from analysis.whatif import compare                         # doctest: +SKIP
>>> found = compare(baseline, [alternative], replicates=500)    # doctest: +SKIP
>>> found.differences[0]["operational_mean"].mean               # doctest: +SKIP
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.kept import Store
from analysis.statistics.bootstrap import mean_intervals
from analysis.statistics.checks import Array
from model.errors import UserError
from model.inputs import Inputs

if TYPE_CHECKING:
    from model.ensemble import PointRuns

SERIES = (
    "dyad.operational",
    "dyad.trust",
    "dyad.mandate",
    "dyad.is_ruptured",
    "network.blind_share",
    "network.arrived",
)
"""The monthly variables that are drawn."""
OUTCOMES = ("operational_mean", "trust_mean", "mandate_mean")
"""Outcomes of dyads that are compared: of one partner, or the mean over all."""
WORLD_OUTCOMES = ("blind_share_mean", "arrived_t")
"""Outcomes of the world that are compared."""
NET = "net_security_effect"
"""Arrivals avoided as a share of the baseline's, pair by pair (`model.outcomes`)."""
RUPTURE = "rupture"
"""P(rupture): of one partner's dyads, or of any dyad, whole at the start."""
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
CONFIDENCE = 0.95


@dataclass(frozen=True, eq=False)
class Fan:
    """One variable by month: mean and quantiles over replicates, each of shape (months,)."""

    mean: Array
    q05: Array
    q25: Array
    q50: Array
    q75: Array
    q95: Array


@dataclass(frozen=True, eq=False)
class Variant:
    """One variant.

    Attributes
    ----------
    fans : mapping from SERIES to Fan
        Over replicates; a dyad's variable of the chosen partner, or the mean over all.
    means : mapping from outcome to float
        Over replicates.
    p_rupture : float
        Share of runs with a rupture that was not there at the start.
    fell : float
        Share of the dyads of all runs whose operational cooperation fell below 90 % of the first
        month's.
    recovery : float
        Median months from that fall to recovery among those that fell (Kaplan and Meier, so that
        runs that end first count as censored); infinity if fewer than half recover, NaN if none
        fell.
    """

    fans: Mapping[str, Fan]
    means: Mapping[str, float]
    p_rupture: float
    fell: float
    recovery: float


@dataclass(frozen=True)
class Interval:
    """A mean paired difference (variant minus baseline) and its 95 % BCa bootstrap interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class WhatIf:
    """What was found: the baseline first, then the variants, and each one's differences from it.

    Attributes
    ----------
    variants : tuple of Variant
    differences : tuple of mapping from outcome to Interval
        One for each variant but the baseline; empty where the two worlds cannot be paired.
    gaps : tuple of mapping from SERIES to Fan
        The same for the monthly variables: the paired difference by month.
    replicates : int
    """

    variants: tuple[Variant, ...]
    differences: tuple[Mapping[str, Interval], ...]
    gaps: tuple[Mapping[str, Fan], ...]
    replicates: int


@dataclass(frozen=True, eq=False)
class Arm:
    """What is kept of one variant's runs.

    Attributes
    ----------
    table : mapping from outcome to array of shape (replicates,)
    series : mapping from SERIES to array of shape (replicates, months)
    variant : Variant
    """

    table: Mapping[str, Array]
    series: Mapping[str, Array]
    variant: Variant


def compare(
    baseline: Inputs,
    alternatives: Sequence[Inputs],
    replicates: int = 500,
    *,
    seed: int = 0,
    partner: str | None = None,
    store: Store[Arm] | None = None,
) -> WhatIf:
    """Return fans of every variant and the paired differences from the baseline.

    Parameters
    ----------
    baseline : Inputs
        What the others are compared with.
    alternatives : sequence of Inputs
        The variants; the same replicate of each draws the same random numbers as the baseline's.
    replicates : int
        Runs of each, >= 2.
    seed : int
        The seed of all runs, the same as `comity sweep seed=...`.
    partner : str, optional
        Whose dyads are looked at; all if absent.
    store : Store, optional
        Keeps variants for the next call.

    Raises
    ------
    UserError
        For fewer than two replicates or an unknown partner.
    """
    if replicates < 2:
        raise UserError(
            f"replicates={replicates} is too few; allowed 2 or more; set by you. "
            "An interval needs at least two runs."
        )
    arms = _arms([baseline, *alternatives], replicates, seed, partner, store or Store())
    first, *others = arms
    pairs = [is_pair(baseline, point) for point in alternatives]
    return WhatIf(
        tuple(arm.variant for arm in arms),
        tuple(
            _differences(arm.table, first.table) if paired else {}
            for arm, paired in zip(others, pairs, strict=True)
        ),
        tuple(
            {name: _fan(arm.series[name] - first.series[name]) for name in SERIES} if paired else {}
            for arm, paired in zip(others, pairs, strict=True)
        ),
        replicates,
    )


def _arms(
    points: Sequence[Inputs], replicates: int, seed: int, partner: str | None, store: Store[Arm]
) -> list[Arm]:
    """Return the arm of each point, from the store or from new runs."""
    # Late: the compiled ensemble loads when the first comparison is asked for.
    from model.ensemble import simulate_many

    asked = (replicates, seed, partner)
    chosen = [_dyads(point, partner) for point in points]
    arms = [store.get(point, asked) for point in points]
    missing = [k for k, arm in enumerate(arms) if arm is None]
    runs = simulate_many(
        [points[k] for k in missing],
        seed,
        range(replicates),
        series=SERIES,
        threads=os.cpu_count() or 1,
    )
    for k, run in zip(missing, runs, strict=True):
        table, series = _table(run, chosen[k]), _months(run, chosen[k])
        arm = Arm(table, series, _variant(run, chosen[k], table, series))
        arms[k] = arm
        store.put(points[k], asked, arm)
    return [arm for arm in arms if arm is not None]


def is_pair(one: Inputs, other: Inputs) -> bool:
    """Tell whether two worlds have the same months and entities, so that runs can be paired."""
    return (one.start, one.months) == (other.start, other.months) and [
        (dyad.sender, dyad.partner) for dyad in one.dyads
    ] == [(dyad.sender, dyad.partner) for dyad in other.dyads]


def _dyads(point: Inputs, partner: str | None) -> list[int]:
    found = [i for i, dyad in enumerate(point.dyads) if partner in (None, dyad.partner)]
    if not found:
        known = ", ".join(dict.fromkeys(dyad.partner for dyad in point.dyads))
        raise UserError(
            f"partner={partner} is not in the world; allowed {known}; set by you. Choose one."
        )
    return found


def _table(run: PointRuns, dyads: list[int]) -> dict[str, Array]:
    """Return the compared outcomes by replicate, each of shape (replicates,)."""
    found = {name: run.dyads[name][:, dyads].mean(axis=1) for name in OUTCOMES}
    found[RUPTURE] = run.dyads["p_rupture"][:, dyads].max(axis=1)
    return found | {name: run.outcomes[name] for name in WORLD_OUTCOMES}


def _months(run: PointRuns, dyads: list[int]) -> dict[str, Array]:
    """Return the drawn variables, each of shape (replicates, months)."""
    return {
        name: run.series[name][:, :, dyads].mean(axis=2)
        if name.startswith("dyad.")
        else run.series[name][:, :, 0]
        for name in SERIES
    }


def _variant(
    run: PointRuns, dyads: list[int], table: Mapping[str, Array], series: Mapping[str, Array]
) -> Variant:
    took = run.dyads["months_to_recovery"][:, dyads]
    censored = run.dyads["is_recovery_censored"][:, dyads]
    down = took > 0.0
    return Variant(
        {name: _fan(series[name]) for name in SERIES},
        {name: float(values.mean()) for name, values in table.items()},
        float(table[RUPTURE].mean()),
        float(down.mean()),
        _median(took[down], censored[down] < 0.5),
    )


def _median(months: Array, is_recovered: np.ndarray) -> float:
    """Return Kaplan and Meier's median; NaN of nothing, infinity if fewer than half recover."""
    if not months.size:
        return float("nan")
    # Late: scipy.stats takes a second to load.
    from scipy.stats import CensoredData, ecdf

    times = CensoredData(uncensored=months[is_recovered], right=months[~is_recovered])
    survival = ecdf(times).sf
    half = np.flatnonzero(survival.probabilities <= 0.5)
    return float(survival.quantiles[half[0]]) if half.size else float("inf")


def _fan(values: Array) -> Fan:
    return Fan(values.mean(axis=0), *np.quantile(values, QUANTILES, axis=0))


def _differences(table: Mapping[str, Array], base: Mapping[str, Array]) -> dict[str, Interval]:
    """Return the paired differences of all outcomes, and the net security effect."""
    columns = {name: table[name] - base[name] for name in table}
    # As model.outcomes.against_baseline has it; the baseline need not run a second time for it.
    columns[NET] = -columns["arrived_t"] / np.where(base["arrived_t"] > 0.0, base["arrived_t"], 1.0)
    found = mean_intervals(np.stack(list(columns.values()), axis=1), CONFIDENCE)
    rows = zip(columns, found.mean, found.low, found.high, strict=True)
    return {name: Interval(float(m), float(low), float(high)) for name, m, low, high in rows}
