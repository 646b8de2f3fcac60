"""Parameters of what governments say, do and feel: speech, pressure, partner acts, trust."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from model.parameters.kinds import assumed, sourced

UNIT = (0.0, 1.0)
PER_MONTH = "1/month"
ONE_CODER = "anchored on the CAMEO-Goldstein scale, divided by the scale's largest hostile value"


class Speech(NamedTuple):
    """Stage 2: reciprocity of rhetoric."""

    persistence: Annotated[float, assumed(0.4, UNIT, (0.1, 0.8), "own rhetoric carried over", "evidence F20: persistence is not identified", unit=PER_MONTH, off=1.0)]
    reciprocity: Annotated[float, sourced(0.2, (-0.5, 0.5), (-0.1, 0.35), "answer to the other's rhetoric; negative is the bully", "goldstein_pevehouse1997", "cross-lags .19-.33 in a war dyad are the upper bound (F18, F20)", unit=PER_MONTH, off=0.0)]
    gain: Annotated[float, assumed(0.6, UNIT, (0.4, 0.9), "weight of what is said on purpose", "1 - persistence makes a lasting intensity its own long-run level", off=0.0)]
    noise_sd: Annotated[float, assumed(0.04, (0.0, 0.4), (0.0, 0.1), "standard deviation of the month's news", "peaceful dyads are noisy and weakly persistent (F21)", off=0.0)]


class Pressure(NamedTuple):
    """Stage 3: weights of the senders' instruments in the partner's eyes, habituation, spillover."""

    words: Annotated[float, sourced(0.25, UNIT, (0.1, 0.45), "hostile words", "goldstein1992", "accuse -2.0 to reject -4.0 of 8", off=0.0)]
    threat: Annotated[float, sourced(0.45, UNIT, (0.25, 0.65), "non-force threat, times credibility", "goldstein1992", "threaten non-force -5.8 of 8, discounted", off=0.0)]
    force_threat: Annotated[float, sourced(0.6, UNIT, (0.4, 0.9), "threat of force, times credibility", "goldstein1992", "threaten force -7.0 of 8, discounted", off=0.0)]
    targeted_sanction: Annotated[float, assumed(0.35, UNIT, (0.15, 0.6), "listed persons and firms", ONE_CODER, off=0.0)]
    financial_sanction: Annotated[float, sourced(0.7, UNIT, (0.4, 1.0), "finance cut off, times trade dependence", "goldstein1992", "sanctions -8.0 of 8, discounted", off=0.0)]
    trade_sanction: Annotated[float, sourced(0.8, UNIT, (0.5, 1.0), "trade under sanction, times trade dependence", "goldstein1992", "sanctions -8.0 of 8, discounted", off=0.0)]
    suspension: Annotated[float, sourced(0.6, UNIT, (0.3, 0.9), "aid suspended, times aid dependence", "goldstein1992", "stop aid -5.6 of 8, discounted", off=0.0)]
    decertification: Annotated[float, assumed(0.4, UNIT, (0.2, 0.7), "naming and shaming, times reputation", ONE_CODER, off=0.0)]
    operation: Annotated[float, assumed(0.7, UNIT, (0.4, 0.95), "unilateral operation", ONE_CODER, off=0.0)]
    deployment: Annotated[float, sourced(0.5, UNIT, (0.3, 0.9), "troops moved", "goldstein1992", "show of force -7.2 of 8, discounted for the border", off=0.0)]
    praise: Annotated[float, assumed(0.15, UNIT, (0.05, 0.3), "friendly words", ONE_CODER, off=0.0)]
    agreement: Annotated[float, assumed(0.5, UNIT, (0.25, 0.8), "agreement signed", ONE_CODER, off=0.0)]
    apology: Annotated[float, assumed(0.3, UNIT, (0.1, 0.6), "apology, charges dropped", ONE_CODER, off=0.0)]
    aid: Annotated[float, assumed(0.5, UNIT, (0.25, 0.8), "added aid, times aid dependence", ONE_CODER, off=0.0)]
    relief: Annotated[float, assumed(0.5, UNIT, (0.2, 0.8), "fall of the material burden", ONE_CODER, off=0.0)]
    habituation_per_month: Annotated[float, assumed(0.1, UNIT, (0.0, 0.3), "how fast repeated words become usual", "no data identify it", unit=PER_MONTH, off=0.0)]
    habituation_share: Annotated[float, assumed(0.4, UNIT, (0.0, 0.8), "share of words discounted once usual", "no data identify it", off=0.0)]
    spillover: Annotated[float, assumed(0.1, UNIT, (0.0, 0.3), "weight of what is done to like-minded third parties", "third parties respond (F18, F42); size unknown", off=0.0)]


class Acts(NamedTuple):
    """Stage 3: weights of the partners' acts in the sender's eyes."""

    words: Annotated[float, sourced(0.25, UNIT, (0.1, 0.45), "hostile words", "goldstein1992", "as for the sender", off=0.0)]
    law: Annotated[float, assumed(0.5, UNIT, (0.25, 0.75), "law limiting agents", ONE_CODER, off=0.0)]
    expulsion: Annotated[float, sourced(0.8, UNIT, (0.5, 1.0), "agents expelled", "goldstein1992", "expel organisations -7.0 of 8", off=0.0)]
    base_closure: Annotated[float, assumed(0.5, UNIT, (0.25, 0.75), "bases closed", ONE_CODER, off=0.0)]
    intelligence_cut: Annotated[float, assumed(0.5, UNIT, (0.25, 0.75), "intelligence cut", ONE_CODER, off=0.0)]
    praise: Annotated[float, assumed(0.15, UNIT, (0.05, 0.3), "friendly words", ONE_CODER, off=0.0)]
    extradition: Annotated[float, assumed(0.3, UNIT, (0.1, 0.6), "persons handed over", ONE_CODER, off=0.0)]
    concession: Annotated[float, assumed(0.2, UNIT, (0.05, 0.5), "concession in force", ONE_CODER, off=0.0)]
    base_grant: Annotated[float, assumed(0.5, UNIT, (0.25, 0.8), "bases granted", ONE_CODER, off=0.0)]


class Trust(NamedTuple):
    """Stage 6: asymmetric trust (Bush-Mosteller form)."""

    up_per_month: Annotated[float, assumed(0.08, UNIT, (0.02, 0.15), "gain per unit of friendly pressure", "down / up is swept over 1 to 5 (M5)", unit=PER_MONTH, off=0.0)]
    down_per_month: Annotated[float, assumed(0.2, UNIT, (0.08, 0.4), "loss per unit of hostile pressure", "reduced fit: .37; one fit to three dyads identifies little", unit=PER_MONTH, off=0.0)]
    recovery_per_month: Annotated[float, assumed(0.005, UNIT, (0.0, 0.02), "return to the leader's prior by itself", "reduced fit of the specification: about .005", unit=PER_MONTH, off=0.0)]


class Grievance(NamedTuple):
    """Stage 6: leaky integrator of hostile pressure."""

    memory_per_month: Annotated[float, assumed(0.81, UNIT, (0.7, 0.95), "share kept from month to month", "reduced fit of the specification: .81", unit=PER_MONTH, off=1.0)]
    hostile_weight: Annotated[float, assumed(0.17, UNIT, (0.08, 0.3), "added per unit of hostile pressure", "reduced fit of the specification: .17", off=0.0)]


class Audience(NamedTuple):
    """Stage 5: approval as a deviation from its usual level, in shares of the public."""

    persistence: Annotated[float, sourced(0.8, UNIT, (0.6, 0.95), "deviation carried over", "mueller1970", "rallies decay over months (F26), recalled", unit=PER_MONTH, off=1.0)]
    rally: Annotated[float, assumed(0.05, (0.0, 0.3), (0.0, 0.1), "gain per unit of visible pressure resisted", "about +3 points per strong public threat (F23), consistent with, not identified", off=0.0)]
    concession_cost: Annotated[float, assumed(0.05, (0.0, 0.3), (0.0, 0.1), "loss when conceding, times nationalism", "no data identify it", off=0.0)]
