"""Simulations of the intervals and tests of `comity sensitivity` and `comity discover`.

    python tests/statistical/sensitivity_cases.py 2000

prints the tables of docs/sensitivity.md and docs/discover.md: each rate with its own 95 % interval
(Wilson's).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample
from SALib.test_functions import Ishigami, Sobol_G

sys.path.insert(0, str(Path(__file__).parent))
from coverage_cases import Case, Simulation, print_rates

from analysis.discovery.study import Asked, found_in
from analysis.sensitivity.morris import morris
from analysis.sensitivity.pawn import pawn
from analysis.sensitivity.replicates import split
from analysis.sensitivity.sobol import Index, Sobol, sobol
from scenarios.designs.kinds import Factor

ISHIGAMI = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[-np.pi, np.pi]] * 3}
G = np.array([0.0, 1.0, 4.5, 9.0])
UNIT = {"num_vars": 4, "names": ["x1", "x2", "x3", "x4"], "bounds": [[0.0, 1.0]] * 4}
FIRST = (0.313905, 0.442411, 0.0)
TOTAL = (0.557589, 0.442411, 0.243684)


def factors(count: int) -> tuple[Factor, ...]:
    """Return factors on the unit interval."""
    return tuple(Factor(f"x{i}", 0.0, 1.0, 0.5) for i in range(count))


def of_ishigami(
    blocks: int, pick: Callable[[Sobol], Index], truth: float, *, is_random: bool = False
) -> Simulation:
    """Return how often the interval of an index of Ishigami's function holds it."""

    def simulate(rng: np.random.Generator, of: int) -> int:
        hits = 0
        for _ in range(of):
            x = _sample(ISHIGAMI, blocks, rng, is_random=is_random)
            found = pick(sobol(Ishigami.evaluate(x), ISHIGAMI["names"]))
            hits += found.low <= truth <= found.high
        return hits

    return simulate


def _sample(
    over: dict, blocks: int, rng: np.random.Generator, *, is_random: bool = False
) -> np.ndarray:
    if not is_random:
        return sobol_sample.sample(dict(over), blocks, calc_second_order=False, seed=rng)
    size = over["num_vars"]
    low, high = np.array(over["bounds"]).T
    a, b = (low + (high - low) * rng.random((blocks, size)) for _ in range(2))
    mixed = [np.where(np.arange(size) == j, b, a) for j in range(size)]
    return np.stack([a, *mixed, b], axis=1).reshape(-1, size)


def of_g(blocks: int, which: int) -> Simulation:
    """Return how often the interval of a total order of the G function holds it."""
    truth = Sobol_G.total_sensitivity_index(G)[which]

    def simulate(rng: np.random.Generator, of: int) -> int:
        hits = 0
        for _ in range(of):
            y = Sobol_G.evaluate(_sample(UNIT, blocks, rng), G)
            found = sobol(y, UNIT["names"]).total[which]
            hits += found.low <= truth <= found.high
        return hits

    return simulate


def of_morris(trajectories: int) -> Simulation:
    """Return how often the interval of mu* of x1 in x1 x2 holds 1/2."""

    def simulate(rng: np.random.Generator, of: int) -> int:
        hits = 0
        for _ in range(of):
            x = morris_sample.sample(dict(UNIT), trajectories, seed=rng)
            found = morris(UNIT, x, x[:, 0] * x[:, 1], 4).effects[0]
            hits += found.mu_star_low <= 0.5 <= found.mu_star_high
        return hits

    return simulate


def of_split(points: int, replicates: int, name: str) -> Simulation:
    """Return how often an interval holds the share, of parts of variance 4 : 1 : 9."""
    noise = 9.0 / replicates
    truth = {"share": 4.0 / 14.0, "noise": noise / (4.0 + noise)}[name]
    ends = {"share": ("low", "high"), "noise": ("noise_low", "noise_high")}[name]

    def simulate(rng: np.random.Generator, of: int) -> int:
        hits = 0
        for _ in range(of):
            # Uniform, as the effect of a number that is drawn evenly over its range.
            worlds = np.sqrt(48.0) * (rng.random((points, 1)) - 0.5)
            luck = rng.normal(size=(1, replicates))
            found = split(worlds + luck + 3.0 * rng.normal(size=(points, replicates)))
            hits += getattr(found, ends[0]) <= truth <= getattr(found, ends[1])
        return hits

    return simulate


def above_chance(points: int) -> Simulation:
    """Return how often PAWN says of a number without influence that it is above chance."""

    def simulate(rng: np.random.Generator, of: int) -> int:
        hits = 0
        for _ in range(of):
            x = rng.random((points, 4))
            found = pawn(UNIT, x, x[:, 0] ** 2 + x[:, 1])
            hits += found.distances[3].is_above
        return hits

    return simulate


def of_nothing(points: int, count: int, share: float) -> Simulation:
    """Return how often any box is confirmed where failing has nothing to do with the numbers."""

    def simulate(rng: np.random.Generator, of: int) -> int:
        hits = 0
        for _ in range(of):
            fails = rng.random(points) < share
            hits += bool(_searched(rng.random((points, count)), fails, rng).confirmed)
        return hits

    return simulate


