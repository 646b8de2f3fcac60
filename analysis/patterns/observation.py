"""What a coder of yearly cooperation would have seen of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scenarios.format import months

Array = NDArray[np.float64]

EXPONENT = 0.5
"""Used unless calibration says otherwise."""
RANGE = (0.25, 1.0)
"""What the exponent is assumed to lie in: a coder who multiplies between four factors and one."""
LEAST_MONTHS = 6
"""A calendar year counts if as many of its months were run."""


@dataclass(frozen=True)
class Yearly:
    """Yearly values: `years` (Y,), `values` (..., Y)."""

    years: NDArray[np.int64]
    values: Array

    def at(self, year: int) -> Array:
        """Return the values of a year, shape (...).

        Raises
        ------
        ValueError
            When the year was not run.
        """
        (place,) = np.flatnonzero(self.years == year)
        return self.values[..., place]


def as_coded(operational: Array, exponent: Any = EXPONENT) -> Array:
    """Return operational cooperation on the coder's scale, shape as given.

    Equation: y = x^g with g in [.25, 1], so that 0 stays 0 and 1 stays 1.

    Operational cooperation is a product of access, presence, two capacities and willingness, each
    with 1 for the most the tie has known. A coder who writes 0 for "agencies out" and 1 for "full"
    judges how full the typical factor is, a geometric mean: with n factors that move by themselves
    the mean of a product x is x^(1/n). See `docs/decisions/0040-what-a-coder-sees.md`.

    Parameters
    ----------
    operational : ndarray
        In [0, 1].
    exponent : float or ndarray
        g; an array must broadcast against `operational`.
    """
    return np.asarray(np.power(np.maximum(operational, 0.0), exponent))


def yearly(values: Array, start: str) -> Yearly:
    """Return calendar-year means of monthly values.

    Parameters
    ----------
    values : ndarray, shape (..., months)
    start : str
        First month, `YYYY-MM`.

    Returns
    -------
    Yearly
        Of the years with at least six months.
    """
    first = months.number(start)
    year = (first + np.arange(values.shape[-1])) // 12
    found, counts = np.unique(year, return_counts=True)
    kept = found[counts >= LEAST_MONTHS]
    means = [values[..., year == chosen].mean(axis=-1) for chosen in kept]
    shape = (*values.shape[:-1], 0)
    return Yearly(kept, np.stack(means, axis=-1) if means else np.empty(shape))


def observed_cooperation(
    series: Mapping[str, Array],
    ids: Mapping[str, tuple[str, ...]],
    dyad: str,
    *,
    start: str,
    exponent: Any = EXPONENT,
) -> Yearly:
    """Return the yearly cooperation that a coder would have written for a dyad.

    Parameters
    ----------
    series : mapping
        With "dyad.operational", shape (..., months, dyads).
    ids : mapping
        With "dyad", for instance ("USA>MEX", ...).
    dyad : str
    start : str
        First month, `YYYY-MM`.
    exponent : float or ndarray
        Of `as_coded`; an array of shape (points,) goes with series of shape (points, R, ...).
    """
    values = series["dyad.operational"][..., ids["dyad"].index(dyad)]
    power = np.asarray(exponent, dtype=np.float64)
    if power.ndim:
        power = power.reshape(-1, *[1] * (values.ndim - 1))
    return yearly(as_coded(values, power), start)
