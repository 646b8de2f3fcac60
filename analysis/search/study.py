"""A search from start to end: explore, choose from the tuned front, judge on held-out worlds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.robustness.criteria import nondominated
from analysis.search.explore import Evaluated, Keep, explore, over_worlds
from analysis.search.front import at_ends, front_of, nondominated_many, spread
from analysis.search.optimism import CONFIDENCE, Optimism, optimism
from analysis.search.problem import Budget, Candidate, Objective, Problem, Which
from analysis.statistics.bootstrap import mean_intervals
from analysis.statistics.checks import Array


@dataclass(frozen=True)
class Judged:
    """One policy, tuned or named, in worlds that nothing was tuned on.

    Attributes
    ----------
    name : str
    candidate : Candidate
    is_tuned : bool
    tuned : tuple of float
        Each objective in the worlds that were tuned on, in its unit.
    held_out, low, high : tuple of float
        The same in held-out worlds, with a BCa interval over worlds (criterion expected; else NaN).
    is_nondominated : bool
        In held-out worlds, among all that were judged.
    """

    name: str
    candidate: Candidate
    is_tuned: bool
    tuned: tuple[float, ...]
    held_out: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    is_nondominated: bool


@dataclass(frozen=True, eq=False)
class Found:
    """What a search found.

    Attributes
    ----------
    objectives : tuple of Objective
    judged : tuple of Judged
        The tuned policies, then the named ones.
    optimism : tuple of Optimism
        One per objective.
    evaluations : list of Evaluated
    survived : float
        Share of the tuned policies that are nondominated in held-out worlds among the tuned.
    front_size : int
        Of the tuned front before some were chosen.
    limits : tuple of str
    """

    objectives: tuple[Objective, ...]
    judged: tuple[Judged, ...]
    optimism: tuple[Optimism, ...]
    evaluations: list[Evaluated]
    survived: float
    front_size: int
    limits: tuple[str, ...]

    @property
    def tuned(self) -> tuple[Judged, ...]:
        """The tuned policies that were judged."""
        return tuple(item for item in self.judged if item.is_tuned)

    def frame(self) -> pd.DataFrame:
        """Return a row for each judged policy: coefficients and each objective's scores."""
        rows = []
        for item in self.judged:
            row: dict[str, Any] = {"name": item.name, "policy": item.candidate.policy}
            row |= {"is_tuned": item.is_tuned, "is_nondominated": item.is_nondominated}
            row |= dict(zip(item.candidate.names, item.candidate.values, strict=True))
            for k, objective in enumerate(self.objectives):
                row[f"{objective.name}_tuned"] = item.tuned[k]
                row[f"{objective.name}_held_out"] = item.held_out[k]
                row[f"{objective.name}_low"] = item.low[k]
                row[f"{objective.name}_high"] = item.high[k]
            rows.append(row)
        return pd.DataFrame(rows)

    def document(self) -> dict[str, Any]:
        """Return everything but the evaluations as plain values."""
        return {
            "objectives": [asdict(item) for item in self.objectives],
            "judged": [
                asdict(item) | {"overrides": list(item.candidate.overrides)} for item in self.judged
            ],
            "optimism": [asdict(item) for item in self.optimism],
            "evaluated": sum(len(batch.values) for batch in self.evaluations),
            "front_size": self.front_size,
            "survived": self.survived,
            "limits": list(self.limits),
        }


def search(
    problem: Problem,
    budget: Budget,
    seed: int = 0,
    *,
    known: Sequence[Evaluated] = (),
    keep: Keep = lambda batch: None,
) -> Found:
    """Search, choose from the front, and judge on worlds and seeds that nothing was tuned on.

    Parameters
    ----------
    problem : Problem
    budget : Budget
    seed : int
        Of the sampler: the same search gives the same policies.
    known : sequence of Evaluated
        What an earlier attempt has scored.
    keep : callable
        Is told each batch that was scored now.
    """
    batches = explore(problem, budget, seed, known=known, keep=keep)
    candidates = [item for batch in batches for item in batch.candidates]
    goodness = np.concatenate([batch.goodness for batch in batches])
    front = front_of(goodness)
    chosen = [candidates[i] for i in spread(goodness[front], front, budget.chosen)]
    policies = [*chosen, *problem.against]
    tuning = _scores(problem, policies, "tuning", budget.batch)
    held = _scores(problem, policies, "held_out", budget.batch)
    scores = (
        over_worlds(tuning, problem.objectives, budget),
        over_worlds(held, problem.objectives, budget),
    )
    is_expected = budget.criterion == "expected"
    return Found(
        problem.objectives,
        _judged(problem, budget, chosen, held, scores),
        optimism(problem.objectives, (tuning, held), scores, len(chosen), is_expected),
        batches,
        float(nondominated(scores[1][: len(chosen)]).mean()),
        len(front),
        (*_limits(tuning.shape[1], held.shape[1], budget), *at_ends(problem.spaces, chosen)),
    )


def _scores(problem: Problem, policies: list[Candidate], which: Which, batch: int) -> Array:
    parts = [policies[i : i + batch] for i in range(0, len(policies), batch)]
    return np.concatenate([problem.score(part, which) for part in parts])


def _judged(
    problem: Problem,
    budget: Budget,
    chosen: list[Candidate],
    held: Array,
    scores: tuple[Array, Array],
) -> tuple[Judged, ...]:
    sign = np.array([item.sign for item in problem.objectives])
    first = nondominated_many(scores[1])
    c, _, k = held.shape
    low, high = np.full((c, k), np.nan), np.full((c, k), np.nan)
    if budget.criterion == "expected":
        for j in range(k):
            found = mean_intervals(held[:, :, j].T, CONFIDENCE)
            low[:, j], high[:, j] = found.low, found.high
    policies = [*chosen, *problem.against]
    names = [f"tuned_{i + 1}" for i in range(len(chosen))]
    names += [item.label for item in problem.against]
    return tuple(
        Judged(
            names[i],
            policies[i],
            i < len(chosen),
            tuple((scores[0][i] * sign).tolist()),
            tuple((scores[1][i] * sign).tolist()),
            tuple(low[i].tolist()),
            tuple(high[i].tolist()),
            bool(first[i]),
        )
        for i in range(len(policies))
    )


def _limits(tuned: int, held: int, budget: Budget) -> tuple[str, ...]:
    told = [
        f"tuned on {tuned} worlds, judged on {held} others with another seed; worlds are drawn "
        "evenly over the ranges that are open, so that scores are over these, not probabilities",
        "a policy that is picked by its held-out score is chosen again: its score is then a little "
        "too good",
    ]
    if budget.generations < 5:
        told.append(f"{budget.generations} generations: the front may not have been reached")
    return tuple(told)
