"""Stage 4: the threat game (Lacy & Niou 2004; Lewis & Schultz 2003; Crisman-Cox & Gibilisco 2019).

Challenge, then concede or resist, then stand firm or back down. Choices are logit in the
difference of utilities; `noise` is what neither side knows of the other. Without noise, a credible
threat that is cheaper to concede to is conceded to, so imposition is never seen on the path.
"""

from __future__ import annotations

from model.numerics import clip, logistic
from model.parameters.choices import Threat


def is_challenge(demand: float, demand_before: float, u: float, p: Threat) -> float:
    """Return 1 if a new or raised threat demands an answer this month, else 0.

    Equation: demand > demand_before and u < answer_share.
    """
    return 1.0 if demand > demand_before and u < p.answer_share else 0.0


def stake(
    threat: float,
    force_threat: float,
    trade_dependence: float,
    aid_dependence: float,
    credibility: float,
) -> float:
    """Return the leverage of the threats in force: the expected cost of resisting, in [0, 1].

    Equation: credibility * (1 - (1 - threat trade)(1 - threat aid)(1 - force_threat)).
    """
    free = (1.0 - threat * trade_dependence) * (1.0 - threat * aid_dependence)
    return credibility * (1.0 - free * (1.0 - force_threat))


def p_concede(stake: float, nationalism: float, words: float, bias: float, p: Threat) -> float:
    """Return the probability of conceding to a challenge.

    Equation: logistic((stake_weight * stake - concession_cost - publicity * nationalism * words +
    bias) / noise); `words` are the hostile words heard, `bias` comes from the partner's strategy.
    """
    gain = p.stake * stake - p.concession_cost - p.publicity * nationalism * words + bias
    return logistic(gain / p.noise)


def p_stand_firm(demand: float, hawkishness: float, exposure: float, p: Threat) -> float:
    """Return the probability that a resisted sender imposes what it threatened.

    Equation: logistic((resolve + hawk * hawkishness + audience_cost * demand - imposition_cost *
    exposure * demand) / noise).
    """
    gain = p.resolve + p.hawkishness * hawkishness + p.audience_cost * demand
    return logistic((gain - p.imposition_cost * exposure * demand) / p.noise)


def concession(level: float, demand: float, conceded: float, burden: float, p: Threat) -> float:
    """Return the concession in force, in [0, 1].

    Equation: max(level, demand) if conceded; else level * (1 - d), d between decay_kept and
    decay_broken in proportion to the material burden: compliance without trust fades, and faster
    if the sender does not keep its side.
    """
    decay = p.decay_kept_per_month
    decay = decay + max(p.decay_broken_per_month - p.decay_kept_per_month, 0.0) * burden
    kept = level * (1.0 - decay)
    return max(kept, min(demand, 1.0)) if conceded > 0.5 else kept


def credibility(belief: float, stood_firm: float, backed_down: float, p: Threat) -> float:
    """Return the partner's belief in the sender's threats, in [0, 1].

    Equation: belief + up (1 - belief) if the sender stood firm, belief - down belief if it backed
    down: a bluff called costs belief.
    """
    belief = belief + p.credibility_up * stood_firm * (1.0 - belief)
    return belief - p.credibility_down * backed_down * belief


def imposed(level: float, imposed: float, threat: float, stood_firm: float) -> float:
    """Return what stays imposed because the sender stood firm, in [0, 1].

    Equation: threat in the month it stood firm; else what was imposed, as long as the threat is in
    force and never above it.
    """
    return clip(threat, 0.0, level) if stood_firm > 0.5 else min(imposed, threat)
