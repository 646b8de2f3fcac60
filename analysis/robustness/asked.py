"""What is asked of a study of robustness, and whether it can be answered."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analysis.pairs import NET
from analysis.statistics.checks import level
from model.errors import UserError, unknown
from scenarios.problems import statement

HEADLINE = ("operational_mean", "concession_kept", NET)
PLANE = ("operational_mean", "concession_kept")


@dataclass(frozen=True)
class Asked:
    """What is asked of a study.

    Attributes
    ----------
    outcomes : names
    thresholds : mapping from outcome to number
        Of the satisficing share, in the outcome's unit. Left out: for the net security effect 0,
        doing no worse than the reference in the same world; for others what the reference comes to
        in the configuration as it is, or, without that, on average over the worlds.
    plane : pair of outcomes
        Of the trade-off.
    flip : pair of alternatives, optional
        Whose ranking is looked at; if None, as `rivals` chooses them.
    share : float
        The percentile's: 0.1 looks at the 10th from the bad end.
    optimism : float
        Hurwicz's weight of the best world.
    confidence, seed : of the intervals
    """

    outcomes: Sequence[str] = HEADLINE
    thresholds: Mapping[str, float] = field(default_factory=dict)
    plane: tuple[str, str] = PLANE
    flip: tuple[str, str] | None = None
    share: float = 0.1
    optimism: float = 0.5
    confidence: float = 0.95
    seed: int = 0


def check(asked: Asked, alternatives: Sequence[str]) -> None:
    """Check what is asked of alternatives.

    Raises
    ------
    UserError
        For a number out of range, an alternative that is not there, a pair of one.
    """
    level(asked.confidence)
    if not 0.0 < asked.share < 1.0:
        allowed, advice = "more than 0 and less than 1", "Write 0.1 for the 10th percentile."
        raise UserError(statement("percentile", asked.share, "is no share", allowed, "you", advice))
    if not 0.0 <= asked.optimism <= 1.0:
        advice = "Write 0.5 for the mean of the worst and the best world."
        raise UserError(
            statement("optimism", asked.optimism, "is no share", "0 to 1", "you", advice)
        )
    for name, limit in asked.thresholds.items():
        if name not in asked.outcomes:
            raise unknown("outcome with a threshold", name, asked.outcomes, "the command line")
        if not math.isfinite(limit):
            rule, advice = "is not a finite number", f"Write {name}=0.45, in its unit."
            raise UserError(
                statement(f"threshold of {name}", limit, rule, "a number", "you", advice)
            )
    _check_pair("tradeoff", asked.plane, "is traded off against itself")
    for name in asked.flip or ():
        if name not in alternatives:
            raise unknown("alternative", name, alternatives, "the command line")
    if asked.flip:
        _check_pair("flip", asked.flip, "is compared with itself")


def _check_pair(option: str, names: tuple[str, str], rule: str) -> None:
    if names[0] == names[1]:
        advice = "Name two different ones."
        raise UserError(statement(option, names[0], rule, "two names", "you", advice))
