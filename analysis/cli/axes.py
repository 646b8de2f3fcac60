"""Hydra's sweep syntax as axes: what each override visits, and which values are plain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from hydra.core.override_parser.types import Override, OverrideType, QuotedString, Transformer
from numpy.typing import NDArray

from model.errors import UserError

_PLAIN_KEY = re.compile(
    r"model\.\w+\.\w+|(policy|strategy)\.(?!id$)\w+|off"
    r"|scenario\.(start|months|(events|leaders|dyads|governments)\.[\w.]+)"
)
_GROUPS = ("scenario", "policy", "strategy", "model", "theory", "experiment")
_PLAIN_TEXT = re.compile(r"[\w.-]*")


@dataclass(frozen=True)
class Axis:
    """The values that one override visits, one after the other.

    Attributes
    ----------
    key : str
        As it was typed, with `+` where it adds.
    line : str
        As it was typed; what composes the value if there is but one.
    elements : tuple
        What is visited, as Hydra parsed it; empty if there is but one value.
    is_swept : bool
        Whether several values were asked for, be it that only one came of `glob` or `range`; a
        `choice` of one is no sweep.
    is_plain : bool
        Whether a value can be set in a composed configuration: then composing it again with another
        value changes nothing else.
    """

    key: str
    line: str
    elements: tuple[Any, ...]
    is_swept: bool
    is_plain: bool

    def __len__(self) -> int:
        return len(self.elements) if self.is_swept else 1

    @property
    def name(self) -> str:
        """The configuration key."""
        return self.key.lstrip("+")

    @property
    def path(self) -> tuple[str, ...]:
        """The keys that lead to the value."""
        return tuple(self.name.split("."))

    @property
    def values(self) -> list[Any]:
        """The values, as the records' columns show them."""
        return [_shown(_unquoted(element)) for element in self.elements]

    @property
    def first(self) -> Any:
        """The first of the values."""
        return _shown(_unquoted(self.elements[0]))

    def texts(self) -> list[str]:
        """Return the overrides that compose what must be composed: of plain values the first."""
        elements = self.elements[:1] if self.is_plain else self.elements
        texts = [f"{self.key}={Transformer.str(element)}" for element in elements]
        return texts if self.is_swept else [self.line]

    def column(self) -> NDArray[Any]:
        """Return the values as an array, of floats where all are."""
        values = self.values
        if all(type(value) is float for value in values):
            return np.array(values)
        column = np.empty(len(values), dtype=object)
        column[:] = values
        return column

    def structural(self) -> Axis:
        """Return the axis as one whose values are all composed."""
        return replace(self, is_plain=False)


def axes(overrides: Sequence[Override]) -> list[Axis]:
    """Return the axis of each override, in order; a key given twice counts as its last.

    Raises
    ------
    UserError
        For a sweep that names no finite list of values, such as `interval()`, or matches nothing.
    """
    found = {override.get_key_element(): override for override in overrides}
    touched = [_bare(key) for key, override in found.items() if not _is_choice(override)]
    return [
        axis if not axis.is_plain or _is_alone(axis.key, touched) else axis.structural()
        for axis in map(_axis, found.values())
    ]


def _axis(override: Override) -> Axis:
    key, line = override.get_key_element(), override.input_line or ""
    if not override.is_sweep_override():
        return Axis(key, line, (), is_swept=False, is_plain=False)
    if not override.is_discrete_sweep():
        raise UserError(
            f"{line} is not a list of values; allowed a,b, range(), choice() "
            "or glob(); set by the command line. Name the values to visit."
        )
    elements = tuple(override.sweep_iterator())  # once: shuffle() gives another order each time
    if not elements:
        raise UserError(
            f"{line} matches nothing; allowed a pattern that matches; "
            "set by the command line. `comity scenarios list` shows what there is."
        )
    if len(elements) == 1 and "=choice(" in line:
        only = f"{key}={Transformer.str(elements[0])}"  # see `deferred`
        return Axis(key, only, (), is_swept=False, is_plain=False)
    is_plain = (
        override.type is OverrideType.CHANGE
        and override.package is None
        and _PLAIN_KEY.fullmatch(key) is not None
        and all(_is_plain(_unquoted(element)) for element in elements)
    )
    return Axis(key, line, elements, is_swept=True, is_plain=is_plain)


def _unquoted(value: Any) -> Any:
    return value.text if isinstance(value, QuotedString) else value


def _is_plain(value: Any) -> bool:
    """Tell whether composing a value gives the value itself: no container, no interpolation."""
    if isinstance(value, str):
        return _PLAIN_TEXT.fullmatch(value) is not None
    return value is None or isinstance(value, int | float)


def _shown(value: Any) -> Any:
    return value if isinstance(value, int | float | str) or value is None else str(value)


def _is_choice(override: Override) -> bool:
    """Tell whether an override chooses a file of a group, which comes before all values."""
    if override.key_or_group not in _GROUPS:
        return False
    values = [override.value()]
    if override.is_sweep_override() and override.is_discrete_sweep():
        values = list(override.sweep_iterator())
    return not any(isinstance(value, dict) for value in values)


def _bare(key: str) -> str:
    """Return the path that an override touches."""
    return key.lstrip("+~").partition("@")[0]


def _is_alone(key: str, touched: Sequence[str]) -> bool:
    """Tell whether no other override touches a key, what is above it, or what is below."""
    return touched.count(key) == 1 and not any(
        other.startswith(f"{key}.") or key.startswith(f"{other}.") for other in touched
    )
