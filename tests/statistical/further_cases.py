"""Simulations of the intervals that no table of a command's own page holds.

    python tests/statistical/further_cases.py 2000

prints the table of docs/coverage.md: each rate with its own 95 % interval (Wilson's).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import numpy as np
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample
from SALib.test_functions import Ishigami
from scipy.stats import norm

sys.path.insert(0, str(Path(__file__).parent))
from coverage_cases import Case, Simulation, print_rates
from sensitivity_cases import ISHIGAMI, TOTAL, UNIT

from analysis.search.optimism import welch
from analysis.sensitivity.morris import morris
from analysis.sensitivity.pawn import distances, pawn, slices_of
from analysis.sensitivity.sobol import sobol
from analysis.statistics.bootstrap import mean_intervals
from analysis.statistics.proportion import proportion
from analysis.statistics.variance_ratio import variance_ratio
from analysis.tipping.jumps import find_jumps
from analysis.tipping.rates import FOLD, at_rate_zero
from analysis.tipping.rows import Row, loop, row
from analysis.tipping.warning import FALSE_ALARM, roc
from analysis.validation.skill import difference, skill

RUNS = 64
"""Runs of a ramp, the default of `comity tipping`."""
UP, DOWN, SPREAD = 0.6, 0.3, 0.05
"""Where the Schmitt triggers of a ramp switch, mean and standard deviation over runs."""
Bounds = tuple[float, float]


def often(drawn: Callable[[np.random.Generator], Bounds], truth: float) -> Simulation:
    """Return how often an interval that is drawn anew each time holds the truth."""

    def simulate(rng: np.random.Generator, of: int) -> int:
        bounds = [drawn(rng) for _ in range(of)]
        return sum(bool(low <= truth <= high) for low, high in bounds)

    return simulate


def share(chance: float, runs: int, rng: np.random.Generator) -> Bounds:
    """Return Wilson's interval of the share of runs in which something happens."""
    found = proportion(int(rng.binomial(runs, chance)), runs)
    return found.low, found.high


def pair_of_parameters(rng: np.random.Generator) -> Bounds:
    """Return the interval of the second-order index of x1 and x3 of Ishigami's function."""
    x = sobol_sample.sample(dict(ISHIGAMI), 256, calc_second_order=True, seed=rng)
    found = sobol(Ishigami.evaluate(x), ISHIGAMI["names"], has_second=True).second
    (item,) = (item for item in found if item.of == ("x1", "x3"))
    return item.low, item.high


def bend(trajectories: int, rng: np.random.Generator) -> Bounds:
    """Return the interval of sigma of x1 in x1 x2."""
    x = morris_sample.sample(dict(UNIT), trajectories, seed=rng)
    found = morris(UNIT, x, x[:, 0] * x[:, 1], 4).effects[0]
    return found.sigma_low, found.sigma_high


BEND = float(np.std([0.0, 1 / 3, 2 / 3, 1.0]))
"""Sigma of x1 in x1 x2: an elementary effect is x2, on four levels."""


def response(x: np.ndarray) -> np.ndarray:
    """Return an outcome that hangs on two of four numbers."""
    return x[:, 0] ** 2 + x[:, 1]


@cache
def moved(slices: int) -> float:
    """Return the PAWN index of x1 over all worlds."""
    x = np.random.default_rng(0).random((1_000_000, 2))
    return float(np.median(distances(x[:, 0], response(x), slices)))


@cache
def usual(points: int) -> float:
    """Return the mean PAWN index of x1 over many samples of a size."""
    rng, slices = np.random.default_rng(0), slices_of(points)
    drawn = [rng.random((points, 2)) for _ in range(1000)]
    return float(np.mean([np.median(distances(x[:, 0], response(x), slices)) for x in drawn]))


def distribution(points: int, rng: np.random.Generator) -> Bounds:
    """Return the interval of the PAWN index of x1."""
    x = rng.random((points, 4))
    found = pawn(UNIT, x, response(x)).distances[0]
    return found.low, found.high


def triggers(runs: int, rng: np.random.Generator) -> Row:
    """Return what is told of a ramp whose runs switch at places of their own."""
    up = np.linspace(0.0, 1.0, 31)
    control = np.concatenate([up, up[-2::-1]])
    on, off = (centre + SPREAD * rng.normal(size=runs) for centre in (UP, DOWN))
    state, held = np.zeros((runs, len(control))), np.zeros((runs, len(control)))
    for month, value in enumerate(control):
        before = state[:, month - 1] if month else np.zeros(runs)
        state[:, month] = (value >= on) | ((before > 0.0) & (value >= off))
    held[:, 10:] = (rng.random(runs) < 0.05)[:, None]  # some switch without the ramp, too
    return row(loop("ruptured", (1, 1 / 30), control, state, held, 0), 0.95, 0)


@cache
def of_all_runs() -> Row:
    """Return the same over very many runs."""
    return triggers(20_000, np.random.default_rng(0))


def of_ramp(name: str) -> Simulation:
    """Return how often the interval of a number of a ramp holds that of very many runs."""

    def simulate(rng: np.random.Generator, of: int) -> int:
        truth, hits = getattr(of_all_runs(), name), 0
        for _ in range(of):
            found = triggers(RUNS, rng)
            hits += getattr(found, f"{name}_low") <= truth <= getattr(found, f"{name}_high")
        return int(hits)

    return simulate


def place(rng: np.random.Generator) -> Bounds:
    """Return the interval of the mean place of jumps of 8 sd in noise, even around 0.5."""
    control = np.linspace(0.0, 1.0, 31)
    at = rng.uniform(0.3, 0.7, (RUNS, 1))
    found = find_jumps(control, rng.normal(size=(RUNS, 31)) + 8.0 * (control > at))
    means = mean_intervals(found.at[found.found])
    return float(means.low[0]), float(means.high[0])


