"""Stage 10: capacity, a stock that aid pays for and neglect wears down (M14; evidence F15)."""

from __future__ import annotations

from model.numerics import clip
from model.parameters.operations import Capacity


def sustained(usual: float, aid_share: float, aid_level: float) -> float:
    """Return the capacity that the present aid sustains, in [0, 1].

    Equation: clip(usual * (1 - aid_share + aid_share * aid_level)).
    """
    return clip(usual * (1.0 - aid_share + aid_share * aid_level), 0.0, 1.0)


def after_month(capacity: float, sustained: float, p: Capacity) -> float:
    """Return capacity in [0, 1].

    Equation: K' = (1 - delta) K + delta * sustained, delta = up or down per month. Over a
    suspension of T months of aid that paid for everything, K_T = K_0 (1 - down)^T.
    """
    rate = p.up_per_month if sustained > capacity else p.down_per_month
    return capacity + rate * (sustained - capacity)
