"""Simulations of the intervals and claims of `comity robust`, where the truth is known.

    python tests/statistical/robust_cases.py 300

prints the table of docs/robust.md: each rate with its own 95 % interval (Wilson's). Worlds have one
number x, even in (0, 1). Three policies: A is worth x + .1, B is worth .5 + .3 x, C is worth
1.2 (1 - x)^2; what each criterion comes to over all worlds is computed on a fine grid.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd
from scipy.stats import binomtest, qmc

from analysis.robustness.criteria import CRITERIA, Setting, regret
from analysis.robustness.flips import flip
from analysis.robustness.scoring import scored

NAMES = ("A", "B", "C")
SETTING = Setting(threshold=0.55)
LEVEL = 0.95
MEASURED_WITH = 300
"""Simulations with which the rates below were measured."""
REGRET = "regret_percentile"
Simulation = Callable[[int, int], tuple[int, int]]
"""From a number of simulations and a seed to hits and trials."""


def worth(x: np.ndarray) -> np.ndarray:
    """Return what each policy is worth in worlds, of shape (3, W)."""
    return np.stack([x + 0.1, 0.5 + 0.3 * x, 1.2 * (1.0 - x) ** 2])


@cache
def truth(criterion: str) -> np.ndarray:
    """Return what a criterion comes to over all worlds."""
    g = worth((np.arange(200_000) + 0.5) / 200_000)
    item = next(item for item in CRITERIA if item.name == criterion)
    return item.value({"goodness": g, "regret": regret(g)}[item.of], SETTING)


def drawn(kind: str, worlds: int, seed: int) -> np.ndarray:
    """Return worlds of a design."""
    rng = np.random.default_rng(seed)
    if kind == "random":
        return rng.random(worlds)
    return qmc.Sobol(1, rng=rng).random(worlds)[:, 0]


@cache
def all_hits(kind: str, worlds: int, of: int, seed: int) -> dict[str, int]:
    """Return by criterion how often its interval holds the truth, over the three policies."""
    hits = dict.fromkeys((item.name for item in CRITERIA if not item.is_extreme), 0)
    for i in range(of):
        runs = worth(drawn(kind, worlds, 1000 * seed + i))[..., None]
        found = scored("y", runs, NAMES, SETTING, is_more_better=True, seed=i)
        for name in hits:
            rows = [s for s in found.scores if s.criterion == name]
            pairs = zip(rows, truth(name), strict=True)
            hits[name] += sum(s.low <= t <= s.high for s, t in pairs)
    return hits


def covered(criterion: str, kind: str, worlds: int) -> Simulation:
    """Return how often the interval of a criterion holds the truth, over the three policies."""

    def simulate(of: int, seed: int) -> tuple[int, int]:
        return all_hits(kind, worlds, of, seed)[criterion], 3 * of

    return simulate


def claimed(is_there: bool, worlds: int) -> Simulation:
    """Return how often a tree is said to separate worlds in which two policies swap places."""

    def simulate(of: int, seed: int) -> tuple[int, int]:
        hits = 0
        for i in range(of):
            rng = np.random.default_rng(1000 * seed + i)
            x = rng.random((worlds, 20))
            gain = (
                x[:, 3] - 0.4 + 0.3 * rng.normal(size=worlds)
                if is_there
                else rng.normal(size=worlds)
            )
            a = np.zeros((worlds, 1))
            table = pd.DataFrame(x, columns=[f"x{j}" for j in range(20)])
            found = flip("y", ("A", "B"), (gain[:, None], a), table, is_more_better=True, seed=i)
            hits += found.separates
        return hits, of

    return simulate


@dataclass(frozen=True)
class Case:
    """What is simulated, the rate that is aimed at, and the rate that was measured once."""

    name: str
    nominal: float | None
    measured: float
    hits: Simulation
    cost: int = 1
    """How many times fewer simulations it is given."""


CASES = (
    Case("expected, 50 random worlds", LEVEL, 0.9556, covered("expected", "random", 50)),
    Case("expected, 256 random worlds", LEVEL, 0.9222, covered("expected", "random", 256), 2),
    Case("expected, 256 Sobol' worlds", LEVEL, 1.0000, covered("expected", "sobol", 256), 2),
    Case("percentile, 50 random worlds", LEVEL, 0.8933, covered("percentile", "random", 50)),
    Case("percentile, 256 random worlds", LEVEL, 0.9333, covered("percentile", "random", 256), 2),
    Case("percentile, 256 Sobol' worlds", LEVEL, 1.0000, covered("percentile", "sobol", 256), 2),
    Case("satisficing, 50 random worlds", LEVEL, 0.9500, covered("satisficing", "random", 50)),
    Case("best in worlds, 50 random worlds", LEVEL, 0.9689, covered("best_share", "random", 50)),
    Case("regret percentile, 50 random worlds", LEVEL, 0.8944, covered(REGRET, "random", 50)),
    Case("regret percentile, 256 random worlds", LEVEL, 0.9333, covered(REGRET, "random", 256), 2),
    Case("mean regret, 50 random worlds", LEVEL, 0.9389, covered("mean_regret", "random", 50)),
    Case(
        "mean less deviation, 50 random worlds",
        LEVEL,
        0.9444,
        covered("mean_deviation", "random", 50),
    ),
    Case(
        "a tree is claimed where nothing separates, 128 worlds",
        0.05,
        0.0133,
        claimed(False, 128),
        2,
    ),
    Case("a blurred boundary is claimed, 128 worlds", None, 0.8800, claimed(True, 128), 4),
    Case("a blurred boundary is claimed, 512 worlds", None, 1.0000, claimed(True, 512), 8),
)


def main(times: int) -> None:
    """Print the table."""
    print("| simulated | nominal | measured | its 95 % interval | trials |\n|---|---|---|---|---|")
    for case in CASES:
        hits, of = case.hits(max(1, times // case.cost), 0)
        low, high = binomtest(hits, of).proportion_ci(0.95, method="wilson")
        nominal = "-" if case.nominal is None else f"{case.nominal:.3f}"
        row = f"| {case.name} | {nominal} | {hits / of:.4f} | {low:.4f} to {high:.4f} | {of} |"
        print(row, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MEASURED_WITH)
