"""What a parameter is: a number with its unit, range, meaning and source."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Parameter:
    """One number of the law.

    Attributes
    ----------
    group, name : str
        The mechanism it belongs to and its own name.
    value : float
        The default.
    low, high : float
        The admissible range, closed.
    sweep : tuple of float
        The range over which the evidence leaves it open; designs sweep it by default.
    unit, meaning : str
        Unit ("1" if none) and one phrase.
    off : float or None
        The value that, with the other `off` values of its group, reproduces the model without the
        mechanism exactly; None if the parameter then has no effect.
    source : str or None
        Key in `model/sources.yaml`; None if the value is assumed.
    why : str
        Where in the source, or why this was assumed.
    """

    name: str
    value: float
    low: float
    high: float
    sweep: tuple[float, float]
    unit: str
    meaning: str
    why: str
    source: str | None = None
    off: float | None = None
    group: str = ""

    @property
    def full_name(self) -> str:
        """The dotted name that people type: `group.name`."""
        return f"{self.group}.{self.name}"

    def named(self, group: str, name: str) -> Parameter:
        """Return a copy that knows where it belongs."""
        return replace(self, group=group, name=name)


def assumed(
    value: float,
    allowed: tuple[float, float],
    sweep: tuple[float, float],
    meaning: str,
    why: str,
    *,
    unit: str = "1",
    off: float | None = None,
) -> Parameter:
    """Declare a parameter that no source gives, with the range to sweep and the reason."""
    return Parameter("", value, *allowed, sweep, unit, meaning, why, None, off)


def sourced(
    value: float,
    allowed: tuple[float, float],
    sweep: tuple[float, float],
    meaning: str,
    source: str,
    where: str,
    *,
    unit: str = "1",
    off: float | None = None,
) -> Parameter:
    """Declare a parameter taken from the work `source` (a key of `model/sources.yaml`)."""
    return Parameter("", value, *allowed, sweep, unit, meaning, where, source, off)
