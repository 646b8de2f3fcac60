"""How far outcomes spread over the points of a design: the reach of what is assumed.

A design draws numbers from the ranges that the evidence leaves open. The spread over its points is
not a distribution of what will happen: a range says what is not ruled out, not how likely it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.paired import COMPARED
from analysis.pairs import NET
from analysis.statistics.checks import ROUNDING

POINT = "design_point"
BOUNDS = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Reach:
    """The spread of one outcome of one arm over the points of a design.

    Attributes
    ----------
    arm, outcome : str
    reference : str
        The arm it is the difference from, point by point; empty if it is a level.
    points : int
        Points of the design in which it is known.
    low, q05, median, q95, high : float
        Smallest, 5 % quantile, middle, 95 % quantile and largest of the means over replicates.
    above, below : float
        Shares of the points in which it is above and below 0; the rest is 0 up to rounding.
    """

    arm: str
    outcome: str
    reference: str
    points: int
    low: float
    q05: float
    median: float
    q95: float
    high: float
    above: float
    below: float


def reach(
    outcomes: pd.DataFrame,
    arms: Sequence[str],
    reference: str | None,
    names: Sequence[str] = COMPARED,
) -> list[Reach]:
    """Return the spread of each outcome of each arm over the points of a design.

    Parameters
    ----------
    outcomes : DataFrame
        A row per run, with columns arm, design_point, replicate and the outcomes.
    arms : sequence of str
        In the order they are told.
    reference : str or None
        The arm that the others are paired with, replicate by replicate in each point; None for
        levels. A pair without a partner is left out.
    names : sequence of str
        Outcomes; one that is not held is left out.
    """
    keys = ["arm", POINT, "replicate"]
    frame = outcomes.set_index(keys).sort_index()
    found = []
    for arm in arms:
        if arm == reference:
            continue
        here = frame.loc[arm]
        if reference is None:
            values = {name: here[name] for name in names if name in here and name != NET}
        else:
            values = _paired(here, frame.loc[reference], names)
        for name, runs in values.items():
            means = runs.groupby(level=POINT).mean().dropna().to_numpy(dtype=np.float64)
            if len(means):
                found.append(_spread(arm, name, reference or "", means))
    return found


def _paired(here: pd.DataFrame, base: pd.DataFrame, names: Sequence[str]) -> dict[str, pd.Series]:
    """Return the paired differences by outcome; the net security effect from the arrivals."""
    shared = here.index.intersection(base.index)
    here, base = here.loc[shared], base.loc[shared]
    values = {name: here[name] - base[name] for name in names if name in here and name != NET}
    if NET in names and "arrived_t" in here:
        before = base["arrived_t"]
        change = (before - here["arrived_t"]) / before.where(before > 0.0)
        values[NET] = change.fillna(0.0)
    return values


def _spread(arm: str, name: str, reference: str, means: np.ndarray) -> Reach:
    """Return the spread of the means over replicates, shape (points,)."""
    q05, median, q95 = np.quantile(means, BOUNDS)
    return Reach(
        arm,
        name,
        reference,
        len(means),
        float(means.min()),
        float(q05),
        float(median),
        float(q95),
        float(means.max()),
        float((means > ROUNDING).mean()),
        float((means < -ROUNDING).mean()),
    )
