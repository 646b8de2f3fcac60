"""Stage 9: links between agencies: access, presence, trust, work done (principal and agent, M10).

Effort = capacity x access x ((1 - kappa) own working trust + kappa mandate), with kappa from
`model.rules.law`. Links are built in years and cut in a day (evidence F30, F31).
"""

from __future__ import annotations

from model.numerics import clip
from model.parameters.operations import Links


def granted(usual: float, is_ruptured: float, law_cut: float, cut: float, p: Links) -> float:
    """Return the access that the partner grants, in [0, 1].

    Equation: usual * (residual_access if ruptured else 1) * (1 - law_cut) * (1 - cut), where
    `law_cut` is access_cut times the bite of the law and `cut` the share of intelligence channels
    cut.
    """
    left = p.residual_access if is_ruptured > 0.5 else 1.0
    return usual * left * (1.0 - law_cut) * (1.0 - cut)


def access(access: float, granted: float, p: Links) -> float:
    """Return access in [0, 1]: cut at once, regained at `access_up_per_month`."""
    rate = p.access_up_per_month if granted > access else p.access_cut
    return access + rate * (granted - access)


def liaison(
    presence: float,
    usual: float,
    exposure: float,
    expulsion: float,
    was_ruptured: float,
    is_ruptured: float,
    p: Links,
) -> float:
    """Return liaison presence in [0, 1].

    Equation: presence * (1 - exposure * loss), where loss is the larger of expulsion_loss *
    expulsion and, under rupture, rupture_loss in its first month and withdrawal after it; then, if
    not ruptured and not expelled, a step up_per_month towards the usual presence.
    """
    broken = 0.0
    if is_ruptured > 0.5:
        broken = p.withdrawal_per_month if was_ruptured > 0.5 else p.rupture_loss
    left = presence * (1.0 - exposure * max(p.expulsion_loss * expulsion, broken))
    grows = is_ruptured < 0.5 and expulsion <= 0.0 and usual > left
    return left + p.liaison_up_per_month * (usual - left) if grows else left


def willingness(working_trust: float, mandate: float, control: float) -> float:
    """Return the partner agency's willingness in [0, 1].

    Equation: (1 - kappa) working trust + kappa mandate.
    """
    return (1.0 - control) * working_trust + control * mandate


def effort(
    access: float,
    liaison: float,
    sender_capacity: float,
    partner_capacity: float,
    willingness: float,
    joint_share: float,
) -> float:
    """Return the joint effort in [0, 1]: the product of its arguments, each in [0, 1].

    Willingness comes last: the rest is often the same in every replicate, and then made once.
    """
    return access * liaison * joint_share * sender_capacity * partner_capacity * willingness


def operational(level: float, effort: float, p: Links) -> float:
    """Return operational cooperation in [0, 1].

    Equation: level + eta (effort - level) with eta = up_per_month or down_per_month; after a step
    in effort, level_t = effort + (level_0 - effort) (1 - eta)^t.
    """
    rate = p.up_per_month if effort > level else p.down_per_month
    return level + rate * (effort - level)


def is_success(operational: float, u: float, p: Links) -> float:
    """Return 1 if the month brought a joint success, else 0: u < success_share * operational."""
    return 1.0 if u < p.success_share * operational else 0.0


def working_trust(
    trust: float, usual: float, success: float, expected: float, operation: float, p: Links
) -> float:
    """Return working trust in [0, 1].

    Equation: clip(t + trust_gain (success - expected) + return (usual - t)) * (1 - betrayal *
    operation). `expected` is the probability of a success at the cooperation of the first month:
    trust moves by what differs from the usual.
    """
    learnt = p.trust_gain * (1.0 - expected) if success > 0.5 else -p.trust_gain * expected
    t = clip(trust + learnt + p.trust_return_per_month * (usual - trust), 0.0, 1.0)
    return t * (1.0 - p.betrayal * operation) if operation > 0.0 else t
