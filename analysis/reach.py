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
from model.errors import UserError
from scenarios.problems import statement

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
        A row per run, with columns arm, design_point, replicate and the outcomes, and mostly seed.
    arms : sequence of str
        In the order they are told.
    reference : str or None
        The arm that the others are paired with, seed by seed and replicate by replicate in each
        point; None for levels. A run without a partner is left out, and so is a point in which a
        run holds no number; `left_out` tells of these.
    names : sequence of str
        Outcomes; one that is not held is left out.

    Raises
    ------
    UserError
        When an arm has a run twice.
    """
    keys = ["arm", POINT, *(name for name in ("seed",) if name in outcomes), "replicate"]
    frame = outcomes.set_index(keys).sort_index()
    if not frame.index.is_unique:
        rule, advice = "holds a replicate more than once", "Run the sweep again."
        twice = str(frame.index[frame.index.duplicated()][0][0])
        allowed = "each replicate of a point once"
        raise UserError(statement("arm", twice, rule, allowed, "the record", advice))
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
            means = runs.groupby(level=POINT).mean()
            known = np.isfinite(runs).groupby(level=POINT).all()
            means = means[known].to_numpy(dtype=np.float64)
            if len(means):
                found.append(_spread(arm, name, reference or "", means))
    return found


def left_out(found: Sequence[Reach], outcomes: pd.DataFrame) -> list[str]:
    """Return a sentence for each spread that is not over all points, or one if there is none.

    Parameters
    ----------
    found : sequence of Reach
    outcomes : DataFrame
        As `reach` was given it.
    """
    points = outcomes[POINT].nunique()
    if not found:
        return [
            "no spread over the points: no run holds a number and, where arms are paired, has a "
            "partner of the same point, seed and replicate"
        ]
    return [
        f"{row.outcome}, {row.arm}: {points - row.points} of {points} points are left out of the "
        "spread, for a run of theirs holds no number or has no partner"
        for row in found
        if row.points < points
    ]


def _paired(here: pd.DataFrame, base: pd.DataFrame, names: Sequence[str]) -> dict[str, pd.Series]:
    """Return the paired differences by outcome; the net security effect from the arrivals."""
    shared = here.index.intersection(base.index)
    here, base = here.loc[shared], base.loc[shared]
    values = {name: here[name] - base[name] for name in names if name in here and name != NET}
    if NET in names and "arrived_t" in here:
        before = base["arrived_t"]
        change = (before - here["arrived_t"]) / before.where(before != 0.0)
        values[NET] = change.where(before != 0.0, 0.0)
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
