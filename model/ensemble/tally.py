"""Outcomes as they come: sums, firsts and lasts over the months, a row a lane.

The same numbers as `model.outcomes` takes from a whole run, in the same order of additions.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from model.ensemble.compiled import kernel, place
from model.ensemble.layout import (
    DYAD,
    DYAD_SIZE,
    NETWORK,
    NETWORK_SIZE,
    State,
    lanes,
    rows,
)
from model.outcomes import DYAD_OUTCOMES, RECOVERED

SUMS, SUMS_SIZE = rows(
    "SumRows",
    (
        "operational",
        "trust",
        "mandate",
        "first_operational",
        "first_ruptured",
        "first_liaison",
        "first_capacity",
        "rupture",
        "fall",
        "recovery",
        "concession",
    ),
)
NEVER = -1.0
N_DYAD = len(DYAD_OUTCOMES)


class Tally(NamedTuple):
    """The sums of each dyad, and of the network's five variables in their order."""

    dyad: Any
    network: Any


@kernel
def tally_room(dyads: int) -> Tally:
    """Return room for the sums of a block."""
    return Tally(np.zeros(dyads * SUMS_SIZE), np.zeros(NETWORK_SIZE))


@kernel
def note(x: State, y: Tally, month: int) -> None:
    """Add a month, counted from 0."""
    d, t = x.dyad, y.dyad
    now = float(month)
    for dyad in range(len(d) // DYAD_SIZE):
        at, sums = place(dyad, DYAD_SIZE), place(dyad, SUMS_SIZE)
        if month == 0:
            _first(x, y, at, sums)
        for lane in range(lanes(x)):
            i, k = at + lane, sums + lane
            level = d[i + DYAD.operational]
            t[k + SUMS.operational] += level
            t[k + SUMS.trust] += d[i + DYAD.trust]
            t[k + SUMS.mandate] += d[i + DYAD.mandate]
            t[k + SUMS.concession] = max(t[k + SUMS.concession], d[i + DYAD.concession])
            broke = d[i + DYAD.is_ruptured] > 0.5 and t[k + SUMS.first_ruptured] < 0.5
            new = broke and t[k + SUMS.rupture] < 0.0
            t[k + SUMS.rupture] = now if new else t[k + SUMS.rupture]
            low = level < RECOVERED * t[k + SUMS.first_operational]
            falls = low and t[k + SUMS.fall] < 0.0
            fall = now if falls else t[k + SUMS.fall]
            t[k + SUMS.fall] = fall
            back = fall >= 0.0 and not low and t[k + SUMS.recovery] < 0.0
            t[k + SUMS.recovery] = now if back else t[k + SUMS.recovery]
    for k in range(NETWORK_SIZE):
        y.network[k] = x.network[k] if month == 0 else y.network[k] + x.network[k]


@kernel
def _first(x: State, y: Tally, at: int, sums: int) -> None:
    """Begin with the first month."""
    d, t = x.dyad, y.dyad
    for lane in range(lanes(x)):
        i, k = at + lane, sums + lane
        t[k + SUMS.operational] = 0.0
        t[k + SUMS.trust] = 0.0
        t[k + SUMS.mandate] = 0.0
        t[k + SUMS.concession] = d[i + DYAD.concession]
        t[k + SUMS.first_operational] = d[i + DYAD.operational]
        t[k + SUMS.first_ruptured] = d[i + DYAD.is_ruptured]
        t[k + SUMS.first_liaison] = d[i + DYAD.liaison]
        t[k + SUMS.first_capacity] = d[i + DYAD.capacity]
        t[k + SUMS.rupture] = NEVER
        t[k + SUMS.fall] = NEVER
        t[k + SUMS.recovery] = NEVER


@kernel
def settle(x: State, y: Tally, months: int, lane: int, run: Any, dyads: Any) -> None:
    """Write a lane's outcomes: `run` (OUTCOMES), `dyads` (dyads, DYAD_OUTCOMES)."""
    horizon = float(months)
    n = len(dyads)
    for dyad in range(n):
        i, k = place(dyad, DYAD_SIZE) + lane, place(dyad, SUMS_SIZE) + lane
        d, t = x.dyad, y.dyad
        rupture, fall, recovery = (
            t[k + SUMS.rupture],
            t[k + SUMS.fall],
            t[k + SUMS.recovery],
        )
        fell, regained = fall >= 0.0, recovery >= 0.0
        row = dyads[dyad]
        row[0] = t[k + SUMS.operational] / horizon
        row[1] = d[i + DYAD.operational]
        row[2] = t[k + SUMS.trust] / horizon
        row[3] = t[k + SUMS.mandate] / horizon
        row[4] = 1.0 if rupture >= 0.0 else 0.0
        row[5] = rupture if rupture >= 0.0 else horizon
        row[6] = (recovery if regained else horizon) - fall if fell else 0.0
        row[7] = 1.0 if fell and not regained else 0.0
        row[8] = t[k + SUMS.concession]
        row[9] = d[i + DYAD.concession]
        row[10] = t[k + SUMS.first_liaison] - d[i + DYAD.liaison]
        row[11] = t[k + SUMS.first_capacity] - d[i + DYAD.capacity]
    for outcome in range(N_DYAD):
        total = 0.0
        for dyad in range(n):
            total += dyads[dyad, outcome]
        run[outcome] = total * (1.0 / float(n)) if n > 0 else 0.0
    sent, seized = (
        y.network[lane + NETWORK.dispatched],
        y.network[lane + NETWORK.seized],
    )
    run[N_DYAD] = y.network[lane + NETWORK.blind_share] / horizon
    run[N_DYAD + 1] = y.network[lane + NETWORK.shifted_share] / horizon
    run[N_DYAD + 2] = sent
    run[N_DYAD + 3] = seized
    run[N_DYAD + 4] = y.network[lane + NETWORK.arrived]
    run[N_DYAD + 5] = seized / sent if sent > 0.0 else 0.0
