"""What a partner's strategy sees of a month, and what it may change in the partner's answer."""

from __future__ import annotations

from typing import NamedTuple

from model.parameters.kinds import Parameter, assumed

Coefficients = tuple[float, float, float, float]


class Situation(NamedTuple):
    """What a partner sees of one sender in a month; every number in [0, 1].

    `hostile` and `friendly` are this month's pressure, `stake` the leverage of threats in force.
    """

    hostile: float
    friendly: float
    stake: float
    aid_dependence: float
    patron: float
    nationalism: float
    trust: float
    grievance: float


class Response(NamedTuple):
    """What a strategy changes.

    `reactivity` >= 0 multiplies reciprocity of rhetoric from next month on (1 is neutral),
    `concession_bias` is added to the gain from conceding, `mandate_shift` to the ideal mandate.
    """

    reactivity: float
    concession_bias: float
    mandate_shift: float


def coefficient(
    rule: str,
    name: str,
    value: float,
    meaning: str,
    sweep: tuple[float, float] = (0.0, 0.6),
    high: float = 1.0,
) -> Parameter:
    """Declare a coefficient of a strategy; how strongly a government leans is always assumed."""
    return assumed(value, (0.0, high), sweep, meaning, "no data identify it").named(rule, name)
