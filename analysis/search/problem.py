"""What is searched: spaces of coefficients, objectives, and who scores candidates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.robustness.criteria import CRITERIA, Criterion
from analysis.statistics.checks import Array
from model.errors import UserError, unknown
from scenarios.problems import statement

Which = Literal["tuning", "held_out"]
USABLE = ("expected", "percentile", "mean_deviation")
"""Criteria over worlds that a search can climb."""
SAMPLERS = ("nsga2", "tpe", "random")


@dataclass(frozen=True)
class Space:
    """The coefficients of a policy that are searched, each evenly over its range.

    Attributes
    ----------
    policy : str
    names : tuple of str
    low, high : tuple of float
    """

    policy: str
    names: tuple[str, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class Candidate:
    """A policy with some of its coefficients set; the others are as in the catalogue."""

    policy: str
    names: tuple[str, ...] = ()
    values: tuple[float, ...] = ()

    @property
    def overrides(self) -> tuple[str, ...]:
        """What `comity run` is told: `policy=...` and `policy.NAME=...`."""
        pairs = zip(self.names, self.values, strict=True)
        return (f"policy={self.policy}", *(f"policy.{name}={value!r}" for name, value in pairs))

    @property
    def label(self) -> str:
        """A name to show."""
        pairs = zip(self.names, self.values, strict=True)
        told = ", ".join(f"{name}={value:.3g}" for name, value in pairs)
        return f"{self.policy} ({told})" if told else self.policy


@dataclass(frozen=True)
class Objective:
    """An outcome that is wanted large or small."""

    name: str
    is_more_better: bool

    @property
    def sign(self) -> float:
        """What turns the outcome into goodness."""
        return 1.0 if self.is_more_better else -1.0


Score = Callable[[Sequence[Candidate], Which], Array]
"""From candidates, and which worlds, to mean outcomes (candidates, worlds, objectives).

The worlds and the seeds of "held_out" must have nothing in common with those of "tuning".
"""


@dataclass(frozen=True)
class Problem:
    """A search.

    Attributes
    ----------
    spaces : tuple of Space
        Each is searched by a study of its own, with the same budget.
    objectives : tuple of Objective
        Two or more.
    score : Score
    against : tuple of Candidate
        Named policies that are judged beside; the first is the reference of the optimism.
    """

    spaces: tuple[Space, ...]
    objectives: tuple[Objective, ...]
    score: Score
    against: tuple[Candidate, ...]


@dataclass(frozen=True)
class Budget:
    """How long is searched.

    Attributes
    ----------
    batch : int
        Candidates that are evaluated together: a generation of NSGA-II.
    generations : int
        Of each space.
    chosen : int
        At most so many of the tuned front are judged on held-out worlds, spread over it.
    sampler : str
        nsga2 (Deb et al. 2002), tpe, or random as a control.
    criterion : str
        What is made of a candidate's worlds: expected, percentile (the 10th from the bad end) or
        mean_deviation.
    """

    batch: int = 24
    generations: int = 15
    chosen: int = 12
    sampler: str = "nsga2"
    criterion: str = "expected"

    def __post_init__(self) -> None:
        for name, least in (("batch", 4), ("generations", 1), ("chosen", 2)):
            value = getattr(self, name)
            if value < least:
                advice = "A search needs a few candidates to choose from."
                rule, allowed = "is too few", f"{least} or more"
                raise UserError(statement(name, value, rule, allowed, "the command line", advice))
        if self.sampler not in SAMPLERS:
            raise unknown("sampler", self.sampler, SAMPLERS, "the command line")
        if self.criterion not in USABLE:
            raise unknown("criterion", self.criterion, USABLE, "the command line")

    @property
    def over_worlds(self) -> Criterion:
        """The criterion itself."""
        return next(item for item in CRITERIA if item.name == self.criterion)
