"""A cheap stand-in for a statistic: a quadratic in the factors it feels, with its own error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import RidgeCV
from sklearn.model_selection import KFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from analysis.calibration.factors import Factors, chance, strengths

Array = NDArray[np.float64]

MOST_ACTIVE = 14
"""Factors of one emulator."""
FELT = 0.06
"""Strength from which a factor is taken in, or half of what chance may show if that is more."""
PENALTIES = (0.01, 0.1, 1.0, 10.0, 100.0)


@dataclass(frozen=True)
class Emulator:
    """One statistic: `mean(values)` and the variance of its error, found by cross-validation.

    Attributes
    ----------
    active : ndarray of int
        The factors it uses.
    variance : float
        Mean squared error on points left out.
    explained : float
        1 - variance / variance of the statistic.
    """

    active: NDArray[np.intp]
    fitted: Any
    constant: float
    variance: float
    explained: float

    def mean(self, unit: Array) -> Array:
        """Return the statistic at points of the unit cube (P, D), shape (P,)."""
        if self.fitted is None:
            return np.full(len(unit), self.constant)
        return np.asarray(self.fitted.predict(unit[:, self.active]))


def fit(factors: Factors, values: Array, statistics: Array) -> tuple[Emulator, ...]:
    """Return an emulator of each statistic.

    Parameters
    ----------
    factors : Factors
    values : ndarray, shape (P, D)
    statistics : ndarray, shape (P, S)
        NaN are left out.
    """
    unit = as_unit(factors, values)
    strength = strengths(values, statistics)
    return tuple(_one(unit, statistics[:, s], strength[:, s]) for s in range(statistics.shape[1]))


def as_unit(factors: Factors, values: Array) -> Array:
    """Return values as points of the unit cube."""
    return np.asarray((values - factors.low) / (factors.high - factors.low))


def _one(unit: Array, y: Array, strength: Array) -> Emulator:
    there = np.isfinite(y)
    x, y = unit[there], y[there]
    order = np.argsort(-strength)[:MOST_ACTIVE]
    active = np.sort(order[strength[order] >= max(FELT, chance(len(y)) / 2)])
    if len(y) < 40 or not len(active) or np.ptp(y) == 0:
        spread = float(y.var()) if len(y) else 0.0
        return Emulator(active, None, float(y.mean()) if len(y) else 0.0, spread, 0.0)
    model = make_pipeline(
        StandardScaler(), PolynomialFeatures(2, include_bias=False), RidgeCV(PENALTIES)
    )
    folds = KFold(5, shuffle=True, random_state=0)
    error = float(np.mean((cross_val_predict(model, x[:, active], y, cv=folds) - y) ** 2))
    model.fit(x[:, active], y)
    return Emulator(active, model, float(y.mean()), error, 1 - error / float(y.var()))
