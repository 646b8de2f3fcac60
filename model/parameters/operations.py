"""Parameters of what agencies and traffickers do: links, capacity, detection, routes, supply."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from model.parameters.kinds import assumed, sourced

UNIT = (0.0, 1.0)
PER_MONTH = "1/month"


class Links(NamedTuple):
    """Stage 9: access, liaison presence, working trust, operational cooperation."""

    up_per_month: Annotated[float, assumed(0.1, UNIT, (0.05, 0.2), "growth of operational cooperation towards effort", "reduced fit of the specification: up to .10", unit=PER_MONTH, off=0.0)]
    down_per_month: Annotated[float, assumed(0.3, UNIT, (0.1, 0.6), "fall of operational cooperation towards effort", "Mexico 2021: near zero within months (F31)", unit=PER_MONTH, off=0.0)]
    access_up_per_month: Annotated[float, assumed(0.15, UNIT, (0.05, 0.3), "return of access once granted; it is cut at once", "Bolivia 2025: within weeks; Mexico 2021: years", unit=PER_MONTH, off=0.0)]
    access_cut: Annotated[float, assumed(1.0, UNIT, (0.7, 1.0), "how much of a cut access takes in the month it is made", "cut in a day", off=0.0)]
    residual_access: Annotated[float, assumed(0.25, UNIT, (0.05, 0.5), "access left under rupture", "agency ties outlive rupture (F30)")]
    liaison_up_per_month: Annotated[float, assumed(0.03, UNIT, (0.01, 0.08), "return of liaison presence", "links are built in years", unit=PER_MONTH, off=0.0)]
    rupture_loss: Annotated[float, assumed(0.9, UNIT, (0.3, 1.0), "exposed presence expelled by a rupture", "Venezuela 2005: 10 agents to 2; Bolivia 2008: all", off=0.0)]
    expulsion_loss: Annotated[float, assumed(1.0, UNIT, (0.7, 1.0), "exposed presence lost per unit of expulsion", "an expulsion expels", off=0.0)]
    withdrawal_per_month: Annotated[float, assumed(0.05, UNIT, (0.0, 0.11), "exposed presence lost each month under rupture", "reduced fit of the specification: link decay .11", unit=PER_MONTH, off=0.0)]
    success_share: Annotated[float, assumed(0.5, UNIT, (0.3, 0.7), "probability of a joint success in a month at full cooperation", "no data identify it")]
    trust_gain: Annotated[float, assumed(0.03, UNIT, (0.01, 0.08), "working trust per success beyond the usual", "no data identify it", off=0.0)]
    betrayal: Annotated[float, assumed(0.4, UNIT, (0.2, 0.8), "working trust lost by a full operation without notice", "Cienfuegos 2020, Casablanca 1998", off=0.0)]
    trust_return_per_month: Annotated[float, assumed(0.03, UNIT, (0.01, 0.08), "return of working trust to its usual level", "no data identify it", unit=PER_MONTH, off=0.0)]


class Reach(NamedTuple):
    """Stage 9: the sender's bases and overflight."""

    closure: Annotated[float, assumed(1.0, UNIT, (0.7, 1.0), "reach lost per unit of base closure", "a closed base is closed", off=0.0)]
    rupture_loss: Annotated[float, assumed(0.8, UNIT, (0.4, 1.0), "reach lost by a rupture", "overflights refused", off=0.0)]
    up_per_month: Annotated[float, assumed(0.3, UNIT, (0.1, 0.6), "reach gained per unit of grant or agreement", "Manta replaced by Colombian bases within weeks (F32)", unit=PER_MONTH, off=0.0)]


class Capacity(NamedTuple):
    """Stage 10: the capacity that aid pays for."""

    up_per_month: Annotated[float, sourced(0.03, UNIT, (0.01, 0.05), "rebuilding", "gao2021", "not back before FY2023: at least 30 months (F15)", unit=PER_MONTH, off=0.0)]
    down_per_month: Annotated[float, sourced(0.06, UNIT, (0.03, 0.12), "erosion", "gao2021", "81 % of one agency's projects impaired within 14 months (F15)", unit=PER_MONTH, off=0.0)]


class Detection(NamedTuple):
    """Stage 11: detection at a country."""

    adjustment: Annotated[float, assumed(1.0, UNIT, (0.3, 1.0), "share of the way to this month's detection", "detection has no memory of its own", unit=PER_MONTH, off=0.0)]
    complementarity: Annotated[float, assumed(0.5, UNIT, (0.2, 0.9), "share of own detection that is idle without the other side", "intelligence exceeded ships, ships need intelligence (F36)")]
    concession_gain: Annotated[float, assumed(0.2, UNIT, (0.0, 0.5), "effort added by a full concession", "Guard deployments (F39)")]
    coordination_gain: Annotated[float, assumed(0.2, (0.0, 2.0), (0.0, 0.4), "sender's detection added by a full inter-agency plan", "announcement without strategy changes little (S4)")]
    noise_sd: Annotated[float, assumed(0.08, (0.0, 0.4), (0.0, 0.15), "relative spread from month to month", "no data identify it")]
    blind_below: Annotated[float, assumed(0.03, UNIT, (0.015, 0.06), "detection below which a country is blind", "about half of a usual country's")]


class Routes(NamedTuple):
    """Stage 11: shares of the flow."""

    adjustment_per_month: Annotated[float, assumed(0.15, UNIT, (0.05, 0.4), "step towards the preferred shares", "Honduras 2009: within four months (F33)", unit=PER_MONTH, off=0.0)]
    sensitivity: Annotated[float, assumed(8.0, (0.0, 40.0), (2.0, 16.0), "logit response to cost", "displacement is scale-dependent (F38)")]
    risk: Annotated[float, assumed(1.0, (0.0, 5.0), (0.5, 2.0), "cost per unit of removal", "one unit: the load")]
    congestion: Annotated[float, assumed(0.3, (0.0, 5.0), (0.0, 1.0), "cost per unit of share", "two-route Wardrop form (M13)")]


class Supply(NamedTuple):
    """Stage 11: what producers dispatch."""

    adjustment_per_month: Annotated[float, assumed(0.04, UNIT, (0.01, 0.1), "step towards the target", "coca changes over years", unit=PER_MONTH, off=0.0)]
    own_programme: Annotated[float, assumed(0.5, UNIT, (0.2, 0.8), "share taken off by a full own programme", "Bolivia 2010-15: -35 % without the foreign agency (F35)")]
    joint: Annotated[float, assumed(0.15, UNIT, (0.0, 0.4), "share taken off by full joint eradication", "no municipal balloon in Colombia, sign disputed (F35, F38)")]
