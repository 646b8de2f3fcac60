"""Simulations of replicates=auto, where the truth is known: how often its last interval holds it.

    python tests/statistical/precision_cases.py 10000

prints the table of docs/decisions/0015-intervals-that-may-be-looked-at.md: each rate with its own
95 % interval (Wilson's), and the replicates at which it stopped.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest, t

from scenarios.sweeping.precision import ALPHA, Precision

MOST = 20_000
Draw = Callable[[np.random.Generator, int], np.ndarray]


@dataclass(frozen=True)
class Case:
    """Differences whose mean is known, and how often the interval held it, measured once."""

    name: str
    half_width: float
    outcome: str
    truth: float
    draw: Draw
    measured: float
    is_naive: bool = False
    """Whether the ordinary interval is looked at after each 32 replicates instead."""

    def simulated(self, rng: np.random.Generator, times: int) -> tuple[int, float]:
        """Return how often the last interval held the truth, and the replicates on average."""
        stop = self._naive if self.is_naive else self._valid
        found = [stop(self.draw(rng, MOST)) for _ in range(times)]
        hits = sum(abs(mean - self.truth) <= radius for mean, radius, _ in found)
        return hits, float(np.mean([n for _, _, n in found]))

    def _valid(self, d: np.ndarray) -> tuple[float, float, int]:
        """Return mean, radius and replicates of the look at which it stops."""
        aim = Precision(self.half_width, self.outcome)
        for look, n in enumerate(aim.schedule(MOST), start=1):
            part = d[:n]
            size, variance = np.array([float(n)]), np.array([part.var(ddof=1)])
            radius = float(aim.radius(size, variance, look)[0])
            if radius <= self.half_width:
                break
        return float(part.mean()), radius, n

    def _naive(self, d: np.ndarray) -> tuple[float, float, int]:
        n = np.arange(32, MOST + 1, 32)
        mean = np.cumsum(d)[n - 1] / n
        variance = np.maximum(np.cumsum(d * d)[n - 1] - n * mean**2, 0.0) / (n - 1)
        radius = t.ppf(1.0 - ALPHA / 2.0, n - 1) * np.sqrt(variance / n)
        last = int(np.argmax(radius <= self.half_width))
        return float(mean[last]), float(radius[last]), int(n[last])


def normal(rng: np.random.Generator, n: int) -> np.ndarray:
    """Return small differences, as of operational cooperation under common random numbers."""
    return np.clip(rng.normal(0.0, 0.05, n), -1.0, 1.0)


def jumps(share: float, size: float = 1.0) -> Draw:
    """Return differences that are 0 but in a share of the runs."""

    def draw(rng: np.random.Generator, n: int) -> np.ndarray:
        return size * (rng.random(n) < share)

    return draw


def flips(rng: np.random.Generator, n: int) -> np.ndarray:
    """Return the widest differences: -1 or 1."""
    return np.where(rng.random(n) < 0.5, -1.0, 1.0)


def tonnes(rng: np.random.Generator, n: int) -> np.ndarray:
    """Return skewed differences without bounds."""
    return rng.exponential(1.0, n) - 1.0


def heavy(rng: np.random.Generator, n: int) -> np.ndarray:
    """Return very skewed ones: log-normal with a standard deviation of 1.3 times the mean."""
    return rng.lognormal(0.0, 1.0, n) - math.exp(0.5)


BOUNDED, FREE = "operational_mean", "arrived_t"
CASES = (
    Case("bounded, normal, sd 0.05, ±0.01", 0.01, BOUNDED, 0.0, normal, 1),
    Case("bounded, 1 in 50 runs differs by 1, ±0.01", 0.01, BOUNDED, 0.02, jumps(0.02), 1),
    Case("bounded, 1 in 200 runs differs by 1, ±0.01", 0.01, BOUNDED, 0.005, jumps(0.005), 1),
    Case("bounded, -1 or 1, ±0.05", 0.05, BOUNDED, 0.0, flips, 1),
    Case("without bounds, normal, sd 0.05, ±0.003", 0.003, FREE, 0.0, normal, 1),
    Case("without bounds, exponential, ±0.05", 0.05, FREE, 0.0, tonnes, 0.9994),
    Case("without bounds, log-normal, ±0.1", 0.1, FREE, 0.0, heavy, 0.9988),
    Case("ordinary interval, normal, sd 0.05, ±0.01", 0.01, BOUNDED, 0.0, normal, 0.9536, True),
    Case("ordinary interval, 1 in 50 by 1, ±0.01", 0.01, BOUNDED, 0.02, jumps(0.02), 0.4386, True),
    Case("ordinary interval, exponential, ±0.05", 0.05, FREE, 0.0, tonnes, 0.9448, True),
)


def main(times: int) -> None:
    """Print the table."""
    print("| simulated | coverage | its 95 % interval | replicates, mean | simulations |")
    print("|---|---|---|---|---|")
    for case in CASES:
        hits, replicates = case.simulated(np.random.default_rng(2024), times)
        found = binomtest(hits, times).proportion_ci(0.95, "wilson")
        print(
            f"| {case.name} | {hits / times:.4f} | {found.low:.4f} to {found.high:.4f} | "
            f"{replicates:,.0f} | {times} |",
            flush=True,
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
