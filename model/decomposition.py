"""Why arrivals differ: the split of a paired difference by what changed.

Arrivals of a month are a function of five blocks: *compliance* (willingness of the partner's
agencies, concessions in force, supply), *access* (access, liaison presence, reach), *capacity*,
*displacement* (the shares of the routes) and *home* (the sender's own plan, and what is left of the
month's noise). Each block is taken from the run or from its baseline; a block's part is its Shapley
value over the 32 combinations, so the parts add up to the difference exactly.

Cooperation at a country is written C = W A K with A the mean access times presence, K the mean
capacity of the dyads that watch it, and W = C / (A K) what remains: willingness.
"""

from __future__ import annotations

from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

from model.run import Plan, Run

Array = NDArray[np.float64]
PARTS = ("compliance", "access", "capacity", "displacement", "home")
FLOOR = 1e-6


def split(run: Run, base: Run) -> dict[str, float]:
    """Return each part of `arrived_run - arrived_base` over the horizon, in tonnes."""
    ours, theirs = _blocks(run), _blocks(base)
    arrived = {
        chosen: _arrived(
            {part: (ours if part in chosen else theirs)[part] for part in PARTS}, run.plan
        )
        for size in range(len(PARTS) + 1)
        for chosen in map(frozenset, combinations(PARTS, size))
    }
    n = len(PARTS)
    parts = {}
    for part in PARTS:
        value = 0.0
        for chosen, tonnes in arrived.items():
            if part not in chosen:
                weight = factorial(len(chosen)) * factorial(n - len(chosen) - 1) / factorial(n)
                value += weight * (arrived[chosen | {part}] - tonnes)
        parts[part] = value
    return parts


def _blocks(run: Run) -> dict[str, tuple[Array, ...]]:
    """Return the five blocks of a run; country arrays have shape (months, countries)."""
    s, plan = run.series, run.plan
    presence = _watched(s["dyad.access"] * s["dyad.liaison"], plan)
    means = _watched(s["dyad.capacity"], plan)
    reach, conceded = _watched(s["dyad.reach"], plan), _watched(s["dyad.concession"], plan)
    cooperation = s["country.cooperation"]
    willing = cooperation / np.maximum(presence * means, FLOOR)
    usual = _detected(cooperation, conceded, reach, plan)
    at_home = s["country.detection"] / np.maximum(usual, FLOOR)
    return {
        "compliance": (willing, conceded, s["country.supply"]),
        "access": (presence, reach),
        "capacity": (means,),
        "displacement": (_shares_before(s["route.share"], plan),),
        "home": (at_home,),
    }


def _watched(values: Array, plan: Plan) -> Array:
    """Return the mean over the dyads that watch each country."""
    return np.stack(
        [values[:, i].mean(axis=1) if i.size else np.zeros(len(values)) for i in plan.dyads], axis=1
    )


def _detected(cooperation: Array, conceded: Array, reach: Array, plan: Plan) -> Array:
    """Return detection without the sender's own plan and without noise, as in the rule."""
    p = plan.detection
    effort = cooperation + p.concession_gain * conceded * (1.0 - cooperation)
    helped = 1.0 - p.complementarity + p.complementarity * effort
    seen = np.minimum(plan.sender_detection * reach * helped, 1.0)
    return np.asarray(1.0 - (1.0 - seen) * (1.0 - plan.own_detection * helped))


def _shares_before(shares: Array, plan: Plan) -> Array:
    """Return the shares with which each month's flow was sent: those after the month before."""
    return np.concatenate([plan.shares[None, :], shares[:-1]])


def _arrived(blocks: dict[str, tuple[Array, ...]], plan: Plan) -> float:
    """Return the tonnes that arrive over the horizon with the given blocks."""
    willing, conceded, supply = blocks["compliance"]
    presence, reach = blocks["access"]
    (capacity,), (shares,), (at_home,) = blocks["capacity"], blocks["displacement"], blocks["home"]
    cooperation = np.clip(willing * np.maximum(presence * capacity, FLOOR), 0.0, 1.0)
    passed = 1.0 - np.clip(_detected(cooperation, conceded, reach, plan) * at_home, 0.0, 1.0)
    arrived = 0.0
    for i, chain in enumerate(plan.chains):
        through = shares[:, i] * supply[:, chain[0]] * passed[:, chain].prod(axis=1)
        arrived += float(through.sum())
    return arrived
