"""`design=`: its points, under each combination of whatever else is swept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from analysis.cli.points import Structures, swept_columns
from model.errors import UserError
from scenarios.building.world_change import Path
from scenarios.configuration import GROUPS, SET_BY, check_readable
from scenarios.design import Design, from_config
from scenarios.designing import posterior
from scenarios.designing.candidates import Candidate, candidates
from scenarios.designing.point_table import Column, PointTable
from scenarios.problems import statement

KEYS = ("design", "points", "over")
NUMBER = "design_point"
"""The column of the records that holds the row of `design.parquet`."""


def is_asked(config: Mapping[str, Any]) -> bool:
    """Tell whether a configuration asks for a design.

    Raises
    ------
    UserError
        When it gives only what belongs to one.
    """
    if config["design"] is not None or posterior.is_asked(config["over"]):
        return True
    for name in KEYS[1:]:
        if config[name] is not None:
            rule, allowed = "belongs to a design, and there is none", "null"
            advice = "Add a design, for instance design=sobol."
            raise UserError(statement(name, config[name], rule, allowed, SET_BY, advice))
    return False


def refuse(config: Mapping[str, Any]) -> None:
    """Check that a single run asks for no design.

    Raises
    ------
    UserError
        When it does.
    """
    if is_asked(config):
        rule, allowed = "makes many points", "null with `comity run`"
        advice = "Use `comity sweep`."
        raise UserError(statement("design", config["design"], rule, allowed, SET_BY, advice))


def design_table(found: Structures) -> tuple[PointTable, Design]:
    """Return the points of the design that is asked for, and the design.

    Each combination of what is swept visits the same points, so that policies are compared world
    by world; the design varies fastest, and each combination begins with itself as it is.

    Raises
    ------
    UserError
        For a design that cannot be made, or that varies what is swept or what a combination lacks.
    """
    for config in found.configs:
        check_readable(config)
    design = from_config(found.configs[0])
    _check_apart(design, [axis.name for axis in found.axes if axis.is_swept])
    rows = [_own(design, config) for config in found.configs]
    places, of = found.codes(inner=len(design))
    number = np.arange(len(of)) % len(design)
    columns = [*swept_columns(found, places), Column(NUMBER, number)]
    for place, factor in enumerate(design.factors):
        values = design.values[number, place]
        if design.has_baseline:
            as_it_is = np.array([own[place].value for own in rows])
            values = np.where(number == 0, as_it_is[of], values)
        path = _path(factor.path, [own[place].path for own in rows])
        columns.append(Column(factor.name, values, path, is_label=False))
    return PointTable(found.bases, of, columns), design


def _check_apart(design: Design, swept: Sequence[str]) -> None:
    for name in swept:
        if name in design.names:
            raise UserError(
                f"{name} is swept and varied by the design; allowed one of the two; set by "
                f"{SET_BY}. Leave it out of over, or give it one value."
            )


def _own(design: Design, config: Mapping[str, Any]) -> list[Candidate]:
    """Return the factors as a configuration has them."""
    known = candidates(config)
    for name in design.names:
        if name not in known:
            chosen = ", ".join(f"{kind}={config[kind]['id']}" for kind in GROUPS)
            raise UserError(
                f"The design varies {name}, which is no number of {chosen}; set by {SET_BY}. Name "
                "in over what all points have, or sweep them one after the other."
            )
    return [known[name] for name in design.names]


def _path(first: Path, paths: Sequence[Path]) -> Path:
    """Return where a number is set: as the scenario's own, if it is the scenario's own anywhere."""
    return next((path for path in paths if path[0] == "scenario"), first)
