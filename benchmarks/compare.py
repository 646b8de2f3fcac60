"""How long `comity compare` takes on 100,000 runs x 12 dyads x 96 months, and how much memory.

    python -m benchmarks.compare [all]

Writes synthetic records in the real format to a temporary folder (about a minute), then runs the
command in processes of their own and prints wall time and peak memory of each: the aim is 10 s and
2 GiB. With `all`, the series hold each replicate of 10 points x 10,000 (7.0 GB before compression)
instead of their statistics.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np

import scenarios
from benchmarks.cost import measure
from model.outcomes import DYAD_OUTCOMES
from model.run import PointRuns
from scenarios.designing.points import Listed, Point
from scenarios.recording.measures import DYAD_SERIES, WORLD_SERIES
from scenarios.recording.provenance import CHECKSUMS, begin, write_checksums
from scenarios.recording.record_files import SERIES, Contents, encoding, fill
from scenarios.recording.results import PointResult
from scenarios.recording.rows import RUN_OUTCOMES, dyad_rows, outcome_rows
from scenarios.recording.series import NAMES, STATISTICS, Keep, Kept, PointSeries, dataset

RUNS = 100_000
COUNTS = frozenset({"p_rupture", "is_recovery_censored"})


def runs_of(point: int, replicates: int, months: int, dyads: tuple[str, ...]) -> PointRuns:
    """Return synthetic runs: what a replicate shares, what a point adds, and noise."""
    shared, own = np.random.default_rng(0), np.random.default_rng(point + 1)
    size = (replicates, len(dyads))
    outcomes = {
        row.name: shared.normal(0.5, 0.1, replicates) + own.normal(0.002 * point, 0.02, replicates)
        for row in RUN_OUTCOMES
    }
    outcomes["arrived_t"] = 1000.0 * (1.0 + np.abs(outcomes["arrived_t"]))
    held = {row.name: shared.random(size) for row in DYAD_OUTCOMES}
    wait = np.floor(shared.exponential(150.0, size) / (1.0 + 0.05 * point)) + 1.0
    held["months_to_rupture"] = np.minimum(wait, months)
    held["p_rupture"] = (wait < months).astype(float)
    back = np.floor(own.exponential(30.0, size)) + 1.0
    held["months_to_recovery"] = np.where(held["p_rupture"] > 0, np.minimum(back, 60.0), 0.0)
    held["is_recovery_censored"] = (held["months_to_recovery"] >= 60.0).astype(float)
    outcomes["p_rupture"] = held["p_rupture"].mean(axis=1)
    return PointRuns(outcomes, held, {}, {"dyad": dyads})


def series_of(
    point: int, entries: tuple[str, ...], months: int, dyads: tuple[str, ...]
) -> PointSeries:
    """Return synthetic monthly series, each value a multiple of 1/4096 so that they compress."""
    draws = np.random.default_rng(point)
    shape = (len(entries), months)
    values = {name: draws.integers(0, 4096, shape) / 4096.0 for name in WORLD_SERIES}
    for name in DYAD_SERIES:
        values[name] = draws.integers(0, 4096, (*shape, len(dyads))) / 4096.0
    values["is_ruptured"][:, 0] = 0.0
    return PointSeries(point, entries, dyads, values)


def write(folder: Path, points: int, kept: Kept) -> None:
    """Write a record of `RUNS` runs."""
    inputs = scenarios.build_scenario("baseline_2016")
    dyads = tuple(f"USA>{item.partner}" for item in inputs.dyads)
    replicates = RUNS // points
    numbers = np.arange(replicates)
    results = [
        PointResult(i, numbers, runs_of(i, replicates, inputs.months, dyads)) for i in range(points)
    ]
    each = kept == "all"
    contents = Contents(
        Listed([Point(f"point_{i}", {"policy": f"policy_{i}"}, inputs) for i in range(points)]),
        0,
        replicates,
        (outcome_rows([result]) for result in results),
        (dyad_rows([result]) for result in results),
        [] if each else [series_of(i, STATISTICS, inputs.months, dyads) for i in range(points)],
        Keep("none") if each else Keep(kept, replicates),
        points * replicates,
    )
    folder.mkdir()
    fill(folder, contents, {}, (begin(), 0.0))
    if each:
        write_each(folder, points, replicates, inputs.months, dyads)


def write_each(
    folder: Path, points: int, replicates: int, months: int, dyads: tuple[str, ...]
) -> None:
    """Add the series of each replicate, as a sweep would write them but a variable at a time."""
    labels = {i: f"point_{i}" for i in range(points)}
    entries = tuple(range(replicates))
    for name in NAMES:
        parts = []
        for i in range(points):
            draws = np.random.default_rng((i, NAMES.index(name)))
            shape = (
                (replicates, months) if name in WORLD_SERIES else (replicates, months, len(dyads))
            )
            if name in WORLD_SERIES:  # as means over dyads are: they hardly compress
                values = draws.uniform(0.4, 0.6, shape)
            else:
                values = draws.integers(0, 4096, shape, dtype=np.int16) / 4096.0
            if name == "is_ruptured":
                values = np.round(values)
                values[:, 0] = 0.0
            parts.append(PointSeries(i, entries, dyads, {name: values}))
        starts = dict.fromkeys(labels, "2016-01")
        series = dataset(parts, labels, starts, "all", (name,))
        del parts
        series.to_netcdf(
            folder / SERIES,
            engine="h5netcdf",
            mode="a" if (folder / SERIES).exists() else "w",
            encoding=encoding(series),
        )
    (folder / CHECKSUMS).unlink()
    write_checksums(folder)


def main() -> None:
    """Print the table."""
    whole = sys.argv[1:] == ["all"]
    shapes = ((10, "all"),) if whole else ((2, "quantiles"), (10, "quantiles"), (100, "quantiles"))
    everything = ["--outcomes", "all", "--margin", "0.01", "--detect", "0.01", "--events"]
    with tempfile.TemporaryDirectory() as place:
        for points, kept in shapes:
            folder = Path(place) / f"{points}-{kept}"
            write(folder, points, kept)
            size = sum(path.stat().st_size for path in folder.iterdir()) / 2**20
            print(f"{points} points x {RUNS // points} replicates, series={kept}, {size:.0f} MiB")
            for title, options in (
                ("compare", []),
                ("compare, all outcomes, tests and events", everything),
                (
                    "the same with files",
                    [
                        *everything,
                        "--json",
                        f"{place}/x.json",
                        "--csv",
                        f"{place}/x.csv",
                        "--figures",
                        f"{place}/figures",
                    ],
                ),
            ):
                seconds, processor, memory = measure(["compare", str(folder), *options])
                print(
                    f"  {title:42} {seconds:6.1f} s ({processor:5.1f} s of processors) "
                    f"{memory:5.2f} GiB",
                    flush=True,
                )


if __name__ == "__main__":
    main()
