"""Designs: the points a sweep visits, made, read from a file, and saved with the records.

The front of `scenarios/designs/` (the kinds) and `scenarios/factors.py` (what is varied).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from model.errors import UserError, unknown
from scenarios import designs
from scenarios.candidates import Base
from scenarios.designs.kinds import Factor, Request, Values, problem
from scenarios.factors import SET_BY, factors, named
from scenarios.points_file import SUFFIXES, read_points
from scenarios.problems import statement

__all__ = ["FILE", "Base", "Design", "Factor", "from_config", "from_file", "load", "make", "save"]

FILE = "design.parquet"
"""The name of a saved design in the folder of a record."""
MOST_POINTS = 1 << 22
MOST_NUMBERS = 1 << 26
"""Values a design may hold, 8 bytes each."""
_KEY = b"comity_design"


@dataclass(frozen=True, eq=False)
class Design:
    """The points of a sweep: row p of `values` is point p of the records.

    Attributes
    ----------
    kind : str
        A file of `scenarios/designs/`, or "file".
    factors : tuple of Factor
        What is varied, in the order of the columns.
    values : ndarray, shape (points, factors), float64
        With the baseline as row 0 if `has_baseline`.
    seed : int
        What the points were drawn with.
    points : int, tuple of int or None
        What was asked as `points`: the method's own N (see docs/designs.md).
    options : mapping
        The kind's options, defaults filled in.
    has_baseline : bool
        Whether row 0 is the configuration as it is, which all other points are paired with and
        which is no part of the sample.
    """

    kind: str
    factors: tuple[Factor, ...]
    values: Values
    seed: int
    points: int | tuple[int, ...] | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    has_baseline: bool = True

    def __len__(self) -> int:
        return len(self.values)

    @property
    def names(self) -> tuple[str, ...]:
        """The configuration keys of the columns."""
        return tuple(item.name for item in self.factors)

    @property
    def first(self) -> int:
        """The row at which the sample begins: 1 after a baseline, else 0."""
        return int(self.has_baseline)

    @property
    def sample(self) -> Values:
        """The points without the baseline: what analyses of the design read."""
        return self.values[self.first :]

    @property
    def problem(self) -> dict[str, Any]:
        """SALib's `problem`, a fresh copy."""
        return problem(self.factors)

    def row(self, index: int) -> dict[str, float]:
        """Return a point by configuration key."""
        return dict(zip(self.names, self.values[index].tolist(), strict=True))


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
    asked = points if points is None or isinstance(points, int) else tuple(points)
    if isinstance(asked, tuple) and kind != "grid":
        advice = "Only a grid takes one number for each factor."
        raise UserError(statement("points", points, "is a list", "a whole number", set_by, advice))
    request = Request(kind, tuple(over), asked, seed, {**maker.OPTIONS, **options}, set_by)
    _check_size(maker.size(request), request)
    values = np.ascontiguousarray(maker.sample(request), dtype=np.float64)
    if has_baseline:
        values = np.vstack([request.value, values])
    return Design(
        kind, request.factors, values, seed, request.points, request.options, has_baseline
    )


