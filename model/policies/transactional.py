"""Transactional: threaten while the partner fails, pay while it performs."""

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
    coefficient("transactional", "threat", 0.5, "threat while the partner fails", (0.2, 1.0)),
    coefficient("transactional", "reward", 0.3, "added aid while it performs", (0.1, 0.6)),
    target("transactional"),
)


def decide(o: Observation, c: Coefficients, u: float) -> Choice:
    """Return threat = c0 if performance < c2, else aid = c1."""
    fails = performance(o) < c[2]
    return choice(threat=c[0] if fails else 0.0, aid=0.0 if fails else c[1])
