"""A computed chunk as files: packed where it was computed, written by the one process that writes.

Tables are in Arrow's own format and not compressed: that takes a tenth of the time of Parquet, and
the rows of one point can be taken out of many chunks without reading the others. The record that
they become is Parquet.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from model.inputs import Inputs
from scenarios.designing.points import Points
from scenarios.recording.results import Failure
from scenarios.recording.rows import dyad_rows, outcome_rows
from scenarios.recording.series import Keep, PointSeries, of_runs, reduced
from scenarios.sweeping.chunk import ChunkResult, run_chunk
from scenarios.sweeping.plan import Chunk

OUTCOMES_FILE, DYADS_FILE, SERIES_FILE = "outcomes.arrow", "dyads.arrow", "series.npz"


@dataclass(frozen=True)
class Packed:
    """A chunk as it is stored.

    Attributes
    ----------
    chunk : Chunk
        Which one.
    files : mapping from name to bytes
        `OUTCOMES_FILE` and, as far as they are kept, `DYADS_FILE` and `SERIES_FILE`.
    note : dict
        What JSON can hold: `points` that have runs with the `rows` of each in both tables, `runs`,
        `failures`, `cpu_seconds`, and the entries and dyads of the `series` of each point.
    """

    chunk: Chunk
    files: Mapping[str, bytes]
    note: dict[str, Any]


@dataclass(frozen=True)
class Work:
    """What a worker does with each chunk it is given: a function that can be pickled.

    Attributes
    ----------
    points, baseline, seed, series
        See `scenarios.sweeping.chunk.run_chunk`.
    has_dyads : bool
        Whether the dyads' outcomes are kept.
    """

    points: Points
    baseline: Inputs
    seed: int
    series: Keep
    has_dyads: bool

    def __call__(self, chunk: Chunk) -> Packed:
        """Compute and pack a chunk."""
        return self.packed(run_chunk(chunk, self.points, self.baseline, self.seed, self.series))

    def packed(self, result: ChunkResult) -> Packed:
        """Return a chunk as files."""
        files = {OUTCOMES_FILE: _arrow(outcome_rows(result.points))}
        if self.has_dyads:
            files[DYADS_FILE] = _arrow(dyad_rows(result.points))
        parts = self._series(result)
        if parts:
            files[SERIES_FILE] = _arrays(parts)
        note = {
            "points": [part.point for part in result.points],
            "rows": {
                OUTCOMES_FILE: [part.replicates.size for part in result.points],
                DYADS_FILE: [
                    part.replicates.size * len(part.runs.ids["dyad"]) for part in result.points
                ],
            },
            "runs": sum(part.replicates.size for part in result.points),
            "failures": [asdict(item) for item in result.failures],
            "cpu_seconds": result.cpu_seconds,
            "series": {p.point: {"entries": p.entries, "dyads": p.dyad_ids} for p in parts},
        }
        return Packed(result.chunk, files, note)

    def _series(self, result: ChunkResult) -> list[PointSeries]:
        """Return the series; as statistics already if all replicates are here."""
        keep, given = self.series, result.chunk.replicates
        if not keep.some_of(given):
            return []
        parts = [
            of_runs(part.point, part.replicates.tolist(), part.runs, keep.replicates)
            for part in result.points
            if part.replicates[0] < keep.replicates
        ]
        has_all = keep.all_in(given)
        return [reduced(part) for part in parts] if has_all and keep.kind != "all" else parts


def _arrow(table: pa.Table) -> bytes:
    target = io.BytesIO()
    with pa.ipc.new_file(target, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    return target.getvalue()


def _arrays(parts: Sequence[PointSeries]) -> bytes:
    target = io.BytesIO()
    every = {f"{p.point}/{name}": array for p in parts for name, array in p.values.items()}
    np.savez(target, allow_pickle=False, **every)
    return target.getvalue()


def failures_of(note: Mapping[str, Any]) -> list[Failure]:
    """Return the failures of a packed chunk."""
    return [Failure(**item) for item in note["failures"]]
