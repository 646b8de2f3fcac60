"""Which mechanism moved a decision: the law's own functions, one argument changed at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analysis.frames import Frame
from model.inputs import Inputs
from model.instruments import INSTRUMENT_INDEX
from model.rules import instruments, mandate, rupture

FALL: Mapping[str, str] = {
    "trust": "trust in the sender fell",
    "grievance": "grievance built up",
    "ideology": "the leader in office is further from the sender",
    "approval": "a rally at home raised the domestic cost of cooperating",
    "words": "hostile words raised the domestic cost of cooperating",
    "aid_level": "aid was cut",
    "stake": "no threat forces it any more",
    "operational": "there is less work to gain from",
    "hostile": "it leans to its other patron under pressure",
    "shift": "its strategy turned away",
}
"""Why a mandate fell, by the argument that moved it."""

RISE: Mapping[str, str] = {
    "trust": "trust in the sender grew",
    "grievance": "grievance faded",
    "ideology": "the leader in office is closer to the sender",
    "approval": "the rally at home is over",
    "words": "words at home calmed down",
    "aid_level": "aid was raised",
    "stake": "a threat put much at stake",
    "operational": "there is more work to gain from",
    "hostile": "pressure that drove it to its other patron eased",
    "shift": "its strategy turned towards the sender",
}
"""Why a mandate rose, by the argument that moved it."""


class Term(NamedTuple):
    """A part of a change: which argument of the law moved, and by how much it moved the result."""

    name: str
    amount: float


def mandate_terms(inputs: Inputs, frames: Sequence[Frame], month: int, dyad: int) -> list[Term]:
    """Return what moved a dyad's ideal mandate away from where it was at the founding.

    Parameters
    ----------
    inputs : Inputs
        The world, with the parameters in force.
    frames : sequence of Frame
        The state at the founding and after each month.
    month : int
        Months stepped, >= 1: the decision explained is the one taken in the last of them.
    dyad : int
        Index of the dyad.

    Returns
    -------
    list of Term
        The largest first. Each is the drive with this argument as it is now and all others as at
        the founding, minus the drive at the founding; the law is additive in them, so they add up
        to the change of the drive plus the strategy's shift.
    """
    start = _arguments(inputs, frames, 0, dyad)
    now = _arguments(inputs, frames, month, dyad)
    base = _drive(inputs, start, dyad)
    terms = [Term(name, _drive(inputs, {**start, name: now[name]}, dyad) - base) for name in start]
    terms.append(Term("shift", float(frames[month]["dyad.mandate_shift"][dyad])))
    return sorted(terms, key=lambda term: -abs(term.amount))


def why_mandate(terms: Sequence[Term], is_fall: bool, least: float = 0.02) -> str:
    """Return the reasons that point the way the mandate went, at most two, in words.

    `least` is the smallest part that is told, in units of the mandate. Without any the change is
    what is left to chance in a choice among stances, and is said to be so.
    """
    words = FALL if is_fall else RISE
    sign = -1.0 if is_fall else 1.0
    told = [
        f"{words[term.name]} ({term.amount:+.2f})" for term in terms if sign * term.amount >= least
    ]
    return " and ".join(told[:2]) if told else "choices vary from month to month"


def stance(inputs: Inputs, before: Frame, now: Frame, dyad: int) -> str:
    """Return the stance that a partner chose in a month, from how its mandate moved."""
    rate = inputs.parameters.mandate.rate_per_month
    old, new = float(before["dyad.mandate"][dyad]), float(now["dyad.mandate"][dyad])
    if rate <= 0.0:
        return mandate.STANCES[round(4.0 * min(max(old, 0.0), 1.0))]
    level = old + (new - old) / rate
    return mandate.STANCES[round(4.0 * min(max(level, 0.0), 1.0))]


def p_rupture(inputs: Inputs, before: Frame, now: Frame, dyad: int) -> float:
    """Return the probability with which a dyad could rupture in the month that led to `now`."""
    given = inputs.dyads[dyad]
    partner = [g.id for g in inputs.governments].index(given.partner)
    push = rupture.drive(
        float(now["dyad.grievance"][dyad]),
        float(before["government.ideology"][partner]),
        given.common_threat,
        inputs.parameters.rupture,
    )
    return rupture.p_rupture(push, inputs.parameters.rupture)


def _arguments(inputs: Inputs, frames: Sequence[Frame], month: int, dyad: int) -> dict[str, float]:
    """Return the arguments of the mandate's drive as the decision of a month saw them.

    Leaders change after the decision and agencies work after it, so both count as of the month
    before.
    """
    now, before = frames[month], frames[max(month - 1, 0)]
    given = inputs.dyads[dyad]
    partner = [g.id for g in inputs.governments].index(given.partner)
    levels = now["dyad.instruments"][dyad]
    suspended = 0.5 * (
        levels[INSTRUMENT_INDEX["suspend_security_aid"]]
        + levels[INSTRUMENT_INDEX["suspend_development_aid"]]
    )
    return {
        "trust": float(now["dyad.trust"][dyad]),
        "grievance": float(now["dyad.grievance"][dyad]),
        "ideology": float(before["government.ideology"][partner]),
        "approval": float(now["government.approval"][partner]),
        "words": float(now["dyad.words"][dyad]),
        "aid_level": instruments.aid_level(
            float(suspended), float(levels[INSTRUMENT_INDEX["aid_increase"]])
        ),
        "stake": float(now["dyad.stake"][dyad]),
        "operational": float(before["dyad.operational"][dyad]),
        "hostile": float(now["dyad.hostile"][dyad]),
    }


def _drive(inputs: Inputs, x: Mapping[str, float], dyad: int) -> float:
    given = inputs.dyads[dyad]
    nationalism = {g.id: g.nationalism for g in inputs.governments}[given.partner]
    p = inputs.parameters.mandate
    political = mandate.political_drive(
        x["trust"], x["grievance"], x["ideology"], x["approval"], nationalism, x["words"], p
    )
    return political + mandate.material_drive(
        x["aid_level"], given.aid_dependence, x["stake"], x["operational"], given.common_threat,
        given.patron, x["hostile"], p,
    )  # fmt: skip
