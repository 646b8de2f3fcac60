"""All patterns for many parameter vectors, in a few calls of the ensemble."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from analysis.patterns import studies
from analysis.patterns.kinds import Pattern, PatternScore, Runs, TargetScore
from analysis.patterns.observation import EXPONENT, RANGE
from model.ensemble import simulate_many
from model.errors import UserError, outside
from model.inputs import Inputs
from model.parameters import with_values

Array = NDArray[np.float64]
Overrides = Mapping[str, float]

EXPONENT_NAME = "observation.exponent"
"""The one factor that is not the law's: how a coder sees operational cooperation."""
REPLICATES = 32
"""Of each vector: enough that what they leave open is small beside the targets' own scales."""
APART = 100_000
"""Replicate numbers between the worlds of a study: they are counted as independent runs."""
BATCH = 64
"""Parameter vectors simulated in one call: enough to fill the threads, few enough for memory."""


@dataclass(frozen=True)
class Statistics:
    """Every target's number for P parameter vectors.

    Attributes
    ----------
    names : tuple of str
        "pattern.target", S of them.
    value, variance : ndarray, shape (P, S)
        The mean over replicates, and the variance of that mean.
    """

    names: tuple[str, ...]
    value: Array
    variance: Array


def statistics(
    patterns: Sequence[Pattern],
    vectors: Sequence[Overrides],
    *,
    seed: int = 0,
    replicates: range = range(REPLICATES),
    threads: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Statistics:
    """Return the statistics of patterns for many parameter vectors.

    The same seed and replicate numbers serve every vector, so that two vectors differ by their
    values and by nothing else.

    Parameters
    ----------
    patterns : sequence of Pattern
    vectors : sequence of mapping
        From "model.GROUP.NAME" or "observation.exponent" to a value; what is not named stays as
        the studies have it.
    seed : int
        0 to 2**64 - 1.
    replicates : range
    threads : int, optional
        All processors unless given; the numbers do not depend on it.
    progress : callable, optional
        Called with vectors done and of all.

    Raises
    ------
    UserError
        For an unknown name or a value outside its range.
    """
    names = tuple(f"{p.id}.{t.name}" for p in patterns for t in p.targets)
    value, variance = (np.full((len(vectors), len(names)), np.nan) for _ in range(2))
    workers = threads or os.cpu_count() or 1
    if progress is not None:
        progress(0, len(vectors))
    for begin in range(0, len(vectors), BATCH):
        part = vectors[begin : begin + BATCH]
        made = simulated({s for p in patterns for s in p.studies}, part, seed, replicates, workers)
        place = 0
        for pattern in patterns:
            samples = pattern.statistic(made)
            for target in pattern.targets:
                rows = slice(begin, begin + len(part))
                value[rows, place] = samples[target.name].value()
                variance[rows, place] = samples[target.name].variance()
                place += 1
        if progress is not None:
            progress(begin + len(part), len(vectors))
    return Statistics(names, value, variance)


def simulated(
    chosen: set[str],
    vectors: Sequence[Overrides],
    seed: int,
    replicates: range,
    threads: int,
) -> dict[str, Runs]:
    """Return the runs of studies, vector by vector; no two worlds of a study share draws."""
    exponent = np.array([_exponent(vector) for vector in vectors])
    found = {}
    for name in sorted(chosen):
        study, worlds = studies.STUDIES[name], studies.worlds(name)
        runs = [
            run
            for k, world in enumerate(worlds)
            for run in simulate_many(
                [with_vector(world, vector) for vector in vectors],
                seed,
                range(replicates.start + k * APART, replicates.stop + k * APART),
                series=study.series,
                threads=threads,
            )
        ]
        many = partial(_joined, worlds=len(worlds), vectors=len(vectors))
        found[name] = Runs(
            {key: many([run.series[key] for run in runs]) for key in study.series},
            {key: many([run.outcomes[key] for run in runs]) for key in runs[0].outcomes},
            runs[0].ids,
            worlds[0].start,
            exponent,
        )
    return found


def _joined(arrays: Sequence[Array], worlds: int, vectors: int) -> Array:
    """Return shape (vectors, worlds x R, ...) from one array a world and vector, of (R, ...)."""
    rows = np.stack(arrays).reshape(worlds, vectors, *arrays[0].shape)
    if worlds == 1:
        return rows[0]
    return np.concatenate(list(rows), axis=1)


def with_vector(inputs: Inputs, vector: Overrides) -> Inputs:
    """Return a world under the parameters of a vector.

    Raises
    ------
    UserError
        For an unknown name or a value outside its range.
    """
    law = {}
    for name, value in vector.items():
        if name == EXPONENT_NAME:
            continue
        if not name.startswith("model."):
            raise UserError(
                f"{name}={value} is no parameter; allowed model.GROUP.NAME or {EXPONENT_NAME}; set "
                "by the caller. Write model.trust.down_per_month, for instance."
            )
        law[name.removeprefix("model.")] = float(value)
    return replace(inputs, parameters=with_values(inputs.parameters, law, "the caller"))


def _exponent(vector: Overrides) -> float:
    value = float(vector.get(EXPONENT_NAME, EXPONENT))
    if not RANGE[0] <= value <= RANGE[1]:
        advice = "It is the exponent of the observation model."
        raise outside(EXPONENT_NAME, value, *RANGE, "the caller", advice, "1")
    return value


def scores(
    patterns: Sequence[Pattern], found: Statistics, point: int = 0
) -> dict[str, PatternScore]:
    """Return how one of the vectors meets each pattern."""
    result, place = {}, 0
    for pattern in patterns:
        parts = []
        for target in pattern.targets:
            value = float(found.value[point, place])
            error = float(np.sqrt(found.variance[point, place]))
            passed = bool(target.low <= value <= target.high)
            parts.append(
                TargetScore(
                    target.name, value, error, target.low, target.high, target.value, passed
                )
            )
            place += 1
        result[pattern.id] = PatternScore(
            pattern.id, pattern.number, pattern.title, tuple(parts), pattern.tuned
        )
    return result
