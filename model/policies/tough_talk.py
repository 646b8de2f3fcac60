"""Tough talk: hostile words only, whatever the partner does."""

from __future__ import annotations

from model.policies.kinds import Choice, Coefficients, Observation, choice, coefficient

COEFFICIENTS = (coefficient("tough_talk", "words", 0.6, "hostile words, every month", (0.2, 1.0)),)


def decide(o: Observation, c: Coefficients, u: float) -> Choice:
    """Return words = c0."""
    return choice(words=c[0])
