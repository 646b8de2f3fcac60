"""What a sweep would take, from a pilot of a few of its runs; nothing is written."""

from __future__ import annotations

import time
from dataclasses import dataclass

import joblib

from model.outcomes import DYAD_OUTCOMES
from scenarios import engines
from scenarios.recording.rows import RUN_OUTCOMES
from scenarios.recording.series import NAMES, STATISTICS
from scenarios.sweeping.packing import Work
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
        The record, and the most that the folder holds while the sweep runs.
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


def estimate(sweep: Sweep, n_jobs: int | None = None) -> Estimate:
    """Return what a sweep would take.

    Parameters
    ----------
    sweep : Sweep
        A few of its points are run for about a second.
    n_jobs : int, optional
        Chunks computed at the same time; all processors by default.

    Raises
    ------
    UserError
        When the baseline describes no world.
    """
    work, layout = sweep.work(), sweep.layout
    rate = _rate(work, layout[0], min(n_jobs or int(joblib.cpu_count()), len(layout)))
    dyads = len(work.baseline.dyads)
    per_run = 8 * (len(RUN_OUTCOMES) + sweep.dyads * dyads * len(DYAD_OUTCOMES))
    months = work.baseline.months * len(NAMES) * dyads * 8
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
        rows + points * entries,
        2 * rows + points * (entries + held),
    )


def _rate(work: Work, first: Chunk, jobs: int) -> float:
    """Return runs a second, with as many chunks at the same time as the sweep would have."""
    points = first.points[:PILOT_POINTS]
    work(Chunk(0, points[:1], first.replicates[:1]))  # compiles what is not compiled yet
    size = min(LANES, len(first.replicates))  # fewer would take as long
    while True:
        chunk = Chunk(0, points, first.replicates[:size])
        begun = time.perf_counter()
        runs = sum(chunk.runs for _ in engines.run("local", work, [chunk] * jobs, jobs))
        seconds = time.perf_counter() - begun
        if seconds > PILOT_SECONDS / 2 or size >= len(first.replicates):
            return runs / seconds
        size = min(len(first.replicates), max(size + 1, int(size * PILOT_SECONDS / seconds)))
