"""Pattern 2: under high tension each side answers the other's words."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from analysis.patterns.kinds import Pattern, Runs, Sample, bounded, mean_of

Array = NDArray[np.float64]


def signed_log(x: Array) -> Array:
    """Return sign(x) ln(1 + |x|)."""
    return np.asarray(np.sign(x) * np.log1p(np.abs(x)))


def cross_lags(first: Array, second: Array) -> tuple[Array, Array]:
    """Return the cross-lag coefficients of a two-variable VAR(1) with intercepts, by least squares.

    Parameters
    ----------
    first, second : ndarray, shape (..., T)

    Returns
    -------
    tuple of ndarray, shape (...)
        Of `first` on the other's last month, and of `second`; NaN where the two past series are
        collinear or still, so that no coefficient is identified.
    """
    past = [x[..., :-1] - x[..., :-1].mean(axis=-1, keepdims=True) for x in (first, second)]
    aa, bb, ab = ((u * v).sum(axis=-1) for u, v in ((past[0],) * 2, (past[1],) * 2, past))
    det = aa * bb - ab**2
    found = []
    for now, own, other, s_own, s_other in (
        (first[..., 1:], past[0], past[1], aa, bb),
        (second[..., 1:], past[1], past[0], bb, aa),
    ):
        y_own, y_other = (now * own).sum(axis=-1), (now * other).sum(axis=-1)
        with np.errstate(invalid="ignore", divide="ignore"):
            value = (s_own * y_other - ab * y_own) / det
        found.append(np.where(det > 1e-12 * np.maximum(s_own * s_other, 1e-300), value, np.nan))
    return found[0], found[1]


def statistic(runs: Mapping[str, Runs]) -> dict[str, Sample]:
    """Return the mean cross-lags of rhetoric on the Goldstein scale of 10, after signed logs."""
    series = runs["tension"].series
    sender, partner = (
        signed_log(10 * series[f"dyad.{name}"][..., 0]) for name in ("rhetoric", "partner_rhetoric")
    )
    own, others = cross_lags(sender, partner)
    return {"sender": mean_of(own), "partner": mean_of(others)}


PATTERN = Pattern(
    "reciprocity",
    2,
    "Under high tension the cross-lags of both sides' hostility are .19 to .33",
    (
        bounded("sender", 0.19, 0.33, 0.02, "cross-lag of the sender's rhetoric on the partner's"),
        bounded("partner", 0.19, 0.33, 0.02, "cross-lag of the partner's rhetoric on the sender's"),
    ),
    ("tension",),
    (),
    statistic,
    "Israel and Palestinians, weekly Goldstein sums 1979-2003 (evidence F20, computed; "
    "Goldstein & Pevehouse 1997)",
    "Months instead of weeks and one lag, as the law has one; rhetoric times 10 as the Goldstein "
    "weight of the month.",
)
