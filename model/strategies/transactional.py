"""Transactional: trades; cooperates for favours, holds back under pressure, yields to leverage."""

from __future__ import annotations

from model.strategies.kinds import Coefficients, Response, Situation, coefficient

COEFFICIENTS = (
    coefficient("transactional", "exchange", 0.3, "mandate per unit of net favour"),
    coefficient("transactional", "leverage", 0.4, "readiness to yield to leverage"),
)


def decide(o: Situation, c: Coefficients, u: float) -> Response:
    """Return reactivity 1, bias c1 * stake, mandate shift c0 * (friendly - hostile)."""
    return Response(1.0, c[1] * o.stake, c[0] * (o.friendly - o.hostile))
