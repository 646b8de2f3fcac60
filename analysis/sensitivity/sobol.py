"""Sobol' indices of first, second and total order, with bootstrap intervals and convergence.

The estimators are SALib's: first order and total effect of Saltelli et al. (2010, *Computer Physics
Communications* 181, 259-270), pairs of Saltelli (2002, the same 145, 280-297), of outcomes
standardised over the whole design. Each is made of means over the N blocks of the design, so that a
resample of blocks is a vector of counts and all indices of all resamples are one matrix product;
SALib gathers every resample of every factor instead. The intervals are percentiles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from SALib.analyze.sobol import first_order, second_order, separate_output_values, total_order

from analysis.statistics.bootstrap import resampled_means
from analysis.statistics.checks import Array, level

RESAMPLES = 1000
SMALLEST = 16
"""Blocks of the smallest sample of the convergence plot."""
PAIRS = 200
"""Columns of pairs that are resampled at once."""


@dataclass(frozen=True)
class Index:
    """An index with its interval; `of` names its factor, or the two of a pair."""

    of: tuple[str, ...]
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Sobol:
    """The indices of an outcome.

    Attributes
    ----------
    blocks : int
        N; with D factors the design has N (D + 2) or N (2D + 2) points.
    first, total, second : tuple of Index
        In the order of the factors; `second` is empty where the design has no blocks for it.
    sum_of_first : float
        One for an outcome to which the factors just add.
    """

    blocks: int
    first: tuple[Index, ...]
    total: tuple[Index, ...]
    second: tuple[Index, ...]
    sum_of_first: float


def sobol(
    y: Array,
    names: Sequence[str],
    *,
    has_second: bool = False,
    confidence: float = 0.95,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Sobol:
    """Return the Sobol' indices of outcomes over Saltelli's design.

    Parameters
    ----------
    y : ndarray, shape (N (D + 2),) or with second order (N (2D + 2),)
        Finite and not constant, in the order of the design.
    names : sequence of str
        The D factors, or groups of factors.
    has_second : bool
        Whether the design has the blocks for pairs.
    confidence, seed, resamples : of the bootstrap of blocks
    """
    size = len(names)
    step = 2 * size + 2 if has_second else size + 2
    blocks = len(y) // step
    y = (y - y.mean()) / y.std()
    a, b, ab, ba = separate_output_values(y, size, blocks, has_second)
    first = [float(first_order(a, ab[:, j], b)) for j in range(size)]
    total = [float(total_order(a, ab[:, j], b)) for j in range(size)]
    products = np.hstack([b[:, None] * (ab - a[:, None]), 0.5 * (a[:, None] - ab) ** 2])
    bootstrap = _Bootstrap(a, b, resamples, seed)
    first_drawn, total_drawn = np.split(bootstrap.begin(products), 2, axis=1)
    tail = 50.0 * (1.0 - level(confidence))
    single = [(name,) for name in names]
    return Sobol(
        blocks,
        _indices(single, first, first_drawn, tail),
        _indices(single, total, total_drawn, tail),
        _second(names, (a, b, ab, ba), (bootstrap, first_drawn), tail) if has_second else (),
        float(sum(first)),
    )


def converging(
    whole: Sobol,
    y: Array,
    names: Sequence[str],
    *,
    has_second: bool = False,
    confidence: float = 0.95,
    seed: int = 0,
) -> tuple[Sobol, ...]:
    """Return the indices from the first 16, 32, ... and all blocks, smallest first.

    The first blocks of the design are the design of that size, because the points are a Sobol'
    sequence. Of the smaller samples only the first and total orders are taken.

    Parameters
    ----------
    whole : Sobol
        Those from all blocks.
    y, names, has_second, confidence, seed : as for `sobol`
    """
    size = len(names)
    step = 2 * size + 2 if has_second else size + 2
    found = []
    for count in sizes(whole.blocks)[:-1]:
        part = y[: count * step].reshape(count, step)
        if has_second:  # the blocks of a design without pairs: A, those with one factor of B, B
            part = part[:, [*range(size + 1), step - 1]]
        if np.ptp(part) > 0.0:
            made = sobol(part.ravel(), names, confidence=confidence, seed=seed, resamples=500)
            found.append(made)
    return (*found, replace(whole, second=()))


def sizes(blocks: int) -> list[int]:
    """Return 16, 32, ... below the number of blocks, and that."""
    found = []
    size = SMALLEST
    while size < blocks:
        found.append(size)
        size *= 2
    return [*found, blocks]


class _Bootstrap:
    """Resamples of the blocks: means of products over the variance of A and B together."""

    def __init__(self, a: Array, b: Array, resamples: int, seed: int) -> None:
        self._asked = (resamples, seed)
        self._moments = np.column_stack([a + b, a**2 + b**2])
        self._variance = np.empty(0)

    def begin(self, products: Array) -> Array:
        """Return the resampled means of the first products over the variance.

        To draw the resamples is what takes time, so the variance is taken from the same ones.
        """
        means = resampled_means(np.hstack([self._moments, products]), *self._asked)
        half = means[:, :2] / 2.0
        self._variance = half[:, 1] - half[:, 0] ** 2
        return self._over(means[:, 2:])

    def of(self, products: Array) -> Array:
        """Return the resampled means of more products over the variance, (resamples, columns)."""
        return self._over(resampled_means(products, *self._asked))

    def _over(self, means: Array) -> Array:
        variance = self._variance[:, None]
        return np.divide(means, variance, out=np.zeros_like(means), where=variance > 1e-15)


def _second(
    names: Sequence[str],
    outputs: tuple[Array, Array, Array, Array],
    drawn: tuple[_Bootstrap, Array],
    tail: float,
) -> tuple[Index, ...]:
    a, b, ab, ba = outputs
    bootstrap, first = drawn
    every = list(combinations(range(len(names)), 2))
    found: list[Index] = []
    for start in range(0, len(every), PAIRS):
        part = every[start : start + PAIRS]
        j, k = (np.array(places) for places in zip(*part, strict=True))
        values = [float(second_order(a, ab[:, p], ab[:, q], ba[:, p], b)) for p, q in part]
        both = bootstrap.of(ba[:, j] * ab[:, k] - (a * b)[:, None]) - first[:, j] - first[:, k]
        found += _indices([(names[p], names[q]) for p, q in part], values, both, tail)
    return tuple(found)


def _indices(
    of: Sequence[tuple[str, ...]], values: Sequence[float], drawn: Array, tail: float
) -> tuple[Index, ...]:
    low, high = np.percentile(drawn, [tail, 100.0 - tail], axis=0)
    return tuple(
        Index(name, value, float(low[i]), float(high[i]))
        for i, (name, value) in enumerate(zip(of, values, strict=True))
    )
