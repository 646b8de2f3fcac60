"""What a design is, and how it is saved with the records of its sweep."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from model.errors import UserError
from scenarios.designs.kinds import Factor, Values, problem
from scenarios.problems import statement

FILE = "design.parquet"
"""The name of a saved design in the folder of a record."""
_KEY = b"comity_design"


@dataclass(frozen=True, eq=False)
class Design:
    """The points of a sweep: row p of `values` is `design_point` p of the records.

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
        """SALib's `problem`, a fresh copy, with `groups` if factors were moved together."""
        return problem(self.factors, is_grouped=bool(self.options.get("grouped")))

    def row(self, index: int) -> dict[str, float]:
        """Return a point by configuration key."""
        return dict(zip(self.names, self.values[index].tolist(), strict=True))

    @property
    def told(self) -> str:
        """The design in one sentence, for a person about to run it."""
        count, factors = len(self.sample), len(self.factors)
        text = f"{self.kind}: {count:,} points over {factors} factor{'s' if factors > 1 else ''}"
        if isinstance(self.points, int) and count != self.points and count % self.points == 0:
            text += f" (points={self.points} times {count // self.points:,})"
        return f"{text}, after the configuration as it is" if self.has_baseline else text


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


def is_saved(path: Path) -> bool:
    """Tell whether a Parquet file is a saved design."""
    try:
        return _KEY in (pq.read_schema(path).metadata or {})
    except (OSError, pa.ArrowException):
        return False


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
        allowed, advice = f"a {FILE}", "Give the one in the folder of a sweep over a design."
        raise UserError(
            statement("design", path, "is not a saved design", allowed, "you", advice)
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
