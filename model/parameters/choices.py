"""Parameters of what governments choose: the threat game, rupture, mandate, law, home politics."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from model.parameters.kinds import assumed, sourced

UNIT = (0.0, 1.0)
PER_MONTH = "1/month"
FIT = "reduced fit of the specification (three dyads identify little)"


class Threat(NamedTuple):
    """Stage 4: challenge, then concede or resist, then stand firm or back down."""

    answer_share: Annotated[float, assumed(1.0, UNIT, (0.8, 1.0), "share of new threats that demand an answer", "1: each rise of a threat is a challenge", off=0.0)]
    stake: Annotated[float, assumed(1.2, (0.0, 5.0), (0.6, 2.0), "weight of the expected cost of resisting", "set with concession_cost and noise so that an average case concedes at .227", off=0.0)]
    concession_cost: Annotated[float, assumed(0.7, (0.0, 5.0), (0.4, 1.0), "cost of conceding as such", "as stake: pattern 1 (TIES)", off=0.0)]
    publicity: Annotated[float, assumed(0.4, (0.0, 5.0), (0.0, 0.8), "added cost of conceding to public words, times nationalism", "a rally needs visible resistance (F23)", off=0.0)]
    noise: Annotated[float, assumed(0.3, (0.001, 5.0), (0.15, 0.6), "spread of what neither side knows", "imposition needs private information (M8)")]
    resolve: Annotated[float, assumed(0.2, (-2.0, 2.0), (0.0, 0.4), "sender's gain from standing firm", "with noise: .714 stand firm once resisted (pattern 1)")]
    audience_cost: Annotated[float, assumed(0.2, (0.0, 2.0), (0.05, 0.5), "sender's cost of backing down per unit of threat", "about 16 points of approval (F25, recalled)")]
    imposition_cost: Annotated[float, assumed(0.5, (0.0, 2.0), (0.2, 1.0), "sender's own cost of imposing, times its exposure", "no data identify it")]
    hawkishness: Annotated[float, assumed(0.3, (0.0, 2.0), (0.0, 0.8), "weight of pressure at home", "no data identify it")]
    credibility_up: Annotated[float, assumed(0.15, UNIT, (0.05, 0.3), "belief gained when the sender stands firm", "no data identify it", off=0.0)]
    credibility_down: Annotated[float, assumed(0.25, UNIT, (0.1, 0.5), "belief lost when it backs down", "no data identify it", off=0.0)]
    decay_kept_per_month: Annotated[float, assumed(0.02, UNIT, (0.0, 0.06), "fading of a concession while the sender keeps its side", "compliance without trust is visible for months (F39)", unit=PER_MONTH, off=0.0)]
    decay_broken_per_month: Annotated[float, assumed(0.15, UNIT, (0.05, 0.3), "fading of a concession under a full material burden", "no data identify it", unit=PER_MONTH, off=0.0)]


class Rupture(NamedTuple):
    """Stage 7: a Schmitt trigger with hazard; `off` leaves the regime as it is."""

    upper: Annotated[float, assumed(0.52, (0.0, 2.0), (0.4, 0.65), "drive above which rupture becomes likely", FIT)]
    lower: Annotated[float, assumed(0.2, (-1.0, 2.0), (0.05, 0.35), "drive below which repair becomes possible", "hysteresis: below the upper threshold")]
    width: Annotated[float, assumed(0.04, (0.0001, 1.0), (0.02, 0.08), "softness of both thresholds", "no data identify it")]
    hazard_per_month: Annotated[float, assumed(0.4, UNIT, (0.15, 0.8), "probability of rupture well above the upper threshold", "Bolivia 2008: within months", unit=PER_MONTH, off=0.0)]
    repair_per_month: Annotated[float, assumed(0.01, UNIT, (0.0, 0.05), "probability of repair under the same leader well below the lower threshold", "ruptures end with leaders, with exceptions (F41)", unit=PER_MONTH, off=0.0)]
    leader_repair: Annotated[float, assumed(0.7, UNIT, (0.4, 0.95), "probability of repair on a change to the friendliest leader", "Bolivia 2025, Ecuador 2017 (F41)", off=0.0)]
    ideology: Annotated[float, assumed(0.2, UNIT, (0.0, 0.35), "drive added by the most hostile leader", "Venezuela, Bolivia, Ecuador (F40)")]
    common_threat: Annotated[float, assumed(0.1, UNIT, (0.0, 0.3), "drive taken off by a full common threat", "Philippines, Pakistan, Honduras were mended early (F41)")]
    act_threshold: Annotated[float, assumed(0.75, (0.0, 2.0), (0.6, 0.95), "scripted expulsion at or above which the regime is ruptured at once", "codings of the en-masse expulsions are .80 and above", off=2.0)]


class Mandate(NamedTuple):
    """Stage 8: quantal response over five stances; `off` keeps the mandate."""

    rate_per_month: Annotated[float, assumed(0.12, UNIT, (0.05, 0.25), "step towards the chosen stance", "limited rate: orders take months to arrive", unit=PER_MONTH, off=0.0)]
    rationality: Annotated[float, assumed(40.0, (0.0, 100.0), (10.0, 80.0), "precision of the quantal response", "no data identify it")]
    inertia: Annotated[float, assumed(1.0, (0.0, 5.0), (0.0, 3.0), "cost of leaving the present mandate", "status quo")]
    rupture_cost: Annotated[float, assumed(0.6, (0.0, 5.0), (0.3, 1.2), "cost of any mandate while ruptured", "Bolivian agency presence after 2009")]
    trust: Annotated[float, assumed(0.5, (0.0, 3.0), (0.2, 1.0), "weight of trust", FIT + ": .96 on a logit scale")]
    grievance: Annotated[float, assumed(0.45, (0.0, 3.0), (0.2, 0.9), "weight of grievance", FIT + ": .86 on a logit scale")]
    ideology: Annotated[float, assumed(0.4, (0.0, 3.0), (0.1, 0.8), "weight of the leader's ideology", FIT + ": .79 on a logit scale")]
    aid: Annotated[float, assumed(0.3, (0.0, 3.0), (0.0, 0.6), "weight of aid at stake, times dependence", "sign disputed: F12 against F16, F17")]
    coercion: Annotated[float, assumed(0.3, (0.0, 3.0), (0.0, 0.8), "weight of credible coercion with leverage", "Mexico 2019, 2025 (F39)")]
    gain: Annotated[float, assumed(0.15, (0.0, 3.0), (0.0, 0.4), "weight of the shared gain: operations under a common threat", "no data identify it")]
    domestic: Annotated[float, assumed(0.2, (0.0, 3.0), (0.0, 0.5), "weight of hostile words heard, times nationalism", "effect of words on operations is not identified")]
    rally: Annotated[float, assumed(0.5, (0.0, 3.0), (0.0, 1.0), "weight of approval won by resisting", "a leader who gains by defiance defies (F23)")]
    patron: Annotated[float, assumed(0.3, (0.0, 3.0), (0.0, 0.6), "weight of the alternative patron, times hostile pressure", "hedging (F40)")]


class Law(NamedTuple):
    """Stage 1 and 9: laws that limit foreign agents."""

    persistence: Annotated[float, assumed(0.93, UNIT, (0.88, 0.98), "bite of the law carried over", "bite fades in 2-3 years; " + FIT, unit=PER_MONTH, off=1.0)]
    weight: Annotated[float, assumed(1.0, UNIT, (0.7, 1.0), "how much of the law is enforced", "Mexico 2021: joint operations near zero (F31)", off=0.0)]
    joint_cut: Annotated[float, assumed(0.8, UNIT, (0.5, 0.95), "joint effort lost under a full law", "Mexico 2021 (F31)")]
    access_cut: Annotated[float, assumed(0.5, UNIT, (0.2, 0.8), "access lost under a full law", "dozens of agents without visas (F31)")]
    control: Annotated[float, assumed(0.9, UNIT, (0.8, 1.0), "political control of agencies under a full law", FIT + ": .90")]


class Politics(NamedTuple):
    """Stage 12: pressure at home and the hawkishness it breeds."""

    persistence: Annotated[float, assumed(0.9, UNIT, (0.8, 0.97), "pressure carried over", "no data identify it", unit=PER_MONTH, off=1.0)]
    arrivals: Annotated[float, assumed(0.3, (0.0, 5.0), (0.0, 1.0), "pressure per unit of arrivals above the first month's", "no data identify it", off=0.0)]
    headlines: Annotated[float, assumed(0.15, (0.0, 5.0), (0.0, 0.5), "pressure per unit of partners' hostile words and ruptures", "no data identify it", off=0.0)]
    rivals: Annotated[float, assumed(0.1, (0.0, 5.0), (0.0, 0.4), "pressure when a bluff is called", "audience cost (F25)", off=0.0)]
    endogenous: Annotated[float, assumed(0.2, UNIT, (0.0, 0.6), "hostile words per unit of hawkishness", "the loop from blind spots to rhetoric; swept", off=0.0)]


class Turnover(NamedTuple):
    """Stage 13: leaders change."""

    election_share: Annotated[float, assumed(0.6, UNIT, (0.3, 0.9), "elections that change the leader", "no reelection in most of the region; parties stay more often", off=0.0)]
    hazard_per_month: Annotated[float, assumed(0.002, UNIT, (0.0, 0.01), "leader change outside the calendar", "no data identify it", unit=PER_MONTH, off=0.0)]
    scripted: Annotated[float, assumed(1.0, UNIT, (1.0, 1.0), "weight of leader changes that happened", "1: history is followed", off=0.0)]
    relaxation: Annotated[float, sourced(0.3, UNIT, (0.1, 0.8), "share of trust and grievance that survives a leader", "mcgillivray_smith2008", "weight about .3 for personalised grievances, recalled (M15)", off=1.0)]
    ideology_spread: Annotated[float, assumed(0.4, UNIT, (0.1, 0.8), "largest shift of ideology at an unscripted change", "no data identify it", off=0.0)]
    prior_slope: Annotated[float, assumed(0.25, UNIT, (0.1, 0.5), "trust prior per unit of ideology", "Bolivia 2006, 2025; Ecuador 2017")]
