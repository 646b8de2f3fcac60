"""What a sweep is asked to do, how, and how it ended."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from model.errors import UserError
from model.law_hash import law_hash
from scenarios.designing.design_record import Design
from scenarios.designing.points import Listed, Point, Points
from scenarios.problems import statement
from scenarios.recording.provenance import software_version
from scenarios.recording.results import Failure
from scenarios.recording.series import NAMES, Keep, Kept
from scenarios.sweeping.identity import design_hash
from scenarios.sweeping.packing import Work
from scenarios.sweeping.plan import CHUNK_RUNS, SERIES_CHUNK_RUNS, Layout
from scenarios.sweeping.precision import Precision, check
from scenarios.sweeping.stages import Staged
from scenarios.sweeping.store import Tell

Progress = Callable[[int, int], None]
Series = Literal["auto", "quantiles", "all", "none"]
AUTO_POINTS, AUTO_REPLICATES = 64, 1_000
"""Most points for which `series=auto` keeps series, and of how many replicates."""
MOST_REPLICATES = 10_000
"""Replicates of a point whose series are kept when they are asked for."""
SERIES_BYTES = 2**31
"""Most memory that series of every replicate may take."""


@dataclass(frozen=True)
class Sweep:
    """What is swept; nothing here says how it is computed.

    Attributes
    ----------
    points : Points or sequence of Point
        At least one.
    replicates : int
        Runs per point, >= 1; each point has replicates 0, 1, ... With a precision, the most.
    seed : int
        The same for each point; 0 is a seed.
    baseline : int
        The point that the others are compared with.
    series : {"auto", "quantiles", "all", "none"}
        Whether the monthly series hold statistics over the replicates, or each replicate, of the
        first `MOST_REPLICATES`. "auto" is quantiles over the first `AUTO_REPLICATES` for at most
        `AUTO_POINTS` points, else none.
    dyads : bool
        Whether the outcomes of each dyad are kept.
    chunk_runs : int, optional
        About how many runs are computed, stored and lost together.
    precision : Precision, optional
        Replicates are added until the interval of each point is so narrow.
    looks : tuple of int
        With a precision, the replicates of each look so far; of all there may be unless given.
    """

    points: Points | Sequence[Point]
    replicates: int
    seed: int = 0
    baseline: int = 0
    series: Series = "auto"
    dyads: bool = True
    chunk_runs: int | None = None
    precision: Precision | None = None
    looks: tuple[int, ...] = ()

    @property
    def source(self) -> Points:
        """The points, however they were given."""
        return Listed(self.points) if isinstance(self.points, Sequence) else self.points

    @property
    def keep(self) -> Keep:
        """Which series are kept; with a precision, of replicates of the first look."""
        replicates = self.schedule[0]
        if self.series == "auto" and len(self.points) <= AUTO_POINTS:
            return Keep("quantiles", min(replicates, AUTO_REPLICATES))
        kind: Kept = "none" if self.series == "auto" else self.series
        return Keep(kind, 0 if kind == "none" else min(replicates, MOST_REPLICATES))

    @property
    def schedule(self) -> tuple[int, ...]:
        """How many replicates each look has, ascending; one without a precision."""
        if self.precision is None:
            return (self.replicates,)
        return self.looks or self.precision.schedule(self.replicates)

    @property
    def layout(self) -> Layout | Staged:
        """How it is cut into chunks."""
        usual = CHUNK_RUNS if self.keep.kind == "none" else SERIES_CHUNK_RUNS
        size = self.chunk_runs or usual
        if self.precision is not None:
            return Staged(len(self.points), self.schedule, size)
        return Layout(len(self.points), self.replicates, size)

    def identity(self) -> dict[str, Any]:
        """Return what makes it the same sweep; two with the same identity have the same record."""
        return {
            "software": software_version(),
            "law": law_hash(),
            "points": len(self.points),
            "replicates": self.replicates,
            "seed": self.seed,
            "baseline": self.baseline,
            "series": f"{self.keep.kind} of {self.keep.replicates}",
            "dyads": self.dyads,
            "chunk_runs": self.layout.chunk_runs,
            "design": design_hash(self.source),
            "precision": None if self.precision is None else str(self.precision),
        }

    def work(self) -> Work:
        """Return what a worker does with each chunk.

        Raises
        ------
        UserError
            When the baseline describes no world, the series would not fit in memory, or the
            precision cannot be reached.
        """
        if self.precision is not None:
            check(self.precision, self.replicates)
        base = self.source.inputs(self.baseline)
        if self.keep.kind == "all":
            entries = self.keep.replicates * base.months
            needed = 8 * len(self.points) * entries * len(NAMES) * len(base.dyads)
            if needed > SERIES_BYTES:
                rule = f"would take {needed / 2**30:.1f} GiB of memory"
                advice = "Keep quantiles, or fewer points or replicates."
                allowed = f"at most {SERIES_BYTES / 2**30:.0f} GiB"
                raise UserError(statement("series", "all", rule, allowed, "you", advice))
        return Work(self.source, base, self.seed, self.keep, self.dyads)


def _to_stderr(line: str) -> None:
    print(line, file=sys.stderr)


@dataclass(frozen=True)
class How:
    """How a sweep is computed and recorded; nothing here changes a number.

    Attributes
    ----------
    engine : str
        One of `scenarios.engines.names()`.
    n_jobs : int, optional
        Chunks computed at the same time; all processors by default.
    options : mapping
        Options of the engine.
    progress : callable, optional
        Called with the number of runs done and of all runs: once at the start, and after each
        chunk.
    config : mapping
        The configuration to record.
    recipe : mapping, optional
        What the caller needs to make the same sweep again; kept with the plan as JSON.
    design : Design, optional
        What the points come from; saved with the record.
    tell : callable
        Called with a line about each chunk that is damaged.
    """

    engine: str = "local"
    n_jobs: int | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    progress: Progress | None = None
    config: Mapping[str, Any] = field(default_factory=dict)
    recipe: Mapping[str, Any] | None = None
    design: Design | None = None
    tell: Tell = _to_stderr


@dataclass(frozen=True)
class Done:
    """How a sweep ended.

    Attributes
    ----------
    folder : Path
    runs : int
        Runs that ended well, those of earlier attempts included.
    failures : tuple of Failure
        Points and runs that did not.
    is_interrupted : bool
        Whether Ctrl-C or SIGTERM ended it.
    stopped : str
        What else kept it from its end, in a sentence; empty if nothing did.
    has_record : bool
        Whether the folder holds the record of these runs: of all chunks or, after an interruption,
        of those that had finished.
    resumed : int
        Chunks that earlier attempts had finished.
    precision : str
        Why no more replicates were added, in a sentence; empty if how many was given.
    """

    folder: Path
    runs: int
    failures: tuple[Failure, ...] = ()
    is_interrupted: bool = False
    stopped: str = ""
    has_record: bool = True
    resumed: int = 0
    precision: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether no chunk is left to compute."""
        return not self.is_interrupted and not self.stopped
