"""What a sender's policy sees of a partner, and what it may do to it."""

from __future__ import annotations

from typing import NamedTuple

from model.parameters.kinds import Parameter, assumed

Coefficients = tuple[float, float, float, float]


class Observation(NamedTuple):
    """What a sender sees of one partner at the start of a month.

    `mandate`, `concession`, `hostile` (the partner's acts, last month), `own_hostile` (the sender's
    hostile pressure on it, last month), `sender_trust` and `hawkishness` are in [0, 1];
    `is_ruptured` is 0 or 1; `memory` is what the policy wrote last month (0 at first); `calendar`
    is the month of the year, 1 to 12.
    """

    mandate: float
    concession: float
    hostile: float
    own_hostile: float
    sender_trust: float
    hawkishness: float
    is_ruptured: float
    memory: float
    calendar: float


class Choice(NamedTuple):
    """The levels a policy asks for, in the order of `SENDER_INSTRUMENTS`, and its new memory."""

    words: float
    praise: float
    threat: float
    force_threat: float
    targeted_sanction: float
    financial_sanction: float
    trade_sanction: float
    suspend_security_aid: float
    suspend_development_aid: float
    decertification: float
    operation: float
    deployment: float
    agreement: float
    apology: float
    aid_increase: float
    coordination: float
    memory: float


def choice(
    words: float = 0.0,
    praise: float = 0.0,
    threat: float = 0.0,
    sanction: float = 0.0,
    suspension: float = 0.0,
    decertification: float = 0.0,
    operation: float = 0.0,
    agreement: float = 0.0,
    aid: float = 0.0,
    coordination: float = 0.0,
    memory: float = 0.0,
) -> Choice:
    """Return a choice of instruments; what is not named stays at 0.

    `sanction` is both financial and trade, `suspension` both accounts.
    """
    return Choice(
        words,
        praise,
        threat,
        0.0,
        0.0,
        sanction,
        sanction,
        suspension,
        suspension,
        decertification,
        operation,
        0.0,
        agreement,
        0.0,
        aid,
        coordination,
        memory,
    )


def performance(o: Observation) -> float:
    """Return what the sender counts as cooperation, in [0, 1]: max(mandate, concession)."""
    return max(o.mandate, o.concession)


def coefficient(
    rule: str, name: str, value: float, meaning: str, sweep: tuple[float, float] = (0.1, 0.9)
) -> Parameter:
    """Declare a coefficient in [0, 1] of a policy; how hard a policy is meant is always assumed."""
    return assumed(value, (0.0, 1.0), sweep, meaning, "a policy is a choice, not a fact").named(
        rule, name
    )


def target(rule: str, value: float = 0.7) -> Parameter:
    """Declare the level of performance below which the sender counts a partner as failing."""
    return coefficient(
        rule, "target", value, "performance below which a month counts as failing", (0.4, 0.9)
    )