def slow(rng: np.random.Generator) -> Bounds:
    """Return the interval of a width at rate 0 that is 0.2 + rate^(2/3), with skewed noise."""
    rates = np.array([1 / 30, 1 / 60, 1 / 120])
    widths = 0.2 + rates**FOLD + 0.1 * (rng.exponential(size=(RUNS, 3)) - 1.0)
    found = at_rate_zero(rates, widths)
    return found.low, found.high


def warned(name: str, rng: np.random.Generator) -> Bounds:
    """Return the interval of a number of an early warning; trends one sd apart."""
    found = roc(1.0 + rng.normal(size=RUNS), rng.normal(size=RUNS), np.ones(RUNS))
    low = {"hits": "low", "area": "area_low"}[name]
    return getattr(found, low), getattr(found, low.replace("low", "high"))


AREA = float(norm.cdf(1.0 / np.sqrt(2.0)))
HITS = float(norm.sf(norm.isf(FALSE_ALARM) - 1.0))


def lead(rng: np.random.Generator) -> Bounds:
    """Return the interval of the optimism of a search with the default worlds, skewed scores."""
    return welch(rng.exponential(size=32), rng.exponential(size=64))


def dyads(of: Callable[..., object], count: int, rng: np.random.Generator) -> Bounds:
    """Return the interval of a score over dyads of 20 years, half of whose luck is shared."""
    names = np.repeat(np.arange(count), 20).astype(str)
    own, other = (
        np.repeat(rng.exponential(size=count), 20) + rng.exponential(size=20 * count)
        for _ in range(2)
    )
    found = of(0.8 * own, other, names)
    return found.low, found.high


def ratio(runs: int, rng: np.random.Generator) -> Bounds:
    """Return the interval of a ratio of variances of 10."""
    luck = rng.normal(size=runs)
    a, b = (np.sqrt(0.9) * luck + np.sqrt(0.1) * rng.normal(size=runs) for _ in range(2))
    found = variance_ratio(a, b, rng.normal(size=runs))
    return found.low, found.high


def of_pawn(points: int, is_of_all: bool) -> Simulation:
    """Return how often the interval of the PAWN index holds that over all worlds, or its mean."""

    def simulate(rng: np.random.Generator, of: int) -> int:
        truth = moved(slices_of(points)) if is_of_all else usual(points)
        return often(partial(distribution, points), truth)(rng, of)

    return simulate


CASES = (
    Case("share of 64 runs, 0.05 (Wilson)", 0.95, 0.9630, often(partial(share, 0.05, 64), 0.05)),
    Case("share of 64 runs, 0.5 (Wilson)", 0.95, 0.9315, often(partial(share, 0.5, 64), 0.5)),
    Case("Sobol' second order 0.24, Ishigami, 256 blocks", 0.95, 0.9940,
         often(pair_of_parameters, TOTAL[2]), 4),
    Case("Morris sigma of a product, 10 trajectories", 0.95, 0.8700,
         often(partial(bend, 10), BEND), 2),
    Case("Morris sigma of a product, 50 trajectories", 0.95, 0.9430,
         often(partial(bend, 50), BEND), 2),
    Case("PAWN of samples of 300 points", 0.95, 0.9480, of_pawn(300, False), 8),
    Case("PAWN of samples of 2,000 points", 0.95, 0.9600, of_pawn(2000, False), 20),
    Case("PAWN of all worlds from 300 points", 0.95, 0.5440, of_pawn(300, True), 8),
    Case("ramp: share that switches beyond those without", 0.95, 0.9460, of_ramp("excess_up"), 4),
    Case("ramp: intensity at the switch up, 64 runs", 0.95, 0.9440, of_ramp("at_up"), 4),
    Case("ramp: intensity at the switch back, 64 runs", 0.95, 0.9340, of_ramp("at_down"), 4),
    Case("ramp: width of the loop, 64 runs", 0.95, 0.9480, of_ramp("width"), 4),
    Case("ramp: gap of the loop, 64 runs", 0.95, 0.9320, of_ramp("gap"), 4),
    Case("ramp: intensity at a jump found in noise, 64 runs", 0.95, 0.9440, often(place, 0.5), 4),
    Case("ramp: width at rate 0, 64 runs", 0.95, 0.9240, often(slow, 0.2), 4),
    Case("early warning: area, 64 runs of each", 0.95, 0.9760,
         often(partial(warned, "area"), AREA), 8),
    Case("early warning: hits, 64 runs of each", 0.95, 0.9680,
         often(partial(warned, "hits"), HITS), 8),
    Case("search: optimism, 32 and 64 worlds", 0.95, 0.9380, often(lead, 0.0)),
    Case("validation: skill over 5 dyads", 0.95, 0.8440,
         often(partial(dyads, skill, 5), 0.2), 2),
    Case("validation: skill over 30 dyads", 0.95, 0.9180,
         often(partial(dyads, skill, 30), 0.2), 2),
    Case("validation: difference over 5 dyads", 0.95, 0.8340,
         often(partial(dyads, difference, 5), -0.4), 2),
    Case("validation: difference over 30 dyads", 0.95, 0.9180,
         often(partial(dyads, difference, 30), -0.4), 2),
    Case("variance ratio 10, 50 runs", 0.95, 0.9320, often(partial(ratio, 50), 10.0), 4),
    Case("variance ratio 10, 400 runs", 0.95, 0.9400, often(partial(ratio, 400), 10.0), 4),
)  # fmt: skip


if __name__ == "__main__":
    print_rates(CASES, int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
