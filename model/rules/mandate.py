"""Stage 8: what the partner government authorises: a quantal-response choice of five stances.

The stances expand, sustain, slow-walk, restrict, break authorise 1, 3/4, 1/2, 1/4 and 0. Their
utilities are quadratic around an ideal mandate that moves with what is at stake (quantal response:
McKelvey & Palfrey 1995).
"""

from __future__ import annotations

from model.numerics import clip, wide_exp
from model.parameters.choices import Mandate

STANCES = ("break", "restrict", "slow-walk", "sustain", "expand")
EXPAND, SUSTAIN, SLOW_WALK, RESTRICT = 1.0, 0.75, 0.5, 0.25


def political_drive(
    trust: float,
    grievance: float,
    ideology: float,
    approval: float,
    nationalism: float,
    words: float,
    p: Mandate,
) -> float:
    """Return the political part of the ideal mandate.

    Equation: w_trust trust - w_grievance grievance + w_ideology ideology - w_domestic nationalism
    words - w_rally max(0, approval).
    """
    d = p.trust * trust - p.grievance * grievance + p.ideology * ideology
    return d - p.domestic * nationalism * words - p.rally * max(0.0, approval)


def material_drive(
    aid_level: float,
    aid_dependence: float,
    stake: float,
    operational: float,
    common_threat: float,
    patron: float,
    hostile: float,
    p: Mandate,
) -> float:
    """Return the material part of the ideal mandate.

    Equation: w_aid aid_dependence (aid_level - 1) + w_coercion stake + w_gain common_threat
    operational - w_patron patron hostile.
    """
    d = p.aid * aid_dependence * (aid_level - 1.0) + p.coercion * stake
    return d + p.gain * common_threat * operational - p.patron * patron * hostile


def ideal(inclination: float, drive: float, shift: float) -> float:
    """Return the ideal mandate in [0, 1].

    Equation: clip(inclination + drive + shift). `inclination` is the dyad's fixed effect, solved
    once from the mandate at the start; `shift` comes from the partner's strategy.
    """
    return clip(inclination + drive + shift, 0.0, 1.0)


def weights(
    ideal: float, mandate: float, is_ruptured: float, p: Mandate
) -> tuple[float, float, float, float, float]:
    """Return the odds of the five stances from break to expand, slow-walk being 1.

    Equation: exp(rationality * (U(level) - U(1/2))) with the utility U(level) = -(level - ideal)^2
    / 2 - inertia (level - mandate)^2 / 2 - rupture_cost * ruptured * level. With level = 1/2 + k/4
    the exponent is k a - k^2 b, where a = rationality / 4 * (ideal + inertia mandate - rupture_cost
    ruptured - (1 + inertia) / 2) and b = rationality (1 + inertia) / 32, so that the odds are
    powers of e^a and e^-b. The allowed ranges keep |a| <= 200 and b <= 20.
    """
    pull = ideal + p.inertia * mandate - p.rupture_cost * is_ruptured - 0.5 * (1.0 + p.inertia)
    up = wide_exp(0.25 * p.rationality * pull)
    near = wide_exp(-0.03125 * p.rationality * (1.0 + p.inertia))
    far = (near * near) * (near * near)
    down = 1.0 / up
    return down * down * far, down * near, 1.0, up * near, up * up * far


def chosen(ideal: float, mandate: float, is_ruptured: float, u: float, p: Mandate) -> float:
    """Return the stance chosen, as the mandate it authorises: 0, 1/4, 1/2, 3/4 or 1.

    Equation: P(level) proportional to `weights`; the stance is the first, from break upwards, at
    which the cumulated probability reaches the uniform `u`.
    """
    e0, e1, e2, e3, e4 = weights(ideal, mandate, is_ruptured, p)
    c1 = e0 + e1
    c2 = c1 + e2
    c3 = c2 + e3
    at = u * (c3 + e4)
    level = RESTRICT if at > e0 else 0.0
    level = SLOW_WALK if at > c1 else level
    level = SUSTAIN if at > c2 else level
    return EXPAND if at > c3 else level


def expected(ideal: float, mandate: float, is_ruptured: float, p: Mandate) -> float:
    """Return the mean of the stance chosen, in [0, 1] (used to solve the fixed effect)."""
    e0, e1, e2, e3, e4 = weights(ideal, mandate, is_ruptured, p)
    above = RESTRICT * e1 + SLOW_WALK * e2 + SUSTAIN * e3 + e4
    return above / ((((e0 + e1) + e2) + e3) + e4)


def after_month(mandate: float, chosen: float, p: Mandate) -> float:
    """Return the mandate in [0, 1]: mandate + rate (chosen - mandate)."""
    return mandate + p.rate_per_month * (chosen - mandate)
