"""A band for a whole series: mean differences by month that hold for all months at once."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.bootstrap import RESAMPLES, resampled_means
from analysis.statistics.checks import Array, columns, level


@dataclass(frozen=True)
class Band:
    """Mean difference by month with a band that holds for all months at once, each (months,)."""

    mean: Array
    low: Array
    high: Array


def band(differences: ArrayLike, confidence: float = 0.95, seed: int = 0) -> Band:
    """Return the mean difference by month with a simultaneous bootstrap band.

    Equation: mean +- c se, c the quantile of max over months |mean* - mean| / se over resamples of
    whole pairs; months without any spread have no width.

    Parameters
    ----------
    differences : array of shape (pairs, months), finite
    confidence : the probability that the whole band holds
    seed : of the bootstrap

    Returns
    -------
    Band
        Bounds are NaN with one pair.
    """
    return bands([differences], confidence, seed)[0]


def bands(differences: Sequence[ArrayLike], confidence: float = 0.95, seed: int = 0) -> list[Band]:
    """Return the band of each of several series of the same pairs, from the same resamples.

    The resampled means are one matrix product for all of them, of standardised differences in
    single precision: |mean* - mean| / se has a relative error below 1e-4, far less than 2,000
    resamples leave in its quantile.

    Parameters
    ----------
    differences : sequence of arrays of shape (pairs, months), finite, all of as many pairs
    confidence, seed : as for `band`
    """
    moving, standard = [], []
    found = [_moments(columns(values)) for values in differences]
    for d, mean, error in found:
        some = error > 1e-14 * np.maximum(1e-300, np.abs(d).max(axis=0))
        moving.append(some)
        standard.append(((d[:, some] - mean[some]) / error[some]).astype(np.float32))
    widths = _widths(standard, level(confidence), seed)
    result = []
    for (d, mean, error), some, width in zip(found, moving, widths, strict=True):
        half = np.full(mean.shape, np.nan) if len(d) < 2 else np.where(some, width * error, 0.0)
        result.append(Band(mean, mean - half, mean + half))
    return result


def _moments(d: Array) -> tuple[Array, Array, Array]:
    """Return the differences, their mean and its standard error by month."""
    n = len(d)
    error = d.std(axis=0, ddof=1) / np.sqrt(n) if n > 1 else np.zeros(d.shape[1])
    return d, d.mean(axis=0), error


def _widths(standard: Sequence[NDArray[np.float32]], confidence: float, seed: int) -> list[float]:
    """Return the width of each band in standard errors."""
    ends = np.cumsum([0, *(values.shape[1] for values in standard)])
    if ends[-1] == 0:
        return [0.0] * len(standard)
    means = np.abs(resampled_means(np.hstack(standard), RESAMPLES, seed))
    return [
        float(np.quantile(means[:, first:last].max(axis=1), confidence)) if last > first else 0.0
        for first, last in itertools.pairwise(ends)
    ]
