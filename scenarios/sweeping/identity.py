"""What makes a sweep the same sweep, so that an unfinished one is only ever gone on with."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from model.errors import UserError
from model.inputs import Inputs
from scenarios.designing.points import Points
from scenarios.problems import show

WORLDS_COMPARED = 64
"""Points whose world is part of the identity; of more points, so many spread evenly."""
NAMES = {
    "software": "the version of comity",
    "law": "the law of motion (the files of model/)",
    "points": "how many points",
    "design": "the points (their labels, columns or worlds)",
    "chunk_runs": "chunk_runs",
}


def design_hash(points: Points) -> str:
    """Return the SHA-256 of the labels and columns of all points and of some of their worlds."""
    found = hashlib.sha256()
    for index in range(len(points)):
        told = (points.label(index), sorted(points.columns(index).items(), key=str))
        found.update(repr(told).encode() + b"\0")
    step = max(1, len(points) // WORLDS_COMPARED)
    for index in range(0, len(points), step):
        try:
            found.update(_world(points.inputs(index)))
        except Exception as error:  # a point that fails is told when it is run
            found.update(repr(error).encode())
    return found.hexdigest()


def _world(inputs: Inputs) -> bytes:
    """Return everything in a world as bytes."""
    parts = []
    for name, value in vars(inputs).items():
        is_array = isinstance(value, np.ndarray)
        parts.append(name.encode() + (value.tobytes() if is_array else repr(value).encode()))
    return b"\0".join(parts)


def same(saved: Mapping[str, Any], asked: Mapping[str, Any], folder: Path) -> None:
    """Check that the sweep asked for is the one that is unfinished.

    Raises
    ------
    UserError
        Naming everything that differs, and what to do.
    """
    different = [name for name in asked if saved.get(name) != asked[name]]
    if not different:
        return
    told = "; ".join(_difference(name, saved.get(name), asked[name]) for name in different)
    if {"software", "law"} & set(different):
        advice = (
            "Go on with the version that began it, or delete that folder to begin anew: runs of "
            "two versions cannot be compared."
        )
    else:
        advice = (
            "Choose another folder, go on with the unfinished sweep "
            f"(comity sweep --resume {folder}), or delete that folder to begin anew."
        )
    raise UserError(f"{folder / 'unfinished'} holds another unfinished sweep: {told}. {advice}")


def _difference(name: str, saved: Any, asked: Any) -> str:
    what = NAMES.get(name, name)
    if name in ("law", "design"):
        return f"{what} differ"
    return f"{what} was {show(saved)}, now {show(asked)}"
