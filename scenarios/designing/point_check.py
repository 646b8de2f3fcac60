"""Finds the first wrong point of a table before anything runs, without building every world.

Each number is admissible in a range, so that a column of numbers is right if its least and its
greatest are; every other value is tried. Only when something is wrong are the points before it
gone through one by one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from model.errors import UserError
from scenarios.designing.point_table import Column, PointTable

Indices = NDArray[np.int64]


def check(table: PointTable) -> None:
    """Check that every point describes a world.

    Raises
    ------
    UserError
        What the first wrong point's `inputs` raises.
    """
    checked: set[int] = set()
    for index in sorted(_telling(table)):
        try:
            table.inputs(index)
        except UserError:
            for earlier in range(index):
                if earlier not in checked:
                    table.inputs(earlier)
            raise
        checked.add(index)


def _telling(table: PointTable) -> set[int]:
    """Return points of which one is wrong if any is."""
    varied = [item for item in table.variables if item.path is not None]
    course = [item for item in varied if item.path and item.path[0] == "scenario"]
    found: set[int] = set()
    _, worlds = np.unique(table.of, return_inverse=True)
    for own in _groups(worlds):
        found.add(int(own[0]))
        for item in varied:
            if item not in course:
                found |= _extremes([item], own)
        found |= _extremes(course, own)
    return found


def _extremes(columns: Sequence[Column], own: Indices) -> set[int]:
    """Return where numbers are least and greatest, with each combination of the other values."""
    discrete = [item for item in columns if item.values.dtype == object]
    numbers = [item for item in columns if item.values.dtype != object]
    codes: dict[str, int] = {}
    texts = zip(*(map(repr, item.values[own]) for item in discrete), strict=True)
    group = [codes.setdefault(text, len(codes)) for text in map(repr, texts)] if discrete else []
    where = np.array(group, dtype=np.int64) if discrete else np.zeros(len(own), dtype=np.int64)
    found: set[int] = set()
    for part in _groups(where):
        found.add(int(own[part[0]]))
        for item in numbers:
            values = item.values[own[part]]
            found |= {int(own[part[values.argmin()]]), int(own[part[values.argmax()]])}
    return found


def _groups(numbers: NDArray[np.int64]) -> list[Indices]:
    """Return the places of each number, in order."""
    order = np.argsort(numbers, kind="stable")
    ends = np.flatnonzero(np.diff(numbers[order])) + 1
    return np.split(order, ends)
