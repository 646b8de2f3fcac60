"""Stage 13: leaders change; trust and grievance relax (McGillivray & Smith 2008; M15, F41)."""

from __future__ import annotations

from model.numerics import clip
from model.parameters.choices import Turnover


def is_change(
    is_election: float, is_scripted: float, u_election: float, u_hazard: float, p: Turnover
) -> float:
    """Return 1 if the leader changes this month, else 0.

    A change that happened (scripted) counts if `scripted` is at least 1/2; an election changes the
    leader if u_election < election_share; outside the calendar if u_hazard < hazard_per_month.
    """
    happened = is_scripted > 0.5 and p.scripted >= 0.5
    voted = is_election > 0.5 and u_election < p.election_share
    return 1.0 if happened or voted or u_hazard < p.hazard_per_month else 0.0


def ideology(
    old: float, is_changed: float, is_scripted: float, scripted: float, u: float, p: Turnover
) -> float:
    """Return the leader's ideology in [-1, 1].

    Equation: unchanged without a change; the scripted one if the change happened; else
    clip(old + ideology_spread (2 u - 1)).
    """
    if is_changed < 0.5:
        return old
    if is_scripted > 0.5:
        return scripted
    return clip(old + p.ideology_spread * (2.0 * u - 1.0), -1.0, 1.0)


def prior(trust_at_start: float, ideology: float, ideology_at_start: float, p: Turnover) -> float:
    """Return the trust that a leader starts from, in [0, 1].

    Equation: clip(trust_at_start + prior_slope (ideology - ideology_at_start)).
    """
    return clip(trust_at_start + p.prior_slope * (ideology - ideology_at_start), 0.0, 1.0)


def relaxed(value: float, prior: float, is_changed: float, p: Turnover) -> float:
    """Return trust (or grievance, with prior 0) after a possible change of leader.

    Equation: value + (1 - omega) (prior - value) on a change, else unchanged; omega = 1 leaves no
    jump, to the bit.
    """
    if is_changed < 0.5:
        return value
    return value + (1.0 - p.relaxation) * (prior - value)
