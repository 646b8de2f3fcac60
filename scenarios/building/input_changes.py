"""From which month on the inputs of two worlds differ, and in what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from model.inputs import Inputs, LeaderChange

DATED = ("months", "instruments", "acts", "leaders")
"""The fields of `Inputs` that say what happens in which month; the others hold from the start."""


@dataclass(frozen=True)
class Change:
    """Where two worlds begin to differ.

    Attributes
    ----------
    month : int or None
        From the start, 0 is the first; None if they differ in nothing.
    what : tuple of str
        What differs in that month, or from the start.
    is_from_start : bool
        Whether what differs is the world, a parameter, a policy or a strategy: it is there before
        the first month, so that nothing can be equal before it.
    """

    month: int | None = None
    what: tuple[str, ...] = ()
    is_from_start: bool = False


def first_change(a: Inputs, b: Inputs) -> Change:
    """Return from which month on the inputs of two worlds differ.

    A shorter horizon differs in the first month that the longer one has more.

    Parameters
    ----------
    a, b : Inputs

    Returns
    -------
    Change
    """
    fixed = tuple(
        item.name
        for item in fields(Inputs)
        if item.name not in DATED and _undated(a, item.name) != _undated(b, item.name)
    )
    if fixed:
        return Change(0, fixed, is_from_start=True)
    both = min(a.months, b.months)
    months = {
        "months": None if a.months == b.months else both,
        "instruments": _levels(a.instruments[:both], b.instruments[:both]),
        "acts": _levels(a.acts[:both], b.acts[:both]),
        "leaders": _first(_leaders(a, both) ^ _leaders(b, both)),
        "elections": _first(_elections(a, both) ^ _elections(b, both)),
    }
    known = {name: month for name, month in months.items() if month is not None}
    if not known:
        return Change()
    first = min(known.values())
    return Change(first, tuple(name for name, month in known.items() if month == first))


def _undated(inputs: Inputs, name: str) -> object:
    """Return a field without what happens in a month."""
    if name == "governments":
        return tuple(replace(item, elections=()) for item in inputs.governments)
    return getattr(inputs, name)


def _levels(a: NDArray[np.float64], b: NDArray[np.float64]) -> int | None:
    """Return the first month in which any level differs."""
    differs = (a != b).any(axis=(1, 2))
    return int(differs.argmax()) if differs.any() else None


def _leaders(inputs: Inputs, months: int) -> set[LeaderChange]:
    return {change for change in inputs.leaders if 0 <= change.month < months}


def _elections(inputs: Inputs, months: int) -> set[tuple[str, int]]:
    """Return the months of the elections that are held, each with its government."""
    return {
        (item.id, month)
        for item in inputs.governments
        for month in item.elections
        if 0 <= month < months
    }


def _first(different: Iterable[LeaderChange | tuple[str, int]]) -> int | None:
    months = [item.month if isinstance(item, LeaderChange) else item[1] for item in different]
    return min(months, default=None)
