"""The points of a sweep as configurations and a table of values: small, picklable, lazy.

A sweep of a million points is a few configurations that were composed and a column for each value
that varies; a world is built when its point is asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.errors import UserError
from model.inputs import Inputs
from scenarios.building.variation import Variation, is_quick, with_set
from scenarios.building.world_change import Path
from scenarios.configuration import columns_of, inputs_of, label_of, short

KEPT = 16
"""Built worlds that are kept to be changed."""


@dataclass(frozen=True, eq=False)
class Column:
    """A value of every point.

    Attributes
    ----------
    name : str
        The configuration key, and the column of the records.
    values : ndarray, shape (points,)
        Of floats, or of objects (whole numbers, texts, truth values, None).
    path : tuple of str, optional
        Where the value is set in the configuration; None when the configuration holds it already.
    is_label : bool
        Whether it is part of the name of a point.
    """

    name: str
    values: NDArray[Any]
    path: Path | None = None
    is_label: bool = True

    def part(self, points: range) -> Column:
        """Return the values of a range of points."""
        return replace(self, values=self.values[points.start : points.stop].copy())


class PointTable:
    """A source of points, as `scenarios.designing.points.Points` describes it.

    Parameters
    ----------
    bases : sequence of mapping
        Composed configurations, see `scenarios.configuration`.
    of : array_like of int, shape (points,)
        Which of them each point starts from.
    columns : sequence of Column
        What varies, in the order of the records' columns.
    suffixes : mapping, optional
        By point, what makes its label differ from an equal one; found out unless given.
    """

    def __init__(
        self,
        bases: Sequence[Mapping[str, Any]],
        of: Any,
        columns: Sequence[Column],
        suffixes: Mapping[int, str] | None = None,
    ) -> None:
        self.bases = tuple(bases)
        self.of: NDArray[np.int32] = np.asarray(of, dtype=np.int32)
        self.variables = tuple(columns)
        self._prepare()
        self.suffixes = dict(_suffixes(self) if suffixes is None else suffixes)

    def _prepare(self) -> None:
        self._lock = threading.Lock()
        self._made: dict[str, Variation] = {}
        self._set = [item for item in self.variables if item.path is not None]
        self._quick = [item for item in self._set if is_quick(item.path or ())]
        self._slow = [item for item in self._set if not is_quick(item.path or ())]
        self._quick_paths = [item.path or () for item in self._quick]

    def __getstate__(self) -> dict[str, Any]:
        kept = ("bases", "of", "variables", "suffixes")
        return {name: getattr(self, name) for name in kept}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._prepare()

    def __len__(self) -> int:
        return len(self.of)

    def config(self, index: int) -> dict[str, Any]:
        """Return the whole configuration of a point."""
        paths = [item.path or () for item in self._set]
        values = [item.values.item(index) for item in self._set]
        return with_set(self.bases[self.of[index]], paths, values)

    def label(self, index: int) -> str:
        """Return the name of a point; no two are the same."""
        return self._label(index) + self.suffixes.get(index, "")

    def _label(self, index: int) -> str:
        base = self.bases[self.of[index]]
        shown = {item.name: item.values.item(index) for item in self.variables if item.is_label}
        return label_of(base, shown)

    def columns(self, index: int) -> dict[str, Any]:
        """Return the design-point columns: scenario, policy, strategy, and what varies."""
        base = self.bases[self.of[index]]
        return columns_of(base, {item.name: item.values.item(index) for item in self.variables})

    def inputs(self, index: int) -> Inputs:
        """Return the world of a point.

        Raises
        ------
        UserError
            When its values describe no world; the text is that of `inputs_of`.
        """
        try:
            variation = self._variation(index)
        except UserError:
            return inputs_of(self.config(index))
        return variation.inputs([item.values.item(index) for item in self._quick])

    def _variation(self, index: int) -> Variation:
        """Return the built world that the point's is a change of."""
        values = [item.values.item(index) for item in self._slow]
        key = f"{self.of[index]} {values!r}"
        with self._lock:
            if key in self._made:
                return self._made[key]
            made = Variation(self.config(index), self._quick_paths)
            while len(self._made) >= KEPT:
                del self._made[next(iter(self._made))]
            self._made[key] = made
            return made

    def part(self, points: range) -> PointTable:
        """Return a range of points as a source of its own, with only what they need."""
        needed, of = np.unique(self.of[points.start : points.stop], return_inverse=True)
        suffixes = {
            index - points.start: text for index, text in self.suffixes.items() if index in points
        }
        bases = [self.bases[index] for index in needed]
        return PointTable(bases, of, [item.part(points) for item in self.variables], suffixes)


def _suffixes(table: PointTable) -> dict[int, str]:
    """Return what tells the second and later points of one label apart from the first."""
    if _are_distinct([item for item in table.variables if item.is_label], len(table)):
        return {}
    seen: dict[str, int] = {}
    found = {}
    for index in range(len(table)):
        label = table._label(index)
        seen[label] = seen.get(label, 0) + 1
        if seen[label] > 1:
            found[index] = f" ({seen[label]})"
    return found


def _are_distinct(columns: Sequence[Column], points: int) -> bool:
    """Tell whether the columns, as labels show them, differ in every two points."""
    number = np.zeros(points, dtype=np.int64)
    for item in columns:
        codes, texts = _codes(item.values)
        number = number * texts + codes
        number = np.unique(number, return_inverse=True)[1]
    return len(np.unique(number)) == points


def _codes(values: NDArray[Any]) -> tuple[NDArray[np.int64], int]:
    """Return a number for each value, the same for values that labels show alike."""
    texts: dict[str, int] = {}
    if values.dtype == object:
        codes = [texts.setdefault(short(value), len(texts)) for value in values]
        return np.array(codes, dtype=np.int64), max(1, len(texts))
    different, where = np.unique(values, return_inverse=True)
    codes = [texts.setdefault(short(value), len(texts)) for value in different.tolist()]
    return np.array(codes, dtype=np.int64)[where], max(1, len(texts))
