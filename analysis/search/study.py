"""A search from start to end: explore, choose from the tuned front, judge on held-out worlds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from analysis.robustness.criteria import nondominated
from analysis.search.explore import Evaluated, Keep, explore, over_worlds
from analysis.search.problem import Budget, Candidate, Objective, Problem, Space, Which
from analysis.statistics.bootstrap import mean_intervals
from analysis.statistics.checks import ROUNDING, Array

CONFIDENCE = 0.95
EDGE = 0.05
"""Of its range: so near to an end a coefficient counts as at it."""


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


@dataclass(frozen=True)
class Optimism:
    """How much better tuned policies looked where they were tuned than where they were not.

    As goodness, mean over the tuned policies that were judged: tuned less held-out. `net` is the
    same of the lead over the reference policy, which takes out that some worlds are easier; with a
    Welch interval over worlds (criterion expected; else NaN).
    """

    objective: str
    raw: float
    net: float
    low: float
    high: float


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
    front = _front(goodness)
    chosen = [candidates[i] for i in spread(goodness[front], front, budget.chosen)]
    policies = [*chosen, *problem.against]
    tuning = _scores(problem, policies, "tuning", budget.batch)
    held = _scores(problem, policies, "held_out", budget.batch)
    scores = [over_worlds(part, problem.objectives, budget) for part in (tuning, held)]
    return Found(
        problem.objectives,
        _judged(problem, budget, chosen, held, scores),
        _optimism(problem, budget, len(chosen), (tuning, held), scores),
        batches,
        float(nondominated(scores[1][: len(chosen)]).mean()),
        len(front),
        (*_limits(tuning.shape[1], held.shape[1], budget), *at_ends(problem.spaces, chosen)),
    )


def _scores(problem: Problem, policies: list[Candidate], which: Which, batch: int) -> Array:
    parts = [policies[i : i + batch] for i in range(0, len(policies), batch)]
    return np.concatenate([problem.score(part, which) for part in parts])


def _front(goodness: Array) -> np.ndarray:
    """Return the places of the nondominated, equal ones once, by the first objective."""
    _, first = np.unique(goodness, axis=0, return_index=True)
    order = np.sort(first)
    front = order[nondominated_many(goodness[order])]
    return np.asarray(front[np.argsort(-goodness[front, 0], kind="stable")])


def nondominated_many(goodness: Array) -> np.ndarray:
    """Return which rows no other dominates, one at a time so that thousands fit in memory."""
    keep = np.ones(len(goodness), dtype=bool)
    for i, row in enumerate(goodness):
        if keep[i]:
            better = (goodness >= row).all(axis=1) & (goodness > row).any(axis=1)
            keep[i] = not better.any()
    return keep


def spread(goodness: Array, places: np.ndarray, most: int) -> list[int]:
    """Return at most so many places: the best of each objective, then the farthest from these.

    Parameters
    ----------
    goodness : array of shape (N, K)
        Of the front.
    places : array of int, shape (N,)
    most : int
    """
    reach = np.ptp(goodness, axis=0)
    scaled = goodness / np.where(reach > 0.0, reach, 1.0)
    taken = list(dict.fromkeys(int(i) for i in goodness.argmax(axis=0)))[:most]
    while len(taken) < min(most, len(goodness)):
        gap = np.linalg.norm(scaled[:, None] - scaled[taken], axis=2).min(axis=1)
        gap[taken] = -1.0
        taken.append(int(gap.argmax()))
    return [int(places[i]) for i in sorted(taken)]


def _judged(
    problem: Problem, budget: Budget, chosen: list[Candidate], held: Array, scores: list[Array]
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


def _optimism(
    problem: Problem, budget: Budget, n: int, means: tuple[Array, Array], scores: list[Array]
) -> tuple[Optimism, ...]:
    found = []
    for k, objective in enumerate(problem.objectives):
        raw = float((scores[0][:n, k] - scores[1][:n, k]).mean())
        lead = [part[:n, k].mean() - part[n, k] for part in scores]
        low = high = float("nan")
        if budget.criterion == "expected":
            sides = [
                objective.sign * (part[:n, :, k].mean(axis=0) - part[n, :, k]) for part in means
            ]
            low, high = welch(*sides)
        found.append(Optimism(objective.name, raw, float(lead[0] - lead[1]), low, high))
    return tuple(found)


def welch(a: Array, b: Array) -> tuple[float, float]:
    """Return Welch's interval of the difference of two means of independent samples.

    SciPy's warns of worlds that hardly differ; here the interval then has no width.

    Parameters
    ----------
    a, b : arrays of shape (n,), n >= 2 each
    """
    parts = [x.var(ddof=1) / len(x) for x in (a, b)]
    middle, error = float(a.mean() - b.mean()), float(np.sqrt(sum(parts)))
    if error <= ROUNDING * max(np.abs(a).max(), np.abs(b).max()):
        return middle, middle
    free = sum(parts) ** 2 / sum(v**2 / (len(x) - 1) for v, x in zip(parts, (a, b), strict=True))
    half = float(stdtrit(free, 0.5 + CONFIDENCE / 2.0)) * error
    return middle - half, middle + half


def at_ends(spaces: Sequence[Space], chosen: Sequence[Candidate]) -> list[str]:
    """Return a sentence for each coefficient that often lies at an end of its range.

    Parameters
    ----------
    spaces : sequence of Space
    chosen : sequence of Candidate
    """
    told = []
    for space in spaces:
        rows = np.array([item.values for item in chosen if item.policy == space.policy])
        for place, name in enumerate(space.names if len(rows) else ()):
            low, high = space.low[place], space.high[place]
            within = (rows[:, place] - low) / (high - low)
            for end, limit, count in (
                ("lower", low, (within < EDGE).sum()),
                ("upper", high, (within > 1.0 - EDGE).sum()),
            ):
                if 2 * count > len(rows):
                    told.append(
                        f"{space.policy}.{name} lies at the {end} end of its range, {limit:g}, in "
                        f"{count} of {len(rows)} policies: a wider range may do better"
                    )
    return told


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
