"""Hydra's sweep syntax as axes: what each override visits, and which values are plain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from hydra.core.override_parser.types import Override, OverrideType, QuotedString
from numpy.typing import NDArray

from model.errors import UserError

_PLAIN_KEY = re.compile(
    r"model\.\w+\.\w+|(policy|strategy)\.(?!id$)\w+|off"
    r"|scenario\.(start|months|(events|leaders|dyads|governments)\.[\w.]+)"
)
_GROUPS = ("scenario", "policy", "strategy", "model", "experiment")
_PLAIN_TEXT = re.compile(r"[\w.-]*")


@dataclass(frozen=True)
class Axis:
    """The values that one override visits, one after the other.

    Attributes
    ----------
    key : str
        As it was typed, with `+` where it adds.
    texts : tuple of str
        The overrides that compose each value.
    values : tuple
        The values, as the records' columns show them.
    is_swept : bool
        Whether several values were asked for (be it that only one came of it).
    is_plain : bool
        Whether a value can be set in a composed configuration: then composing it again with another
        value changes nothing else.
    """

    key: str
    texts: tuple[str, ...]
    values: tuple[Any, ...]
    is_swept: bool
    is_plain: bool

    @property
    def name(self) -> str:
        """The configuration key."""
        return self.key.lstrip("+")

    @property
    def path(self) -> tuple[str, ...]:
        """The keys that lead to the value."""
        return tuple(self.name.split("."))

    def column(self) -> NDArray[Any]:
        """Return the values as an array, of floats where all are."""
        if all(type(value) is float for value in self.values):
            return np.array(self.values)
        column = np.empty(len(self.values), dtype=object)
        column[:] = self.values
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
        return Axis(key, (line,), (None,), is_swept=False, is_plain=False)
    if not override.is_discrete_sweep():
        raise UserError(
            f"{line} is not a list of values; allowed a,b, range(), choice() "
            "or glob(); set by the command line. Name the values to visit."
        )
    values = [_unquoted(value) for value in override.sweep_iterator()]
    if not values:
        raise UserError(
            f"{line} matches nothing; allowed a pattern that matches; "
            "set by the command line. `comity scenarios list` shows what there is."
        )
    texts = tuple(f"{key}={text}" for text in override.sweep_string_iterator())
    is_plain = (
        override.type is OverrideType.CHANGE
        and override.package is None
        and _PLAIN_KEY.fullmatch(key) is not None
        and all(map(_is_plain, values))
    )
    return Axis(key, texts, tuple(map(_shown, values)), is_swept=True, is_plain=is_plain)


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
    values = [override.value()]
    if override.is_sweep_override() and override.is_discrete_sweep():
        values = list(override.sweep_iterator())
    return override.key_or_group in _GROUPS and not any(isinstance(v, dict) for v in values)


def _bare(key: str) -> str:
    """Return the path that an override touches."""
    return key.lstrip("+~").partition("@")[0]


def _is_alone(key: str, touched: Sequence[str]) -> bool:
    """Tell whether no other override touches a key, what is above it, or what is below."""
    return touched.count(key) == 1 and not any(
        other.startswith(f"{key}.") or key.startswith(f"{other}.") for other in touched
    )
