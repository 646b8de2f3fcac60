"""Early-warning signals of a study: before jumps, and in the same worlds without the ramp."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.statistics.checks import Array
from analysis.tipping.rows import Loop
from analysis.tipping.warning import (
    FALSE_ALARM,
    LEAST_MONTHS,
    LEAST_RUNS,
    SIGNALS,
    Roc,
    least_others,
    roc,
    signals,
)
from analysis.tipping.worlds import Runs

CARRIERS = {"ruptured": ("operational", "mandate", "trust")}
"""The variables in which signals of a jump are looked for, if not in the one that jumps: a regime
that is 0 until it is 1 gives none."""


@dataclass(frozen=True)
class Warned:
    """Early warning of the jump of one state, in one variable, by one signal.

    `found` is None, and `note` says why, where there is nothing to tell.
    """

    state: str
    variable: str
    signal: str
    found: Roc | None
    note: str = ""

    def document(self) -> dict[str, Any]:
        """Return it as plain numbers."""
        return asdict(self)


def warned(
    loop: Loop, runs: Runs, confidence: float, seed: int
) -> tuple[list[Warned], pd.DataFrame]:
    """Return the signals before the upward jumps of a loop, and a table of every trend.

    Each run that jumps is cut before the step of its jump. What they are set against are the same
    worlds without the ramp, cut to the same lengths (those of other runs for worlds that do not
    jump with it); a world that jumps without the ramp is left out.
    """
    variables = CARRIERS.get(loop.state, (loop.state,))
    cuts = {
        int(i): int(loop.before[i])
        for i in np.flatnonzero(loop.up.found)
        if loop.before[i] >= LEAST_MONTHS
    }
    lengths = list(cuts.values())
    quiet = {
        int(i): cuts.get(int(i), lengths[n % len(lengths)])
        for n, i in enumerate(np.flatnonzero(~loop.held_up.found))
        if lengths
    }
    results, tables = [], []
    for variable in variables:
        ramped, held = runs.ramped[loop.months_per_step][variable], runs.held[variable]
        tips = _trends(ramped, cuts)
        others = _trends(held, quiet)
        for kind, table in (("tips", tips), ("held", others)):
            table.insert(0, "runs", kind)
            table.insert(0, "variable", variable)
            table.insert(0, "state", loop.state)
            tables.append(table)
        for signal in SIGNALS:
            results.append(_one(loop, variable, signal, (tips, others), confidence, seed))
    return results, joined(tables)


def nothing(state: str) -> Warned:
    """Return what is told of a state that does not jump with the ramp more often than without."""
    return Warned(state, state, "", None, "no jump that is the ramp's")


def joined(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return tables of trends as one; without rows if there are none."""
    held = [table for table in tables if len(table)]
    names = [f"{kind}_{name}" for kind in ("tau", "p") for name in SIGNALS]
    empty = pd.DataFrame(columns=["state", "variable", "runs", "replicate", "months", *names])
    return pd.concat(held, ignore_index=True) if held else empty


def _trends(values: Array, cuts: dict[int, int]) -> pd.DataFrame:
    rows = []
    for i, cut in cuts.items():
        found = signals(values[i, :cut])
        trends = {f"tau_{name}": found.tau[name] for name in SIGNALS}
        usual = {f"p_{name}": found.p[name] for name in SIGNALS}
        rows.append({"replicate": i, "months": cut, **trends, **usual})
    names = [f"{kind}_{name}" for kind in ("tau", "p") for name in SIGNALS]
    return pd.DataFrame(rows, columns=["replicate", "months", *names])


def _one(
    loop: Loop,
    variable: str,
    signal: str,
    tables: tuple[pd.DataFrame, pd.DataFrame],
    confidence: float,
    seed: int,
) -> Warned:
    tips, others = tables
    if len(tips) < LEAST_RUNS or len(others) < least_others(FALSE_ALARM):
        needed = least_others(FALSE_ALARM)
        note = (
            f"{int(loop.up.found.sum())} of {len(loop.gap)} runs jump, {len(tips)} of them after "
            f"{LEAST_MONTHS} months or more ({LEAST_RUNS} are needed); {len(others)} stay put "
            f"without the ramp ({needed} are needed)"
        )
        return Warned(loop.state, variable, signal, None, note)
    found = roc(
        tips[f"tau_{signal}"].tolist(),
        others[f"tau_{signal}"].tolist(),
        others[f"p_{signal}"].tolist(),
        confidence=confidence,
        seed=seed,
    )
    return Warned(loop.state, variable, signal, found)
