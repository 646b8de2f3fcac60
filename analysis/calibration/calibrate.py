"""From patterns to a posterior, and to one parameter set that meets most of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analysis.calibration import importance
from analysis.calibration.best import best_set
from analysis.calibration.diagnosis import (
    Convergence,
    Predicted,
    Told,
    convergence,
    predicted,
    told,
)
from analysis.calibration.factors import Factors, all_factors
from analysis.calibration.importance import Weighted
from analysis.calibration.moves import POPULATIONS, move
from analysis.calibration.problem import Problem, problem_of
from analysis.calibration.ranks import Ranks, emulated_ranks
from analysis.calibration.waves import Wave, match
from analysis.patterns import PATTERNS, Pattern, PatternScore
from model.errors import UserError, unknown
from model.law_hash import law_hash
from scenarios.problems import statement

Array = NDArray[np.float64]

LEAST_BUDGET = 400
WAVES = 2
SHARE_OF_WAVE, SHARE_OF_DRAWS = 0.15, 0.3
"""Of the budget: each wave of the history match, and weighted draws; the rest moves them."""
WALKERS, LEAST_STEPS = 400, 8
DRAWS = 300_000
"""Draws of the prior among which the emulators choose."""
TRUTHS, RANK_DRAWS = 200, 40_000


@dataclass(frozen=True)
class Posterior:
    """What calibration found.

    Attributes
    ----------
    patterns : tuple of Pattern
        Those it was tuned on.
    problem : Problem
    waves : tuple of Wave
    draws : Weighted
        The posterior, a vector a row; all weigh the same.
    told : tuple of Told
    predicted : tuple of Predicted
    convergence : Convergence
    ranks : Ranks or None
        Simulation-based calibration; None if it was not asked for.
    best : dict
        One parameter set: what the patterns feel, the rest at its default.
    scores : dict of PatternScore
        Of that set and all patterns, also those it was not tuned on, by runs it did not see.
    seed, budget, spent : int
    law : str
        The hash of the law that was calibrated.
    """

    patterns: tuple[Pattern, ...]
    problem: Problem
    waves: tuple[Wave, ...]
    draws: Weighted
    told: tuple[Told, ...]
    predicted: tuple[Predicted, ...]
    convergence: Convergence
    ranks: Ranks | None
    best: dict[str, float]
    scores: dict[str, PatternScore]
    seed: int
    budget: int
    spent: int
    law: str

    def sample(self, count: int, seed: int = 0) -> Array:
        """Return equally weighted draws of the posterior, (count, factors), in random order."""
        rng = np.random.default_rng([seed, 5])
        rows = self.draws.resampled(count, rng)
        return np.asarray(self.draws.values[rng.permutation(rows)])


def chosen_patterns(
    names: Sequence[str] | None = None,
    *,
    dyads: Sequence[str] | None = None,
    without: Sequence[str] = (),
) -> tuple[Pattern, ...]:
    """Return the patterns to tune on.

    Parameters
    ----------
    names : sequence of str, optional
        Pattern ids; all that can be met unless given.
    dyads : sequence of str, optional
        Partners whose patterns may be used; those of no particular dyad always are.
    without : sequence of str
        Partners whose patterns must not be used. A pattern of several dyads keeps the others'
        targets, and runs of those that are left out are not made.

    Raises
    ------
    UserError
        For an unknown pattern or partner, or if nothing is left.
    """
    known = {name for pattern in PATTERNS.values() for name in pattern.partners}
    for name in (*(dyads or ()), *without):
        if name not in known:
            raise unknown("partner", name, sorted(known), "the caller")
    for name in names or ():
        if name not in PATTERNS:
            raise unknown("pattern", name, PATTERNS, "the caller")
    found = []
    for pattern in PATTERNS.values():
        if pattern.id not in names if names is not None else not pattern.tuned:
            continue
        kept = [p for p in pattern.partners if p not in without and (dyads is None or p in dyads)]
        if len(kept) == len(pattern.partners):
            found.append(pattern)
        elif kept:
            found.append(_of_partners(pattern, kept))
    if not found:
        raise UserError("No pattern is left; set by the caller. Leave out fewer dyads.")
    return tuple(found)


def _of_partners(pattern: Pattern, kept: Sequence[str]) -> Pattern:
    """Return a pattern with the targets and studies of some of its partners, named after them."""
    low = [name.lower() for name in kept]
    return replace(
        pattern,
        partners=tuple(kept),
        targets=tuple(t for t in pattern.targets if t.name in low),
        studies=tuple(s for s in pattern.studies if s.rpartition("_")[2] in low),
    )


def _ranks(problem: Problem, first: Wave, seed: int) -> Ranks:
    """Return simulation-based calibration, on emulators of the first wave."""
    return emulated_ranks(
        problem,
        first.values,
        first.statistics,
        first.variances,
        truths=min(TRUTHS, len(first.values) // 4),
        draws=RANK_DRAWS,
        seed=seed,
    )


def calibrate(
    patterns: Sequence[Pattern] | None = None,
    *,
    factors: Factors | None = None,
    budget: int = 10_000,
    seed: int = 0,
    threads: int | None = None,
    draws: int = DRAWS,
    has_ranks: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Posterior:
    """Return which parameter values are consistent with patterns.

    Waves of history matching rule out what cannot agree; then draws of the prior, chosen by the
    emulators of the last wave, are simulated and weighted by their likelihood
    (`importance.sharpened`), resampled, and moved (`moves.move`). The same arguments give the same
    answer.

    Parameters
    ----------
    patterns : sequence of Pattern, optional
        See `chosen_patterns`; all unless given.
    factors : Factors, optional
        What is varied, evenly over its assumed range; every parameter with a range unless given.
    budget : int
        Parameter vectors to simulate, 400 or more, shared out as `SHARE_OF_WAVE` and
        `SHARE_OF_DRAWS` say; 48 finalists with 256 replicates come on top.
    seed : int
        Of the design, the simulation and the draws.
    threads : int, optional
    draws : int
        Of the prior, among which the emulators choose what to simulate.
    has_ranks : bool
        Whether simulation-based calibration is done; it simulates nothing.
    progress : callable, optional
        Called with vectors simulated and the budget.

    Raises
    ------
    UserError
        For a budget that is too small.
    """
    check_budget(budget)
    law = law_hash()
    tuned = tuple(patterns if patterns is not None else chosen_patterns())
    counted = _Count(budget, progress)
    varied = factors or all_factors()
    problem = problem_of(
        tuned,
        varied,
        seed=seed,
        threads=threads,
        progress=counted.add,
    )
    waves = match(problem, int(SHARE_OF_WAVE * budget), WAVES, seed)
    weighted = importance.sharpened(problem, waves, int(SHARE_OF_DRAWS * budget), draws, seed)
    rest = budget - counted.done
    walkers = min(WALKERS, rest // LEAST_STEPS) // POPULATIONS * POPULATIONS
    moved = move(problem, weighted, walkers, rest // walkers, seed)
    checked = convergence(varied, weighted, moved)
    first = waves[0]
    best, met = best_set(tuned, problem, waves, moved.draws, seed, threads)
    return Posterior(
        tuned,
        problem,
        tuple(waves),
        moved.draws,
        told(varied, moved.draws.values, moved.draws.weights, checked.middle_ess),
        predicted(problem, (first.statistics, first.variances), moved.draws),
        checked,
        _ranks(problem, first, seed) if has_ranks else None,
        best,
        met,
        seed,
        budget,
        counted.done,
        law,
    )


def check_budget(budget: int, set_by: str = "the caller") -> None:
    """Check that a budget is enough to begin with.

    Raises
    ------
    UserError
        When it is not.
    """
    if budget < LEAST_BUDGET:
        advice = "A hundred factors need a few thousand."
        rule, allowed = f"is less than {LEAST_BUDGET}", f"{LEAST_BUDGET} or more"
        raise UserError(statement("budget", budget, rule, allowed, set_by, advice))


class _Count:
    """Counts vectors for whoever wants to know."""

    def __init__(self, budget: int, progress: Callable[[int, int], None] | None) -> None:
        self.done, self._budget, self._progress = 0, budget, progress
        self.add(0)

    def add(self, vectors: int) -> None:
        self.done += vectors
        if self._progress is not None:
            self._progress(min(self.done, self._budget), self._budget)
