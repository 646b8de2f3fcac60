"""The tables of a record, written as a stream: what was computed, with the columns of the design.

Memory does not grow with the number of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from model.outcomes import DYAD_OUTCOMES, Outcome
from scenarios.designing.points import Points
from scenarios.recording.rows import DYAD_SCHEMA, OUTCOME_SCHEMA, RUN_OUTCOMES

GROUP = 65_536
"""Rows of a row group; so many are in memory."""


@dataclass(frozen=True)
class Design:
    """The columns that tell a design point.

    Attributes
    ----------
    points : Points
    types : dict
        The Arrow type of each column of the design, over all points.
    seed, baseline : int
        Of the sweep.
    """

    points: Points
    types: dict[str, pa.DataType]
    seed: int
    baseline: int

    def schema(self, computed: pa.Schema, measures: Sequence[Outcome]) -> pa.Schema:
        """Return the schema of a sheet; the fields of the measures carry unit and meaning."""
        known = {row.name: {"unit": row.unit, "meaning": row.meaning} for row in measures}
        fields = [
            pa.field("point", pa.int64()),
            pa.field("label", pa.string()),
            *(pa.field(name, kind) for name, kind in self.types.items()),
            pa.field("seed", pa.int64() if self.seed < 2**63 else pa.uint64()),
            pa.field("replicate", pa.int64()),
            pa.field("is_baseline", pa.bool_()),
            *(field.with_metadata(known.get(field.name)) for field in list(computed)[2:]),
        ]
        return pa.schema(fields)

    def completed(self, rows: pa.Table, schema: pa.Schema) -> pa.Table:
        """Return computed rows with the columns of their points."""
        numbers, places = np.unique(rows["point"].to_numpy(), return_inverse=True)
        told = [self.points.columns(int(index)) for index in numbers]
        columns = {
            "label": pa.array([self.points.label(int(index)) for index in numbers], pa.string()),
            **{
                name: pa.array([_value(row.get(name), kind) for row in told], kind)
                for name, kind in self.types.items()
            },
            "seed": pa.array([self.seed] * len(numbers), schema.field("seed").type),
            "is_baseline": pa.array(numbers == self.baseline),
        }
        taken = {name: array.take(pa.array(places)) for name, array in columns.items()}
        every = [taken[name] if name in taken else rows[name] for name in schema.names]
        return pa.table(every, schema=schema)


def design(points: Points, seed: int, baseline: int) -> Design:
    """Return the columns of a design; a column of mixed kinds is text."""
    kinds: dict[str, set[type]] = {}
    for index in range(len(points)):
        for name, value in points.columns(index).items():
            kinds.setdefault(name, set()).add(_kind(value))
    return Design(points, {name: _type(found) for name, found in kinds.items()}, seed, baseline)


def write_outcomes(path: Path, rows: Iterable[pa.Table], columns: Design) -> None:
    """Write the sheet of runs; `rows` as `recording.rows.outcome_rows` gives them, in order."""
    _write(path, rows, columns, columns.schema(OUTCOME_SCHEMA, RUN_OUTCOMES))


def write_dyads(path: Path, rows: Iterable[pa.Table], columns: Design) -> None:
    """Write the sheet of dyads; `rows` as `recording.rows.dyad_rows` gives them, in order."""
    _write(path, rows, columns, columns.schema(DYAD_SCHEMA, DYAD_OUTCOMES))


def _write(path: Path, rows: Iterable[pa.Table], columns: Design, schema: pa.Schema) -> None:
    repeated = ["label", "seed", "dyad", *columns.types]
    texts = [name for name in repeated if name in schema.names]
    with pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=texts) as writer:
        for group in _grouped(rows):
            writer.write_table(columns.completed(group, schema), row_group_size=GROUP)


def _grouped(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Yield the rows of tables in groups of one size, the last one smaller."""
    waiting: list[pa.Table] = []
    count = 0
    for table in tables:
        waiting.append(table)
        count += table.num_rows
        if count < GROUP:
            continue
        joined = pa.concat_tables(waiting)
        whole = count // GROUP * GROUP
        for start in range(0, whole, GROUP):
            yield joined.slice(start, GROUP)
        waiting, count = [joined.slice(whole)], count - whole
    if count:
        yield pa.concat_tables(waiting)


def _kind(value: Any) -> type:
    if value is None:
        return type(None)
    if isinstance(value, bool | np.bool_):
        return bool
    if isinstance(value, Integral):
        return int if -(2**63) <= int(value) < 2**63 else str
    return float if isinstance(value, Real) else str


def _type(kinds: set[type]) -> pa.DataType:
    """Return the type of a column, as pandas would choose it."""
    present = kinds - {type(None)}
    if not present:
        return pa.null()
    if present == {bool}:
        return pa.bool_()
    if kinds == {int}:
        return pa.int64()
    return pa.float64() if present <= {int, float} else pa.string()


def _value(value: Any, kind: pa.DataType) -> Any:
    """Return a value as a column holds it."""
    if value is None or pa.types.is_null(kind):
        return None
    if pa.types.is_string(kind):
        return str(value)
    return (
        bool(value)
        if pa.types.is_boolean(kind)
        else float(value)
        if kind == pa.float64()
        else int(value)
    )
