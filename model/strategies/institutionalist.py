"""Institutionalist: procedures and agencies absorb part of the shock (F30, Keohane & Nye 1974)."""

from __future__ import annotations

from model.strategies.kinds import Coefficients, Response, Situation, coefficient

COEFFICIENTS = (coefficient("institutionalist", "buffer", 0.2, "share of the shock absorbed"),)


def decide(o: Situation, c: Coefficients, u: float) -> Response:
    """Return reactivity 1 - c0, no bias, mandate shift c0 * hostile * trust."""
    return Response(1.0 - c[0], 0.0, c[0] * o.hostile * o.trust)
