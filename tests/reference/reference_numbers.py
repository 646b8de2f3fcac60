"""The arithmetic that docs/ODD.md names: sections "Notation" and "Numerics"."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

Record = dict[str, Any]
"""An entity: its variables by name."""

Change = tuple[Record, str, Any]
"""A new value that waits until all agents of a step have computed theirs."""


def clip(x: float, low: float, high: float) -> float:
    return min(max(x, low), high)


def exp(x: float) -> float:
    return math.exp(clip(x, -60.0, 60.0))


def logistic(x: float) -> float:
    return 1.0 / (1.0 + exp(-x))


def noise(u: float, v: float) -> float:
    return 2.449489742783178 * (u + v - 1.0)


def nor(*values: float) -> float:
    left = 1.0
    for value in values:
        left = left * (1.0 - value)
    return 1.0 - left


def total(values: Iterable[float]) -> float:
    result = 0.0
    for value in values:
        result = result + value
    return result


def mean(values: Iterable[float]) -> float:
    listed = list(values)
    return total(listed) / len(listed) if listed else 0.0


def weighted(values: list[float], weights: list[float]) -> float:
    """Return the weighted mean, 0 without weight."""
    weight = total(weights)
    if weight == 0.0:
        return 0.0
    return total(v * w for v, w in zip(values, weights, strict=True)) / weight


def apply(changes: Iterable[Change]) -> None:
    for record, name, value in list(changes):
        record[name] = value
