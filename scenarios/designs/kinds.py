"""What designs are made of: factors, a request, and the checks that kinds of designs share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.errors import UserError
from scenarios.problems import statement

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Factor:
    """A number that a design varies.

    Attributes
    ----------
    name : str
        Its configuration key, for instance `model.trust.down_per_month`.
    low, high : float
        The range that is visited, closed, `low < high`.
    value : float
        The number as it is without the design; may lie outside a range that was given by hand.
    path : tuple of str
        The keys at which it is set in the configuration. Differs from `name` split at the dots
        where a key has dots itself, as in `scenario.links.USA.DEA>BOL.*.access`, and for a
        parameter that the scenario gives.
    unit, meaning : str
        Unit ("1" if none) and one phrase.
    """

    name: str
    low: float
    high: float
    value: float
    path: tuple[str, ...] = ()
    unit: str = "1"
    meaning: str = ""

    def __post_init__(self) -> None:
        if not self.path:
            object.__setattr__(self, "path", tuple(self.name.split(".")))

    @property
    def group(self) -> str:
        """What it belongs to: its name without the last key, as in `model.trust`."""
        return self.name.rpartition(".")[0]


@dataclass(frozen=True)
class Request:
    """What is asked of a kind of design; every option is there, its default filled in."""

    kind: str
    factors: tuple[Factor, ...]
    points: int | tuple[int, ...] | None
    seed: int
    options: Mapping[str, Any] = field(default_factory=dict)
    set_by: str = "the command line"

    @property
    def n(self) -> int:
        """How many factors there are."""
        return len(self.factors)

    @property
    def low(self) -> Values:
        """The lower bounds, shape (factors,)."""
        return np.array([item.low for item in self.factors])

    @property
    def high(self) -> Values:
        """The upper bounds, shape (factors,)."""
        return np.array([item.high for item in self.factors])

    @property
    def value(self) -> Values:
        """The factors as they are without the design, shape (factors,)."""
        return np.array([item.value for item in self.factors])

    @property
    def problem(self) -> dict[str, Any]:
        """What SALib calls the problem: a fresh copy, for its samplers write into it."""
        return problem(self.factors, is_grouped=bool(self.options.get("grouped")))

    @property
    def moved(self) -> int:
        """How many things move by themselves: the factors, or their groups if `grouped`.

        Raises
        ------
        UserError
            When all factors are of one group.
        """
        if not self.flag("grouped"):
            return self.n
        found = {item.group for item in self.factors}
        if len(found) == 1:
            advice = "Vary numbers of two groups or more, or leave it out."
            rule = f"leaves one group ({found.pop()})"
            raise self.wrong("design.grouped", True, rule, "false", advice)
        return len(found)

    def rng(self) -> np.random.Generator:
        """Return the generator of this design, which depends on the seed alone."""
        return np.random.default_rng(self.seed)

    def scaled(self, unit: Values) -> Values:
        """Return points of the unit cube as values, `low + u (high - low)`, in the same array."""
        unit *= self.high - self.low
        unit += self.low
        return self.within(unit)

    def within(self, values: Values) -> Values:
        """Return values with what rounding carried over a bound put back onto it, in the array."""
        return np.clip(values, self.low, self.high, out=values)

    def whole(self, low: int = 1) -> int:
        """Return `points` as the whole number it must be.

        Raises
        ------
        UserError
            When it is missing, no whole number, or less than `low`.
        """
        return whole("points", self.points, low, self.set_by, f"design={self.kind}")

    def power_of_two(self) -> int:
        """Return `points`, which must be a power of two.

        Raises
        ------
        UserError
            When it is not; with the nearest ones.
        """
        points = self.whole(1)
        if points & (points - 1):
            below = 1 << (points.bit_length() - 1)
            raise self.wrong(
                "points",
                points,
                "is not a power of two",
                f"{below} or {2 * below}",
                "A Sobol' sequence is balanced at powers of two only.",
            )
        return points

    def without_points(self) -> None:
        """Check that `points` was not given, where the factors alone settle it.

        Raises
        ------
        UserError
            When it was.
        """
        if self.points is not None:
            rule = f"is not used by design={self.kind}, whose factors settle the points"
            raise self.wrong("points", self.points, rule, "null", "Leave it out.")

    def flag(self, name: str) -> bool:
        """Return an option that is true or false."""
        value = self.options[name]
        if not isinstance(value, bool):
            raise self.wrong(f"design.{name}", value, "is not true or false", "true, false")
        return value

    def count(self, name: str, low: int) -> int:
        """Return an option that is a whole number of `low` or more."""
        return whole(f"design.{name}", self.options[name], low, self.set_by, "")

    def wrong(
        self, name: str, value: object, rule: str, allowed: str, advice: str = "Correct it."
    ) -> UserError:
        """Return the error for something that was asked."""
        return UserError(statement(name, value, rule, allowed, self.set_by, advice))


def problem(factors: Sequence[Factor], *, is_grouped: bool = False) -> dict[str, Any]:
    """Return SALib's description of factors, with their groups if these move together."""
    found: dict[str, Any] = {
        "num_vars": len(factors),
        "names": [item.name for item in factors],
        "bounds": [[item.low, item.high] for item in factors],
    }
    if is_grouped:
        found["groups"] = [item.group for item in factors]
    return found


def whole(name: str, value: object, low: int, set_by: str, of: str) -> int:
    """Return a whole number of `low` or more.

    Raises
    ------
    UserError
        When it is missing, of another kind, or less.
    """
    allowed = f"a whole number of {low} or more"
    if value is None:
        raise UserError(f"{name} is missing; allowed {allowed}; set by {set_by}. {of} needs it.")
    if isinstance(value, bool) or not isinstance(value, int):
        raise UserError(statement(name, value, "is not a whole number", allowed, set_by, ""))
    if value < low:
        raise UserError(statement(name, value, f"is less than {low}", allowed, set_by, ""))
    return value
