"""A share of runs with its interval."""

from __future__ import annotations

from dataclasses import dataclass

from statsmodels.stats.proportion import proportion_confint

from analysis.statistics.checks import level
from model.errors import UserError
from scenarios.problems import statement


@dataclass(frozen=True)
class Proportion:
    """`count` of `n`, and the interval of its chance."""

    count: int
    n: int
    share: float
    low: float
    high: float


def proportion(count: int, n: int, confidence: float = 0.95) -> Proportion:
    """Return a share with Wilson's interval (Wilson 1927; by statsmodels).

    Raises
    ------
    UserError
        When there is nothing to count.
    """
    if n < 1 or not 0 <= count <= n:
        rule, allowed = "is no share", "0 to n of n, n at least 1"
        raise UserError(statement("count", f"{count} of {n}", rule, allowed, "you", ""))
    low, high = proportion_confint(count, n, 1.0 - level(confidence), method="wilson")
    return Proportion(count, n, count / n, float(low), float(high))
