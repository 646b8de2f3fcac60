"""Client: depends on aid, swallows words, defers to leverage and to favours (F16)."""

from __future__ import annotations

from model.strategies.kinds import Coefficients, Response, Situation, coefficient

COEFFICIENTS = (coefficient("client", "deference", 0.4, "weight of aid dependence"),)


def decide(o: Situation, c: Coefficients, u: float) -> Response:
    """Return reactivity 1 - c0, bias c0 * aid, mandate shift c0 * aid * (friendly + stake)."""
    lean = c[0] * o.aid_dependence
    return Response(1.0 - c[0], lean, lean * (o.friendly + o.stake))
