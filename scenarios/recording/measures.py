"""What is kept of many runs of a point: their outcomes, their dyads' outcomes, monthly series."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from model.outcomes import PAIRED_OUTCOMES, against_baseline, dyad_outcomes, run_outcomes
from model.run import PointRuns, Run

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
NETWORK_SERIES = ("arrived", "seized", "blind_share")
MEANS = {
    "operational_mean": "operational",
    "trust_mean": "trust",
    "mandate_mean": "mandate",
    "ruptured_share": "is_ruptured",
}
"""Series that are the mean of a dyad's series over dyads."""
WORLD_SERIES = (*NETWORK_SERIES, *MEANS)
SERIES_VARIABLES = (
    *(f"dyad.{name}" for name in DYAD_SERIES),
    *(f"network.{name}" for name in NETWORK_SERIES),
)
"""The variables of the state that the series are made of."""


def gathered(
    runs: Sequence[Run], bases: Sequence[Run | None], series: Sequence[str] = ()
) -> PointRuns:
    """Return what is kept of runs.

    Parameters
    ----------
    runs : sequence of Run
        At least one; all of the same point.
    bases : sequence of Run or None
        The baseline's run with the same replicate number for each; None when there is none.
    series : sequence of str
        Which variables to keep month by month, as "axis.name".
    """
    pairs = zip(runs, bases, strict=True)
    outcomes = [{**run_outcomes(run), **_paired(run, base)} for run, base in pairs]
    dyads = [dyad_outcomes(run) for run in runs]
    return PointRuns(
        {name: np.array([row[name] for row in outcomes]) for name in outcomes[0]},
        {name: np.stack([row[name] for row in dyads]) for name in dyads[0]},
        {name: np.stack([run.series[name] for run in runs]) for name in series},
        runs[0].ids,
    )


def _paired(run: Run, base: Run | None) -> dict[str, float]:
    if base is not None and _is_pair(run, base):
        return against_baseline(run, base)
    return {item.name: float("nan") for item in PAIRED_OUTCOMES}


def _is_pair(run: Run, base: Run) -> bool:
    """Tell whether two runs have the same months and entities, so that they can be paired."""
    return run.start == base.start and all(
        values.shape == base.series[name].shape for name, values in run.series.items()
    )
