"""What the points of a design are as a sample: which belong together, which are independent."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenarios.design import Design

SAMPLES = ("latin_hypercube", "sobol", "saltelli", "file")
"""Designs whose points are a sample of the whole space."""


def block(design: Design) -> int:
    """Return how many consecutive points of the sample belong together."""
    moved = len(moved_names(design))
    if design.kind == "saltelli":
        return 2 * moved + 2 if design.options.get("second_order") else moved + 2
    return moved + 1 if design.kind == "morris" else 1


def moved_names(design: Design) -> tuple[str, ...]:
    """Return what moves by itself: the factors, or their groups in SALib's order."""
    if design.options.get("grouped"):
        return tuple(dict.fromkeys(item.group for item in design.factors))
    return design.names


def pattern(design: Design) -> str:
    """Return the sentence about points that are no sample of independent worlds; empty if none."""
    if block(design) == 1 and design.kind in SAMPLES:
        return ""
    return (
        f"the worlds are the points of a {design.kind.replace('_', ' ')} design, which lie on a "
        "pattern: means, shares and intervals over worlds are those of the pattern, not of a "
        "sample of worlds"
    )


def independent_points(design: Design, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the places of the rows that share no coordinate: of a block the first and the last."""
    size = block(design)
    if size == 1:
        return np.arange(len(rows))
    return np.flatnonzero((rows % size == 0) | (rows % size == size - 1))
