"""Hedger: leans on its alternative patron when pressed (F40)."""

from __future__ import annotations

from model.strategies.kinds import Coefficients, Response, Situation, coefficient

COEFFICIENTS = (coefficient("hedger", "lean", 0.3, "weight of the alternative patron"),)


def decide(o: Situation, c: Coefficients, u: float) -> Response:
    """Return reactivity 1, bias -c0 * patron, mandate shift -c0 * patron * hostile."""
    return Response(1.0, -c[0] * o.patron, -c[0] * o.patron * o.hostile)
