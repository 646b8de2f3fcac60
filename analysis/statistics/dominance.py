"""Stochastic dominance of first and second order between the two sides of pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.bootstrap import resampled_means
from analysis.statistics.checks import Array, columns
from model.errors import UserError

GRID = 20
RESAMPLES = 400
LEVEL = 0.05
TIED = 1e-6
"""Of the range of the values: gaps that differ by less are equal (they are of single precision)."""
Gaps = NDArray[np.float32]


@dataclass(frozen=True)
class Dominance:
    """Whether one side dominates, and how far each is from doing so.

    Attributes
    ----------
    verdict : str
        "alternative" or "reference" (that side dominates), "neither" (the curves cross), "equal",
        or "undecided" (the pairs at hand do not tell).
    p_alternative, p_reference : float
        p-value of the hypothesis that the alternative (the reference) dominates; small: it does
        not.
    """

    verdict: str
    p_alternative: float
    p_reference: float


def first_order(
    reference: ArrayLike, alternative: ArrayLike, seed: int = 0, resamples: int = RESAMPLES
) -> list[Dominance]:
    """Return which side has the larger values throughout its distribution, for each column.

    Equation: the alternative dominates if F_alternative(x) <= F_reference(x) for every x. Both
    hypotheses of dominance are tested by the supremum statistic of Barrett & Donald (2003), with
    p-values from resampling *pairs* (the two sides are not independent, as they are in that
    paper), at up to 20 values of x. A side is said to dominate when the data reject that the other
    does and do not reject that it does, at 5 % each.

    Parameters
    ----------
    reference, alternative : arrays of shape (pairs,) or (pairs, columns), finite
        Row by row the same seed and replicate.
    seed, resamples : of the bootstrap
    """
    gaps = []
    for a, b, grid in _prepared(reference, alternative):
        gaps.append((b[:, None] <= grid).astype(np.float32) - (a[:, None] <= grid))
    return _verdicts(gaps, seed, resamples)


def second_order(
    reference: ArrayLike,
    alternative: ArrayLike,
    *,
    is_more_better: Sequence[bool] = (True,),
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> list[Dominance]:
    """Return which side everyone averse to risk would choose, for each column.

    Equation: the alternative dominates if E max(x - B, 0) <= E max(x - A, 0) for every x, which is
    the integral of the distribution functions; where less is better both are negated first.
    Tested as `first_order`.

    Parameters
    ----------
    reference, alternative : arrays of shape (pairs,) or (pairs, columns), finite
    is_more_better : for each column, whether large values are wanted
    seed, resamples : of the bootstrap
    """
    gaps = []
    sides = _prepared(reference, alternative)
    for (a, b, grid), better in zip(sides, is_more_better, strict=True):
        sign = 1.0 if better else -1.0
        x = sign * grid
        short = np.maximum(x - sign * b[:, None], 0.0) - np.maximum(x - sign * a[:, None], 0.0)
        gaps.append(short.astype(np.float32))
    return _verdicts(gaps, seed, resamples)


def _prepared(reference: ArrayLike, alternative: ArrayLike) -> Iterator[tuple[Array, Array, Array]]:
    """Yield for each column both sides and the values at which the curves are compared.

    Values are moved and scaled to the range 0 to 1, which changes no verdict, so that single
    precision is enough.
    """
    first, second = columns(reference, "reference"), columns(alternative, "alternative")
    if first.shape != second.shape:
        raise UserError(
            f"pairs={len(first)} and {len(second)} are not pairs; allowed: as many on both sides. "
            "Join them by seed and replicate first."
        )
    for a, b in zip(first.T, second.T, strict=True):
        values = np.concatenate([a, b])
        low, span = float(values.min()), float(np.ptp(values))
        scale = span if span > 0.0 else 1.0
        values = (values - low) / scale
        known = np.unique(values) if len(values) <= 4 * GRID else values
        if len(known) > GRID:
            known = np.unique(np.quantile(values, np.linspace(0.0, 1.0, GRID)))
        yield values[: len(a)], values[len(a) :], known


def _verdicts(gaps: Sequence[Gaps], seed: int, resamples: int) -> list[Dominance]:
    """Return the verdicts from gaps, (pairs, grid), negative where the alternative leads."""
    widths = [part.shape[1] for part in gaps]
    noise = resampled_means(np.concatenate(gaps, axis=1), resamples, seed)
    parts = np.split(noise, np.cumsum(widths)[:-1], axis=1)
    return [_verdict(gap, part) for gap, part in zip(gaps, parts, strict=True)]


def _verdict(gaps: Gaps, resampled: Array) -> Dominance:
    n = len(gaps)
    mean = gaps.mean(axis=0, dtype=np.float64)
    if not gaps.any():
        return Dominance("equal", 1.0, 1.0)
    if n < 2:
        return Dominance("undecided", float("nan"), float("nan"))
    moved = resampled - mean
    p_alternative = _p_value(moved.max(axis=1), float(mean.max()))
    p_reference = _p_value((-moved).max(axis=1), float(-mean.min()))
    verdict = _by_sign(p_alternative < LEVEL, p_reference < LEVEL)
    return Dominance(verdict, p_alternative, p_reference)


def _p_value(noise: Array, found: float) -> float:
    """Return the share of the noise at least as large as what was found.

    Gaps of distribution functions are whole numbers of pairs, so that many are as large; rounding
    must not decide which of them count.
    """
    if found <= 1e-9:
        return 1.0
    return float((1 + (noise >= found - TIED).sum()) / (1 + len(noise)))


def _by_sign(is_alternative_out: bool, is_reference_out: bool) -> str:
    if is_alternative_out and is_reference_out:
        return "neither"
    if is_alternative_out:
        return "reference"
    return "alternative" if is_reference_out else "undecided"
