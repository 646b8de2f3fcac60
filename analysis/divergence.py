"""From which month on the monthly series of two points differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis import monthly
from analysis.pairs import Pairs
from analysis.statistics.band import band
from analysis.statistics.checks import without_rounding

NO_REPLICATES = (
    "month of divergence: the record holds statistics of the series and not each replicate "
    "(series=all), so it tells when the series part, not when they part beyond chance"
)


@dataclass(frozen=True)
class Divergence:
    """When a monthly variable of an alternative leaves the reference.

    Attributes
    ----------
    alternative, variable : str
    first : str
        First month in which the two differ at all; empty if never. Under common random numbers
        that is no earlier than the first month in which their inputs do.
    beyond_chance : str
        First month whose simultaneous band leaves zero; empty if none, or where each replicate
        was not recorded.
    largest : str
        Month of the largest mean difference; empty if there is none.
    difference : float
        The mean difference in that month.
    limit : str
        What could not be told, else empty.
    """

    alternative: str
    variable: str
    first: str
    beyond_chance: str
    largest: str
    difference: float
    limit: str = ""


def divergence(pairs: Pairs, confidence: float = 0.95, seed: int = 0) -> list[Divergence]:
    """Return when each monthly variable that is recorded leaves the reference."""
    names = monthly.months(pairs)
    return [_one(pairs, name, names, confidence, seed) for name in monthly.held(pairs)]


def _one(pairs: Pairs, name: str, names: list[str], confidence: float, seed: int) -> Divergence:
    sides = monthly.by_replicate(pairs, name)
    each = sides is not None
    if sides is None:
        sides = (
            monthly.statistics(pairs.reference, name),
            monthly.statistics(pairs.alternative, name),
        )
    d = without_rounding(*sides)
    known = np.isfinite(d).all(axis=0)
    apart = np.flatnonzero(known & (d != 0.0).any(axis=0))
    mean = d.mean(axis=0) if each else d[0]
    largest = int(np.nanargmax(np.abs(mean))) if len(apart) else -1
    beyond = ""
    if each and len(apart):
        found = band(d[:, known], confidence, seed)
        out = np.flatnonzero(known)[(found.low > 0.0) | (found.high < 0.0)]
        beyond = names[int(out[0])] if len(out) else ""
    return Divergence(
        pairs.alternative.name,
        name,
        names[int(apart[0])] if len(apart) else "",
        beyond,
        names[largest] if len(apart) else "",
        float(mean[largest]) if len(apart) else 0.0,
        "" if each else NO_REPLICATES,
    )
