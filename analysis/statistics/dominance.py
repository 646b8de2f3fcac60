"""Stochastic dominance of first and second order between the two sides of pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.bootstrap import counts
from analysis.statistics.checks import Array, columns
from model.errors import UserError

GRID = 24
RESAMPLES = 500
LEVEL = 0.05


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
) -> Dominance:
    """Return which side has the larger values throughout its distribution.

    Equation: the alternative dominates if F_alternative(x) <= F_reference(x) for every x. Both
    hypotheses of dominance are tested by the supremum statistic of Barrett & Donald (2003), with
    p-values from resampling *pairs* (the two sides are not independent, as they are in that
    paper). A side is said to dominate when the data reject that the other does and do not reject
    that it does, at 5 % each.

    Parameters
    ----------
    reference, alternative : arrays of shape (pairs,), finite
        Row by row the same seed and replicate.
    seed, resamples : of the bootstrap
    """
    a, b, grid = _prepared(reference, alternative)
    gaps = (b[:, None] <= grid).astype(np.float64) - (a[:, None] <= grid)
    return _verdict(gaps, seed, resamples)


def second_order(
    reference: ArrayLike,
    alternative: ArrayLike,
    *,
    is_more_better: bool = True,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Dominance:
    """Return which side everyone averse to risk would choose.

    Equation: the alternative dominates if E max(x - B, 0) <= E max(x - A, 0) for every x, which is
    the integral of the distribution functions; where less is better both are negated first.
    Tested as `first_order`.

    Parameters
    ----------
    reference, alternative : arrays of shape (pairs,), finite
    is_more_better : whether large values are wanted
    seed, resamples : of the bootstrap
    """
    a, b, grid = _prepared(reference, alternative)
    if not is_more_better:
        a, b, grid = -a, -b, -grid[::-1]
    gaps = np.maximum(grid - b[:, None], 0.0) - np.maximum(grid - a[:, None], 0.0)
    return _verdict(gaps, seed, resamples)


def _prepared(reference: ArrayLike, alternative: ArrayLike) -> tuple[Array, Array, Array]:
    """Return both sides and the values at which the curves are compared."""
    a, b = columns(reference, "reference")[:, 0], columns(alternative, "alternative")[:, 0]
    if a.shape != b.shape:
        raise UserError(
            f"pairs={len(a)} and {len(b)} are not pairs; allowed: as many on both sides. "
            "Join them by seed and replicate first."
        )
    values = np.concatenate([a, b])
    known = np.unique(values) if len(values) <= 4 * GRID else values
    if len(known) > GRID:
        known = np.unique(np.quantile(values, np.linspace(0.0, 1.0, GRID)))
    return a, b, known


def _verdict(gaps: Array, seed: int, resamples: int) -> Dominance:
    """Return the verdict from gaps of shape (pairs, grid), negative where the alternative leads."""
    n = len(gaps)
    mean = gaps.mean(axis=0)
    if not gaps.any():
        return Dominance("equal", 1.0, 1.0)
    scale = gaps.std(axis=0)
    kept = scale > 1e-12 * max(1.0, float(scale.max()))
    if n < 2 or not kept.any():
        worst, best = float(mean.max()), float(mean.min())
        found = _by_sign(worst > 0.0, best < 0.0)
        return Dominance(found if n > 1 else "undecided", float("nan"), float("nan"))
    moved = _noise(gaps[:, kept].astype(np.float32), seed, resamples) - mean[kept]
    p_alternative = _p_value(moved.max(axis=1), max(0.0, float(mean.max())))
    p_reference = _p_value((-moved).max(axis=1), max(0.0, float(-mean.min())))
    verdict = _by_sign(p_alternative < LEVEL, p_reference < LEVEL)
    return Dominance(verdict, p_alternative, p_reference)


def _noise(gaps: NDArray[np.float32], seed: int, resamples: int) -> Array:
    """Return the resampled means of the gaps, of shape (resamples, grid)."""
    n = len(gaps)
    blocks = [block.astype(np.float32) @ gaps for block in counts(n, resamples, seed)]
    return np.concatenate(blocks).astype(np.float64) / n


def _p_value(noise: Array, found: float) -> float:
    """Return the share of the noise at least as large as what was found."""
    if found <= 0.0:
        return 1.0
    return float((1 + (noise >= found).sum()) / (1 + len(noise)))


def _by_sign(is_alternative_out: bool, is_reference_out: bool) -> str:
    if is_alternative_out and is_reference_out:
        return "neither"
    if is_alternative_out:
        return "reference"
    return "alternative" if is_reference_out else "undecided"
