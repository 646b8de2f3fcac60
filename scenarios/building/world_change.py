"""A number of a built world changed where it counts, without building the world anew."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from model.inputs import DyadInput, Inputs, LinkInput
from scenarios.building.world_build import DEFAULT, Setting
from scenarios.format.schema_parts import AgencyChange, Dyad, GovernmentChange, Link

Path = tuple[str, ...]
_OF_A_GOVERNMENT = ("ideology", "nationalism", "months_in_office")


@dataclass(frozen=True)
class Target:
    """Where a number of a scenario's changes to its world counts.

    Attributes
    ----------
    axis : str
        A field of `Inputs`.
    rows : tuple of int
        The entries of that field for which no other change goes before this one.
    field : str
        The number's name there.
    schema : type
        What checks it.
    """

    axis: str
    rows: tuple[int, ...]
    field: str
    schema: Any

    def checked(self, value: Any) -> Any:
        """Return the value as the schema reads it.

        Raises
        ------
        ValueError
            When it is not admissible; null, which hands the number back to the world, is not.
        """
        if value is None:
            raise ValueError("null is no number")
        return getattr(self.schema.model_validate({self.field: value}), self.field)


def is_number(path: Path) -> bool:
    """Tell whether a path in a scenario leads to a number of its world."""
    match path:
        case ("governments", _, field):
            return field in _OF_A_GOVERNMENT
        case ("governments", _, "agencies", _, field):
            return field in AgencyChange.model_fields
        case ("dyads", _, field):
            return field in Dyad.model_fields
        case ("links", _, field):
            return field in Link.model_fields
    return False


def targets(paths: Sequence[Path], site: Setting, inputs: Inputs) -> list[Target]:
    """Return where each of some numbers counts, given that all of them are set.

    Parameters
    ----------
    paths : sequence of tuple of str
        In the scenario; `is_number` holds for each.
    site : Setting
        A world that has the entries named.
    inputs : Inputs
        What was built from it.
    """
    return [_target(path, paths, site, inputs) for path in paths]


def _target(path: Path, paths: Sequence[Path], site: Setting, inputs: Inputs) -> Target:
    kind, name, field = path[0], path[1], path[-1]
    if kind in ("links", "dyads"):
        entries: Mapping[str, Any] = getattr(site.world, kind)
        named = {other[1] for other in paths if (other[0], other[-1]) == (kind, field)}
        given = [
            key for key, item in entries.items() if key in named or getattr(item, field) is not None
        ]
        last = _last_link if kind == "links" else _last_dyad
        rows = [row for row, item in enumerate(getattr(inputs, kind)) if last(item, given) == name]
        return Target(kind, tuple(rows), field, Link[float] if kind == "links" else Dyad[float])
    if len(path) == 3:
        rows = [row for row, item in enumerate(inputs.governments) if item.id == name]
        return Target(kind, tuple(rows), field, GovernmentChange[float])
    rows = [row for row, item in enumerate(inputs.agencies) if item.id == f"{name}.{path[3]}"]
    return Target("agencies", tuple(rows), field, AgencyChange[float])


def _last_dyad(dyad: DyadInput, given: Sequence[str]) -> str | None:
    """Return the entry that a dyad takes a field from, of those that give it."""
    keys = (f"{dyad.sender}>{dyad.partner}", dyad.partner, DEFAULT)
    return next((key for key in keys if key in given), None)


def _last_link(link: LinkInput, given: Sequence[str]) -> str | None:
    """Return the pattern that a link takes a field from, of those that give it."""
    name = f"{link.sender_agency}>{link.partner_agency}"
    return next((key for key in reversed(given) if fnmatch.fnmatchcase(name, key)), None)


def changed(inputs: Inputs, values: Iterable[tuple[Target, Any]]) -> dict[str, Any]:
    """Return the fields of `Inputs` that differ once each target has its value.

    Raises
    ------
    ValueError
        For a value that is not admissible.
    """
    changes: dict[str, dict[int, dict[str, Any]]] = {}
    for place, value in values:
        number = place.checked(value)
        for row in place.rows:
            changes.setdefault(place.axis, {}).setdefault(row, {})[place.field] = number
    return {axis: _replaced(getattr(inputs, axis), rows) for axis, rows in changes.items()}


def _replaced(entries: tuple[Any, ...], changes: Mapping[int, Mapping[str, Any]]) -> Any:
    result = list(entries)
    for row, change in changes.items():
        result[row] = replace(result[row], **change)
    return tuple(result)
