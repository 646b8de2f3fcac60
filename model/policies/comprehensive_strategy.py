"""Comprehensive strategy: agreements, money, respect, and a plan carried out at home."""

from __future__ import annotations

from model.policies.kinds import Choice, Coefficients, Observation, choice, coefficient

COEFFICIENTS = (
    coefficient(
        "comprehensive_strategy", "agreement", 0.2, "standing level of agreements", (0.05, 0.4)
    ),
    coefficient(
        "comprehensive_strategy", "aid", 0.5, "added aid, multiples of the usual", (0.1, 1.0)
    ),
    coefficient("comprehensive_strategy", "praise", 0.2, "friendly words", (0.0, 0.4)),
    coefficient(
        "comprehensive_strategy", "coordination", 0.8, "share of the plan carried out", (0.4, 1.0)
    ),
)


def decide(o: Observation, c: Coefficients, u: float) -> Choice:
    """Return agreement = c0, aid = c1, praise = c2, coordination = c3."""
    return choice(agreement=c[0], aid=c[1], praise=c[2], coordination=c[3])
