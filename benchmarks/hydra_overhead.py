"""What a point of a sweep costs before it is simulated: our sweeper against Hydra's launchers.

`python -m benchmarks.hydra_overhead` prints milliseconds a point, by the clock and of processor
time (which other programs on the machine disturb less). Both take the same kind of command line and
the same configuration (`conf/`). Our sweeper composes, checks and labels every point and builds its
world, of about 2,000 points; Hydra's launchers compose, and call a function that does nothing.
Theirs is the time of 201 jobs less that of one, over 200: the whole 2,000 (`--jobs 2000`) take
minutes and tell the same, for a job costs what the one before cost. `make bench` has the worst of
ours and both of theirs. Hydra's joblib launcher is a package of its own, hydra-joblib-launcher.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec

import hydra
from hydra.core.global_hydra import GlobalHydra
from hydra.types import RunMode
from omegaconf import DictConfig
from rich.console import Console
from rich.table import Table

from analysis.cli import designs, groups
from analysis.cli.axes import axes
from analysis.cli.points import point_table, structures
from analysis.cli.sweeper import parse
from scenarios.designing.point_check import check
from scenarios.designs import kind

SCENARIO = "scenario=bad_hombres_2017"
WORDS = "scenario.events.words"
SWEEPS = {
    "one parameter of the law": [SCENARIO, "model.trust.down_per_month=range(0,1,0.0005)"],
    "three parameters of the law": [
        SCENARIO,
        "model.trust.down_per_month=range(0,1,0.05)",
        "model.trust.up_per_month=range(0,1,0.1)",
        "model.law.weight=range(0,1,0.1)",
    ],
    "a coefficient of a policy": [SCENARIO, "policy=tough_talk", "policy.words=range(0,1,0.0005)"],
    "an event's intensity": [SCENARIO, f"{WORDS}.intensity=range(0,1,0.0005)"],
    "its intensity and first month": [
        SCENARIO,
        f"{WORDS}.intensity=range(0,1,0.002)",
        f"{WORDS}.at=2017-01,2017-02,2017-03,2017-04",
    ],
    "four policies, a parameter": [
        SCENARIO,
        "policy=as_scenario,tough_talk,quiet_diplomacy,status_quo",
        "model.trust.down_per_month=range(0,1,0.002)",
    ],
    "a design over all assumed parameters": [
        SCENARIO,
        "design=latin_hypercube",
        "points=1999",
        "over=assumed",
    ],
}
JOBS = 200


Clock = tuple[float, float]
"""Seconds by the clock, and of the processor (the processes that were waited for included)."""


def now() -> Clock:
    """Return the clock."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter(), time.process_time() + children.ru_utime + children.ru_stime


def ours(arguments: list[str]) -> tuple[int, int, list[Clock]]:
    """Return points, structures composed, and the clock before, between and after the two steps."""
    with hydra.initialize_config_module("conf", version_base="1.3"):
        loader = GlobalHydra.instance().config_loader()
        clocks = [now()]
        master = loader.load_configuration("config", arguments, run_mode=RunMode.MULTIRUN)
        found = structures(
            axes(parse(loader, arguments)), lambda texts: loader.load_sweep_config(master, texts)
        )
        if designs.is_asked(found.configs[0]):
            table, _ = designs.design_table(found)
        else:
            table = point_table(found)
        clocks.append(now())
    check(table)
    for index in range(len(table)):
        table.label(index)
        table.columns(index)
        table.inputs(index)
    return len(table), len(found.configs), [*clocks, now()]


def launcher(name: str, jobs: int) -> Clock:
    """Return what one of Hydra's launchers takes for so many jobs that do nothing."""
    words = ",".join(f"{number / jobs:g}" for number in range(jobs))
    command = [sys.executable, "-m", "benchmarks.hydra_overhead", "--nothing", "-m"]
    command += ["hydra/sweeper=basic", f"hydra/launcher={name}", SCENARIO, "policy=tough_talk"]
    with tempfile.TemporaryDirectory() as folder:
        begun = now()
        command += [f"policy.words={words}", f"hydra.sweep.dir={folder}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        ended = now()
    return ended[0] - begun[0], ended[1] - begun[1]


@hydra.main(version_base="1.3", config_path="pkg://conf", config_name="config")
def nothing(config: DictConfig) -> None:
    """Do nothing."""


def mine() -> Iterator[tuple[str, int, int, Clock, Clock]]:
    """Yield for each of `SWEEPS` its name, points, structures, and the time of the two steps."""
    groups.register(None)
    kind("latin_hypercube")  # SciPy, which is imported when a design is made
    for name, arguments in SWEEPS.items():
        points, composed, (first, second, last) = ours(arguments)
        yield name, points, composed, less(second, first), less(last, second)


def theirs(jobs: int) -> Iterator[tuple[str, Clock | None]]:
    """Yield for each of Hydra's launchers the time of a job; None if it is not installed."""
    for name in ("basic", "joblib"):
        if name == "joblib" and find_spec("hydra_plugins.hydra_joblib_launcher") is None:
            yield name, None
            continue
        seconds = less(launcher(name, jobs + 1), launcher(name, 1))
        yield name, (seconds[0] / jobs, seconds[1] / jobs)


def less(later: Clock, earlier: Clock) -> Clock:
    """Return the time from one clock to another."""
    return later[0] - earlier[0], later[1] - earlier[1]


def rows() -> Iterator[tuple[str, str]]:
    """Yield what `docs/performance.md` tells."""
    costs = {
        name: 1e3 * (compose[0] + build[0]) / points for name, points, _, compose, build in mine()
    }
    worst = max(costs, key=lambda name: costs[name])
    yield (
        "a point of a sweep before it is simulated, the dearest of seven sweeps of 2,000 points",
        f"{costs[worst]:.2f} ms ({worst})",
    )
    for name, seconds in theirs(JOBS):
        told = "not installed" if seconds is None else f"{1e3 * seconds[0]:.0f} ms"
        yield f"the same by Hydra's {name} launcher, {JOBS} jobs that do nothing", told


def main(jobs: int = JOBS) -> None:
    """Print the table."""
    table = Table(title="milliseconds a point, without simulating it")
    for name in ("", "points", "composed", "compose", "build", "both", "both, processor"):
        table.add_column(name, justify="right" if name else "left")
    for name, points, composed, compose, build in mine():
        steps = (compose[0], build[0], compose[0] + build[0], compose[1] + build[1])
        each = (f"{1e3 * seconds / points:.3f}" for seconds in steps)
        table.add_row(name, f"{points}", f"{composed}", *each)
    for name, cost in theirs(jobs):
        each = [f"{1e3 * seconds:.1f}" for seconds in cost] if cost else ["not installed"]
        table.add_row(f"Hydra's {name} launcher", f"{jobs}", f"{jobs}", "", "", *each)
    Console().print(table)


if __name__ == "__main__":
    if "--nothing" in sys.argv:
        sys.argv.remove("--nothing")
        groups.register(None)
        nothing()
    else:
        given = argparse.ArgumentParser(description=__doc__)
        given.add_argument("--jobs", type=int, default=JOBS, help="of Hydra's launchers")
        main(given.parse_args().jobs)
