"""The two drivers side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.ensemble import PointRuns, simulate_many
from model.inputs import Inputs
from model.outcomes import against_baseline, dyad_outcomes, run_outcomes
from model.run import Run
from model.state import VARIABLES
from model.world import simulate

EVERYTHING = [f"{v.axis}.{v.name}" for v in VARIABLES]


def bits(values: object) -> bytes:
    """Return the bits of an array of doubles, -0.0 as 0.0."""
    return (np.asarray(values, dtype=np.float64) + 0.0).tobytes()


def differences(
    points: Sequence[Inputs], replicates: range, seed: int = 0, baseline: Inputs | None = None
) -> list[str]:
    """Return where the ensemble and the agents differ in any bit of any month, or outcome."""
    many = simulate_many(points, seed, replicates, baseline=baseline, series=EVERYTHING, threads=2)
    told = []
    for k, replicate in enumerate(replicates):
        base = None if baseline is None else simulate(baseline, seed, replicate)
        for i, (inputs, runs) in enumerate(zip(points, many, strict=True)):
            one = base if inputs is baseline else simulate(inputs, seed, replicate)
            told += [f"point {i} replicate {replicate} {x}" for x in _compare(runs, k, one, base)]
    return told


def _compare(runs: PointRuns, k: int, one: Run, base: Run | None) -> list[str]:
    told = []
    for name in EVERYTHING:
        if bits(runs.series[name][k]) != bits(one.series[name]):
            months = np.flatnonzero((runs.series[name][k] != one.series[name]).any(axis=1))
            told.append(f"{name} from month {months[0]}")
    for name, value in run_outcomes(one).items():
        if bits(runs.outcomes[name][k]) != bits(value):
            told.append(f"{name}: {runs.outcomes[name][k]!r} for {value!r}")
    for name, values in dyad_outcomes(one).items():
        if bits(runs.dyads[name][k]) != bits(values):
            told.append(f"{name} of dyads")
    if base is not None:
        for name, value in against_baseline(one, base).items():
            if bits(runs.outcomes[name][k]) != bits(value):
                told.append(f"{name}: {runs.outcomes[name][k]!r} for {value!r}")
    assert dict(runs.ids) == dict(one.ids)
    return told
