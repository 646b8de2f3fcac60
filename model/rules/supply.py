"""Stage 11: what producers dispatch (evidence F35, F38: supply can fall without the agency)."""

from __future__ import annotations

from model.parameters.operations import Supply


def target(
    usual: float, own_programme: float, cooperation: float, cooperation_at_start: float, p: Supply
) -> float:
    """Return the supply that conditions sustain, in tonnes per month, >= 0.

    Equation: usual * (1 - own_effect * own_programme) * (1 - joint_effect * (E - E_0)), where E is
    cooperation in eradication and E_0 that of the first month.
    """
    left = 1.0 - p.own_programme * own_programme
    return usual * left * (1.0 - p.joint * (cooperation - cooperation_at_start))


def after_month(supply: float, target: float, p: Supply) -> float:
    """Return supply in tonnes per month: supply + adjustment (target - supply)."""
    return supply + p.adjustment_per_month * (target - supply)
