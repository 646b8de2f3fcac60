"""Runs of crossed sweeps made by hand, as records hold them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

Values = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""From numbers of the worlds (W, numbers) and draws (W, R) to an outcome (W, R)."""


def runs(
    policies: Mapping[str, Mapping[str, Values]],
    worlds: np.ndarray,
    replicates: int = 4,
    seed: int = 0,
) -> pd.DataFrame:
    """Return a row per run: outcomes of each policy in each world, noise shared by replicate."""
    noise = np.random.default_rng(seed).normal(size=(len(worlds), replicates))
    frames = []
    for policy, outcomes in policies.items():
        w, r = (axis.ravel() for axis in np.indices(noise.shape))
        frame = pd.DataFrame(
            {
                "label": [f"{policy} {i}" for i in w],
                "scenario": "made",
                "policy": policy,
                "strategy": "as_scenario",
                "design_point": w + 1,
                **{f"model.made.x{i}": worlds[w, i] for i in range(worlds.shape[1])},
                "replicate": r,
                "seed": 0,
                "is_baseline": False,
            }
        )
        for name, value in outcomes.items():
            frame[name] = np.broadcast_to(value(worlds, noise), noise.shape).ravel()
        frames.append(frame)
    whole = pd.concat(frames, ignore_index=True)
    whole.insert(0, "point", whole.groupby(["policy", "design_point"], sort=False).ngroup())
    return whole


def table(values: np.ndarray, names: tuple[str, ...], outcome: str) -> pd.DataFrame:
    """Return runs of one replicate from a table (policies, worlds)."""
    worlds = np.arange(values.shape[1], dtype=float)[:, None]
    made = {
        name: {outcome: lambda w, e, row=row: row[:, None] * np.ones_like(e)}
        for name, row in zip(names, values, strict=True)
    }
    return runs(made, worlds, replicates=1)
