"""Pattern 5: Bolivia 2006-14, the break of 2008 and the years after it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.patterns import studies
from analysis.patterns.kinds import Array, Pattern, Runs, Sample, bounded
from analysis.patterns.observation import observed_cooperation
from scenarios.format import months

FIRST, LAST = 2006, 2014
BREAK = "2008-11"
NEW_LEADER = "2019-11"
"""First change of leader after the break."""


def statistic(runs: Mapping[str, Runs]) -> dict[str, Sample]:
    """Return the yearly error, and the shares of runs that break in time and stay broken."""
    of = runs["history_bol"]
    seen = observed_cooperation(of.series, of.ids, "USA>BOL", start=of.start, exponent=of.exponent)
    coding = studies.coding("usa_bolivia")
    years = range(FIRST, LAST + 1)
    error = np.stack([seen.at(year) - coding[year] for year in years], axis=-1)
    is_broken = of.one("dyad.is_ruptured", "USA>BOL") > 0.5
    breaks, stays = broken(is_broken, *(months.index(m, of.start) for m in (BREAK, NEW_LEADER)))
    return {
        "rmse": Sample(np.sqrt((error**2).mean(axis=-1))),
        "breaks": Sample(breaks),
        "stays": Sample(breaks * stays, breaks),
    }


def broken(is_broken: Array, about: int, new_leader: int) -> tuple[Array, Array]:
    """Return whether runs first break within a year of a month, and stay so to another.

    Parameters
    ----------
    is_broken : ndarray of bool, shape (..., months)
    about : int
        The month about which the break belongs: from twelve months before to twelve after.
    new_leader : int
        The month from which repair is allowed.

    Returns
    -------
    tuple of ndarray, shape (...)
        1 or 0 each; a run that never breaks does not stay broken.
    """
    ever = is_broken.any(axis=-1)
    onset = is_broken.argmax(axis=-1)
    breaks = ever & (np.abs(onset - about) <= 12)
    at = np.arange(is_broken.shape[-1])
    waiting = (at >= onset[..., None]) & (at < new_leader)
    stays = ever & (is_broken | ~waiting).all(axis=-1)
    return breaks.astype(np.float64), stays.astype(np.float64)


PATTERN = Pattern(
    "bolivia",
    5,
    "Bolivia 2006-14: yearly error .15 or less, a break within a year of November 2008, no repair",
    (
        bounded("rmse", 0.0, 0.15, 0.02, "root mean square error of yearly cooperation, each run"),
        bounded("breaks", 0.9, 1.0, 0.05, "share of runs first broken within a year of 2008-11"),
        bounded("stays", 0.9, 1.0, 0.05, "share of those not mended before 2019-11"),
    ),
    ("history_bol",),
    ("BOL",),
    statistic,
    "Yearly coding of Bolivia; DEA ordered out in November 2008, president until November 2019 "
    "(evidence, chronology of Bolivia; F41)",
    "A free run from 2002. The pattern says 'a break' and 'no repair'; nine tenths of runs is what "
    "is asked of a random law. The error is that of each run, not of the mean of runs.",
)
