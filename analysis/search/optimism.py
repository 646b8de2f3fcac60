"""How much better tuned policies looked where they were tuned than where they were not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from analysis.search.problem import Objective
from analysis.statistics.checks import ROUNDING, Array

CONFIDENCE = 0.95


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


def optimism(
    objectives: Sequence[Objective],
    means: tuple[Array, Array],
    scores: tuple[Array, Array],
    tuned: int,
    is_expected: bool,
) -> tuple[Optimism, ...]:
    """Return the optimism of each objective.

    Parameters
    ----------
    objectives : sequence of Objective
    means : pair of arrays of shape (C, W, K)
        Outcomes in the worlds that were tuned on and in held-out ones (W may differ); the first
        `tuned` rows are the tuned policies, the next one the reference.
    scores : pair of arrays of shape (C, K)
        Goodness over these worlds.
    tuned : int
    is_expected : bool
        Whether the scores are means over worlds, so that there is an interval.
    """
    found = []
    for k, objective in enumerate(objectives):
        raw = float((scores[0][:tuned, k] - scores[1][:tuned, k]).mean())
        lead = [part[:tuned, k].mean() - part[tuned, k] for part in scores]
        low = high = float("nan")
        if is_expected:
            sides = [
                objective.sign * (part[:tuned, :, k].mean(axis=0) - part[tuned, :, k])
                for part in means
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
