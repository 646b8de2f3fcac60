"""What a search for conditions of failure comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from analysis.designed.table import Table
from analysis.discovery.boxes import Box, Flags, Measures, quasi_p
from analysis.discovery.failures import Condition
from analysis.discovery.held_out import Checked
from analysis.discovery.prim import Step
from analysis.statistics.checks import Array
from scenarios.designs.kinds import Factor


@dataclass(frozen=True)
class Restriction:
    """A range of one number.

    Attributes
    ----------
    name, unit, meaning : str
    low, high : float or None
        The range inside the box; None where it goes on to the end of `of`.
    of : (float, float)
        The range of the design.
    quasi_p_low, quasi_p_high : float or None
        Of each end, see `analysis.discovery.boxes.quasi_p`.
    """

    name: str
    unit: str
    meaning: str
    low: float | None
    high: float | None
    of: tuple[float, float]
    quasi_p_low: float | None
    quasi_p_high: float | None

    @property
    def width(self) -> float:
        """The share of the range of the design that is left."""
        low, high = self.of
        left = (high if self.high is None else self.high) - (low if self.low is None else self.low)
        return left / (high - low)


@dataclass(frozen=True)
class Found:
    """A box that was tried.

    Attributes
    ----------
    method : str
        "PRIM" or "CART".
    box : Box
    restrictions : tuple of Restriction
        The narrowest first.
    training : Measures
    held_out : Checked
    p_corrected : float
        Of the test on held-out points, after Holm's correction over all boxes that were tried.
    is_confirmed : bool
        Whether that is at most 5 %.
    """

    method: str
    box: Box = field(repr=False)
    restrictions: tuple[Restriction, ...]
    training: Measures
    held_out: Checked
    p_corrected: float
    is_confirmed: bool


@dataclass(frozen=True, eq=False)
class Discovery:
    """What was found.

    Attributes
    ----------
    folder, design, law : str
    condition : Condition
    table : Table
        The outcome.
    factors : tuple of Factor
    x, fails, held : ndarrays
        The points that were used, which of them fail, and which were kept back.
    trajectory : tuple of Step
        Of the first run of PRIM.
    tried : tuple of Found
        PRIM's boxes, then CART's.
    confidence : float
    limits : tuple of str
    """

    folder: str
    design: str
    law: str
    condition: Condition
    table: Table
    factors: tuple[Factor, ...]
    x: Array
    fails: Flags
    held: Flags
    trajectory: tuple[Step, ...]
    tried: tuple[Found, ...]
    confidence: float
    limits: tuple[str, ...]

    @property
    def confirmed(self) -> tuple[Found, ...]:
        """The boxes in which worlds fail more often on points that were kept back, too."""
        return tuple(item for item in self.tried if item.is_confirmed)


def restrictions(
    box: Box, x: Array, fails: Flags, factors: Sequence[Factor]
) -> tuple[Restriction, ...]:
    """Return the ranges that a box leaves, the narrowest first, with the quasi-p-values of ends.

    Parameters
    ----------
    box : Box
    x, fails : the points it was found with
    factors : of the design
    """
    p = quasi_p(box, x, fails)

    def end(values: Array, j: int) -> float | None:
        return float(values[j]) if np.isfinite(values[j]) else None

    made = [
        Restriction(
            factors[j].name,
            factors[j].unit,
            factors[j].meaning,
            end(box.low, j),
            end(box.high, j),
            (factors[j].low, factors[j].high),
            p.get((int(j), "low")),
            p.get((int(j), "high")),
        )
        for j in box.restricted
    ]
    return tuple(sorted(made, key=lambda item: item.width))


def document(found: Discovery) -> dict[str, Any]:
    """Return what was found as plain lists and numbers, for JSON."""
    return {
        "folder": found.folder,
        "design": found.design,
        "law": found.law,
        "fails": found.condition.text,
        "share": found.condition.share,
        "outcome": found.table.name,
        "unit": found.table.unit,
        "points": len(found.fails),
        "failing": int(found.fails.sum()),
        "held_out": int(found.held.sum()),
        "confidence": found.confidence,
        "limits": list(found.limits),
        "is_found": bool(found.confirmed),
        "boxes": [_box(item) for item in found.tried],
        "trajectory": [vars(step) for step in found.trajectory],
    }


def _box(item: Found) -> dict[str, Any]:
    checked = item.held_out
    return {
        "method": item.method,
        "is_confirmed": item.is_confirmed,
        "restrictions": [vars(row) | {"width": row.width} for row in item.restrictions],
        "training": _measured(item.training),
        "held_out": _measured(checked.measures)
        | {name: value for name, value in vars(checked).items() if name != "measures"},
        "p_corrected": item.p_corrected,
    }


def _measured(held: Measures) -> dict[str, Any]:
    shares = ("coverage", "density", "mass", "base")
    return vars(held) | {name: getattr(held, name) for name in shares}
