"""Graduated reciprocation in tension reduction (GRIT): small friendly steps, announced, unasked.

The sender keeps offering through setbacks up to its patience, and answers friendliness in kind.
"""

from __future__ import annotations

from model.policies.kinds import Choice, Coefficients, Observation, choice, coefficient

SETBACK = 0.05
LOST_PER_SETBACK = 1.0 / 12.0

COEFFICIENTS = (
    coefficient(
        "graduated_reciprocation", "initiative", 0.3, "size of each friendly step", (0.1, 0.6)
    ),
    coefficient("graduated_reciprocation", "patience", 0.5, "setbacks borne, in years", (0.1, 1.0)),
)


def decide(o: Observation, c: Coefficients, u: float) -> Choice:
    """Return agreement = c0 / 2 and praise = c0 while fewer than 12 c1 setbacks stand.

    A setback is a month with hostile acts above 1/20; each quiet month clears one. `memory` holds
    the setbacks that stand, in years.
    """
    moved = LOST_PER_SETBACK if o.hostile > SETBACK else -LOST_PER_SETBACK
    setbacks = min(max(o.memory + moved, 0.0), 1.0)
    step = c[0] if setbacks <= c[1] else 0.0
    return choice(agreement=0.5 * step, praise=step, memory=setbacks)