def _check_size(size: int, request: Request) -> None:
    most = min(MOST_POINTS, MOST_NUMBERS // request.n)
    if size > most:
        given = list(request.points) if isinstance(request.points, tuple) else request.points
        rule = f"makes {size:,} points of {request.n} factors with design={request.kind}"
        advice = "Ask for fewer points, or vary fewer numbers; more replicates need no more points."
        raise request.wrong("points", given, rule, f"at most {most:,} points", advice)


def from_file(
    path: Path, base: Base, *, seed: int = 0, has_baseline: bool = True, set_by: str = SET_BY
) -> Design:
    """Return the points of a CSV or Parquet file, whose columns are configuration keys.

    Raises
    ------
    UserError
        For a file that cannot be read, an unknown column, a value that is not a number or not
        admissible; with the file and the row.
    """
    columns, values = read_points(path, set_by)
    rows = named(columns, base, str(path))
    for index, row in enumerate(rows):
        outside = (values[:, index] < row.low) | (values[:, index] > row.high)
        if outside.any():
            first = int(np.flatnonzero(outside)[0])
            rule, allowed = (
                f"is outside [{row.low:g}, {row.high:g}]",
                f"{row.low:g} to {row.high:g}",
            )
            place, value = f"{path}, point {first + 1}", values[first, index]
            raise UserError(
                statement(row.name, value, rule, allowed, place, f"It is {row.meaning}.")
            )
    over = tuple(
        Factor(
            row.name,
            float(values[:, index].min()),
            float(values[:, index].max()),
            row.value,
            row.path,
            row.unit,
            row.meaning,
        )
        for index, row in enumerate(rows)
    )
    if has_baseline:
        values = np.vstack([[row.value for row in rows], values])
    return Design("file", over, values, seed, None, {"file": path.name}, has_baseline)


def from_config(config: Mapping[str, Any], set_by: str = SET_BY) -> Design:
    """Return the design that a configuration asks for.

    Parameters
    ----------
    config : mapping
        As `Base` needs it, with `design` (a kind, a file, or a mapping with `kind` and options),
        `points`, `over` and `seed`.
    set_by : str
        What errors say.

    Raises
    ------
    UserError
        As `make`, `from_file` and `factors`.
    """
    asked, points, over = config["design"], config.get("points"), config.get("over")
    options = dict(asked) if isinstance(asked, Mapping) else {"kind": asked}
    kind = str(options.pop("kind", None))
    has_baseline = options.pop("has_baseline", True)
    if not isinstance(has_baseline, bool):
        rule = "is not true or false"
        raise UserError(
            statement("design.has_baseline", has_baseline, rule, "true, false", set_by, "")
        )
    base, seed = Base(config), int(config["seed"])
    if Path(kind).suffix in SUFFIXES:
        for name, given in (("points", points), ("over", over), *options.items()):
            if given is not None:
                rule, advice = "is not used with a file of points", "Leave it out."
                raise UserError(statement(name, given, rule, "null", set_by, advice))
        place = Path(kind).expanduser()
        return from_file(place, base, seed=seed, has_baseline=has_baseline, set_by=set_by)
    designs.kind(kind, set_by)  # an unknown kind is told before what is wrong with `over`
    varied = factors(over, base, set_by)
    return make(kind, varied, points, seed, has_baseline=has_baseline, set_by=set_by, **options)


def save(design: Design, path: Path) -> None:
    """Write a design as Parquet: a column per factor, everything else in the schema's metadata."""
    about = {
        "kind": design.kind,
        "seed": design.seed,
        "points": design.points,
        "options": dict(design.options),
        "has_baseline": design.has_baseline,
        "factors": [asdict(item) for item in design.factors],
    }
    columns = [pa.array(column) for column in design.values.T]
    schema = pa.schema(
        [pa.field(item.name, pa.float64()) for item in design.factors],
        metadata={_KEY: json.dumps(about)},
    )
    pq.write_table(pa.table(columns, schema=schema), path)


def load(path: Path) -> Design:
    """Return a saved design, exactly as it was.

    Raises
    ------
    UserError
        When the file is not a saved design.
    """
    try:
        table = pq.read_table(path)
        about = json.loads(table.schema.metadata[_KEY])
    except (OSError, pa.ArrowException, KeyError, TypeError) as error:
        advice = "Give the design.parquet of a record."
        raise UserError(
            statement("design", path, "is not a saved design", "", "you", advice)
        ) from error
    points = about["points"]
    return Design(
        about["kind"],
        tuple(Factor(**{**item, "path": tuple(item["path"])}) for item in about["factors"]),
        np.column_stack([column.to_numpy() for column in table.columns]),
        about["seed"],
        tuple(points) if isinstance(points, list) else points,
        about["options"],
        about["has_baseline"],
    )
