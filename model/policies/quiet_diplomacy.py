"""Quiet diplomacy: standing agreements and friendly words, nothing hostile, whatever happens."""

from __future__ import annotations

from model.policies.kinds import Choice, Coefficients, Observation, choice, coefficient

COEFFICIENTS = (
    coefficient("quiet_diplomacy", "agreement", 0.15, "standing level of agreements", (0.05, 0.3)),
    coefficient("quiet_diplomacy", "praise", 0.3, "friendly words", (0.1, 0.5)),
)


def decide(o: Observation, c: Coefficients, u: float) -> Choice:
    """Return agreement = c0 and praise = c1."""
    return choice(agreement=c[0], praise=c[1])
