"""`over=posterior`: the parameter vectors that calibration left, as the points of a sweep.

A posterior is a table in `scenarios/posteriors/`: a row is a draw, all rows weigh the same, and the
first n rows are a sample themselves. `comity calibrate --save` writes one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from model.errors import UserError, unknown
from scenarios.configuration import SET_BY
from scenarios.designing.design_record import Design
from scenarios.designing.factors import named
from scenarios.designing.points_file import read_points
from scenarios.designs.kinds import Factor, whole
from scenarios.problems import statement

KIND = "posterior"
FOLDER = Path(__file__).parent.parent / "posteriors"
OF_THE_CODER = "observation."
"""Columns about how cooperation was observed, which no run uses."""


def is_asked(over: Any) -> bool:
    """Tell whether `over` names a posterior: `posterior`, or `posterior:NAME`."""
    return isinstance(over, str) and over.partition(":")[0].strip() == KIND


def names() -> tuple[str, ...]:
    """Return the posteriors there are, the latest last."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.csv")))


def design(config: Mapping[str, Any], set_by: str = SET_BY) -> Design:
    """Return the draws of a posterior as a design; every arm of a sweep visits the same ones.

    Parameters
    ----------
    config : mapping
        With `over`, `points` (how many draws; null: all), `design` (null or a mapping with
        `has_baseline`) and `seed`, which is recorded only. What `off` or a theory settles is not
        varied.
    set_by : str
        What errors say.

    Raises
    ------
    UserError
        For an unknown posterior, more points than it has draws, or another design beside it.
    """
    asked = config.get("design")
    options = dict(asked) if isinstance(asked, Mapping) else {}
    if asked is not None and (set(options) - {"has_baseline"} or not options):
        rule, advice = "is another design beside over=posterior", "Leave one of the two out."
        raise UserError(statement("design", asked, rule, "null", set_by, advice))
    table = read_points(_file(config["over"], set_by), set_by)
    kept = [name for name in table.names if _varies(name, config)]
    columns = [table.names.index(name) for name in kept]
    values = table.numbers()[:, columns]
    points = config.get("points")
    count = len(values) if points is None else whole("points", points, 1, set_by, "A posterior")
    if count > len(values):
        rule, allowed = "is more than the posterior has draws", f"1 to {len(values)}"
        raise UserError(statement("points", points, rule, allowed, set_by, "Ask for fewer."))
    values = values[:count]
    rows = named(kept, config, set_by)
    factors = tuple(
        Factor(row.name, low, high, row.value, row.path, row.unit, row.meaning)
        for row, low, high in zip(
            rows, values.min(axis=0).tolist(), values.max(axis=0).tolist(), strict=True
        )
    )
    has_baseline = bool(options.get("has_baseline", True))
    if has_baseline:
        values = np.vstack([[row.value for row in rows], values])
    told = {"posterior": table.places.path.stem}
    return Design(KIND, factors, values, int(config["seed"]), points, told, has_baseline)


def _file(over: str, set_by: str) -> Path:
    name = over.partition(":")[2].strip()
    known = names()
    if not known:
        raise UserError(
            f"over={over} names no posterior, for there is none; set by {set_by}. Make one: "
            "comity calibrate --save NAME."
        )
    if name and name not in known:
        raise unknown("posterior", name, known, set_by)
    return FOLDER / f"{name or known[-1]}.csv"


def _varies(name: str, config: Mapping[str, Any]) -> bool:
    off = config.get("off")
    groups = [off] if isinstance(off, str) else off or []
    fixed = (config.get("theory") or {}).get("fixed") or []
    of_law = not name.startswith(OF_THE_CODER)
    return of_law and name not in fixed and name.split(".")[1] not in groups
