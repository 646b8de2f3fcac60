"""The ensemble as the rest of the project calls it: points in, what was asked for out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace

import numpy as np
from numpy.typing import NDArray

from model import draws
from model.decomposition import N_SETS, PARTS, shapley
from model.ensemble.cache import is_compiled, one_at_a_time
from model.ensemble.compiled import LANES
from model.ensemble.given import Given, given
from model.ensemble.layout import AXES
from model.ensemble.run import Kept, Series, Task, run
from model.ensemble.start import Start, empty, start
from model.ensemble.structure import Structure, entity_names, key, structure
from model.errors import unknown
from model.inputs import Inputs
from model.outcomes import DYAD_OUTCOMES, OUTCOMES, PAIRED_OUTCOMES
from model.run import PointRuns
from model.state import VARIABLES, variables

Array = NDArray[np.float64]


def simulate_many(
    points: Sequence[Inputs],
    seed: int,
    replicates: range,
    *,
    baseline: Inputs | None = None,
    series: Sequence[str] = (),
    threads: int = 1,
) -> list[PointRuns]:
    """Return the runs of each point, all with the same seed and replicate numbers.

    Parameters
    ----------
    points : sequence of Inputs
        Worlds; those of one structure (who is tied to whom, over which months) are run together.
    seed : int
        0 to 2**64 - 1; 0 is a seed.
    replicates : range
        Numbers of the replicates, >= 0, without gaps.
    baseline : Inputs, optional
        The world that the others are paired with; its runs are made as well.
    series : sequence of str
        Variables to keep each month, as "axis.name" (`model.state.VARIABLES`).
    threads : int
        Threads to use; the results do not depend on it.

    Raises
    ------
    UserError
        For a seed, a variable, a policy or a strategy that does not exist.
    """
    known = [f"{v.axis}.{v.name}" for v in VARIABLES]
    for name in series:
        if name not in known:
            raise unknown("variable", name, known, "the caller")
    words = draws.split_seed(seed)
    found: dict[int, PointRuns] = {}
    groups: dict[object, list[int]] = {}
    for i, point in enumerate(points):
        groups.setdefault(key(point), []).append(i)
    for own, members in groups.items():
        base = baseline if baseline is not None and key(baseline) == own else None
        itself = [i for i in members if base is not None and _is_same(points[i], base)]
        others = [i for i in members if i not in itself]
        for chosen, pair in ((itself, None), (others, base)):
            if chosen:
                batch = _Batch([points[i] for i in chosen], pair, words, replicates, series)
                batch.compute(threads)
                found |= zip(chosen, batch.answers(), strict=True)
        for i in itself:  # it differs from itself by nothing
            outcomes = {**found[i].outcomes, **_zeros(replicates)}
            found[i] = replace(found[i], outcomes=outcomes)
    return [found[i] for i in range(len(points))]


def _is_same(point: Inputs, base: Inputs) -> bool:
    """Tell whether two worlds of one structure are the same in every number."""
    names = [f.name for f in fields(Inputs) if f.name not in ("instruments", "acts")]
    return point is base or (
        all(getattr(point, name) == getattr(base, name) for name in names)
        and np.array_equal(point.instruments, base.instruments)
        and np.array_equal(point.acts, base.acts)
    )


def _zeros(replicates: range) -> dict[str, Array]:
    return {o.name: np.zeros(len(replicates)) for o in PAIRED_OUTCOMES}


TURNS = 8
"""Tasks for each thread: whoever is done early takes another's."""


class _Batch:
    """Points of one structure: their numbers, and room for what is kept."""

    def __init__(
        self,
        points: Sequence[Inputs],
        base: Inputs | None,
        words: tuple[int, int],
        replicates: range,
        series: Sequence[str],
    ) -> None:
        worlds = [*points, base] if base is not None else points
        self.points, self.replicates, self.words = points, replicates, words
        self.structure: Structure = structure(points[0])
        self.given: Given = given(worlds)
        self.start: Start = empty(self.structure, len(worlds))
        self.base = len(points) if base is not None else -1
        n, r, d = len(points), len(replicates), len(points[0].dyads)
        sets = N_SETS if base is not None else 0
        self.kept = Kept(
            np.empty((n, r, len(OUTCOMES))),
            np.empty((n, r, d, len(DYAD_OUTCOMES))),
            np.empty((n, r, sets)),
            np.empty(r),
        )
        self.names = {a: [v for v in variables(a) if f"{a}.{v}" in series] for a in AXES}
        self.ids = {
            axis: tuple(name.removeprefix("country:") for name in names)
            for axis, names in entity_names(points[0]).items()
        }
        self.ids["agency"] = tuple(a.id for a in points[0].agencies)
        self.ids["route"] = tuple(x.id for x in points[0].routes)
        self.ids["network"] = ("network",)
        months = points[0].months
        self.series = Series(
            tuple(
                np.array(
                    [variables(a).index(v) * LANES for v in self.names[a]],
                    dtype=np.int64,
                )
                for a in AXES
            ),
            tuple(np.empty((n, r, months, len(self.names[a]), len(self.ids[a]))) for a in AXES),
        )

    def compute(self, threads: int) -> None:
        """Run everything."""
        tasks = list(self._tasks(threads))
        with one_at_a_time():
            start(self.structure, self.given, self.start)
            if len(tasks) == 1 or not is_compiled():
                self._run(tasks.pop())
        if tasks:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(self._run, tasks))

    def _tasks(self, threads: int) -> Iterator[Task]:
        """Cut the work: by replicates where there are enough, else by points."""
        n, count, first = len(self.points), len(self.replicates), self.replicates.start
        blocks = -(-count // LANES)
        if blocks >= threads or n < threads:
            size = -(-blocks // (threads * TURNS)) * LANES
            for row in range(0, count, size):
                taken = min(size, count - row)
                yield Task(*self.words, first + row, taken, row, 0, n, self.base)
        else:
            size = -(-n // (threads * TURNS))
            for begin in range(0, n, size):
                end = min(begin + size, n)
                yield Task(*self.words, first, count, 0, begin, end, self.base)

    def _run(self, task: Task) -> None:
        run(self.structure, self.given, self.start, task, self.kept, self.series)

    def answers(self) -> Iterator[PointRuns]:
        """Yield the runs of each point."""
        for i in range(len(self.points)):
            outcomes = {o.name: self.kept.run[i, :, k] for k, o in enumerate(OUTCOMES)}
            dyads = {o.name: self.kept.dyads[i, :, :, k] for k, o in enumerate(DYAD_OUTCOMES)}
            series = {
                f"{axis}.{name}": values[i, :, :, v, :]
                for axis, values in zip(AXES, self.series.values, strict=True)
                for v, name in enumerate(self.names[axis])
            }
            yield PointRuns(outcomes | self._paired(i), dyads, series, self.ids)

    def _paired(self, i: int) -> dict[str, Array]:
        """Return the outcomes against the baseline, as `model.outcomes.against_baseline`."""
        if self.base < 0:
            return {o.name: np.full(len(self.replicates), np.nan) for o in PAIRED_OUTCOMES}
        before = self.kept.base_arrived
        after = self.kept.run[i, :, [o.name for o in OUTCOMES].index("arrived_t")]
        some = before > 0.0
        scale = np.where(some, before, 1.0)
        parts = shapley(self.kept.arrived[i].T)
        nets = {
            f"net_{part}": np.where(some, -amount / scale, 0.0)
            for part, amount in zip(PARTS, parts, strict=True)
        }
        return {"net_security_effect": np.where(some, (before - after) / scale, 0.0)} | nets
