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

from math import factorial

import numpy as np
from numpy.typing import NDArray

from model.run import Plan, Run

Array = NDArray[np.float64]
PARTS = ("compliance", "access", "capacity", "displacement", "home")
FLOOR = 1e-6
N_SETS = 2 ** len(PARTS)
"""Sets of blocks; set number m takes block i from the run if bit i of m is set."""


def split(run: Run, base: Run) -> dict[str, float]:
    """Return each part of `arrived_run - arrived_base` over the horizon, in tonnes."""
    ours, theirs = _blocks(run), _blocks(base)
    arrived = [
        _arrived(
            {part: (ours if m >> i & 1 else theirs)[part] for i, part in enumerate(PARTS)},
            run.plan,
        )
        for m in range(N_SETS)
    ]
    return dict(zip(PARTS, shapley(np.array(arrived)).tolist(), strict=True))


def shapley(arrived: Array) -> Array:
    """Return the Shapley value of each block.

    Parameters
    ----------
    arrived : ndarray, shape (N_SETS, ...)
        Tonnes that arrive with the blocks of each set taken from the run.

    Returns
    -------
    ndarray, shape (len(PARTS), ...)
        They add up to `arrived[-1] - arrived[0]`.
    """
    n = len(PARTS)
    parts = np.zeros((n, *arrived.shape[1:]))
    for i in range(n):
        for m in range(N_SETS):
            if not m >> i & 1:
                size = m.bit_count()
                weight = factorial(size) * factorial(n - size - 1) / factorial(n)
                parts[i] = parts[i] + weight * (arrived[m | 1 << i] - arrived[m])
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
    """Return the mean over the dyads that watch each country, summed from the left."""
    means = [
        np.cumsum(values[:, i], axis=1)[:, -1] / i.size if i.size else np.zeros(len(values))
        for i in plan.dyads
    ]
    return np.stack(means, axis=1)


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
    arrived = np.zeros(len(shares))
    for i, chain in enumerate(plan.chains):
        left = np.ones(len(shares))
        for country in chain:
            left = left * passed[:, country]
        arrived = arrived + shares[:, i] * supply[:, chain[0]] * left
    return float(np.cumsum(arrived)[-1])
