"""From which month on the monthly series of two points differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis import monthly
from analysis.monthly import Change
from analysis.pairs import Pairs

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


def divergence(pairs: Pairs, found: Sequence[Change]) -> list[Divergence]:
    """Return when each monthly variable that is recorded leaves the reference.

    Parameters
    ----------
    pairs : Pairs
    found : sequence of Change
        As `analysis.monthly.changes` gives them for these pairs.
    """
    names = monthly.months(pairs)
    return [_one(pairs.alternative.name, change, names) for change in found]


def _one(alternative: str, change: Change, names: Sequence[str]) -> Divergence:
    apart = np.flatnonzero(change.differs)
    limit = "" if change.is_of_replicates else NO_REPLICATES
    if not len(apart):
        return Divergence(alternative, change.variable, "", "", "", 0.0, limit)
    largest = int(np.nanargmax(np.abs(change.mean)))
    out = np.flatnonzero((change.low > 0.0) | (change.high < 0.0))
    return Divergence(
        alternative,
        change.variable,
        names[int(apart[0])],
        names[int(out[0])] if len(out) else "",
        names[largest],
        float(change.mean[largest]),
        limit,
    )
