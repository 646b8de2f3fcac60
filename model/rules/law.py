"""Stages 1 and 9: laws that limit foreign agents (evidence F31; Mexico 1992, 2013, 2020)."""

from __future__ import annotations

from model.parameters.choices import Law


def bite(law: float, act: float, p: Law) -> float:
    """Return the bite of the law this month, in [0, 1].

    Equation: max(persistence * law, weight * act). Practice finds ways around a law, so its bite
    fades unless it is renewed.
    """
    return max(p.persistence * law, p.weight * act)


def joint_share(law: float, p: Law) -> float:
    """Return the share of joint effort that the law leaves, in [0, 1]: 1 - joint_cut * law."""
    return 1.0 - p.joint_cut * law


def control(autonomy: float, law: float, p: Law) -> float:
    """Return kappa, the political control of an agency, in [0, 1].

    Equation: k0 + (max(control, k0) - k0) * law with k0 = 1 - autonomy: a law raises control
    towards `control`, and never lowers it (principal and agent, M10).
    """
    usual = 1.0 - autonomy
    return usual + (max(p.control, usual) - usual) * law
