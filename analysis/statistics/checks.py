"""What every statistic here asks of its input."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from model.errors import UserError
from scenarios.problems import statement

Array = NDArray[np.float64]
ROUNDING = 1e-12
"""Differences smaller than this share of the values themselves are rounding, and count as 0."""


def columns(values: ArrayLike, name: str = "differences") -> Array:
    """Return values as an array of shape (pairs, columns), all finite.

    Parameters
    ----------
    values : array of shape (pairs,) or (pairs, columns)
    name : what they are called in an error

    Raises
    ------
    UserError
        When there is no pair, or a value is not a finite number.
    """
    array = np.asarray(values, dtype=np.float64)
    array = array[:, None] if array.ndim == 1 else array
    if array.ndim != 2 or array.shape[0] == 0:
        advice = "Compare points that share at least one replicate."
        raise UserError(statement(name, "none", "holds no pair", "1 or more", "you", advice))
    wrong = int((~np.isfinite(array)).sum())
    if wrong:
        rule, advice = "are not finite numbers", "Leave these pairs out, and say so."
        raise UserError(statement(name, f"{wrong} values", rule, "numbers", "you", advice))
    return array


def level(confidence: float) -> float:
    """Return a confidence level if it lies between 0 and 1, both excluded.

    Raises
    ------
    UserError
        When it does not.
    """
    if not 0.0 < confidence < 1.0:
        rule, allowed = "is not a level", "more than 0 and less than 1"
        advice = "Write 0.95 for 95 %."
        raise UserError(statement("confidence", confidence, rule, allowed, "you", advice))
    return confidence


def check_positive(option: str, given: float | Mapping[str, float] | None) -> None:
    """Check that a number, or each of several by outcome, is above 0 and finite; None is neither.

    Raises
    ------
    UserError
        Naming the first that is not.
    """
    for name, value in (given if isinstance(given, Mapping) else {"": given}).items():
        if value is not None and not 0.0 < value < math.inf:
            told = f"{name}={value:g}" if name else f"{value:g}"
            rule, allowed = "is not a positive number", "more than 0, in the unit of the outcome"
            advice = f"Write {option} 0.01, or {option} operational_mean=0.01,p_rupture=0.05."
            raise UserError(statement(option, told, rule, allowed, "the command line", advice))


def without_rounding(reference: ArrayLike, alternative: ArrayLike) -> Array:
    """Return `alternative - reference`, with what is rounding only set to 0.

    Parameters
    ----------
    reference, alternative : arrays of the same shape
    """
    a = np.asarray(reference, dtype=np.float64)
    b = np.asarray(alternative, dtype=np.float64)
    change = np.asarray(b - a)
    size = np.maximum(np.abs(a), np.abs(b))
    size *= ROUNDING
    change[np.abs(change) <= size] = 0.0
    return change
