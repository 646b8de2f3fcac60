"""Stage 6: asymmetric trust (Bush-Mosteller form, M5; asymmetry: Slovic 1993)."""

from __future__ import annotations

from model.parameters.relations import Trust


def after_month(trust: float, prior: float, friendly: float, hostile: float, p: Trust) -> float:
    """Return trust in [0, 1] after a month of pressure.

    Equations, in this order: t1 = t + recovery (prior - t); t2 = t1 + up * friendly * (1 - t1);
    t' = t2 - down * hostile * t2. With recovery 0 and months either friendly (probability q) or
    hostile, the mean tends to q up / (q up + (1 - q) down).
    """
    t = trust + p.recovery_per_month * (prior - trust)
    t = t + p.up_per_month * friendly * (1.0 - t)
    return t - p.down_per_month * hostile * t
