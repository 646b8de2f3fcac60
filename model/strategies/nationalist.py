"""Nationalist: answers in kind, concedes little, restricts when pressed (F18, F23)."""

from __future__ import annotations

from model.strategies.kinds import Coefficients, Response, Situation, coefficient

COEFFICIENTS = (
    coefficient("nationalist", "defiance", 0.3, "weight of nationalism"),
    coefficient("nationalist", "reactivity", 1.5, "multiplier of reciprocity", (1.0, 2.5), 3.0),
)


def decide(o: Situation, c: Coefficients, u: float) -> Response:
    """Return reactivity c1, bias -c0 * nationalism, mandate shift -c0 * nationalism * hostile."""
    return Response(c[1], -c[0] * o.nationalism, -c[0] * o.nationalism * o.hostile)
