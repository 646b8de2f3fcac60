"""Maximum pressure: every lever at once, until the partner gives in."""

from __future__ import annotations

from model.policies.kinds import Choice, Coefficients, Observation, choice, coefficient

COEFFICIENTS = (
    coefficient("maximum_pressure", "words", 0.8, "hostile words", (0.4, 1.0)),
    coefficient("maximum_pressure", "threat", 0.8, "threat", (0.4, 1.0)),
    coefficient("maximum_pressure", "sanction", 0.4, "financial and trade sanctions", (0.1, 0.8)),
    coefficient("maximum_pressure", "suspension", 0.8, "share of aid suspended", (0.4, 1.0)),
)


def decide(o: Observation, c: Coefficients, u: float) -> Choice:
    """Return all four levers and full decertification, scaled by what is not yet conceded."""
    short = 1.0 - o.concession
    return choice(
        words=c[0] * short,
        threat=c[1] * short,
        sanction=c[2] * short,
        suspension=c[3] * short,
        decertification=short,
    )
