"""Codings of made-up dyads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.validation.cases import Cases
from analysis.validation.coding import COVARIATES, Coding


def coding(
    dyad: str,
    values: Sequence[float],
    *,
    first: int = 2000,
    sd: float = 0.05,
    words: Sequence[float] | None = None,
    penalties: Sequence[float] | None = None,
    acts: Sequence[float] | None = None,
    years: Sequence[int] | None = None,
) -> Coding:
    """Return a coding of neighbouring years; instruments are 0 but for those given by year."""
    coded = list(range(first, first + len(values))) if years is None else list(years)
    n_years = coded[-1] - first + 1
    instruments = np.zeros((n_years, len(COVARIATES)))
    for column, given in ((0, words), (2, penalties)):
        if given is not None:
            instruments[: len(given), column] = given
    return Coding(
        dyad,
        np.array(coded),
        np.array(values, dtype=float),
        np.full(len(values), sd),
        first,
        instruments,
        np.zeros(n_years) if acts is None else np.array(acts, dtype=float),
    )


def table(
    observed: Sequence[float],
    *,
    dyad: Sequence[str] | None = None,
    origin_value: Sequence[float] | None = None,
    level: Sequence[float] | None = None,
) -> Cases:
    """Return cases one year ahead of 2000, one a row."""
    n = len(observed)
    return Cases(
        np.array(dyad or ["A"] * n),
        np.full(n, 2000),
        np.ones(n, dtype=int),
        np.array(observed, dtype=float),
        np.array(origin_value or [0.6] * n),
        np.full(n, 0.1),
        np.array(level or [0.5] * n),
        np.zeros(n, dtype=bool),
    )
