"""Stage 9: the sender's bases and overflight in a partner country (evidence F32: Manta)."""

from __future__ import annotations

from model.parameters.operations import Reach


def after_month(
    reach: float, closure: float, opening: float, was_ruptured: float, is_ruptured: float, p: Reach
) -> float:
    """Return reach in [0, 1].

    Equation: r = reach * (1 - closure_weight * closure) * (1 - rupture_loss in the month of a
    rupture); then, unless ruptured, r + up_per_month * opening * (1 - r), where `opening` is the
    larger of a base grant and of an agreement times the mandate. A closed base comes back by
    agreement only.
    """
    r = reach * (1.0 - p.closure * closure)
    broke = is_ruptured > 0.5 and was_ruptured < 0.5
    r = r * (1.0 - p.rupture_loss) if broke else r
    return r if is_ruptured > 0.5 else r + p.up_per_month * opening * (1.0 - r)
