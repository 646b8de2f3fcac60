"""Simulators whose posterior is known in closed form."""

from __future__ import annotations

import numpy as np

from analysis.calibration.factors import Factor, Factors
from analysis.calibration.problem import Problem
from analysis.patterns.kinds import Target

WIDE = Factors((Factor("model.a.x", -5.0, 5.0, 0.0), Factor("model.a.y", -5.0, 5.0, 0.0)))
"""A box so wide that it cuts nothing off the posteriors below."""


def identity(values):
    """Return the factors themselves as statistics, without noise."""
    return values.copy(), np.zeros_like(values)


def normal(measured=(1.0, -2.0), scale=0.5, factors=WIDE, simulate=identity) -> Problem:
    """Posterior N(measured, scale^2) of each factor, independent."""
    targets = tuple(
        Target(name, y - 1.96 * scale, y + 1.96 * scale, y, scale, "")
        for name, y in zip("xy", measured, strict=True)
    )
    return Problem(factors, ("t.x", "t.y"), targets, simulate, discrepancy=0.0)
