"""Every parameter of the law, once: value, unit, range, meaning, source; grouped by mechanism.

`Parameters` is a named tuple of named tuples of floats, so that the same object serves plain
Python and compiled code.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, get_type_hints

from model.errors import UserError, outside, unknown
from model.parameters.choices import Law, Mandate, Politics, Rupture, Threat, Turnover
from model.parameters.kinds import Parameter
from model.parameters.operations import Capacity, Detection, Links, Reach, Routes, Supply
from model.parameters.relations import Acts, Audience, Grievance, Pressure, Speech, Trust

__all__ = ["Parameter", "Parameters", "catalogue", "defaults", "groups", "switched_off", "with_values"]


class Parameters(NamedTuple):
    """All parameter groups, in the order of the stages that first use them."""

    law: Law
    speech: Speech
    pressure: Pressure
    acts: Acts
    threat: Threat
    audience: Audience
    trust: Trust
    grievance: Grievance
    rupture: Rupture
    mandate: Mandate
    links: Links
    reach: Reach
    capacity: Capacity
    detection: Detection
    routes: Routes
    supply: Supply
    politics: Politics
    turnover: Turnover


@cache
def groups() -> Mapping[str, type[Any]]:
    """Return the named-tuple class of each group by its name."""
    return dict(get_type_hints(Parameters))


@cache
def catalogue() -> tuple[Parameter, ...]:
    """Return every parameter with its unit, ranges, meaning and source, in order."""
    rows = []
    for group, kind in groups().items():
        for name, hint in get_type_hints(kind, include_extras=True).items():
            declared: Parameter = hint.__metadata__[0]
            rows.append(declared.named(group, name))
    return tuple(rows)


@cache
def defaults() -> Parameters:
    """Return the default values."""
    return _build({row.full_name: row.value for row in catalogue()})


def switched_off(parameters: Parameters, group: str) -> Parameters:
    """Return `parameters` with the mechanism `group` off: the model without it, exactly.

    Raises
    ------
    UserError
        If there is no such group.
    """
    if group not in groups():
        raise unknown("mechanism", group, groups())
    off = {row.name: row.off for row in catalogue() if row.group == group and row.off is not None}
    return parameters._replace(**{group: getattr(parameters, group)._replace(**off)})


def with_values(
    parameters: Parameters, values: Mapping[str, float], set_by: str = "the command line"
) -> Parameters:
    """Return `parameters` with some values replaced, by dotted name, each checked.

    Raises
    ------
    UserError
        For an unknown name, a value that is not a number, or one outside its range.
    """
    known = _by_name()
    changed: dict[str, dict[str, float]] = {}
    for name, value in values.items():
        if name not in known:
            raise unknown("parameter", name, known, set_by)
        row = known[name]
        changed.setdefault(row.group, {})[row.name] = _checked(row, value, set_by)
    return parameters._replace(
        **{group: getattr(parameters, group)._replace(**own) for group, own in changed.items()}
    )


@cache
def _by_name() -> Mapping[str, Parameter]:
    return {row.full_name: row for row in catalogue()}


def _checked(row: Parameter, value: object, set_by: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UserError(
            f"{row.full_name}={value} is not a number; allowed {row.low:g} to {row.high:g}; "
            f"set by {set_by}. Give {row.meaning} as a number."
        )
    number = float(value)
    if not row.low <= number <= row.high:
        advice = (
            "A yearly rate must be divided by 12."
            if row.unit == "1/month"
            else f"It is {row.meaning}; {row.sweep[0]:g} to {row.sweep[1]:g} is plausible."
        )
        raise outside(row.full_name, value, row.low, row.high, set_by, advice, row.unit)
    return number


def _build(flat: Mapping[str, float]) -> Parameters:
    return Parameters(
        **{
            group: kind(**{name: flat[f"{group}.{name}"] for name in kind._fields})
            for group, kind in groups().items()
        }
    )
