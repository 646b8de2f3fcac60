"""Morris: trajectories that change one factor at a time, for screening; N (D + 1) points.

`points` is N, the number of trajectories. Sources: Morris (1991), Technometrics 33, 161-174; choice
of the trajectories that lie farthest apart: Campolongo, Cariboni and Saltelli (2007), Environmental
Modelling & Software 22, 1509-1518, in the way of Ruano et al. (2012), the same 37, 103-109.
"""

from __future__ import annotations

from SALib.sample import morris

from scenarios.designs.kinds import Request, Values

OPTIONS: dict[str, object] = {"levels": 4, "optimal": None, "grouped": False}


def size(request: Request) -> int:
    """Return N (D + 1): N is `optimal` if given, D counts groups if `grouped`."""
    levels = request.count("levels", 2)
    if levels % 2:
        rule, advice = "is odd", "With an odd number some levels are visited more often."
        raise request.wrong("design.levels", levels, rule, "an even number", advice)
    return (_optimal(request) or request.whole(1)) * (request.moved + 1)


def sample(request: Request) -> Values:
    """Return the trajectories one after another."""
    found = morris.sample(
        request.problem,
        request.whole(1),
        num_levels=request.count("levels", 2),
        optimal_trajectories=_optimal(request),
        seed=request.rng(),
    )
    return request.within(found)


def _optimal(request: Request) -> int | None:
    if request.options["optimal"] is None:
        return None
    chosen, pool = request.count("optimal", 2), request.whole(1)
    if chosen > pool:
        advice = "They are chosen among the `points` trajectories."
        raise request.wrong("design.optimal", chosen, "is too many", f"2 to {pool}", advice)
    return chosen
