"""A slow ramp of one instrument, up and down again, as events of a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.statistics.checks import Array
from analysis.tipping.jumps import LEAST_POINTS
from model.errors import UserError, outside, unknown
from model.instruments import INSTRUMENT_INDEX, SENDER_INSTRUMENTS
from scenarios.format import months
from scenarios.problems import statement

LONGEST = 1200
"""Months of a scenario at most (`scenarios.schema`)."""
EVERYBODY = "all"


@dataclass(frozen=True)
class Ramp:
    """What is ramped.

    Attributes
    ----------
    instrument : str
        One of the sender's instruments.
    partner : str
        Towards whom: a government, or "all".
    low, high : float
        Least and greatest intensity, within the instrument's scale.
    steps : int
        Levels from low to high, both included.
    months_per_step : tuple of int
        How long each level lasts, a ramp for each; the slowest is what is looked at first.
    up_and_down : bool
        Whether the intensity comes back to `low`.
    settle : int
        Months at `low` before the ramp begins.
    sender : str
        Who acts; "" for the only sender.
    """

    instrument: str
    partner: str
    low: float = 0.0
    high: float = 1.0
    steps: int = 31
    months_per_step: tuple[int, ...] = (2, 4, 8, 16)
    up_and_down: bool = True
    settle: int = 12
    sender: str = ""

    def levels(self) -> Array:
        """Return the intensity of each step, in the order of time."""
        up = np.linspace(self.low, self.high, self.steps)
        return np.concatenate([up, up[-2::-1]]) if self.up_and_down else up

    def control(self, months_per_step: int) -> Array:
        """Return the intensity of each month of a ramp, after the months of settling."""
        return np.repeat(self.levels(), months_per_step)

    def rate(self, months_per_step: int) -> float:
        """Return how much the intensity changes in a month, on average."""
        return (self.high - self.low) / (self.steps - 1) / months_per_step

    def length(self, months_per_step: int) -> int:
        """Return the months of a ramp with those of settling."""
        return self.settle + len(self.levels()) * months_per_step


def check(ramp: Ramp, set_by: str = "the caller") -> Ramp:
    """Return a ramp that can be run.

    Raises
    ------
    UserError
        For the first field that cannot.
    """
    if ramp.instrument not in INSTRUMENT_INDEX:
        raise unknown("instrument", ramp.instrument, INSTRUMENT_INDEX, set_by)
    item = SENDER_INSTRUMENTS[INSTRUMENT_INDEX[ramp.instrument]]
    for name in ("low", "high"):
        value = getattr(ramp, name)
        if not 0.0 <= value <= item.high:
            raise outside(name, value, 0.0, item.high, set_by, f"{item.name}: {item.unit}.")
    if ramp.low >= ramp.high:
        allowed = f"more than low={ramp.low:g}, up to {item.high:g}"
        raise _wrong("high", ramp.high, "is not above low", allowed, set_by, "Swap the two.")
    if ramp.steps < LEAST_POINTS:
        allowed = f"{LEAST_POINTS} or more"
        advice = "With fewer steps a jump cannot be told from a slope."
        raise _wrong("steps", ramp.steps, "are too few", allowed, set_by, advice)
    if not ramp.months_per_step or min(ramp.months_per_step) < 1:
        allowed = "whole numbers from 1 on"
        raise _wrong(
            "months_per_step", ramp.months_per_step, "is no length", allowed, set_by, "Correct it."
        )
    if len(set(ramp.months_per_step)) < len(ramp.months_per_step):
        raise _wrong(
            "months_per_step",
            ramp.months_per_step,
            "names a length twice",
            "",
            set_by,
            "Delete it.",
        )
    if ramp.settle < 0:
        raise _wrong("settle", ramp.settle, "is negative", "0 or more", set_by, "Correct it.")
    longest = ramp.length(max(ramp.months_per_step))
    if longest > LONGEST:
        most = (LONGEST - ramp.settle) // len(ramp.levels())
        rule = f"makes a ramp of {longest} months"
        advice = f"With {ramp.steps} steps a level can last up to {most} months."
        allowed = f"ramps of up to {LONGEST} months"
        raise _wrong("months_per_step", max(ramp.months_per_step), rule, allowed, set_by, advice)
    return ramp


def with_level(
    resolved: Mapping[str, Any], ramp: Ramp, level: Array, first: int, sender: str
) -> dict[str, Any]:
    """Return a scenario in which the instrument follows given levels.

    Its own events with that instrument towards that partner are taken out, for where events
    overlap the highest level counts; everything else that happens in it stays.

    Parameters
    ----------
    resolved : mapping
        A resolved scenario.
    ramp : Ramp
        Which instrument, towards whom.
    level : array of shape (months,)
        From month `first` on.
    first : int
        Months from the start of the scenario.
    sender : str
        Who acts.
    """
    start = resolved["start"]
    events = _without(resolved.get("events", {}), ramp, sender)
    edges = np.flatnonzero(np.diff(level)) + 1
    for number, months_at in enumerate(np.split(np.arange(len(level)), edges)):
        height = float(level[months_at[0]])
        if height > 0.0:
            events[f"ramp_{number}"] = {
                "by": sender,
                "toward": [ramp.partner],
                "instrument": ramp.instrument,
                "at": months.label(first + int(months_at[0]), start),
                "until": months.label(first + int(months_at[-1]), start),
                "intensity": height,
            }
    horizon = max(first + len(level), int(resolved["months"]))
    return {**resolved, "months": horizon, "events": events}


def _without(events: Mapping[str, Any], ramp: Ramp, sender: str) -> dict[str, Any]:
    """Return the events but those of the ramped instrument towards the ramped partner."""
    kept: dict[str, Any] = {}
    for name, event in events.items():
        if event["by"] != sender or event["instrument"] != ramp.instrument:
            kept[name] = event
            continue
        toward = event["toward"] if isinstance(event["toward"], list) else [event["toward"]]
        if ramp.partner == EVERYBODY or EVERYBODY in toward:
            continue
        others = [other for other in toward if other != ramp.partner]
        if others:
            kept[name] = {**event, "toward": others}
    return kept


def _wrong(
    name: str, value: object, rule: str, allowed: str, set_by: str, advice: str
) -> UserError:
    return UserError(statement(name, value, rule, allowed, set_by, advice))
