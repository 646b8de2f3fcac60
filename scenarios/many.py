"""Many runs of many points by the Mesa driver, in the shape of the ensemble's call."""

from __future__ import annotations

from collections.abc import Sequence

from model.inputs import Inputs
from model.world import simulate
from scenarios.measures import PointRuns, gathered


def simulate_many(
    points: Sequence[Inputs],
    seed: int,
    replicates: range,
    *,
    baseline: Inputs | None = None,
    series: Sequence[str] = (),
) -> list[PointRuns]:
    """Return the runs of each point, in the order of the points and of the replicates.

    Parameters
    ----------
    points : sequence of Inputs
    seed : int
        The same for each point.
    replicates : range
        Which replicates to run.
    baseline : Inputs, optional
        The point that the paired outcomes compare with.
    series : sequence of str
        Which variables to keep month by month, as "axis.name".
    """
    bases = [
        None if baseline is None else simulate(baseline, seed=seed, replicate=number)
        for number in replicates
    ]
    return [
        gathered(
            [simulate(inputs, seed=seed, replicate=number) for number in replicates], bases, series
        )
        for inputs in points
    ]
