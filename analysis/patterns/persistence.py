"""Pattern 8: cooperation of one year is much like that of the last."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.patterns import studies
from analysis.patterns.kinds import Array, Pattern, Runs, Sample, bounded, mean_of
from analysis.patterns.observation import observed_cooperation

DYADS = {"MEX": "usa_mexico", "COL": "usa_colombia", "BOL": "usa_bolivia"}
STILL = 1e-12
"""Variance of past years below which no coefficient is identified."""


def autoregression(values: Array) -> Array:
    """Return the AR(1) coefficient of yearly values by least squares with an intercept.

    Equation: sum (x_t - mean x)(x_(t-1) - mean x_(t-1)) / sum (x_(t-1) - mean x_(t-1))^2; NaN for a
    series that does not move.

    Parameters
    ----------
    values : ndarray, shape (..., years)
    """
    past, now = values[..., :-1], values[..., 1:]
    past = past - past.mean(axis=-1, keepdims=True)
    below = (past**2).sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = (past * now).sum(axis=-1) / below
    return np.where(below > STILL, found, np.nan)


def statistic(runs: Mapping[str, Runs]) -> dict[str, Sample]:
    """Return the mean coefficient of each dyad over the years that are coded."""
    found = {}
    for partner, history in DYADS.items():
        study = f"history_{partner.lower()}"
        if study not in runs:  # a dyad that is left out
            continue
        of = runs[study]
        seen = observed_cooperation(
            of.series, of.ids, f"USA>{partner}", start=of.start, exponent=of.exponent
        )
        years = [year for year in studies.coding(history) if year in seen.years]
        values = np.stack([seen.at(year) for year in years], axis=-1)
        found[partner.lower()] = mean_of(autoregression(values))
    return found


PATTERN = Pattern(
    "persistence",
    8,
    "The yearly AR(1) of cooperation is .85 or more for Mexico, Colombia and Bolivia",
    tuple(
        bounded(partner.lower(), 0.85, 1.1, 0.05, f"AR(1) of observed cooperation, {partner}")
        for partner in DYADS
    ),
    tuple(f"history_{partner.lower()}" for partner in DYADS),
    tuple(DYADS),
    statistic,
    "Yearly codings of Mexico 1985-2021, Colombia 1994-2010, Bolivia 2002-25 (evidence, section 2)",
    "Free runs over the years that are coded; least squares with an intercept, as for the codings.",
)
