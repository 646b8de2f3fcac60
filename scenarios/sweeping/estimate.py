"""What a sweep would take, from a pilot of a few of its runs; nothing is written."""

from __future__ import annotations

import io
import time
import zlib
from dataclasses import dataclass
from typing import cast

import joblib
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from model.outcomes import DYAD_OUTCOMES
from scenarios import engines
from scenarios.recording.measures import WORLD_SERIES
from scenarios.recording.rows import RUN_OUTCOMES
from scenarios.recording.series import NAMES, STATISTICS
from scenarios.sweeping.packing import DYADS_FILE, OUTCOMES_FILE, SERIES_FILE, Packed, Work
from scenarios.sweeping.plan import LANES, Chunk
from scenarios.sweeping.request import Sweep

PILOT_SECONDS = 1.0
PILOT_POINTS = 32


@dataclass(frozen=True)
class Estimate:
    """What a sweep would take.

    Attributes
    ----------
    points, replicates, runs, chunks : int
        With a precision, of the most replicates there may be.
    least : int
        Replicates of the first look; as many as `replicates` without a precision.
    rate : float
        Runs a second of the pilot.
    seconds : float
        For all runs at that rate.
    record_bytes, work_bytes : float
        The record, packed as well as the pilot's runs are, and the most that the folder holds
        while the sweep runs.
    """

    points: int
    replicates: int
    runs: int
    chunks: int
    least: int
    rate: float
    seconds: float
    record_bytes: float
    work_bytes: float


def estimate(sweep: Sweep, n_jobs: int | None = None, beside: float = 0.0) -> Estimate:
    """Return what a sweep would take.

    Parameters
    ----------
    sweep : Sweep
        A few of its points are run for about a second.
    n_jobs : int, optional
        Chunks computed at the same time; all processors by default.
    beside : float
        Bytes of what is written beside the results: the configuration and the design.

    Raises
    ------
    UserError
        When the baseline describes no world.
    """
    work, layout = sweep.work(), sweep.layout
    rate, pilot = _rate(work, layout[0], min(n_jobs or int(joblib.cpu_count()), len(layout)))
    dyads = len(work.baseline.dyads)
    per_run = 8 * (len(RUN_OUTCOMES) + sweep.dyads * dyads * len(DYAD_OUTCOMES))
    columns = sum(1 if name in WORLD_SERIES else dyads for name in NAMES)
    months = work.baseline.months * columns * 8
    keep = sweep.keep
    entries = {"none": 0, "all": keep.replicates, "quantiles": len(STATISTICS)}[keep.kind]
    held = entries if keep.all_in(layout[0].replicates) else keep.replicates
    rows, points = layout.runs * per_run, layout.points * months
    return Estimate(
        layout.points,
        layout.replicates,
        layout.runs,
        len(layout),
        sweep.schedule[0],
        rate,
        layout.runs / rate,
        beside + layout.runs * _table_bytes(pilot) + points * entries * _series_share(pilot),
        beside + 2 * rows + points * (entries + held),
    )


def _table_bytes(pilot: Packed) -> float:
    """Return the bytes that a run takes in the tables of a record."""
    size = 0
    for name in (OUTCOMES_FILE, DYADS_FILE):
        if name in pilot.files:
            target = io.BytesIO()
            table = pa.ipc.open_file(pilot.files[name]).read_all()
            pq.write_table(table, target, compression="zstd", use_dictionary=["dyad"])
            size += target.tell()
    return float(size / max(pilot.note["runs"], 1))


def _series_share(pilot: Packed) -> float:
    """Return what packing leaves of the bytes of series; the netCDF library packs them so."""
    if SERIES_FILE not in pilot.files:
        return 1.0
    with np.load(io.BytesIO(pilot.files[SERIES_FILE])) as arrays:
        held = [np.ascontiguousarray(arrays[name]) for name in arrays.files]
    shuffled = [array.reshape(-1, 1).view(np.uint8).T.tobytes() for array in held]
    return sum(len(zlib.compress(data, 4)) for data in shuffled) / sum(map(len, shuffled))


def _rate(work: Work, first: Chunk, jobs: int) -> tuple[float, Packed]:
    """Return runs a second, with as many chunks at the same time as the sweep would have.

    And one of the chunks, for its size.
    """
    points = first.points[:PILOT_POINTS]
    work(Chunk(0, points[:1], first.replicates[:1]))  # compiles what is not compiled yet
    size = min(LANES, len(first.replicates))  # fewer would take as long
    while True:
        chunk = Chunk(0, points, first.replicates[:size])
        begun = time.perf_counter()
        found = list(engines.run("local", work, [chunk] * jobs, jobs))
        seconds = time.perf_counter() - begun
        for _, item in found:
            if isinstance(item, Exception):
                raise item
        runs, packed = chunk.runs * len(found), cast(Packed, found[0][1])
        if seconds > PILOT_SECONDS / 2 or size >= len(first.replicates):
            return runs / seconds, packed
        size = min(len(first.replicates), max(size + 1, int(size * PILOT_SECONDS / seconds)))