def of_box(points: int, count: int, *, ask: str) -> Simulation:
    """Return how often the known box x0 > 0.6, x1 < 0.5 (10 % of worlds swapped) is found.

    "found": restricting these two numbers and no other, ends within 0.05; "density": how often the
    interval of the density of the first box holds its true density.
    """

    def simulate(rng: np.random.Generator, of: int) -> int:
        hits = 0
        for _ in range(of):
            x = rng.random((points, count))
            fails = (x[:, 0] > 0.6) & (x[:, 1] < 0.5)
            fails = np.where(rng.random(points) < 0.1, ~fails, fails)
            tried = _searched(x, fails, rng).tried
            if not tried:
                continue
            first = tried[0]
            low, high = first.box.low, first.box.high
            if ask == "found":
                near = abs(low[0] - 0.6) < 0.05 and abs(high[1] - 0.5) < 0.05
                hits += bool(first.is_confirmed and near and len(first.box.ends) == 2)
                continue
            low, high = np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0)
            inside = max(0.0, high[0] - max(low[0], 0.6)) / (high[0] - low[0])
            inside *= max(0.0, min(high[1], 0.5) - low[1]) / (high[1] - low[1])
            truth = 0.1 + 0.8 * inside
            hits += first.held_out.density_low <= truth <= first.held_out.density_high
        return hits

    return simulate


def _searched(x: np.ndarray, fails: np.ndarray, rng: np.random.Generator):
    asked = Asked(boxes=1, seed=_seed(rng))
    return found_in(x, fails, factors(x.shape[1]), asked, told=("", "", "", None, None))


def _seed(rng: np.random.Generator) -> int:
    return int(rng.integers(2**31))


SENSITIVITY = (
    Case("Sobol' first order 0.31, Ishigami, 64 blocks", 0.95, 0.9220,
         of_ishigami(64, lambda s: s.first[0], FIRST[0])),
    Case("Sobol' first order 0.31, Ishigami, 1,024 blocks", 0.95, 1.0000,
         of_ishigami(1024, lambda s: s.first[0], FIRST[0]), 4),
    Case("Sobol' first order 0, Ishigami, 256 blocks", 0.95, 0.9365,
         of_ishigami(256, lambda s: s.first[2], FIRST[2])),
    Case("Sobol' total order 0.56, Ishigami, 64 blocks", 0.95, 0.9835,
         of_ishigami(64, lambda s: s.total[0], TOTAL[0])),
    Case("Sobol' total order 0.56, Ishigami, 1,024 blocks", 0.95, 1.0000,
         of_ishigami(1024, lambda s: s.total[0], TOTAL[0]), 4),
    Case("Sobol' total order 0.24, Ishigami, 256 blocks", 0.95, 0.9995,
         of_ishigami(256, lambda s: s.total[2], TOTAL[2])),
    Case("the same, points at random instead of Sobol' points", 0.95, 0.9450,
         of_ishigami(256, lambda s: s.total[2], TOTAL[2], is_random=True)),
    Case("Sobol' total order 0.79, G function, 256 blocks", 0.95, 1.0000, of_g(256, 0)),
    Case("Morris mu* of a product, 10 trajectories", 0.95, 0.9260, of_morris(10)),
    Case("Morris mu* of a product, 50 trajectories", 0.95, 0.9565, of_morris(50)),
    Case("share of parameters, 200 points, 5 replicates", 0.95, 0.9895, of_split(200, 5, "share")),
    Case("share of parameters, 200 points, 20 replicates", 0.95, 0.9780,
         of_split(200, 20, "share")),
    Case("chance in means, 200 points, 5 replicates", 0.95, 0.9940, of_split(200, 5, "noise")),
    Case("chance in means, 200 points, 20 replicates", 0.95, 0.9830, of_split(200, 20, "noise")),
    Case("false positives: PAWN above chance, 300 points", 0.05, 0.0620, above_chance(300), 4),
)  # fmt: skip
DISCOVERY = (
    Case("false discoveries: any box, 200 worlds, 30 % fail, 5 numbers", 0.05, 0.0200,
         of_nothing(200, 5, 0.3), 4),
    Case("false discoveries: any box, 600 worlds, 10 % fail, 20 numbers", 0.05, 0.0400,
         of_nothing(600, 20, 0.1), 8),
    Case("the known box within 0.05, 300 worlds, 5 numbers", 1.0, 0.6675,
         of_box(300, 5, ask="found"), 4),
    Case("the known box within 0.05, 1,000 worlds, 20 numbers", 1.0, 0.9950,
         of_box(1000, 20, ask="found"), 8),
    Case("density of the first box on held-out worlds, 300 worlds", 0.95, 0.9775,
         of_box(300, 5, ask="density"), 4),
)  # fmt: skip


if __name__ == "__main__":
    chosen = {"sensitivity": SENSITIVITY, "discovery": DISCOVERY}
    for name in sys.argv[2:] or list(chosen):
        print_rates(chosen[name], int(sys.argv[1]), seed=20)
