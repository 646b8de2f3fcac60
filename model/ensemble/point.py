"""What the loops read of one point: its numbers, its start, its script."""

from __future__ import annotations

from typing import Any, NamedTuple

from model.ensemble.compiled import inlined
from model.ensemble.given import Given
from model.ensemble.start import Start


class Point(NamedTuple):
    """One point's part of `Given` and of `Start`, without the first axis."""

    government: Any
    agency: Any
    dyad: Any
    link: Any
    country: Any
    route: Any
    policy: Any
    policy_coefficients: Any
    is_constant: Any
    asked: Any
    strategy: Any
    strategy_coefficients: Any
    instruments: Any
    acts: Any
    leaders: Any
    elections: Any
    inclination: Any
    operational: Any
    expected_success: Any
    seen: Any
    worked: Any
    weights: Any
    detection: Any
    eradication: Any
    removal: Any
    arrived: float


@inlined
def point_of(g: Given, start: Start, i: int) -> Point:
    """Return point `i`."""
    script = g.script[i]
    return Point(
        g.government[i],
        g.agency[i],
        g.dyad[i],
        g.link[i],
        g.country[i],
        g.route[i],
        g.policy[i],
        g.policy_coefficients[i],
        g.is_constant[i],
        g.asked[i],
        g.strategy[i],
        g.strategy_coefficients[i],
        g.instruments[script],
        g.acts[script],
        g.leaders[script],
        g.elections[script],
        start.inclination[i],
        start.operational[i],
        start.expected_success[i],
        start.seen[i],
        start.worked[i],
        start.weights[i],
        start.detection[i],
        start.eradication[i],
        start.removal[i],
        start.arrived[i],
    )
