"""Conditional aid: suspend a share of aid while the partner fails."""

from __future__ import annotations

from model.policies.kinds import (
    Choice,
    Coefficients,
    Observation,
    choice,
    coefficient,
    performance,
    target,
)

COEFFICIENTS = (
    coefficient("conditional_aid", "suspension", 0.6, "share suspended while the partner fails"),
    target("conditional_aid"),
)


def decide(o: Observation, c: Coefficients, u: float) -> Choice:
    """Return suspension = c0 if performance < c1, else nothing."""
    return choice(suspension=c[0] if performance(o) < c[1] else 0.0)
