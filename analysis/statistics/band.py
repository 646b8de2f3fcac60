"""A band for a whole series: mean differences by month that hold for all months at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

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
    d = columns(differences)
    n, mean = len(d), d.mean(axis=0)
    if n < 2:
        unknown = np.full(d.shape[1], np.nan)
        return Band(mean, unknown, unknown)
    error = d.std(axis=0, ddof=1) / np.sqrt(n)
    moving = error > 1e-14 * np.maximum(1e-300, np.abs(d).max(axis=0))
    width = np.zeros(d.shape[1])
    if moving.any():
        here = d[:, moving]
        means = resampled_means(here, RESAMPLES, seed)
        largest = (np.abs(means - mean[moving]) / error[moving]).max(axis=1)
        width[moving] = np.quantile(largest, level(confidence)) * error[moving]
    return Band(mean, mean - width, mean + width)
