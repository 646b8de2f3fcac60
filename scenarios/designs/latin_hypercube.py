"""Latin hypercube: each factor's range cut into as many slices as points, one point in each.

Source: McKay, Beckman and Conover (1979), Technometrics 21, 239-245.
"""

from __future__ import annotations

from scipy.stats import qmc

from scenarios.designs.kinds import Request, Values

OPTIONS: dict[str, object] = {"optimization": None}
OPTIMIZATIONS = (None, "random-cd")


def size(request: Request) -> int:
    """Return `points`."""
    chosen = request.options["optimization"]
    if chosen not in OPTIMIZATIONS:
        rule = "is not a way to spread points"
        raise request.wrong("design.optimization", chosen, rule, "null, random-cd")
    return request.whole(1)


def sample(request: Request) -> Values:
    """Return the points; `optimization` is SciPy's."""
    chosen = request.options["optimization"]
    sampler = qmc.LatinHypercube(request.n, optimization=chosen, rng=request.rng())
    return request.scaled(sampler.random(request.whole(1)))
