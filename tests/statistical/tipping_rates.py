"""Simulations of what `comity tipping` finds where the truth is known.

    python tests/statistical/tipping_rates.py 2000

prints the table of docs/tipping.md: each rate with its own 95 % interval (Wilson's).
"""

from __future__ import annotations

import sys
from functools import partial

import numpy as np
from coverage_cases import Case, print_rates
from scipy.signal import lfilter

from analysis.tipping.basins import dependence, modes
from analysis.tipping.jumps import find_jumps
from analysis.tipping.warning import LEAST_RUNS, roc, signals

MONTHS = 200
HELD = 100
"""Runs without a tip that a threshold is taken from."""


def noise(rng: np.random.Generator, series: int, n: int, phi: float) -> np.ndarray:
    """Return stationary AR(1) noise of variance 1."""
    shocks = rng.standard_normal((series, n))
    shocks[:, 1:] *= np.sqrt(1.0 - phi * phi)
    return lfilter([1.0], [1.0, -phi], shocks, axis=1)


def jumps(n: int, phi: float, size: float, rng: np.random.Generator, of: int) -> int:
    """Return in how many series on a slope a jump is told, of noise and a step of some size."""
    control = np.linspace(0.0, 1.0, n)
    state = noise(rng, of, n, phi) - 2.0 * control + size * (control > 0.55)
    return int(find_jumps(control, state).found.sum())


def alarms(phi: float, signal: str, is_usual: bool, rng: np.random.Generator, of: int) -> int:
    """Return false alarms in new noise: of the threshold from runs without a tip, or as usual."""
    new = [signals(row) for row in noise(rng, of, MONTHS, phi)]
    if is_usual:
        return sum(item.tau[signal] > 0.0 and item.p[signal] < 0.05 for item in new)
    count = 0
    for first in range(0, of, 20):  # a threshold of their own for every twenty
        held = [signals(row) for row in noise(rng, HELD, MONTHS, phi)]
        tau, p = [item.tau[signal] for item in held], [item.p[signal] for item in held]
        found = roc([0.0] * LEAST_RUNS, tau, p, resamples=2)
        count += sum(item.tau[signal] > found.threshold for item in new[first : first + 20])
    return count


def states(kind: str, rng: np.random.Generator, of: int) -> int:
    """Return how often more than one state is told of a distribution with one."""
    draw = {
        "normal": lambda: rng.normal(size=1000),
        "uniform": lambda: rng.random(1000),
        "skewed": lambda: rng.beta(0.7, 3.0, 1000),
    }[kind]
    return sum(len(modes(draw())[0]) > 1 for _ in range(of))


def remembered(rng: np.random.Generator, of: int) -> int:
    """Return how often a start is said to matter that does not."""
    return sum(dependence(rng.exponential(size=(64, 32)))[1] <= 0.05 for _ in range(of))


NAN = float("nan")
CASES = (
    Case("jump told: noise, 31 steps", 0.01, 0.0075, partial(jumps, 31, 0.0, 0.0)),
    Case("jump told: AR(1) .5, 31 steps", 0.01, 0.0060, partial(jumps, 31, 0.5, 0.0)),
    Case("jump told: AR(1) .9, 31 steps", 0.01, 0.0030, partial(jumps, 31, 0.9, 0.0)),
    Case("jump told: noise, 101 steps", 0.01, 0.0090, partial(jumps, 101, 0.0, 0.0), 2),
    Case("jump told: AR(1) .5, 101 steps", 0.01, 0.0140, partial(jumps, 101, 0.5, 0.0), 2),
    Case("jump told: AR(1) .9, 101 steps", 0.01, 0.0050, partial(jumps, 101, 0.9, 0.0), 2),
    Case("jump found: 5 sd in AR(1) .5, 31 steps", NAN, 0.4360, partial(jumps, 31, 0.5, 5.0)),
    Case("jump found: 8 sd in AR(1) .5, 31 steps", NAN, 0.9545, partial(jumps, 31, 0.5, 8.0)),
    Case(
        "false alarm: variance, AR(1) 0.0", 0.05, 0.0590, partial(alarms, 0.0, "variance", False), 4
    ),
    Case(
        "false alarm: variance, AR(1) 0.6", 0.05, 0.0563, partial(alarms, 0.6, "variance", False), 4
    ),
    Case(
        "false alarm: variance, AR(1) 0.9", 0.05, 0.0567, partial(alarms, 0.9, "variance", False), 4
    ),
    Case(
        "false alarm: autocorrelation, AR(1) 0.0",
        0.05,
        0.0463,
        partial(alarms, 0.0, "autocorrelation", False),
        4,
    ),
    Case(
        "false alarm: autocorrelation, AR(1) 0.6",
        0.05,
        0.0457,
        partial(alarms, 0.6, "autocorrelation", False),
        4,
    ),
    Case(
        "false alarm: autocorrelation, AR(1) 0.9",
        0.05,
        0.0490,
        partial(alarms, 0.9, "autocorrelation", False),
        4,
    ),
    Case(
        "false alarm, usual test: variance", 0.05, 0.4070, partial(alarms, 0.6, "variance", True), 2
    ),
    Case(
        "false alarm, usual test: autocorrelation",
        0.05,
        0.4290,
        partial(alarms, 0.6, "autocorrelation", True),
        2,
    ),
    Case("two states told of one: normal", 0.05, 0.0000, partial(states, "normal"), 20),
    Case("two states told of one: uniform", 0.05, 0.0000, partial(states, "uniform"), 20),
    Case("two states told of one: skewed", 0.05, 0.0000, partial(states, "skewed"), 20),
    Case("start said to matter: exponential", 0.05, 0.0540, remembered, 4),
)


if __name__ == "__main__":
    print_rates(CASES, int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
