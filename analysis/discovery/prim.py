"""PRIM: a box that is peeled, a little at a time, towards where worlds fail.

The algorithm is the EMA Workbench's (Friedman and Fisher 1999, *Statistics and Computing* 9,
123-143; its objective: Kwakkel and Jaxa-Rozen 2016, *Environmental Modelling & Software* 79,
311-321; for policies: Bryant and Lempert 2010, *Technological Forecasting and Social Change* 77,
34-49). Each peel takes off 5 % of the points.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.discovery.boxes import Box, Flags, chosen, measures, pruned
from analysis.statistics.checks import Array

MASS = 0.05
LEAST = 20
"""Points that a box must hold in training; its least share of them is 5 %."""


@dataclass(frozen=True)
class Step:
    """A box of the peeling trajectory, on the points it was found with."""

    coverage: float
    density: float
    mass: float
    restricted: int


@dataclass(frozen=True)
class Peeled:
    """A trajectory, and the box that was chosen from it, if any."""

    steps: tuple[Step, ...]
    box: Box | None


def peel(x: Array, fails: Flags, names: Sequence[str], density: float | None = None) -> Peeled:
    """Return the trajectory of one run of PRIM, and the box that the rule chooses.

    Parameters
    ----------
    x : ndarray, shape (points, factors)
    fails : ndarray of bool, shape (points,)
        Some, not all.
    names : of the factors
    density : float, optional
        See `analysis.discovery.boxes.chosen`.
    """
    with warnings.catch_warnings():  # of parts of the workbench that are not used
        warnings.simplefilter("ignore")
        from ema_workbench.analysis.prim import Prim
    logging.getLogger("EMA").setLevel(logging.ERROR)
    frame = pd.DataFrame(x, columns=list(names))
    algorithm = Prim(frame, fails, mass_min=max(MASS, min(0.5, LEAST / len(x))))
    found = algorithm.find_box()
    whole = algorithm.box_init.to_numpy(dtype=np.float64)
    limits = [item.to_numpy(dtype=np.float64) for item in found.box_lims]
    path = [from_limits(low, high, whole) for low, high in limits]
    steps = []
    for box in path:
        held = measures(box, x, fails)
        steps.append(Step(held.coverage, held.density, held.mass, box.restricted.size))
    leaner = [pruned(box, x, fails) for box in path]
    return Peeled(tuple(steps), chosen(leaner, x, fails, density))


def from_limits(low: Array, high: Array, whole: Array) -> Box:
    """Return a box from limits; what equals the limits of all points restricts nothing."""
    return Box(
        np.where(low > whole[0], low, -np.inf),
        np.where(high < whole[1], high, np.inf),
    )
