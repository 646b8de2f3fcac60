"""Generous tit for tat: as tit for tat, but a failing month is forgiven with some probability.

Molander (1985): generosity 1/3 for the payoffs 5, 3, 1, 0.
"""

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
    coefficient("generous_tit_for_tat", "response", 0.5, "size of the answer, hostile or friendly"),
    target("generous_tit_for_tat"),
    coefficient("generous_tit_for_tat", "generosity", 1.0 / 3.0, "probability of forgiving"),
)


def decide(o: Observation, c: Coefficients, u: float) -> Choice:
    """Return words = c0 if performance < c1 and u >= c2, else praise = c0."""
    punished = performance(o) < c[1] and u >= c[2]
    return choice(words=c[0] if punished else 0.0, praise=0.0 if punished else c[0])
