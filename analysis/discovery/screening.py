"""Which numbers are worth looking at: those that lie differently where worlds fail.

PRIM takes the best of all possible peels, and among a hundred numbers that do nothing one of them
always looks best: its box is then narrow in numbers of no meaning. So a number is looked at only if
its values in failing and in other worlds differ by a two-sample Kolmogorov-Smirnov test at 5 %, not
corrected, for what comes through by chance is checked later; five at least are always looked at. A
number that acts only in combination with another, and on its own moves nothing, is not seen.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import ks_2samp

from analysis.discovery.boxes import Box, Flags
from analysis.statistics.checks import Array

LEVEL = 0.05
AT_LEAST = 5


def screened(x: Array, fails: Flags) -> NDArray[np.int64]:
    """Return the places of the numbers to look at, in order.

    Parameters
    ----------
    x : ndarray, shape (points, factors)
    fails : ndarray of bool, shape (points,)
        Some, not all.
    """
    p = np.array([ks_2samp(column[fails], column[~fails], method="asymp").pvalue for column in x.T])
    likely = set(np.argsort(p, kind="stable")[:AT_LEAST].tolist())
    return np.array(sorted(likely | set(np.flatnonzero(p <= LEVEL).tolist())), dtype=np.int64)


def embedded(box: Box, places: NDArray[np.int64], factors: int) -> Box:
    """Return a box of some numbers as a box of all, of which it does not restrict the others."""
    low, high = np.full(factors, -np.inf), np.full(factors, np.inf)
    low[places], high[places] = box.low, box.high
    return Box(low, high)
