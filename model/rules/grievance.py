"""Stage 6: grievance, a leaky integrator of hostile pressure (specification, section 9)."""

from __future__ import annotations

from model.parameters.relations import Grievance


def after_month(grievance: float, hostile: float, p: Grievance) -> float:
    """Return grievance, >= 0, after a month of hostile pressure in [0, 1].

    Equation: g' = memory g + weight * hostile; long run weight / (1 - memory) * hostile.
    """
    return p.memory_per_month * grievance + p.hostile_weight * hostile
