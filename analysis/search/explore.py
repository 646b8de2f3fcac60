"""The search itself: Optuna asks for candidates, whole batches are scored in one call.

It can go on after an interruption without the sampler's state being saved: a sampler with a seed
asks for the same candidates again, and those that were scored before are answered from the table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import optuna

from analysis.robustness.criteria import Setting
from analysis.search.problem import Budget, Candidate, Objective, Problem, Space
from analysis.statistics.checks import Array
from model.errors import UserError
from scenarios.problems import statement

Keep = Callable[["Evaluated"], None]


@dataclass(frozen=True, eq=False)
class Evaluated:
    """The candidates of one batch and what they came to in the worlds that are tuned on.

    Attributes
    ----------
    policy : str
    generation : int
    names : tuple of str
    values : array of shape (C, coefficients)
    goodness : array of shape (C, K)
        Each objective over worlds, more is better.
    """

    policy: str
    generation: int
    names: tuple[str, ...]
    values: Array
    goodness: Array

    @property
    def candidates(self) -> list[Candidate]:
        """Each row as a candidate."""
        return [Candidate(self.policy, self.names, tuple(row)) for row in self.values.tolist()]


def explore(
    problem: Problem,
    budget: Budget,
    seed: int,
    *,
    known: Sequence[Evaluated] = (),
    keep: Keep = lambda batch: None,
) -> list[Evaluated]:
    """Return every batch of every space, in order.

    Parameters
    ----------
    problem : Problem
    budget : Budget
    seed : int
        Of the sampler; each space has its own stream.
    known : sequence of Evaluated
        What an earlier attempt of the same search has scored.
    keep : callable
        Is told each batch that was scored now.

    Raises
    ------
    UserError
        When what is known is not of this search.
    """
    before = {(batch.policy, batch.generation): batch for batch in known}
    found = []
    for place, space in enumerate(problem.spaces):
        stream = int(np.random.SeedSequence([seed, place]).generate_state(1)[0])
        study = _study(budget, stream, len(problem.objectives))
        ranges = {
            name: optuna.distributions.FloatDistribution(low, high)
            for name, low, high in zip(space.names, space.low, space.high, strict=True)
        }
        for generation in range(budget.generations):
            trials = [study.ask(ranges) for _ in range(budget.batch)]
            values = np.array([[trial.params[name] for name in space.names] for trial in trials])
            earlier = before.get((space.policy, generation))
            if earlier is None:
                batch = _scored(problem, budget, space, generation, values)
                keep(batch)
            else:
                batch = _same(earlier, values)
            for trial, row in zip(trials, batch.goodness.tolist(), strict=True):
                study.tell(trial, row)
            found.append(batch)
    return found


def _study(budget: Budget, seed: int, objectives: int) -> optuna.Study:
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    samplers = {
        "nsga2": lambda: optuna.samplers.NSGAIISampler(population_size=budget.batch, seed=seed),
        "tpe": lambda: optuna.samplers.TPESampler(n_startup_trials=budget.batch, seed=seed),
        "random": lambda: optuna.samplers.RandomSampler(seed=seed),
    }
    return optuna.create_study(
        directions=["maximize"] * objectives, sampler=samplers[budget.sampler]()
    )


def _scored(
    problem: Problem, budget: Budget, space: Space, generation: int, values: Array
) -> Evaluated:
    candidates = [Candidate(space.policy, space.names, tuple(row)) for row in values.tolist()]
    means = problem.score(candidates, "tuning")
    goodness = over_worlds(means, problem.objectives, budget)
    return Evaluated(space.policy, generation, space.names, values, goodness)


def over_worlds(means: Array, objectives: Sequence[Objective], budget: Budget) -> Array:
    """Return the goodness of each candidate over its worlds, of shape (C, K).

    Parameters
    ----------
    means : array of shape (C, W, K)
        Mean outcome of each candidate in each world.
    objectives, budget : of the search

    Raises
    ------
    UserError
        When an outcome is not a number.
    """
    wrong = [item.name for k, item in enumerate(objectives) if not np.isfinite(means[..., k]).all()]
    if wrong:
        advice = "Choose another objective."
        raise UserError(statement("objectives", wrong[0], "is no number", "", "the runs", advice))
    sign = np.array([item.sign for item in objectives])
    goodness = np.moveaxis(means * sign, 1, -1)  # (C, K, W)
    return np.asarray(budget.over_worlds.value(goodness, Setting()))


def _same(earlier: Evaluated, values: Array) -> Evaluated:
    if earlier.values.shape != values.shape or not np.array_equal(earlier.values, values):
        rule = "holds candidates that this search does not ask for"
        advice = "Choose another output, or delete evaluations.parquet there."
        told = f"{earlier.policy}, generation {earlier.generation}"
        raise UserError(statement("evaluations", told, rule, "", "the output", advice))
    return earlier
