"""Takes the finished chunks of a sweep together, by point and then replicate.

Everything is read as it is asked for; memory does not grow with the number of runs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from scenarios.recording.results import Failure
from scenarios.recording.series import NAMES, STATISTICS, Kept, PointSeries, statistics
from scenarios.sweeping.packing import SERIES_FILE, failures_of
from scenarios.sweeping.plan import Layout
from scenarios.sweeping.stages import Staged
from scenarios.sweeping.store import Store

OPEN_FILES = 32


def rows(
    store: Store, layout: Layout | Staged, finished: Collection[int], name: str
) -> Iterator[pa.Table]:
    """Yield the rows of all finished chunks in order.

    Parameters
    ----------
    store : Store
    layout : Layout or Staged
    finished : collection of int
        The chunks to take.
    name : str
        Which file of the chunks: `OUTCOMES_FILE` or `DYADS_FILE` of `scenarios.sweeping.packing`.
    """
    opened = lru_cache(OPEN_FILES)(lambda number: table(store.path(number, name)))
    for block in range(layout.point_blocks):
        chunks = [chunk.id for chunk in layout.of_block(block) if chunk.id in finished]
        if layout.replicate_blocks == 1:
            yield from (opened(number) for number in chunks)
            continue
        places = {number: _places(store.note(number), name) for number in chunks}
        for point in layout.of_block(block)[0].points:
            for number, held in places.items():
                if point in held:
                    yield opened(number).slice(*held[point])


def table(path: Path) -> pa.Table:
    """Return a table that stays on the disk until its rows are asked for."""
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()


def _places(note: Mapping[str, Any], name: str) -> dict[int, tuple[int, int]]:
    """Return the first row of each point in a chunk, and how many it has."""
    counts = note["rows"][name]
    starts = [0, *accumulate(counts)]
    return {point: (starts[i], counts[i]) for i, point in enumerate(note["points"])}


def series(
    store: Store, layout: Layout | Staged, finished: Collection[int], kept: Kept
) -> list[PointSeries]:
    """Return the series of each point that has runs."""
    if kept == "none":
        return []
    parts = []
    for block in range(layout.point_blocks):
        chunks = [chunk.id for chunk in layout.of_block(block) if chunk.id in finished]
        notes = {number: store.note(number)["series"] for number in chunks}
        for point in layout.of_block(block)[0].points:
            held = {
                number: note[str(point)] for number, note in notes.items() if str(point) in note
            }
            if held:
                parts.append(_point_series(store, point, held, kept))
    return parts


def _point_series(
    store: Store, point: int, held: dict[int, dict[str, list[str]]], kept: Kept
) -> PointSeries:
    """Return the series of one point, one variable in memory at a time unless all are kept."""
    first = next(iter(held.values()))
    entries = tuple(entry for note in held.values() for entry in note["entries"])
    is_done = kept == "all" or entries == STATISTICS
    values = {}
    for name in NAMES:
        pieces = []
        for number in held:
            with np.load(store.path(number, SERIES_FILE)) as arrays:
                pieces.append(arrays[f"{point}/{name}"])
        array = pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
        values[name] = array if is_done else statistics(array)
    told = entries if is_done else STATISTICS
    return PointSeries(point, told, tuple(first["dyads"]), values)


def failures(store: Store, finished: Collection[int]) -> list[Failure]:
    """Return the failures by point and replicate; a point that describes no world is told once."""
    found = {item for number in finished for item in failures_of(store.note(number))}
    return sorted(found, key=lambda f: (f.point, -1 if f.replicate is None else f.replicate))


def cpu_seconds(store: Store, finished: Collection[int]) -> float:
    """Return the processor time of all chunks."""
    return float(sum(store.note(number)["cpu_seconds"] for number in finished))
