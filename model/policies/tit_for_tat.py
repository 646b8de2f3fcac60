"""Tit for tat: answer a failing month with hostile words, a good one with friendly ones.

Axelrod (1984). Performance below the target counts as defection.
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
    coefficient("tit_for_tat", "response", 0.5, "size of the answer, hostile or friendly"),
    target("tit_for_tat"),
)


def decide(o: Observation, c: Coefficients, u: float) -> Choice:
    """Return words = c0 if performance < c1, else praise = c0."""
    failed = performance(o) < c[1]
    return choice(words=c[0] if failed else 0.0, praise=0.0 if failed else c[0])
