"""How fast the ensemble is: rate, memory, what it costs to grow, and how far it is from the floor.

    python -m benchmarks.ensemble [RUNS]

measures; `python -m benchmarks` writes the page as well.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import mesa

import scenarios
from benchmarks.floor import floor_rate
from benchmarks.wide import wide
from model.ensemble import simulate_many
from model.inputs import Inputs
from model.world import CooperationModel

THREADS = os.cpu_count() or 1
RUNS = 1_000_000
MANY = 10_000_000
"""Runs of the largest sweep."""
REPEATS = 3
TOGETHER = 16_384
MESA_RUNS = 100
SWEEP = """
import sys, time
import scenarios
from benchmarks.cost import peak_gib
from scenarios.designing.points import Point
from scenarios.sweep import How, Sweep, run_sweep
runs, dyads, folder = int(sys.argv[1]), sys.argv[2] == "dyads", sys.argv[3]
point = Point("baseline", {}, scenarios.build_scenario("baseline_2016"))
began = time.perf_counter()
done = run_sweep(Sweep([point], runs, series="none", dyads=dyads), folder, How())
assert done.runs == runs
print(time.perf_counter() - began, peak_gib())
"""

Row = tuple[str, str]


def rate(points: Sequence[Inputs], runs: int, baseline: Inputs | None = None) -> float:
    """Return runs a second with all processors, every outcome computed."""
    simulate_many(points, 0, range(1), baseline=baseline)
    began = time.perf_counter()
    for first in range(0, runs, TOGETHER):
        taken = range(first, min(first + TOGETHER, runs))
        simulate_many(points, 0, taken, baseline=baseline, threads=THREADS)
    return len(points) * runs / (time.perf_counter() - began)


def mesa_rate(inputs: Inputs) -> float:
    """Return runs a second of `mesa.batch_run` with all processors."""
    began = time.perf_counter()
    mesa.batch_run(
        CooperationModel,
        {"inputs": inputs},
        rng=list(range(MESA_RUNS)),
        number_processes=THREADS,
        max_steps=inputs.months,
        display_progress=False,
    )
    return MESA_RUNS / (time.perf_counter() - began)


@cache
def swept(runs: int, dyads: str) -> tuple[float, float, float]:
    """Return seconds, peak memory in GiB and GB on disk of a sweep in a process of its own."""
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, "-c", SWEEP, str(runs), dyads, f"{place}/out"]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        seconds, memory = map(float, told.split())
        disk = sum(path.stat().st_size for path in Path(place).rglob("*") if path.is_file()) / 1e9
    return seconds, memory, disk


def seconds_of(command: Sequence[str]) -> float:
    """Return how long a command takes."""
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def growth(measure: Callable[[int], float], sizes: Sequence[int]) -> list[tuple[int, float]]:
    """Return microseconds of all processors a run, or seconds, for each size."""
    return [(size, measure(size)) for size in sizes]


def by_runs(inputs: Inputs) -> list[tuple[int, float]]:
    """Return seconds for each number of runs; the largest is a sweep to its record."""
    alone = growth(lambda n: n / rate([inputs], n), (1_000, 10_000, 100_000, 1_000_000))
    return [*alone, (MANY, swept(MANY, "no dyads")[0])]


def by_months(inputs: Inputs) -> list[tuple[int, float]]:
    """Return microseconds a run for each horizon."""

    def measure(months: int) -> float:
        levels = inputs.instruments.repeat(4, axis=0)[:months], inputs.acts.repeat(4, axis=0)
        world = replace(inputs, months=months, instruments=levels[0], acts=levels[1][:months])
        return 1e6 / rate([world], 8_192)

    return growth(measure, (24, 48, 96, 192))


def by_partners() -> list[tuple[int, float]]:
    """Return microseconds a run for each number of partners, ten links each."""
    return growth(lambda n: 1e6 / rate([wide(n)], 2_048), (1, 3, 12, 48, 96, 190))


def main(runs: int = RUNS) -> Iterator[Row]:
    """Yield what was measured, a row each."""
    inputs = scenarios.build_scenario("baseline_2016")
    tough = scenarios.build_scenario("baseline_2016", policy="tough_talk")
    pressure = scenarios.build_scenario("baseline_2016", policy="maximum_pressure")
    fast = statistics.median(rate([inputs], runs) for _ in range(REPEATS))
    told = f"{runs / fast:.1f} s ({fast:,.0f} runs/s)"
    yield f"{runs:,} runs, all outcomes computed, the median of {REPEATS} times", told
    agents = mesa_rate(inputs)
    yield "`mesa.batch_run`, the same world, all processors", f"{agents:.1f} runs/s"
    yield "ratio", f"{fast / agents:,.0f}"
    floor = THREADS * floor_rate(inputs)
    yield "the floor: the same draws and exponentials only", f"{floor:,.0f} runs/s"
    yield "the law against its floor", f"{floor / fast:.1f} times its time"
    yield "maximum pressure, the most disturbed policy", f"{rate([pressure], 65_536):,.0f} runs/s"
    paired = rate([tough], 32_768, baseline=inputs)
    yield "tough talk paired with its baseline, decomposed", f"{paired:,.0f} runs/s"
    for size, words in ((runs, "no dyads"), (runs, "dyads"), (MANY, "no dyads")):
        seconds, memory, disk = swept(size, words)
        told = f"{seconds:.0f} s, {memory:.2f} GiB, {disk:.2f} GB on disk"
        yield f"a sweep of {size:,} runs to its record, {words}", told
    run = [sys.executable, "-m", "analysis.cli.main", "run", "record=false"]
    yield "`comity run`", f"{min(seconds_of(run) for _ in range(3)):.1f} s"


if __name__ == "__main__":
    for name, told in main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS):
        print(f"{name:60} {told}", flush=True)
