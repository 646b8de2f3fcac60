"""Final states from random starts with the control held: how many, what share, and what decides.

Two alternative stable states show themselves twice: the final values fall into separate groups, and
which of them a run ends in depends on where it began. Groups without such a dependence are two
regimes between which chance moves the world, and no basins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike
from scipy.ndimage import gaussian_filter1d

from analysis.statistics.checks import Array
from model.errors import UserError
from scenarios.problems import statement

GRID = 512
MOST_STATES = 4
RESAMPLES = 200
LEVEL = 0.05
LEAST_SHARE = 0.01
"""Of the runs: a bump that holds fewer is not told as a state."""
DEEP = 0.7
"""Of the lower of two modes: states are apart if the density between them falls below that. Alone,
the test takes the chance bumps of a flat distribution for states in four of ten cases."""
FADING = 0.5
"""Of the memory halfway: with as little left at the end, a start is being forgotten."""
DISCRETE = 2
"""Values at most of a state that is told by its values, such as a regime."""


@dataclass(frozen=True)
class State:
    """A final state: its place, the borders of its basin, and the runs that end there.

    `low` and `high` are the bootstrap interval of the share, over starts.
    """

    at: float
    begins: float
    ends: float
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Basins:
    """What runs with random starts end in.

    Attributes
    ----------
    states : tuple of State
        In order of the variable.
    memory, memory_halfway : float
        Share of the variance of the final values that lies between starts (intraclass correlation,
        at least 0), at the end and halfway.
    p, p_halfway : float
        Permutation test that the start does not matter.
    """

    states: tuple[State, ...]
    memory: float
    p: float
    memory_halfway: float
    p_halfway: float

    @property
    def kind(self) -> str:
        """What was found: how many states, and whether the start is remembered."""
        count = len(self.states)
        states = "one state" if count == 1 else f"{count} states"
        if self.p > LEVEL:
            return f"{states}, start forgotten"
        fading = self.memory <= FADING * self.memory_halfway
        return f"{states}, start fading" if fading else f"{states}, start remembered"


def basins(final: ArrayLike, halfway: ArrayLike, confidence: float = 0.95, seed: int = 0) -> Basins:
    """Return the final states of runs and what the starts have to do with them.

    Parameters
    ----------
    final, halfway : array of shape (starts, replicates)
        The state at the end and halfway; two or more of each, all runs independent.

    Raises
    ------
    UserError
        When the shapes differ, are too small, or a value is not finite.
    """
    y, z = (np.asarray(v, dtype=np.float64) for v in (final, halfway))
    if y.ndim != 2 or y.shape != z.shape or min(y.shape) < 2:
        rule, allowed = "do not fit", "(starts, replicates), two or more of each"
        raise UserError(statement("shapes", f"{y.shape}, {z.shape}", rule, allowed, "you", ""))
    if not (np.isfinite(y).all() and np.isfinite(z).all()):
        raise UserError(statement("final states", "a value", "is not finite", "numbers", "you", ""))
    memory, p = dependence(y, seed)
    before, p_before = dependence(z, seed)
    return Basins(_states(y, confidence, seed), memory, p, before, p_before)


def dependence(values: Array, seed: int = 0, permutations: int = 999) -> tuple[float, float]:
    """Return the share of variance between the rows, and the p-value of a permutation test.

    Equation: with mean squares between and within rows of r values, (B - W) / (B + (r - 1) W), at
    least 0. Under permutation of all values the rows do not matter.
    """
    if np.ptp(values) <= 1e-12:
        return 0.0, 1.0
    starts, r = values.shape
    flat = values.ravel()
    total = ((flat - flat.mean()) ** 2).sum()

    def between(means: Array) -> Array:
        found: Array = r * ((means - flat.mean()) ** 2).sum(axis=-1)
        return found

    own = float(between(values.mean(axis=1)))
    rng = np.random.default_rng(seed)
    other = np.array(
        [
            between(rng.permutation(flat).reshape(starts, r).mean(axis=1))
            for _ in range(permutations)
        ]
    )
    mean_between = own / (starts - 1)
    mean_within = (total - own) / (starts * (r - 1))
    share = (mean_between - mean_within) / (mean_between + (r - 1) * mean_within)
    p = (1.0 + (other >= own * (1.0 - 1e-12)).sum()) / (1.0 + permutations)
    return max(0.0, float(share)), float(p)


def _states(values: Array, confidence: float, seed: int) -> tuple[State, ...]:
    flat = values.ravel()
    distinct = np.unique(flat)
    if len(distinct) <= DISCRETE or np.ptp(flat) <= 1e-9:
        middle = 0.5 * (distinct[1:] + distinct[:-1])
        places, borders = distinct, np.concatenate([[-np.inf], middle, [np.inf]])
    else:
        places, borders = modes(flat, seed)
    if np.ptp(flat) <= 1e-9:
        places, borders = np.array([flat.mean()]), np.array([-np.inf, np.inf])
    found = []
    rng = np.random.default_rng(seed)
    picked = rng.integers(0, len(values), (1000, len(values)))
    tail = (1.0 - confidence) / 2.0
    for at, begins, ends in zip(places, borders[:-1], borders[1:], strict=True):
        inside = ((values > begins) & (values <= ends)).mean(axis=1)
        low, high = np.quantile(inside[picked].mean(axis=1), [tail, 1.0 - tail])
        found.append(
            State(
                float(at),
                float(max(begins, flat.min())),
                float(min(ends, flat.max())),
                float(inside.mean()),
                float(low),
                float(high),
            )
        )
    return tuple(found)


def modes(values: ArrayLike, seed: int = 0) -> tuple[Array, Array]:
    """Return the places of the modes of a distribution and the borders between them.

    Silverman's (1981) test: as many modes as the smallest number k that it does not reject, where
    the bandwidth is the smallest with which a Gaussian kernel density has k modes, and k is
    rejected if samples from that density hardly ever need more smoothing. It errs towards fewer.

    Returns
    -------
    places : array of shape (k,)
    borders : array of shape (k + 1,)
        From minus to plus infinity, with the least density between two modes.
    """
    y = np.sort(np.asarray(values, dtype=np.float64))
    rng = np.random.default_rng(seed)
    for k in range(1, MOST_STATES + 1):
        h = _critical(y, k)
        centre, variance = y.mean(), y.var()
        shrink = 1.0 / np.sqrt(1.0 + h * h / max(variance, 1e-300))
        more = 0
        for _ in range(RESAMPLES):
            sample = rng.choice(y, len(y))
            drawn = centre + shrink * (sample - centre + h * rng.standard_normal(len(y)))
            more += len(_peaks(_density(drawn, h)[1])[0]) > k
        if more / RESAMPLES > LEVEL or k == MOST_STATES:
            return _told(y, h)
    raise AssertionError("unreachable")


def _told(y: Array, h: float) -> tuple[Array, Array]:
    """Return the modes with a deep trough between them that hold enough runs."""
    grid, density = _density(y, h)
    peaks, troughs = (list(found) for found in _peaks(density))
    while len(peaks) > 1:
        borders = np.concatenate([[-np.inf], grid[troughs], [np.inf]])
        inside = np.diff(np.searchsorted(y, borders, side="right"))
        depth = [
            density[trough] / min(density[peaks[i]], density[peaks[i + 1]])
            for i, trough in enumerate(troughs)
        ]
        shallowest, smallest = int(np.argmax(depth)), int(inside.argmin())
        if depth[shallowest] > DEEP:
            gone = shallowest + int(density[peaks[shallowest]] > density[peaks[shallowest + 1]])
            trough = shallowest
        elif inside[smallest] < LEAST_SHARE * len(y):
            gone, trough = smallest, max(smallest - 1, 0)
        else:
            break
        del peaks[gone], troughs[trough]
    return grid[peaks], np.concatenate([[-np.inf], grid[troughs], [np.inf]])


def _density(y: Array, h: float) -> tuple[Array, Array]:
    """Return a Gaussian kernel density on a grid."""
    low, high = float(y.min()) - 3.0 * h, float(y.max()) + 3.0 * h
    counts, edges = np.histogram(y, GRID, (low, high))
    grid = 0.5 * (edges[1:] + edges[:-1])
    step = edges[1] - edges[0]
    return grid, gaussian_filter1d(counts / (len(y) * step), h / step, mode="constant")


def _peaks(density: Array) -> tuple[Sequence[int], Sequence[int]]:
    """Return where a density has its modes, and its least values between them."""
    level = density > 1e-9 * density.max()
    moves = np.sign(np.diff(np.where(level, density, 0.0)))
    at = np.flatnonzero(moves)
    turns = np.flatnonzero((moves[at][:-1] > 0) & (moves[at][1:] < 0))
    peaks = [int(at[i] + 1 + at[i + 1]) // 2 for i in turns]
    troughs = []
    for a, b in pairwise(peaks):
        between = density[a : b + 1]
        lowest = np.flatnonzero(between <= between.min() + 1e-9 * density.max())
        troughs.append(int(a + lowest[len(lowest) // 2]))
    return peaks, troughs


def _critical(y: Array, k: int) -> float:
    """Return the smallest bandwidth with which the density has at most k modes."""
    spread = float(np.ptp(y))
    low, high = 1e-3 * spread, spread
    for _ in range(25):
        middle = np.sqrt(low * high)
        if len(_peaks(_density(y, middle)[1])[0]) > k:
            low = middle
        else:
            high = middle
    return float(high)
