"""Small records of sweeps over designs, written as real ones are, with outcomes made by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from model.outcomes import DYAD_OUTCOMES
from model.run import PointRuns
from scenarios.design import Design, Factor, make
from scenarios.designing.points import Listed, Point
from scenarios.recording.provenance import begin
from scenarios.recording.record_files import Contents, fill
from scenarios.recording.results import PointResult
from scenarios.recording.rows import RUN_OUTCOMES, dyad_rows, outcome_rows
from scenarios.recording.series import Keep

DYADS = ("USA>MEX", "USA>COL")
Outcome = Callable[[np.ndarray, int], np.ndarray]
"""From a point and the number of replicates to the outcome of each replicate."""


def factors(count: int = 3, low: float = 0.0, high: float = 1.0) -> tuple[Factor, ...]:
    """Return so many factors with ranges alike."""
    middle = (low + high) / 2.0
    return tuple(
        Factor(f"model.made.x{i}", low, high, middle, unit="1/month", meaning=f"made number {i}")
        for i in range(1, count + 1)
    )


def design(kind: str, points: Any, over: Sequence[Factor], seed: int = 0, **options: Any) -> Design:
    """Return a design as a sweep makes it."""
    return make(kind, over, points, seed, **options)


def write(
    folder: Path,
    made: Design,
    outcome: Outcome,
    replicates: int = 3,
    *,
    name: str = "operational_mean",
    arms: Mapping[str, Outcome] | None = None,
    dyads: Mapping[str, Outcome] | None = None,
    skip: Sequence[int] = (),
) -> Path:
    """Write a record and return its folder.

    `outcome` is that of every arm unless `arms` gives others by policy; `dyads` that of each dyad,
    by its name; runs of the points in `skip` are missing.
    """
    policies = dict(arms or {"status_quo": outcome})
    points, results = [], []
    for policy, of in policies.items():
        for row, values in enumerate(made.values):
            number = len(points)
            columns = {"scenario": "made", "policy": policy, "strategy": "as_scenario"}
            columns |= {"design_point": row, **made.row(row)}
            points.append(Point(f"policy={policy}, design_point={row}", columns, None))
            if number in skip:
                continue
            held = {item.name: np.zeros(replicates) for item in RUN_OUTCOMES}
            held[name] = of(values, replicates)
            each = {item.name: np.zeros((replicates, len(DYADS))) for item in DYAD_OUTCOMES}
            for dyad, made_of in (dyads or {}).items():
                each[name][:, DYADS.index(dyad)] = made_of(values, replicates)
            runs = PointRuns(held, each, {}, {"dyad": DYADS})
            results.append(PointResult(number, np.arange(replicates), runs))
    contents = Contents(
        Listed(points),
        0,
        replicates,
        (outcome_rows([result]) for result in results),
        (dyad_rows([result]) for result in results),
        (),
        Keep("none", 0),
        len(results) * replicates,
        design=made,
    )
    folder.mkdir(parents=True)
    fill(folder, contents, {}, (begin(), 0.0))
    return folder
