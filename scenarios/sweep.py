"""Runs design points with common random numbers, in parallel, and writes one record.

Every point sees the same seed and the same replicate numbers, so that its runs can be compared with
the baseline's one by one. The baseline runs first; its runs are kept until the last point is done.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import joblib

from model.inputs import Inputs
from model.world import Run, simulate
from scenarios import provenance
from scenarios.measures import Measured, measure
from scenarios.records import Failure, Finished, PointInfo, check_target, write
from scenarios.series import Kept, PointSeries, reduce

CHUNK = 5
"""Most replicates of a point that one task runs."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Point:
    """One design point.

    Attributes
    ----------
    label : str
        Its name in tables and on the axis `point`.
    columns : mapping
        The design-point columns of the records.
    inputs : Inputs
        The world to run.
    """

    label: str
    columns: Mapping[str, Any]
    inputs: Inputs


@dataclass(frozen=True)
class Done:
    """How a sweep ended."""

    folder: Path
    runs: int
    failures: tuple[Failure, ...]
    is_interrupted: bool


@dataclass(frozen=True)
class _Task:
    point: int
    inputs: Inputs
    seed: int
    replicates: range
    base: Mapping[int, Run] | None


@dataclass
class _Answer:
    point: int
    measured: list[Measured] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    runs: dict[int, Run] = field(default_factory=dict)
    cpu_seconds: float = 0.0


@dataclass
class _Tally:
    """What has come back so far; the series of a complete point are reduced at once."""

    replicates: int
    kept: Kept
    measured: list[Measured] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    base: dict[int, Run] = field(default_factory=dict)
    open: dict[int, list[Measured]] = field(default_factory=dict)
    returned: dict[int, int] = field(default_factory=dict)
    parts: dict[int, PointSeries] = field(default_factory=dict)
    cpu_seconds: float = 0.0

    def add(self, answer: _Answer) -> int:
        """Take in an answer and return how many runs have come back."""
        point = answer.point
        self.failures += answer.failures
        self.base |= answer.runs
        self.cpu_seconds += answer.cpu_seconds
        self.open.setdefault(point, []).extend(answer.measured)
        count = len(answer.measured) + len(answer.failures)
        self.returned[point] = self.returned.get(point, 0) + count
        if self.returned[point] == self.replicates:
            self.close(point)
        return sum(self.returned.values())

    def close(self, point: int) -> None:
        """Reduce the series of a point."""
        runs = self.open.pop(point)
        if runs:
            self.parts[point] = reduce(runs, self.kept)
        for run in runs:
            run.series.clear()
        self.measured += runs


def run_sweep(
    points: Sequence[Point],
    replicates: int,
    seed: int,
    folder: Path,
    *,
    baseline_index: int = 0,
    n_jobs: int | None = None,
    series: Kept = "quantiles",
    report: tuple[Progress | None, Mapping[str, Any]] = (None, {}),
) -> Done:
    """Run every point and write the record.

    Parameters
    ----------
    points : sequence of Point
        At least one.
    replicates : int
        Runs per point, >= 1; each point has replicates 0, 1, ...
    seed : int
        The same for each point; 0 is a seed.
    folder : Path
        Where the record is written; a previous record is replaced.
    baseline_index : int
        The point that the others are compared with.
    n_jobs : int, optional
        Processes; all processors by default.
    series : {"quantiles", "all"}
        Whether the series hold statistics over the replicates, or each replicate.
    report : tuple
        What to call with the number of runs done and of all runs; and the configuration to record.

    Returns
    -------
    Done
        After an interruption (Ctrl-C) the record holds the runs that had finished; if none had,
        there is no record.

    Raises
    ------
    UserError
        When the folder holds something else; nothing is run then.
    """
    check_target(folder)
    progress, config = report
    clock = provenance.begin()
    tally = _Tally(replicates, series)
    n_jobs = n_jobs or joblib.cpu_count()
    total = len(points) * replicates
    is_interrupted = False
    try:
        for stage in _stages(points, replicates, seed, baseline_index, tally):
            for answer in _answers(stage, n_jobs):
                done = tally.add(answer)
                if progress is not None:
                    progress(done, total)
    except KeyboardInterrupt:
        is_interrupted = True
    for point in list(tally.open):
        tally.close(point)
    finished = Finished(
        points=[PointInfo(item.label, item.columns, item.inputs) for item in points],
        measured=sorted(tally.measured, key=lambda item: (item.point, item.replicate)),
        parts=[tally.parts[point] for point in sorted(tally.parts)],
        failures=sorted(tally.failures, key=lambda item: (item.point, item.replicate)),
        kept=series,
        seed=seed,
        replicates=replicates,
        baseline=baseline_index,
        is_interrupted=is_interrupted,
    )
    if finished.measured or finished.failures:
        write(folder, finished, config, (clock, tally.cpu_seconds))
    return Done(folder, len(finished.measured), tuple(finished.failures), is_interrupted)


def _stages(
    points: Sequence[Point], replicates: int, seed: int, baseline: int, tally: _Tally
) -> Iterator[list[_Task]]:
    """Yield the baseline's tasks, then those of all other points."""
    size = max(1, min(CHUNK, -(-replicates // joblib.cpu_count())))
    chunks = [range(i, min(i + size, replicates)) for i in range(0, replicates, size)]
    yield [_Task(baseline, points[baseline].inputs, seed, chunk, None) for chunk in chunks]
    others = [index for index in range(len(points)) if index != baseline]
    yield [
        _Task(
            index,
            points[index].inputs,
            seed,
            chunk,
            {number: tally.base[number] for number in chunk if number in tally.base},
        )
        for index in others
        for chunk in chunks
    ]


def _answers(tasks: Sequence[_Task], n_jobs: int) -> Iterator[_Answer]:
    """Yield the answer of each task as it comes."""
    if not tasks:
        return
    jobs = min(n_jobs, len(tasks))
    pool = joblib.Parallel(n_jobs=jobs, backend="loky", return_as="generator_unordered")
    yield from pool(joblib.delayed(_run)(task) for task in tasks)


def _run(task: _Task) -> _Answer:
    """Run the replicates of a task; a run that fails is told and the rest goes on."""
    answer = _Answer(task.point)
    begun = time.process_time()
    for replicate in task.replicates:
        try:
            run = simulate(task.inputs, seed=task.seed, replicate=replicate)
            base = run if task.base is None else task.base.get(replicate)
            answer.measured.append(measure(run, base, task.point, replicate))
        except Exception as error:  # whatever it is: it must not cost the other runs
            told = f"{type(error).__name__}: {error}"
            answer.failures.append(Failure(task.point, replicate, told))
            continue
        if task.base is None:
            answer.runs[replicate] = run
    answer.cpu_seconds = time.process_time() - begun
    return answer
