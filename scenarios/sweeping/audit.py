"""The audit of common random numbers: what is alike in the inputs is alike to the bit in the runs.

Two points that are given the same seed and replicate numbers draw the same numbers. So where their
inputs are the same in everything, every state variable of every month is the same, and where they
begin to differ in some month, everything before that month is. Both are looked at, not trusted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.ensemble import simulate_many
from model.errors import UserError
from model.inputs import Inputs
from model.run import PointRuns
from model.state import VARIABLES
from scenarios.building.input_changes import Change, first_change
from scenarios.designing.points import Points

EVERYTHING = tuple(f"{row.axis}.{row.name}" for row in VARIABLES)
EVERY_PAIR = 16
"""Most points of which every pair is compared; of more, each with the baseline and the next."""
REPLICATES = 8
Driver = Callable[[Sequence[Inputs], int, range], list[PointRuns]]


@dataclass(frozen=True)
class Pair:
    """Two points, and from which month on they differ.

    Attributes
    ----------
    first, second : int
        Points; the baseline with itself if it was run twice, alone and among the others.
    inputs : Change
        Where their inputs begin to differ.
    month : int or None
        The first month in which any variable of any replicate differs; None if none does.
    variable : str
        One that differs then, as "axis.name".
    """

    first: int
    second: int
    inputs: Change
    month: int | None = None
    variable: str = ""

    @property
    def holds(self) -> bool:
        """Whether nothing differs before the inputs do."""
        if self.month is None or self.inputs.is_from_start:
            return True
        return self.inputs.month is not None and self.month >= self.inputs.month


@dataclass(frozen=True)
class Audit:
    """What an audit found.

    Attributes
    ----------
    pairs : tuple of Pair
    points : int
        How many were asked for.
    replicates : int
        How many of each were compared.
    unbuilt : dict
        By point, why it describes no world.
    """

    pairs: tuple[Pair, ...]
    points: int
    replicates: int
    unbuilt: dict[int, str] = field(default_factory=dict)

    @property
    def violated(self) -> tuple[Pair, ...]:
        """The pairs that differ before their inputs do."""
        return tuple(pair for pair in self.pairs if not pair.holds)


def audit(
    points: Points,
    seed: int = 0,
    replicates: int = REPLICATES,
    baseline: int = 0,
    driver: Driver | None = None,
) -> Audit:
    """Return whether points differ only from the month on in which their inputs do.

    Parameters
    ----------
    points : Points
        At least one. Of at most `EVERY_PAIR` points every pair is compared; of more, each point
        with the baseline and with the one before it.
    seed : int
        The same for each point; 0 is a seed.
    replicates : int
        How many of each point are run, >= 1.
    baseline : int
        The point that is run once more, alone, and compared with itself.
    driver : callable, optional
        From worlds, a seed and replicate numbers to their runs with all series of
        `model.state.VARIABLES`; the ensemble by default.

    Raises
    ------
    UserError
        When the baseline describes no world.

    Examples
    --------
    >>> from model.small import small_inputs
    >>> from scenarios.designing.points import Listed, Point
    >>> worlds = small_inputs(12), small_inputs(12, words=0.9)
    >>> audit(Listed([Point(str(i), {}, w) for i, w in enumerate(worlds)])).violated
    ()
    """
    run = driver or partial(simulate_many, series=EVERYTHING)
    numbers = range(replicates)

    def ran(worlds: dict[int, Inputs]) -> list[_Ran]:
        runs = run(list(worlds.values()), seed, numbers)
        return [
            _Ran(index, worlds[index], one.series) for index, one in zip(worlds, runs, strict=True)
        ]

    (base,) = ran({baseline: points.inputs(baseline)})
    unbuilt: dict[int, str] = {}
    found: list[Pair] = []
    last = base
    for start in range(0, len(points), EVERY_PAIR):
        worlds = _built(points, range(start, min(start + EVERY_PAIR, len(points))), unbuilt)
        if not worlds:
            continue
        block = ran(worlds)
        found += [_compared(base, item) for item in block if item.point == baseline]
        if len(points) <= EVERY_PAIR:
            found += [_compared(*pair) for pair in combinations(block, 2)]
        else:
            found += _neighbours(base, last, block)
        last = block[-1]
    return Audit(tuple(found), len(points), replicates, unbuilt)


class _Ran(NamedTuple):
    """A point, its world and its runs."""

    point: int
    inputs: Inputs
    series: Mapping[str, NDArray[np.float64]]


def _built(points: Points, block: range, unbuilt: dict[int, str]) -> dict[int, Inputs]:
    """Return the worlds of points; note why the others describe none."""
    worlds = {}
    for index in block:
        try:
            worlds[index] = points.inputs(index)
        except UserError as error:
            unbuilt[index] = str(error)
    return worlds


def _neighbours(base: _Ran, last: _Ran, block: Sequence[_Ran]) -> Iterator[Pair]:
    """Yield each point compared with the baseline and with the one before it."""
    for item in block:
        if item.point != base.point:
            yield _compared(base, item)
            if last.point != base.point:
                yield _compared(last, item)
        last = item


def _compared(a: _Ran, b: _Ran) -> Pair:
    change = first_change(a.inputs, b.inputs)
    if change.is_from_start:
        return Pair(a.point, b.point, change)
    month, variable = first_difference(a.series, b.series)
    return Pair(a.point, b.point, change, month, variable)


def first_difference(
    a: Mapping[str, NDArray[np.float64]], b: Mapping[str, NDArray[np.float64]]
) -> tuple[int | None, str]:
    """Return the first month in which any bit differs, and the first variable that differs then.

    Parameters
    ----------
    a, b : mapping from "axis.name" to ndarray, shape (replicates, months, entities)
        Months that only one of them has are not compared.

    Returns
    -------
    tuple
        None and an empty text if nothing differs.
    """
    first: int | None = None
    name = ""
    for variable, left in a.items():
        right = b[variable]
        both = min(left.shape[1], right.shape[1])
        differs = (_bits(left[:, :both]) != _bits(right[:, :both])).any(axis=(0, 2))
        month = int(differs.argmax()) if differs.any() else None
        if month is not None and (first is None or month < first):
            first, name = month, variable
    return first, name


def _bits(values: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.ascontiguousarray(values, dtype=np.float64).view(np.int64)
