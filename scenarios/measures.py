"""What is kept of one run: its outcomes, its dyads' outcomes and a few monthly series."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.outcomes import PAIRED_OUTCOMES, against_baseline, dyad_outcomes, run_outcomes
from model.world import Run

Array = NDArray[np.float64]

DYAD_SERIES = (
    "trust",
    "mandate",
    "operational",
    "grievance",
    "is_ruptured",
    "concession",
    "hostile",
)
WORLD_SERIES = ("arrived", "seized", "blind_share", "operational_mean")


@dataclass(frozen=True)
class Measured:
    """One run of one design point, reduced to what records hold.

    Attributes
    ----------
    point, replicate : int
        Which run it is.
    outcomes : dict
        Every outcome of the run and of its pair with the baseline (NaN without a baseline).
    dyads : dict
        Every outcome by dyad, each of shape (dyads,).
    dyad_ids : tuple of str
        The dyads, in the order of the arrays.
    series : dict
        `DYAD_SERIES`, each of shape (months, dyads), and `WORLD_SERIES`, each of shape (months,).
    """

    point: int
    replicate: int
    outcomes: dict[str, float]
    dyads: dict[str, Array]
    dyad_ids: tuple[str, ...]
    series: dict[str, Array]


def measure(run: Run, base: Run | None, point: int, replicate: int) -> Measured:
    """Return what is kept of a run.

    Parameters
    ----------
    run : Run
        The run.
    base : Run or None
        The run of the baseline with the same replicate number; None when it failed or the worlds
        cannot be compared, and then the paired outcomes are NaN.
    point, replicate : int
        Which run it is.
    """
    dyads = tuple(run.ids["dyad"])
    paired = against_baseline(run, base) if base is not None and _is_pair(run, base) else {}
    empty = {item.name: float("nan") for item in PAIRED_OUTCOMES}
    series = {name: run.series[f"dyad.{name}"] for name in DYAD_SERIES}
    for name in WORLD_SERIES[:-1]:
        series[name] = run.series[f"network.{name}"][:, 0]
    series[WORLD_SERIES[-1]] = run.series["dyad.operational"].mean(axis=1)
    return Measured(
        point,
        replicate,
        {**run_outcomes(run), **empty, **paired},
        dyad_outcomes(run),
        dyads,
        series,
    )


def _is_pair(run: Run, base: Run) -> bool:
    """Tell whether two runs have the same months and entities, so that they can be paired."""
    return run.start == base.start and all(
        values.shape == base.series[name].shape for name, values in run.series.items()
    )
