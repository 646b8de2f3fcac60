"""From the kinds of a chronology to the instruments of the law: reads kinds.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from model.instruments import PARTNER_ACTS, SENDER_INSTRUMENTS, Instrument
from scenarios.format.quantity import Quantity, Within
from scenarios.format.schema_parts import Strict
from scenarios.format.yaml_lines import read
from scenarios.problems import fault, near, validate

PACKAGED = Path(__file__).with_name("kinds.yaml")
INSTRUMENTS = {item.name: item for item in SENDER_INSTRUMENTS}
ACTS = {item.name: item for item in PARTNER_ACTS}
NONE = "none"
"""What a row names as its instrument when the law has nothing for it."""


class Level(Strict):
    """How intense a row is in the instrument's own unit: times the intensity, or fixed."""

    times: Annotated[Quantity, Within(0.0, 10.0)] | None = None
    fixed: Annotated[Quantity, Within(0.0, 5.0)] | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.times is None) == (self.fixed is None):
            raise fault("needs one of 'times' and 'fixed'", advice="Keep one of the two.")
        return self

    def of(self, intensity: float) -> float:
        """Return the level of a row of an intensity, before the instrument's highest is applied."""
        if self.fixed is not None:
            return float(self.fixed)
        return float(self.times or 0.0) * intensity


class Side(Strict):
    """What a kind is when one of the two sides does it."""

    instrument: str | None
    joint: bool = False
    level: Level | None = None
    months: Annotated[Quantity, Within(1.0, 600.0, unit="months")] | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.instrument is not None and (self.level is None or self.months is None):
            raise fault("has an instrument", advice="Add 'level' and 'months'.")
        return self


class Kind(Strict):
    """A kind of a chronology."""

    meaning: str
    sender: Side
    partner: Side
    reason: str

    def side(self, is_sender: bool) -> Side:
        """Return what it is when the sender, or the partner, does it."""
        return self.sender if is_sender else self.partner


class KindsFile(Strict):
    """The whole table."""

    kinds: Annotated[dict[str, Kind], Field(min_length=1)]


@cache
def kinds() -> dict[str, Kind]:
    """Return the table of kinds by code.

    Raises
    ------
    UserError
        When the file is not as its schema has it, or names an instrument the law does not have.
    """
    document = read(PACKAGED)
    found = validate(
        KindsFile, {"kinds": document.data}, "history", lambda path: document.origin(path[1:])
    ).kinds
    for kind in found.values():
        for side in (kind.sender, kind.partner):
            if side.instrument is not None:
                own_instrument(side.instrument, is_sender=side is kind.sender, joint=side.joint)
    return found


def own_instrument(name: str, *, is_sender: bool, joint: bool = False) -> Instrument:
    """Return an instrument that a side can use.

    Parameters
    ----------
    name : str
        An instrument's name.
    is_sender : bool
        Whether the sender acts.
    joint : bool
        Whether a partner may move one that the law holds among the sender's.

    Raises
    ------
    ValueError
        (in the error template) for any other name.
    """
    table = INSTRUMENTS if is_sender or (joint and name in INSTRUMENTS) else ACTS
    if name in table:
        return table[name]
    side = "sender" if is_sender else "partner"
    raise fault(
        f"is not an instrument of the {side}",
        allowed=", ".join([*table, NONE]),
        advice=near(name, table) or "Take the nearest, or none and say why.",
    )
