"""Probability of superiority in pairs: how often the alternative lies above the reference."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from analysis.statistics.checks import Array, columns, level


@dataclass(frozen=True)
class Superiority:
    """P(alternative > reference) + P(equal) / 2 with its interval, each of shape (columns,)."""

    probability: Array
    low: Array
    high: Array


def superiority(differences: ArrayLike, confidence: float = 0.95) -> Superiority:
    """Return the probability that the alternative of a pair is above its reference.

    Equation: (1 + delta) / 2 with delta = P(d > 0) - P(d < 0), a difference of paired proportions.
    Its interval is the adjusted Wald interval of Agresti & Min (2005), which adds half a pair to
    each of the four cells: centre (c - b) / (n + 2), standard error
    sqrt((b + c + 1) - (c - b)^2 / (n + 2)) / (n + 2), cut to [-1, 1].

    Parameters
    ----------
    differences : array of shape (pairs,) or (pairs, columns)
        Finite; alternative minus reference.
    confidence : float
        In (0, 1).
    """
    d = columns(differences)
    z = -ndtri((1.0 - level(confidence)) / 2.0)
    above, below = (d > 0.0).sum(axis=0), (d < 0.0).sum(axis=0)
    n = len(d)
    share = (above - below) / n
    centre = (above - below) / (n + 2.0)
    spread = np.sqrt(above + below + 1.0 - (above - below) ** 2 / (n + 2.0)) / (n + 2.0)
    low, high = np.clip([centre - z * spread, centre + z * spread], -1.0, 1.0)
    return Superiority((1.0 + share) / 2.0, (1.0 + low) / 2.0, (1.0 + high) / 2.0)
