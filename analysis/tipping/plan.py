"""What a tipping study looks at, and how carefully: checked before anything is compiled or run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.statistics.checks import level
from analysis.tipping.ramp import Ramp, check
from analysis.tipping.worlds import STATES, Kicks, World, check_kicks
from model.errors import UserError, unknown
from scenarios.problems import statement

ALL = "all"
LEAST, MOST = 10, 10_000


@dataclass(frozen=True)
class Plan:
    """What is looked at, and how carefully.

    Attributes
    ----------
    state : str or sequence of str
        Of `operational`, `mandate`, `trust`, `ruptured`; or "all".
    replicates : int
        Runs of each ramp, and of the same worlds without it (the same draws).
    kicks : Kicks or None
        The random starts for the basins; None to leave them out.
    levels : sequence of float, optional
        Intensities that are held; low, middle and high of the ramp if not given.
    confidence : float
        Of the intervals, in (0, 1).
    seed : int
        Of the runs and of the bootstraps.
    """

    state: str | Sequence[str] = ALL
    replicates: int = 64
    kicks: Kicks | None = field(default_factory=Kicks)
    levels: Sequence[float] | None = None
    confidence: float = 0.95
    seed: int = 0


def check_plan(
    world: World, ramp: Ramp, plan: Plan, set_by: str = "the caller"
) -> tuple[Ramp, tuple[str, ...], tuple[float, ...], str]:
    """Check what is asked, before anything is compiled or run.

    Returns
    -------
    ramp, states, held_at, sender
        The ramp with its sender found, the states and levels that are looked at, and who acts.

    Raises
    ------
    UserError
        For anything that cannot be run.
    """
    ramp, states = check(ramp, set_by), _states(plan.state, set_by)
    level(plan.confidence)
    if not LEAST <= plan.replicates <= MOST:
        rule, allowed = f"is outside [{LEAST}, {MOST}]", f"{LEAST} to {MOST}"
        told = statement("replicates", plan.replicates, rule, allowed, set_by, "Correct it.")
        raise UserError(told)
    held_at = _levels(plan.levels, ramp, set_by)
    if plan.kicks is not None:
        check_kicks(plan.kicks, set_by)
    return ramp, states, held_at, world.sender(ramp, set_by)


def _states(given: str | Sequence[str], set_by: str) -> tuple[str, ...]:
    names = [given] if isinstance(given, str) else list(given)
    if names == [ALL]:
        return tuple(STATES)
    for name in names:
        if name not in STATES:
            raise unknown("state", name, [*STATES, ALL], set_by)
    if not names:
        raise unknown("state", "", [*STATES, ALL], set_by)
    return tuple(dict.fromkeys(names))


def _levels(given: Sequence[float] | None, ramp: Ramp, set_by: str) -> tuple[float, ...]:
    if given is None:
        return (ramp.low, 0.5 * (ramp.low + ramp.high), ramp.high)
    for value in given:
        if not ramp.low <= value <= ramp.high:
            rule = "is outside the ramp"
            allowed = f"{ramp.low:g} to {ramp.high:g}"
            raise UserError(statement("levels", value, rule, allowed, set_by, "Correct it."))
    return tuple(map(float, given))
