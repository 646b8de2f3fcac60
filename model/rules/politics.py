"""Stage 12: pressure at home on the sender, and the hawkishness it breeds."""

from __future__ import annotations

from model.parameters.choices import Politics


def pressure(
    pressure: float, excess_arrivals: float, headlines: float, bluffs: float, p: Politics
) -> float:
    """Return pressure at home, >= 0.

    Equation: persistence * P + w_arrivals * excess + w_headlines * headlines + w_rivals * bluffs:
    arrivals above the first month's (as a share of them), partners' hostile words and new ruptures
    (mean over dyads), bluffs called (mean over dyads).
    """
    carried = p.persistence * pressure + p.arrivals * excess_arrivals
    return carried + p.headlines * headlines + p.rivals * bluffs


def excess(arrivals: float, at_start: float) -> float:
    """Return arrivals above the first month's as a share of them, >= 0; 0 if there were none."""
    return max(arrivals / at_start - 1.0, 0.0) if at_start > 0.0 else 0.0


def hawkishness(pressure: float) -> float:
    """Return hawkishness in [0, 1): P / (1 + P)."""
    return pressure / (1.0 + pressure)
