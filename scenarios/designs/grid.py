"""Grid: every combination of evenly spread values."""

from __future__ import annotations

import math

import numpy as np

from scenarios.designs.kinds import Request, Values, whole

OPTIONS: dict[str, object] = {}


def size(request: Request) -> int:
    """Return the product of the numbers of values."""
    return math.prod(_levels(request))


def sample(request: Request) -> Values:
    """Return all combinations; the first factor varies slowest, as in Hydra's sweeps."""
    axes = [
        np.linspace(item.low, item.high, levels)
        for item, levels in zip(request.factors, _levels(request), strict=True)
    ]
    return np.stack([axis.ravel() for axis in np.meshgrid(*axes, indexing="ij")], axis=1)


def _levels(request: Request) -> list[int]:
    """Return how many values each factor takes: `points`, for all or one by one."""
    given = request.points
    if isinstance(given, tuple) and len(given) != request.n:
        rule = f"has {len(given)} numbers for {request.n} factors"
        allowed = "one number, or one for each factor"
        raise request.wrong("points", list(given), rule, allowed)
    values = given if isinstance(given, tuple) else [given] * request.n
    return [whole("points", item, 2, request.set_by, "design=grid") for item in values]
