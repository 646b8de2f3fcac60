"""A tipping study: ramps, loops, basins and early warning of one instrument in one world."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.tipping import rates, rows, warned
from analysis.tipping.basins import basins
from analysis.tipping.found import Held, Tipping
from analysis.tipping.plan import Plan, check_plan
from analysis.tipping.ramp import Ramp
from analysis.tipping.rates import Limit
from analysis.tipping.warned import Warned
from analysis.tipping.worlds import (
    How,
    Runs,
    Starts,
    World,
    of_scenario,
    run_ramps,
    run_starts,
)

Advance = Callable[[int, int], None]
LIMITED = ("at_up", "at_down", "width", "gap")


def tipping(
    world: str | World,
    ramp: Ramp,
    plan: Plan | None = None,
    *,
    threads: int | None = None,
    progress: Advance = lambda done, total: None,
    set_by: str = "the caller",
) -> Tipping:
    """Ramp an instrument slowly up and down over a world and tell whether the world tips.

    Parameters
    ----------
    world : str or World
        The id of a scenario, or a world made of one.
    ramp : Ramp
        What is ramped, how far and how slowly.
    plan : Plan, optional
        What is looked at, and how carefully.
    threads : int, optional
        All processors if not given; nothing depends on it.
    progress : callable
        Told the runs that are done and all.
    set_by : str
        What errors say about values that cannot be used.

    Raises
    ------
    UserError
        For anything that cannot be run, before anything is.
    """
    asked = plan or Plan()
    made = of_scenario(world) if isinstance(world, str) else world
    ramp, states, held_at, sender = check_plan(made, ramp, asked, set_by)
    count = asked.replicates * (1 + len(ramp.months_per_step))
    if asked.kicks is not None:
        count += asked.kicks.starts * asked.kicks.replicates * len(held_at)
    how = How(made, ramp, sender, asked.seed, threads or os.cpu_count() or 1)
    advance = _Counter(progress, count)
    runs = run_ramps(how, asked.replicates, advance)
    began = [] if asked.kicks is None else run_starts(how, held_at, asked.kicks, advance)
    return _found(how, states, runs, began, asked.confidence)


def _loops(how: How, states: Sequence[str], runs: Runs) -> dict[str, list[rows.Loop]]:
    """Return each state's loops, one a rate."""
    ramp = how.ramp
    return {
        name: [
            rows.loop(
                name,
                (pace, ramp.rate(pace)),
                ramp.control(pace),
                runs.ramped[pace][name],
                runs.held[name][:, : runs.ramped[pace][name].shape[1]],
                how.seed,
            )
            for pace in ramp.months_per_step
        ]
        for name in states
    }


def _slowest(items: Sequence[Any]) -> Any:
    return max(items, key=lambda item: item.months_per_step)


def _warnings(
    loops: dict[str, list[rows.Loop]],
    numbers: Sequence[rows.Row],
    runs: Runs,
    how_sure: tuple[float, int],
) -> tuple[list[Warned], list[pd.DataFrame]]:
    """Look for warnings on the slowest ramp of each state, where it jumps."""
    warnings: list[Warned] = []
    trends: list[pd.DataFrame] = []
    for name, own in loops.items():
        if not _slowest([item for item in numbers if item.state == name]).jumps_up:
            warnings.append(warned.nothing(name))
            continue
        found, table = warned.warned(_slowest(own), runs, *how_sure)
        warnings += found
        trends.append(table)
    return warnings, trends


def _kinds(
    numbers: Sequence[rows.Row], states: Sequence[str], limits: dict[tuple[str, str], Any]
) -> dict[str, str]:
    """Return what each state's loop is, by its slowest ramp and what a slower one would show."""
    slow = {name: _slowest([item for item in numbers if item.state == name]) for name in states}
    return {
        name: rates.kind((row.gap_low, row.gap_high), limits.get((name, "gap"), ()))
        for name, row in slow.items()
    }


def _found(
    how: How, states: Sequence[str], runs: Runs, began: Sequence[Starts], confidence: float
) -> Tipping:
    ramp, seed = how.ramp, how.seed
    loops = _loops(how, states, runs)
    every = [item for own in loops.values() for item in own]
    numbers = [rows.row(item, confidence, seed) for item in every]
    limits = _limits(loops, (confidence, seed))
    warnings, trends = _warnings(loops, numbers, runs, (confidence, seed))
    return Tipping(
        how.world.name,
        how.sender,
        ramp,
        len(next(iter(runs.held.values()))),
        seed,
        confidence,
        tuple(numbers),
        limits,
        _kinds(numbers, states, limits),
        tuple(warnings),
        tuple(
            Held(name, item.level, basins(item.final[name], item.halfway[name], confidence, seed))
            for name in states
            for item in began
        ),
        pd.concat([rows.curves(item) for item in every], ignore_index=True),
        pd.concat([rows.replicates(item) for item in every], ignore_index=True),
        warned.joined(trends),
        _starts(began),
    )


def _limits(
    loops: dict[str, list[rows.Loop]], how: tuple[float, int]
) -> dict[tuple[str, str], tuple[Limit, ...]]:
    found = {}
    for name, own in loops.items():
        speeds = [item.rate for item in own]
        if len(own) < 2:
            continue
        for quantity in LIMITED:
            values = np.stack([_values(item, quantity) for item in own], axis=1)
            found[name, quantity] = tuple(
                rates.at_rate_zero(speeds, values, exponent, *how) for exponent in rates.EXPONENTS
            )
    return found


def _values(item: rows.Loop, quantity: str) -> np.ndarray:
    if quantity.startswith("at_"):
        values: np.ndarray = getattr(item, quantity.removeprefix("at_")).at
        return values
    found: np.ndarray = getattr(item, quantity)
    return found


def _starts(began: Sequence[Starts]) -> pd.DataFrame:
    """Return a row for each level, start and replicate; empty without starts."""
    parts = []
    for item in began:
        shape = item.final["trust"].shape
        start, replicate = np.indices(shape)
        columns = {
            f"{when}_{name}": values.ravel()
            for when in ("first", "halfway", "final")
            for name, values in getattr(item, when).items()
        }
        parts.append(
            pd.DataFrame(
                {
                    "level": item.level,
                    "start": start.ravel(),
                    "replicate": replicate.ravel(),
                    **columns,
                }
            )
        )
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame({"level": []})


class _Counter:
    """Adds up the runs that are done."""

    def __init__(self, tell: Advance, total: int) -> None:
        self._tell, self._total, self._done = tell, total, 0
        tell(0, total)

    def __call__(self, runs: int) -> None:
        self._done += runs
        self._tell(self._done, self._total)
