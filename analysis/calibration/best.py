"""One parameter set out of a posterior: what patterns feel, the rest at its default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analysis.calibration.factors import Factors, chance, strengths
from analysis.calibration.importance import Weighted
from analysis.calibration.likelihood import log_likelihoods
from analysis.calibration.problem import Problem
from analysis.calibration.waves import Wave
from analysis.patterns import PATTERNS, Pattern, PatternScore
from analysis.patterns.scoring import REPLICATES, scores, statistics

FELT = 0.1
"""Strength from which a factor is part of the parameter set that is saved, chance permitting."""
FINALISTS = 48
FINAL_REPLICATES = 256


def felt(problem: Problem, waves: Sequence[Wave]) -> Factors:
    """Return the factors that some statistic of the first wave feels; all, if none is felt."""
    first = waves[0]
    strength = strengths(first.values, first.statistics).max(axis=1)
    least = max(FELT, chance(len(first.values)))
    names = [name for name, s in zip(problem.factors.names, strength, strict=True) if s >= least]
    return problem.factors.chosen(names) if names else problem.factors


def best_set(
    patterns: Sequence[Pattern],
    problem: Problem,
    waves: Sequence[Wave],
    draws: Weighted,
    seed: int,
    threads: int | None,
) -> tuple[dict[str, float], dict[str, PatternScore]]:
    """Return the set that meets most patterns in new runs; among equals, the likeliest.

    Finalists are the likeliest draws, with what no statistic feels put back to its default. They
    are compared by replicates that calibration did not use, and the chosen one is scored by others
    again.
    """
    kept = felt(problem, waves)
    columns = [problem.factors.names.index(name) for name in kept.names]
    _, different = np.unique(draws.log_likelihood, return_index=True)  # a walker may stand still
    order = different[::-1][:FINALISTS]
    values = draws.values[order][:, columns]
    vectors = kept.vectors(np.array([[float(f"{v:.4g}") for v in row] for row in values]))
    new = range(REPLICATES, REPLICATES + FINAL_REPLICATES)
    found = statistics(patterns, vectors, seed=seed, replicates=new, threads=threads)
    each = [scores(patterns, found, point) for point in range(len(vectors))]
    met = np.array([sum(score.passed for score in one.values()) for one in each])
    log = log_likelihoods(problem.targets, found.value, found.variance, problem.discrepancy)
    likely = np.where(met == met.max(), log.sum(axis=1), -np.inf)
    best = vectors[int(np.argmax(likely))]
    everything = list(PATTERNS.values())
    unseen = range(new.stop, new.stop + FINAL_REPLICATES)
    found = statistics(everything, [best], seed=seed, replicates=unseen, threads=threads)
    tuned = {pattern.id: pattern.partners for pattern in patterns}
    return best, {
        name: replace(score, tuned=tuned.get(name) == PATTERNS[name].partners)
        for name, score in scores(everything, found).items()
    }
