"""Designs: the points that a sweep visits.

The front of `scenarios/designs/` (the kinds), `scenarios/designing/factors.py` (what is varied) and
`scenarios/designing/design_record.py` (how a design is saved).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from model.errors import UserError, outside, unknown
from scenarios import designs
from scenarios.configuration import SET_BY
from scenarios.designing import posterior
from scenarios.designing.candidates import Candidate
from scenarios.designing.design_record import FILE, Design, is_saved, load, save
from scenarios.designing.factors import factors, named
from scenarios.designing.points_file import SUFFIXES, Places, read_points
from scenarios.designs.kinds import Factor, Request, Values, whole
from scenarios.problems import statement

__all__ = ["FILE", "Design", "Factor", "from_config", "from_file", "load", "make", "save"]

MOST_POINTS = 1 << 22
MOST_NUMBERS = 1 << 25
"""Values that a design may hold, 8 bytes each."""


def make(
    kind: str,
    over: Sequence[Factor],
    points: int | Sequence[int] | None = None,
    seed: int = 0,
    *,
    has_baseline: bool = True,
    set_by: str = SET_BY,
    **options: Any,
) -> Design:
    """Return a design; the same arguments give the same points.

    Parameters
    ----------
    kind : str
        A file of `scenarios/designs/`.
    over : sequence of Factor
        What is varied, at least one.
    points : int, sequence of int, or None
        What each kind says it is: points (latin_hypercube, sobol), N (saltelli, morris), values of
        each factor (grid, one_at_a_time), nothing (extremes).
    seed : int
        >= 0; 0 is a seed.
    has_baseline : bool
        Whether the configuration as it is comes first.
    set_by : str
        What errors say about where the arguments were set.
    options
        The kind's own, see its `OPTIONS`.

    Returns
    -------
    Design
        `values` in `[low, high]` of each factor, the baseline row excepted.

    Raises
    ------
    UserError
        For an unknown kind or option, no factors, or points that the kind cannot make.
    """
    maker = designs.kind(kind, set_by)
    for name in options:
        if name not in maker.OPTIONS:
            raise unknown(f"option of design {kind!r}", name, maker.OPTIONS, set_by)
    if not over:
        raise UserError(f"A {kind} design varies nothing; set by {set_by}. Name numbers in over.")
    asked: Any = tuple(points) if isinstance(points, list | tuple) else points
    if isinstance(asked, tuple) and kind != "grid":
        advice = "Only a grid takes one number for each factor."
        raise UserError(statement("points", points, "is a list", "a whole number", set_by, advice))
    request = Request(kind, tuple(over), asked, seed, {**maker.OPTIONS, **options}, set_by)
    _check_size(maker.size(request), request)
    values = np.ascontiguousarray(maker.sample(request), dtype=np.float64)
    return Design(
        kind,
        request.factors,
        _with_baseline(request.factors, values) if has_baseline else values,
        seed,
        asked,
        request.options,
        has_baseline,
    )


def _check_size(size: int, request: Request) -> None:
    most = min(MOST_POINTS, MOST_NUMBERS // request.n)
    if size > most:
        given = list(request.points) if isinstance(request.points, tuple) else request.points
        shown = f"{size:,}" if size < 10**15 else "far too many"
        rule = f"makes {shown} points of {request.n} factors with design={request.kind}"
        advice = "Ask for fewer points, or vary fewer numbers."
        raise request.wrong("points", given, rule, f"at most {most:,} points", advice)


def _with_baseline(varied: Sequence[Factor], values: Values) -> Values:
    return np.vstack([[item.value for item in varied], values])


def from_file(
    path: Path,
    config: Mapping[str, Any],
    *,
    seed: int = 0,
    has_baseline: bool = True,
    set_by: str = SET_BY,
) -> Design:
    """Return the points of a CSV or Parquet file, whose columns are configuration keys.

    Parameters
    ----------
    path : Path
        A table of numbers; or the `design.parquet` of a sweep, whose points are visited again.
    config : mapping
        The configuration the points depart from, as for `factors`.
    seed : int
        Is recorded only.
    has_baseline : bool
        Whether the configuration as it is comes first.
    set_by : str
        What errors say about where the file was named.

    Returns
    -------
    Design
        Of kind "file", the factors' ranges those that the points span; or of the kind it was saved
        as.

    Raises
    ------
    UserError
        For a file that cannot be read, an unknown column, or a value that is no number or is not
        admissible; with the file and the line.
    """
    if path.suffix.lower() == ".parquet" and is_saved(path):
        design = load(path)
        rows = named(design.names, config, str(path))
        varied = tuple(
            replace(item, value=row.value, path=row.path)
            for item, row in zip(design.factors, rows, strict=True)
        )
        values, places = design.sample, Places(path, None)
    else:
        table = read_points(path, set_by)
        rows = named(table.names, config, str(path))
        values, places = table.numbers(), table.places
        varied = tuple(
            Factor(row.name, low, high, row.value, row.path, row.unit, row.meaning)
            for row, low, high in zip(
                rows, values.min(axis=0).tolist(), values.max(axis=0).tolist(), strict=True
            )
        )
        design = Design("file", varied, values, seed, None, {"file": path.name}, False)
    _check_admissible(rows, values, places)
    return replace(
        design,
        factors=varied,
        values=_with_baseline(varied, values) if has_baseline else values,
        has_baseline=has_baseline,
    )


def _check_admissible(rows: Sequence[Candidate], values: Values, places: Places) -> None:
    for row, column in zip(rows, values.T, strict=True):
        wrong = np.flatnonzero((column < row.low) | (column > row.high))
        if wrong.size:
            first = int(wrong[0])
            advice = f"It is {row.meaning}."
            told = float(column[first])
            raise outside(row.name, told, row.low, row.high, places.of(first), advice, row.unit)


def from_config(config: Mapping[str, Any], set_by: str = SET_BY) -> Design:
    """Return the design that a configuration asks for, as `make` or `from_file` makes it.

    Parameters
    ----------
    config : mapping
        As for `factors`, with `seed`, `points`, `over` and `design`: the `kind` or `path`, or a
        mapping with `kind` and the options. `over=posterior` takes the draws that calibration left.
    set_by : str
        What errors say.

    Raises
    ------
    UserError
        As `make`, `from_file` and `factors`.
    """
    if posterior.is_asked(config.get("over")):
        return posterior.design(config, set_by)
    asked, points, over = config["design"], config.get("points"), config.get("over")
    options = dict(asked) if isinstance(asked, Mapping) else {"kind": asked}
    kind = str(options.pop("kind", None))
    has_baseline = options.pop("has_baseline", True)
    if not isinstance(has_baseline, bool):
        rule, allowed = "is not true or false", "true, false"
        raise UserError(
            statement("design.has_baseline", has_baseline, rule, allowed, set_by, "Correct it.")
        )
    seed = whole("seed", config["seed"], 0, set_by, "A design")
    if Path(kind).suffix.lower() in SUFFIXES:
        given = {"points": points, "over": over}
        given |= {f"design.{name}": value for name, value in options.items()}
        for name, value in given.items():
            if value is not None:
                rule, advice = "is not used with a file of points", "Leave it out."
                raise UserError(statement(name, value, rule, "null", set_by, advice))
        place = Path(kind).expanduser()
        return from_file(place, config, seed=seed, has_baseline=has_baseline, set_by=set_by)
    designs.kind(kind, set_by)  # an unknown kind is told before what is wrong with `over`
    varied = factors(over, config, set_by)
    return make(kind, varied, points, seed, has_baseline=has_baseline, set_by=set_by, **options)
