"""The runs of a record over a design, checked: which columns, one seed, no run twice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from model.errors import UserError
from scenarios.problems import statement
from scenarios.recording.intact import check_columns, readable

NEEDED = ("point", "label", "design_point", "seed", "replicate", "is_baseline")


def names_of(path: Path, needed: tuple[str, ...] = NEEDED) -> list[str]:
    """Return the columns of a table of runs.

    Raises
    ------
    UserError
        When it cannot be read, lacks a column, or an outcome is no number.
    """
    with readable(path):
        schema = pq.read_schema(path)
    kinds = {field.name: _is_number(field.type) for field in schema}
    check_columns(path, kinds, needed)
    return list(schema.names)


def _is_number(kind: pa.DataType) -> bool:
    number = pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_boolean(kind)
    return bool(number)


def points_of(path: Path) -> NDArray[np.int64]:
    """Return the point of every run.

    Replicates are told apart by their number alone in all that is done over a design, so that runs
    of two seeds would be taken for the same draws.

    Raises
    ------
    UserError
        When there is no run, a run is there twice, or seeds differ.
    """
    with readable(path):
        read = pq.read_table(path, columns=["point", "seed", "replicate"])
    folder = path.parent
    if any(column.null_count for column in read.columns):
        rule, advice = "holds runs without point, seed or replicate", "Run the sweep again."
        raise UserError(statement("folder", folder, rule, "all three", "the record", advice))
    point, seed, replicate = (read[name].to_numpy().astype(np.int64) for name in read.column_names)
    if not len(point):
        rule, advice = "holds no run", "Run the sweep again; see its provenance.json for why."
        raise UserError(statement("folder", folder, rule, "a record with runs", "you", advice))
    if seed.min() != seed.max():
        told = ", ".join(map(str, np.unique(seed)[:5]))
        rule, advice = f"holds runs of seeds {told}", "Run all points with the same seed."
        raise UserError(statement("folder", folder, rule, "one seed", "the record", advice))
    check_once(path, point, replicate)
    return np.asarray(point)


def check_once(path: Path, point: NDArray[np.int64], replicate: NDArray[np.int64]) -> None:
    """Check that no replicate of a point is there twice.

    Parameters
    ----------
    path : Path
        Of the table, for the error.
    point, replicate : array of shape (rows,)

    Raises
    ------
    UserError
        When one is.
    """
    if _is_twice(point, replicate):
        rule, advice = "holds a replicate more than once", "Run the sweep again."
        allowed = "each replicate of a point once"
        raise UserError(statement("file", path.name, rule, allowed, str(path.parent), advice))


def _is_twice(point: NDArray[np.int64], replicate: NDArray[np.int64]) -> bool:
    # Mostly they follow each other in order, which is quickly seen.
    order = np.diff(point) * (np.int64(1) + np.ptp(replicate)) + np.diff(replicate)
    if (order > 0).all():
        return False
    pairs = np.stack([point, replicate])
    ordered = pairs[:, np.lexsort(pairs[::-1])]
    return bool((np.diff(ordered) == 0).all(axis=0).any())
