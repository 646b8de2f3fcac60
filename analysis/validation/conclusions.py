"""Which conclusions flip within the admissible parameters: the flagship, world by world."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analysis.validation.engine import Vector, full
from model.ensemble import simulate_many
from scenarios.build import build_scenario
from scenarios.catalogue import Catalogue

Array = NDArray[np.float64]
SCENARIO, REFERENCE = "baseline_2016", "status_quo"
OUTCOMES = ("operational_mean", "net_security_effect")


@dataclass(frozen=True)
class Conclusion:
    """The sign of a policy's effect against the status quo, over worlds.

    Attributes
    ----------
    policy, outcome : str
    usual : float
        Mean paired difference under the default parameters.
    median, low, high : float
        Of the mean paired difference over worlds: 50, 5 and 95 %.
    positive, negative, undecided : float
        Weights of worlds whose 95 % interval of the mean lies above 0, below, or holds it.
    """

    policy: str
    outcome: str
    usual: float
    median: float
    low: float
    high: float
    positive: float
    negative: float
    undecided: float

    @property
    def opposite(self) -> float:
        """Weight of worlds with the other sign than the default parameters give."""
        return self.negative if self.usual > 0 else self.positive


def conclusions(
    vectors: Sequence[Vector],
    weight: Array,
    *,
    policies: Sequence[str] | None = None,
    scenario: str = SCENARIO,
    replicates: int = 32,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> list[Conclusion]:
    """Return for each policy and outcome the shares of worlds by sign.

    Parameters
    ----------
    vectors : sequence of mapping
        Worlds: parameters of the law.
    weight : ndarray, shape (P,)
        What each world counts.
    policies : sequence of str, optional
        All of the catalogue unless given.
    scenario : str
    replicates : int
        Pairs a world; the same draws for every policy.
    seed : int
    progress : callable, optional
        Called with policies done and of all.

    Notes
    -----
    net_security_effect is (A - B) / A with A the reference's arrivals and B the policy's.
    """
    chosen = [p for p in policies or Catalogue().ids("policy") if p != REFERENCE]
    worlds: list[Vector] = [{}, *vectors]
    weighted = np.asarray(weight) / np.sum(weight)
    reference = _outcomes(scenario, REFERENCE, worlds, replicates, seed)
    result = []
    for number, policy in enumerate(chosen):
        own = _outcomes(scenario, policy, worlds, replicates, seed)
        gaps = {
            OUTCOMES[0]: own["operational_mean"] - reference["operational_mean"],
            OUTCOMES[1]: 1.0 - own["arrived_t"] / reference["arrived_t"],
        }
        result += [_conclusion(policy, name, gap, weighted) for name, gap in gaps.items()]
        if progress is not None:
            progress(number + 1, len(chosen))
    return result


def _outcomes(
    scenario: str, policy: str, worlds: Sequence[Vector], replicates: int, seed: int
) -> dict[str, Array]:
    """Return outcomes, shape (worlds, R)."""
    world, law = build_scenario(scenario, policy=policy), full()
    points = [replace(world, parameters=law.parameters(world.parameters, v)) for v in worlds]
    runs = simulate_many(points, seed, range(replicates))
    return {
        name: np.stack([run.outcomes[name] for run in runs])
        for name in ("operational_mean", "arrived_t")
    }


def _conclusion(policy: str, outcome: str, gap: Array, weight: Array) -> Conclusion:
    """Summarise paired differences, shape (1 + P, R); the first row is of the defaults."""
    mean = gap.mean(axis=1)
    spread = gap.std(axis=1, ddof=1) if gap.shape[1] > 1 else np.zeros(len(gap))
    half = 1.96 * spread / np.sqrt(gap.shape[1]) + 1e-12
    above, below = mean[1:] > half[1:], mean[1:] < -half[1:]
    low, median, high = weighted_quantile(mean[1:], weight, (0.05, 0.5, 0.95))
    return Conclusion(
        policy,
        outcome,
        float(mean[0]),
        median,
        low,
        high,
        positive=float(weight[above].sum()),
        negative=float(weight[below].sum()),
        undecided=float(weight[~(above | below)].sum()),
    )


def weighted_quantile(values: Array, weight: Array, levels: Sequence[float]) -> list[float]:
    """Return quantiles of weighted values: the first value whose cumulated weight reaches each."""
    there = np.isfinite(values)
    if not there.any():
        return [float("nan")] * len(levels)
    order = np.argsort(values[there])
    cumulated = np.cumsum(weight[there][order])
    place = np.searchsorted(cumulated, np.array(levels) * cumulated[-1] - 1e-12)
    return values[there][order][np.minimum(place, len(order) - 1)].tolist()
