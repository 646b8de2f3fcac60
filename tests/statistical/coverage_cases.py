"""Simulations of the intervals and tests of `comity compare`, where the truth is known.

    python tests/statistical/coverage_cases.py 20000

prints the table of docs/compare.md: each rate with its own 95 % interval (Wilson's).
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest

from analysis.statistics.band import band
from analysis.statistics.bootstrap import mean_intervals
from analysis.statistics.cox import hazards
from analysis.statistics.dominance import first_order
from analysis.statistics.hodges_lehmann import pseudo_median
from analysis.statistics.kaplan_meier import Times, curves, times
from analysis.statistics.logrank import paired_logrank
from analysis.statistics.power import detectable_effect
from analysis.statistics.superiority import superiority
from analysis.statistics.testing import equivalence, holm, signed_rank

HORIZON = 40
Simulation = Callable[[np.random.Generator, int], int]


@dataclass(frozen=True)
class Case:
    """What is simulated, the rate that is aimed at, and the rate that was measured once."""

    name: str
    nominal: float
    measured: float
    hits: Simulation
    cost: int = 1
    """How many times fewer simulations it is given."""


def pairs(kind: str, n: int, rng: np.random.Generator, columns: int) -> np.ndarray:
    """Return differences with mean 0."""
    if kind == "normal":
        return rng.normal(size=(n, columns))
    if kind == "exponential":
        return rng.exponential(size=(n, columns)) - 1.0
    # As a change of a yes-no outcome, a mean over twelve dyads, mostly without change.
    return rng.binomial(12, 0.1, (n, columns)) / 12.0 - 0.1


def mean(kind: str, n: int) -> Simulation:
    """Return how often the interval of the mean holds it."""

    def simulate(rng: np.random.Generator, of: int) -> int:
        found = mean_intervals(pairs(kind, n, rng, of))
        return int(((found.low <= 0.0) & (found.high >= 0.0)).sum())

    return simulate


def centre(n: int) -> Simulation:
    """Return how often the Hodges-Lehmann interval holds the centre."""

    def simulate(rng: np.random.Generator, of: int) -> int:
        found = [pseudo_median(column) for column in rng.normal(size=(n, of)).T]
        return sum(item.low <= 0.0 <= item.high for item in found)

    return simulate


def above(share: float, equal: float, n: int) -> Simulation:
    """Return how often the interval of the probability of superiority holds it."""

    def simulate(rng: np.random.Generator, of: int) -> int:
        u = rng.random((n, of))
        found = superiority(np.where(u < share, 1.0, np.where(u < share + equal, 0.0, -1.0)))
        truth = share + equal / 2.0
        return int(((found.low <= truth) & (found.high >= truth)).sum())

    return simulate


def whole_band(kind: str, n: int) -> Simulation:
    """Return the simulation of a band over 48 months: how often it holds in all of them."""

    def simulate(rng: np.random.Generator, of: int) -> int:
        hits = 0
        for _ in range(of):
            if kind == "skewed walks":
                d = np.cumsum(rng.exponential(size=(n, 48)) - 1.0, axis=1)
            else:
                d = rng.normal(size=(n, 48))
                d = np.cumsum(d, axis=1) if kind == "walks" else d
            found = band(d)
            hits += bool(((found.low <= 0.0) & (found.high >= 0.0)).all())
        return hits

    return simulate


def clustered(rng: np.random.Generator, n: int, ratio: float) -> tuple[Times, Times]:
    """Return two sides of n pairs of runs with three dyads each; half of their luck is shared."""
    cluster = np.repeat(np.arange(n), 3)
    luck = np.repeat(rng.random(n), 3)
    sides = []
    for hazard in (0.03, 0.03 * ratio):
        u = np.where(rng.random(3 * n) < 0.5, luck, rng.random(3 * n))
        wait = np.ceil(-np.log1p(-u) / hazard).clip(1)
        sides.append(times(np.minimum(wait, HORIZON), wait <= HORIZON, cluster, n))
    return sides[0], sides[1]


def curve(n: int) -> Simulation:
    """Return how often the bounds of a survival curve at month 20 hold it."""

    def simulate(rng: np.random.Generator, of: int) -> int:
        truth, hits = math.exp(-0.03 * 20), 0
        for _ in range(of):
            found = curves(*clustered(rng, n, 1.5), HORIZON)[0]
            hits += found.low[20] <= truth <= found.high[20]
        return int(hits)

    return simulate


def restricted(n: int) -> Simulation:
    """Return how often the interval of a difference of restricted means holds it."""

    def simulate(rng: np.random.Generator, of: int) -> int:
        area = [(1 - math.exp(-h * HORIZON)) / (1 - math.exp(-h)) for h in (0.03, 0.045)]
        hits = 0
        for _ in range(of):
            found = curves(*clustered(rng, n, 1.5), HORIZON)[2]
            hits += found.low <= area[1] - area[0] <= found.high
        return int(hits)

    return simulate


def ratio(n: int) -> Simulation:
    """Return how often the interval of a hazard ratio holds it."""

    def simulate(rng: np.random.Generator, of: int) -> int:
        hits = 0
        for _ in range(of):
            a, b = clustered(rng, n, 1.5)
            joined = (
                np.concatenate([getattr(side, name) for side in (a, b)])
                for name in ("time", "is_event", "cluster")
            )
            side = np.repeat([0, 1], len(a.time))
            (found,) = hazards(times(*joined), [[0.0], [1.0]], side, ["x"])
            hits += found.low <= 1.5 <= found.high
        return int(hits)

    return simulate


def logrank(rng: np.random.Generator, of: int) -> int:
    """Return how often the log-rank test for 30 pairs finds what is not there."""
    return sum(paired_logrank(*clustered(rng, 30, 1.0)).p < 0.05 for _ in range(of))


def family(rng: np.random.Generator, of: int) -> int:
    """Return how often any of 12 corrected tests of 40 pairs finds what is not there."""
    wrong = 0
    for _ in range(of):
        shared = rng.exponential(size=(40, 1))
        a, b = (
            shared + rng.exponential(size=(40, 12)) + 0.5 * rng.exponential(size=(40, 1))
            for _ in range(2)
        )
        wrong += bool((holm(signed_rank(b - a)) < 0.05).any())
    return wrong


def equivalent(rng: np.random.Generator, of: int) -> int:
    """Return how often 100 pairs that differ by the margin are called equivalent."""
    return int((equivalence(rng.normal(0.2, 1.0, (100, of)), 0.2) < 0.05).sum())


def power(rng: np.random.Generator, of: int) -> int:
    """Return how often 50 pairs show their detectable difference."""
    d = rng.normal(detectable_effect(50), 1.0, (50, of))
    t = d.mean(axis=0) / (d.std(axis=0, ddof=1) / math.sqrt(50))
    return int((np.abs(t) > 2.009575).sum())


def dominance(rng: np.random.Generator, of: int) -> int:
    """Return how often one of two equal distributions is said to dominate, or to cross."""
    shared = rng.normal(size=(100, of))
    a, b = (shared + rng.normal(size=(100, of)) for _ in range(2))
    return sum(item.verdict != "undecided" for item in first_order(a, b))


CASES = (
    Case("mean, normal, 10 pairs", 0.95, 0.8960, mean("normal", 10)),
    Case("mean, normal, 20 pairs", 0.95, 0.9264, mean("normal", 20)),
    Case("mean, normal, 100 pairs", 0.95, 0.9434, mean("normal", 100)),
    Case("mean, exponential, 20 pairs", 0.95, 0.9136, mean("exponential", 20)),
    Case("mean, exponential, 100 pairs", 0.95, 0.9413, mean("exponential", 100)),
    Case("mean, counts of rare change, 20 pairs", 0.95, 0.9294, mean("counts", 20)),
    Case("mean, counts of rare change, 100 pairs", 0.95, 0.9443, mean("counts", 100)),
    Case("Hodges-Lehmann, 8 pairs", 0.95, 0.9611, centre(8)),
    Case("Hodges-Lehmann, 20 pairs", 0.95, 0.9516, centre(20)),
    Case("Hodges-Lehmann, 100 pairs", 0.95, 0.9510, centre(100)),
    Case("superiority 0.5, 20 pairs", 0.95, 0.9613, above(0.5, 0.0, 20)),
    Case("superiority 0.8, 20 pairs", 0.95, 0.9567, above(0.8, 0.0, 20)),
    Case("superiority 0.55, half ties, 50 pairs", 0.95, 0.9489, above(0.3, 0.5, 50)),
    Case("superiority 0.95, 100 pairs", 0.95, 0.9515, above(0.95, 0.0, 100)),
    Case("band over 48 months, 10 pairs", 0.95, 0.9304, whole_band("walks", 10), 4),
    Case("band over 48 months, 20 pairs", 0.95, 0.9404, whole_band("walks", 20), 4),
    Case("band over 48 months, 100 pairs", 0.95, 0.9486, whole_band("walks", 100), 4),
    Case("band over 48 skewed months, 20 pairs", 0.95, 0.9150, whole_band("skewed walks", 20), 4),
    Case("band over 48 unrelated months, 20 pairs", 0.95, 0.9360, whole_band("unrelated", 20), 4),
    Case("survival curve, 20 pairs", 0.95, 0.9470, curve(20), 10),
    Case("survival curve, 100 pairs", 0.95, 0.9505, curve(100), 10),
    Case("restricted mean, 20 pairs", 0.95, 0.9310, restricted(20), 10),
    Case("restricted mean, 100 pairs", 0.95, 0.9435, restricted(100), 10),
    Case("hazard ratio, 20 pairs", 0.95, 0.9325, ratio(20), 10),
    Case("hazard ratio, 100 pairs", 0.95, 0.9435, ratio(100), 10),
    Case("false positives: log-rank for 30 pairs", 0.05, 0.0500, logrank),
    Case("false positives: any of 12 tests after Holm, 40 pairs", 0.05, 0.0430, family, 4),
    Case("false positives: equivalence at the margin, 100 pairs", 0.05, 0.0392, equivalent),
    Case("false claims: dominance of equal distributions, 100 pairs", 0.10, 0.0836, dominance, 4),
    Case("power at the detectable difference, 50 pairs", 0.80, 0.7995, power),
)


def print_rates(cases: Sequence[Case], of: int, seed: int = 2024) -> None:
    """Print a table of rates, each with its own interval; NaN is no nominal rate."""
    print("| simulated | nominal | measured | its 95 % interval | simulations |")
    print("|---|---|---|---|---|")
    for case in cases:
        count = max(1, of // case.cost)
        hits = case.hits(np.random.default_rng(seed), count)
        found = binomtest(hits, count).proportion_ci(0.95, "wilson")
        nominal = "-" if math.isnan(case.nominal) else f"{case.nominal:.3f}"
        print(
            f"| {case.name} | {nominal} | {hits / count:.4f} | "
            f"{found.low:.4f} to {found.high:.4f} | {count} |",
            flush=True,
        )


if __name__ == "__main__":
    print_rates(CASES, int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
