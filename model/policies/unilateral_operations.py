"""Unilateral operations: act on the partner's soil or persons without notice, now and then."""

from __future__ import annotations

from model.policies.kinds import Choice, Coefficients, Observation, choice, coefficient

COEFFICIENTS = (
    coefficient("unilateral_operations", "operation", 0.6, "level of an operation", (0.2, 1.0)),
    coefficient(
        "unilateral_operations", "frequency", 0.1, "probability of one in a month", (0.02, 0.3)
    ),
)


def decide(o: Observation, c: Coefficients, u: float) -> Choice:
    """Return operation = c0 if u < c1, else nothing."""
    return choice(operation=c[0] if u < c[1] else 0.0)
