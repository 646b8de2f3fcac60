"""The floor: a compiled loop that makes as many draws and exponentials as the law, and no more."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from model import draws, numerics
from model.ensemble.compiled import LANES, kernel
from model.inputs import Inputs


def counts(inputs: Inputs) -> tuple[int, int]:
    """Return the counters and the exponentials of a quiet month of a world.

    Links, mandates and leaders share a counter over four months, rupture and detection over two;
    speech needs one. A mandate takes one exponential, a route one, a rupture none unless near.
    """
    dyads, links, countries = len(inputs.dyads), len(inputs.links), len(inputs.countries)
    counters = (links + dyads + len(inputs.governments)) / 4 + (dyads + countries) / 2 + dyads
    return round(counters), dyads + len(inputs.routes)


@kernel
def _loop(months: int, counters: int, exponentials: int, first: int, room: Any) -> None:
    for month in range(months):
        for entity in range(counters):
            for lane in range(LANES):
                a, b, c, d = draws.philox(
                    (first + lane) & draws.MASK, month, 9, entity & draws.MASK, 1, 2
                )
                room[lane] += (
                    draws.uniform(a) + draws.uniform(b) + draws.uniform(c) + draws.uniform(d)
                )
        for _ in range(exponentials):
            for lane in range(LANES):
                room[lane] = numerics.exp(room[lane] * 1e-3)


def floor_rate(inputs: Inputs, runs: int = 16_384) -> float:
    """Return the runs a second on one processor of the floor."""
    counters, exponentials = counts(inputs)
    room = np.zeros(LANES)
    _loop(1, counters, exponentials, 0, room)
    began = time.perf_counter()
    for first in range(0, runs, LANES):
        _loop(inputs.months, counters, exponentials, first, room)
    return runs / (time.perf_counter() - began)
