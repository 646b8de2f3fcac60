"""Status quo: nothing beyond the script."""

from __future__ import annotations

from model.parameters.kinds import Parameter
from model.policies.kinds import Choice, Coefficients, Observation, choice

COEFFICIENTS: tuple[Parameter, ...] = ()


def decide(o: Observation, c: Coefficients, u: float) -> Choice:
    """Return no instrument at all."""
    return choice()
