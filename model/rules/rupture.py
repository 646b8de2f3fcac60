"""Stage 7: rupture and repair, a Schmitt trigger with hazard (M12; McGillivray & Smith 2008)."""

from __future__ import annotations

from model.numerics import logistic
from model.parameters.choices import Rupture


def drive(grievance: float, ideology: float, common_threat: float, p: Rupture) -> float:
    """Return what drives towards rupture, about [-.3, 1.3].

    Equation: grievance + ideology_weight * max(0, -ideology) - threat_weight * common_threat.
    """
    return grievance + p.ideology * max(0.0, -ideology) - p.common_threat * common_threat


def p_rupture(drive: float, p: Rupture) -> float:
    """Return the monthly probability of rupture: hazard * logistic((drive - upper) / width)."""
    return p.hazard_per_month * logistic((drive - p.upper) * (1.0 / p.width))


def is_out_of_reach(drive: float, u: float, p: Rupture) -> float:
    """Return 1 if `p_rupture` is below the uniform `u` for sure, else 0: told without `exp`.

    Equation: with a = (upper - drive) / width >= 0, e^a > 1 + a + a^2 / 2 + a^3 / 6 + a^4 / 24 = s,
    so that p_rupture < hazard / (1 + s): out of reach if u (1 + s) > 1.000001 hazard, which leaves
    room for rounding.
    """
    a = (p.upper - drive) * (1.0 / p.width)
    s = 1.0 + a * (1.0 + a * (0.5 + a * (1.0 / 6.0 + a * (1.0 / 24.0))))
    return 1.0 if a >= 0.0 and u * (1.0 + s) > 1.000001 * p.hazard_per_month else 0.0


def p_repair(drive: float, ideology: float, is_new_leader: float, p: Rupture) -> float:
    """Return the monthly probability of repair.

    Equation: rate * logistic((lower - drive) / width), where the rate is repair_per_month under the
    same leader and leader_repair * (1 + ideology) / 2 in the month after a change of leader if
    that is larger.
    """
    rate = p.repair_per_month
    if is_new_leader > 0.5:
        rate = max(rate, p.leader_repair * (1.0 + ideology) / 2.0)
    return rate * logistic((p.lower - drive) * (1.0 / p.width))


def regime(
    is_ruptured: float,
    p_rupture: float,
    p_repair: float,
    expulsion: float,
    u_rupture: float,
    u_repair: float,
    p: Rupture,
) -> float:
    """Return 1 if the dyad is ruptured after this month, else 0.

    A scripted expulsion at or above `act_threshold` ruptures at once; otherwise a normal dyad
    ruptures if u_rupture < p_rupture, a ruptured one is mended if u_repair < p_repair.
    """
    if expulsion >= p.act_threshold:
        return 1.0
    if is_ruptured > 0.5:
        return 0.0 if u_repair < p_repair else 1.0
    return 1.0 if u_rupture < p_rupture else 0.0
