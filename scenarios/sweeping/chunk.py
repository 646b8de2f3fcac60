"""Computes a chunk of a sweep: every replicate of a block of points, each failure told."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from model.ensemble import simulate_many
from model.errors import UserError
from model.inputs import Inputs
from model.outcomes import DYAD_OUTCOMES, OUTCOMES
from model.run import PointRuns
from scenarios.designing.points import Points
from scenarios.recording.measures import SERIES_VARIABLES
from scenarios.recording.results import Failure, PointResult
from scenarios.recording.series import Keep
from scenarios.sweeping.plan import Chunk


@dataclass(frozen=True)
class ChunkResult:
    """What a chunk came to.

    Attributes
    ----------
    chunk : Chunk
        Which one.
    points : tuple of PointResult
        One for each point that has a run, ascending.
    failures : tuple of Failure
    cpu_seconds : float
        Processor time of the thread that computed it.
    """

    chunk: Chunk
    points: tuple[PointResult, ...]
    failures: tuple[Failure, ...]
    cpu_seconds: float


def run_chunk(
    chunk: Chunk, points: Points, baseline: Inputs, seed: int, series: Keep
) -> ChunkResult:
    """Return the runs of a chunk.

    Parameters
    ----------
    chunk : Chunk
        Which points and replicates.
    points : Points
        All points of the sweep.
    baseline : Inputs
        The world that the paired outcomes compare with.
    seed : int
        The same for each chunk; 0 is a seed.
    series : Keep
        Which monthly series are kept.

    Returns
    -------
    ChunkResult
        A point that cannot be built, and a run that raises or has an outcome that is not finite,
        is a failure; the others go on.
    """
    begun = time.thread_time()
    failures: list[Failure] = []
    worlds: dict[int, Inputs] = {}
    for index in chunk.points:
        try:
            worlds[index] = points.inputs(index)
        except Exception as error:  # whatever it is: it must not cost the other points
            failures.append(Failure(index, None, _told(error)))
    wanted = SERIES_VARIABLES if series.some_of(chunk.replicates) else ()
    call = _Call(seed, baseline, wanted, failures)
    parts: dict[int, list[PointResult]] = {}
    for part in call.attempt(worlds, chunk.replicates):
        parts.setdefault(part.point, []).append(part)
    finished = tuple(_joined(parts[index]) for index in sorted(parts))
    order = sorted(failures, key=lambda item: (item.point, item.replicate or 0))
    return ChunkResult(chunk, finished, tuple(order), time.thread_time() - begun)


@dataclass(frozen=True)
class _Call:
    """One way of calling the driver; what fails is narrowed down to single runs."""

    seed: int
    baseline: Inputs | None
    series: Sequence[str]
    failures: list[Failure]

    def attempt(self, worlds: dict[int, Inputs], replicates: range) -> Iterator[PointResult]:
        """Yield the runs of each point that ended well; note the others."""
        if not worlds:
            return
        try:
            found = simulate_many(
                list(worlds.values()),
                self.seed,
                replicates,
                baseline=self.baseline,
                series=self.series,
            )
        except Exception as error:  # whatever it is: it must not cost the other runs
            yield from self._narrowed(worlds, replicates, error)
            return
        numbers = np.arange(replicates.start, replicates.stop, dtype=np.int64)
        for index, runs in zip(worlds, found, strict=True):
            part = self._finite(PointResult(index, numbers, runs))
            if part.replicates.size:
                yield part

    def _narrowed(
        self, worlds: dict[int, Inputs], replicates: range, error: Exception
    ) -> Iterator[PointResult]:
        """Try again in smaller pieces what did not work together."""
        if len(worlds) > 1:
            for index, inputs in worlds.items():
                yield from self.attempt({index: inputs}, replicates)
        elif len(replicates) > 1:
            for number in replicates:
                yield from self.attempt(worlds, range(number, number + 1))
        elif self.baseline is not None:  # it may be the baseline that fails
            yield from replace(self, baseline=None).attempt(worlds, replicates)
        else:
            self.failures.append(Failure(next(iter(worlds)), replicates.start, _told(error)))

    def _finite(self, part: PointResult) -> PointResult:
        """Return the runs whose outcomes are finite; note the others.

        A paired outcome is not a number where there is nothing to compare with, and may be so.
        """
        is_good = np.ones(part.replicates.size, dtype=bool)
        for row in OUTCOMES:
            is_good &= np.isfinite(part.runs.outcomes[row.name])
        for row in DYAD_OUTCOMES:
            is_good &= np.isfinite(part.runs.dyads[row.name]).all(axis=1)
        if is_good.all():
            return part
        for place in np.flatnonzero(~is_good):
            names = [o.name for o in OUTCOMES if not np.isfinite(part.runs.outcomes[o.name][place])]
            told = f"not a finite number: {', '.join(names) or 'an outcome of a dyad'}"
            self.failures.append(Failure(part.point, int(part.replicates[place]), told))
        return PointResult(part.point, part.replicates[is_good], _rows(part.runs, is_good))


def _rows(runs: PointRuns, chosen: NDArray[np.bool_]) -> PointRuns:
    outcomes, dyads, series = (
        {name: array[chosen] for name, array in table.items()}
        for table in (runs.outcomes, runs.dyads, runs.series)
    )
    return PointRuns(outcomes, dyads, series, runs.ids)


def _joined(parts: Sequence[PointResult]) -> PointResult:
    """Return the pieces of a point as one."""
    first = parts[0]
    if len(parts) == 1:
        return first

    def together(of: str) -> dict[str, NDArray[np.float64]]:
        tables = [getattr(part.runs, of) for part in parts]
        return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}

    runs = PointRuns(together("outcomes"), together("dyads"), together("series"), first.runs.ids)
    return PointResult(first.point, np.concatenate([part.replicates for part in parts]), runs)


def _told(error: Exception) -> str:
    return str(error) if isinstance(error, UserError) else f"{type(error).__name__}: {error}"
