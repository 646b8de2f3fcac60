"""The rows of a record as they are computed: a row per run, and a row per run and dyad."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from model.outcomes import DYAD_OUTCOMES, OUTCOMES, PAIRED_OUTCOMES
from scenarios.recording.results import PointResult

RUN_OUTCOMES = (*OUTCOMES, *PAIRED_OUTCOMES)
_KEYS = [("point", pa.int64()), ("replicate", pa.int64())]
OUTCOME_SCHEMA = pa.schema([*_KEYS, *((row.name, pa.float64()) for row in RUN_OUTCOMES)])
DYAD_SCHEMA = pa.schema(
    [*_KEYS, ("dyad", pa.string()), *((row.name, pa.float64()) for row in DYAD_OUTCOMES)]
)


def outcome_rows(points: Sequence[PointResult]) -> pa.Table:
    """Return a row per run, by point and then replicate: both numbers, and `RUN_OUTCOMES`."""

    def column(name: str) -> NDArray[np.float64]:
        return _column([part.runs.outcomes[name] for part in points])

    return _table(OUTCOME_SCHEMA, points, lambda part: 1, {}, column)


def dyad_rows(points: Sequence[PointResult]) -> pa.Table:
    """Return a row per run and dyad, in that order: their names, and `DYAD_OUTCOMES`."""
    names = [
        pa.array(np.tile(np.array(_dyads(part), dtype=object), part.replicates.size), pa.string())
        for part in points
    ]

    def column(name: str) -> NDArray[np.float64]:
        return _column([part.runs.dyads[name].ravel() for part in points])

    dyad = pa.chunked_array(names, pa.string())
    return _table(DYAD_SCHEMA, points, lambda part: len(_dyads(part)), {"dyad": dyad}, column)


def _dyads(part: PointResult) -> Sequence[str]:
    return part.runs.ids["dyad"]


def _column(arrays: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    return np.concatenate(arrays) if arrays else np.empty(0)


def _table(
    schema: pa.Schema,
    points: Sequence[PointResult],
    repeat: Callable[[PointResult], int],
    given: dict[str, pa.ChunkedArray],
    column: Callable[[str], NDArray[np.float64]],
) -> pa.Table:
    """Return a table: the point and replicate of each row, what is given, and the outcomes."""
    empty: list[NDArray[np.int64]] = [np.empty(0, dtype=np.int64)]
    keys = {
        "point": [np.full(part.replicates.size * repeat(part), part.point) for part in points],
        "replicate": [np.repeat(part.replicates, repeat(part)) for part in points],
    }
    columns = {name: np.concatenate(arrays or empty) for name, arrays in keys.items()} | given
    others = {name: column(name) for name in schema.names if name not in columns}
    return pa.table(columns | others, schema=schema)
