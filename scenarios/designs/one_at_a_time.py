"""One at a time: each factor over its range, the others as they are."""

from __future__ import annotations

import numpy as np

from scenarios.designs.kinds import Request, Values

OPTIONS: dict[str, object] = {}
ENDS = 2
"""Values of each factor unless told: low and high; what it is now is the design's first point."""


def size(request: Request) -> int:
    """Return the number of factors times the values of each."""
    return request.n * _levels(request)


def sample(request: Request) -> Values:
    """Return factor after factor from low to high."""
    levels = _levels(request)
    values = np.tile(request.value, (request.n * levels, 1))
    for index, item in enumerate(request.factors):
        rows = slice(index * levels, (index + 1) * levels)
        values[rows, index] = np.linspace(item.low, item.high, levels)
    return values


def _levels(request: Request) -> int:
    return ENDS if request.points is None else request.whole(2)
