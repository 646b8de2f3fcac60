"""Saltelli: the points from which Sobol' indices are estimated, N (D + 2) or N (2D + 2).

`points` is N, a power of two. Blocks of D + 2 rows: a point of A, that point with one factor after
taken from B, a point of B; with second order the reverse too. `grouped` moves the factors of a
group (`model.trust`) together. Sources: Saltelli (2002), Computer Physics Communications 145,
280-297; Saltelli et al. (2010), Computer Physics Communications 181, 259-270.
"""

from __future__ import annotations

from SALib.sample import sobol

from scenarios.designs.kinds import Request, Values

OPTIONS: dict[str, object] = {"second_order": False, "grouped": False}


def size(request: Request) -> int:
    """Return N (D + 2), or N (2D + 2) with second order; D counts groups if `grouped`."""
    moved = request.moved
    return request.power_of_two() * (2 * moved + 2 if request.flag("second_order") else moved + 2)


def sample(request: Request) -> Values:
    """Return the points in the order that `SALib.analyze.sobol` reads."""
    second = request.flag("second_order")
    n = request.power_of_two()
    found = sobol.sample(request.problem, n, calc_second_order=second, seed=request.rng())
    return request.within(found)
