"""Where a sweep gets its points from: a list, or a source that builds each one when it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from model.inputs import Inputs


class Points(Protocol):
    """The design points of a sweep; it is sent to workers, so it must be picklable."""

    def __len__(self) -> int: ...

    def label(self, index: int) -> str:
        """Return the name of a point in tables and on the axis `point`."""
        ...

    def columns(self, index: int) -> Mapping[str, Any]:
        """Return the design-point columns of the records."""
        ...

    def inputs(self, index: int) -> Inputs:
        """Return the world to run.

        Raises
        ------
        UserError
            When the point describes no world: it fails, and the others go on.
        """
        ...


@dataclass(frozen=True)
class Point:
    """One design point.

    Attributes
    ----------
    label : str
        Its name in tables and on the axis `point`.
    columns : mapping
        The design-point columns of the records.
    inputs : Inputs
        The world to run.
    """

    label: str
    columns: Mapping[str, Any]
    inputs: Inputs


@dataclass(frozen=True)
class Listed:
    """Points that are in memory."""

    items: Sequence[Point]

    def __len__(self) -> int:
        return len(self.items)

    def label(self, index: int) -> str:
        """Return the name of a point."""
        return self.items[index].label

    def columns(self, index: int) -> Mapping[str, Any]:
        """Return the design-point columns of a point."""
        return self.items[index].columns

    def inputs(self, index: int) -> Inputs:
        """Return the world of a point."""
        return self.items[index].inputs
