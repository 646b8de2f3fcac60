"""Stage 3: hostile and friendly pressure on a partner from all instruments in force.

Weights follow the CAMEO-Goldstein scale (Goldstein 1992). Pressures are combined by noisy-or,
1 - prod(1 - w_i x_i): in [0, 1], increasing in each, and no order among them.
"""

from __future__ import annotations

from model.parameters.relations import Pressure


def words_heard(hostility: float, habituation: float, p: Pressure) -> float:
    """Return hostile words as they are felt, in [0, 1].

    Equation: hostility * (1 - habituation_share * habituation).
    """
    return hostility * (1.0 - p.habituation_share * habituation)


def habituation(usual: float, hostility: float, p: Pressure) -> float:
    """Return how usual hostile words have become, in [0, 1].

    Equation: usual + habituation_per_month * (hostility - usual).
    """
    return usual + p.habituation_per_month * (hostility - usual)


def third_party(
    total: float, weighted: float, n: float, ideologies: float, own: float, ideology: float
) -> float:
    """Return the hostile pressure on like-minded third parties, in [0, 1].

    Equation: sum_j a_ij H_j / sum_j a_ij over the sender's other partners j, with like-mindedness
    a_ij = (1 + ideology_i ideology_j) / 2, written with four sums over all partners so that its
    cost does not grow with their square: total = sum H, weighted = sum ideology H, n, ideologies =
    sum ideology. `own` is i's own H. 0 if there is no other partner.
    """
    self_weight = 1.0 + ideology * ideology
    above = total + ideology * weighted - self_weight * own
    below = n + ideology * ideologies - self_weight
    if below < 1e-9:
        return 0.0
    return min(max(above / below, 0.0), 1.0)


def material(
    targeted: float,
    financial: float,
    trade: float,
    suspended: float,
    decertification: float,
    aid_dependence: float,
    trade_dependence: float,
    reputation: float,
    p: Pressure,
) -> float:
    """Return the burden of sanctions, suspension and decertification, in [0, 1].

    Equation: noisy-or of each level times its weight times the partner's exposure to it (trade
    dependence, aid dependence, reputation; targeted sanctions need none).
    """
    free = 1.0 - p.targeted_sanction * targeted
    free = free * (1.0 - p.financial_sanction * financial * trade_dependence)
    free = free * (1.0 - p.trade_sanction * trade * trade_dependence)
    free = free * (1.0 - p.suspension * suspended * aid_dependence)
    free = free * (1.0 - p.decertification * decertification * reputation)
    return 1.0 - free


def hostile(
    words: float,
    threat: float,
    force_threat: float,
    operation: float,
    deployment: float,
    material: float,
    credibility: float,
    third_party: float,
    p: Pressure,
) -> float:
    """Return hostile pressure on the partner, in [0, 1].

    Equation: noisy-or of words heard, threats times their credibility, operation, deployment, the
    material burden, and what is done to third parties.
    """
    free = 1.0 - p.words * words
    free = free * (1.0 - p.threat * threat * credibility)
    free = free * (1.0 - p.force_threat * force_threat * credibility)
    free = free * (1.0 - p.operation * operation)
    free = free * (1.0 - p.deployment * deployment)
    free = free * (1.0 - p.spillover * third_party)
    return 1.0 - free * (1.0 - material)


def friendly(
    warmth: float,
    agreement: float,
    apology: float,
    aid_increase: float,
    aid_dependence: float,
    relief: float,
    p: Pressure,
) -> float:
    """Return friendly pressure on the partner, in [0, 1].

    Equation: noisy-or of warm words, agreement, apology, added aid (counted up to one usual aid)
    times aid dependence, and `relief`, the fall of the material burden since last month.
    """
    free = 1.0 - p.praise * warmth
    free = free * (1.0 - p.agreement * agreement)
    free = free * (1.0 - p.apology * apology)
    free = free * (1.0 - p.aid * min(aid_increase, 1.0) * aid_dependence)
    free = free * (1.0 - p.relief * relief)
    return 1.0 - free


def relief(burden_before: float, burden: float) -> float:
    """Return the fall of the material burden, in [0, 1]: max(0, before - now)."""
    return max(0.0, burden_before - burden)
