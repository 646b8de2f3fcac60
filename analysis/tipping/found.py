"""What a tipping study found."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd

from analysis.tipping.basins import Basins
from analysis.tipping.ramp import Ramp
from analysis.tipping.rates import Limit
from analysis.tipping.rows import Row
from analysis.tipping.warned import Warned


@dataclass(frozen=True)
class Held:
    """The basins of one state with the instrument held at one level."""

    state: str
    level: float
    basins: Basins


@dataclass(frozen=True)
class Tipping:
    """What a study found.

    Attributes
    ----------
    world, sender : str
    ramp : Ramp
    replicates, seed : int
    confidence : float
        Of every interval; each is for one number.
    rows : tuple of Row
        One for each state and ramp.
    limits : mapping from (state, quantity) to tuple of Limit
        `at_up`, `at_down`, `width` and `gap` at rate 0, one for each exponent; from runs that have
        the quantity at every rate. Empty where one rate was run.
    kinds : mapping from state to str
        What the gap between the branches is (`analysis.tipping.rates.kind`).
    warnings : tuple of Warned
        Of the slowest ramp.
    held : tuple of Held
        One for each state and level; empty if no starts were asked for.
    curves, replicates_table, trends, starts : DataFrame
        What figures are made of.
    """

    world: str
    sender: str
    ramp: Ramp
    replicates: int
    seed: int
    confidence: float
    rows: tuple[Row, ...]
    limits: dict[tuple[str, str], tuple[Limit, ...]]
    kinds: dict[str, str]
    warnings: tuple[Warned, ...]
    held: tuple[Held, ...]
    curves: pd.DataFrame = field(repr=False)
    replicates_table: pd.DataFrame = field(repr=False)
    trends: pd.DataFrame = field(repr=False)
    starts: pd.DataFrame = field(repr=False)

    @property
    def states(self) -> tuple[str, ...]:
        """The states that were looked at."""
        return tuple(dict.fromkeys(item.state for item in self.rows))

    def slowest(self, state: str) -> Row:
        """Return the numbers of a state's slowest ramp."""
        own = [item for item in self.rows if item.state == state]
        return max(own, key=lambda item: item.months_per_step)

    def frame(self) -> pd.DataFrame:
        """Return a row for each state and ramp."""
        return pd.DataFrame([asdict(item) for item in self.rows])

    def document(self) -> dict[str, Any]:
        """Return everything but the tables as plain lists and numbers, for JSON."""
        return {
            "world": self.world,
            "sender": self.sender,
            "ramp": asdict(self.ramp),
            "replicates": self.replicates,
            "seed": self.seed,
            "confidence": self.confidence,
            "ramps": [asdict(item) for item in self.rows],
            "at_rate_0": [
                {"state": state, "quantity": quantity, **asdict(item)}
                for (state, quantity), found in self.limits.items()
                for item in found
            ],
            "gap_is": self.kinds,
            "early_warning": [item.document() for item in self.warnings],
            "held": [asdict(item) | {"kind": item.basins.kind} for item in self.held],
        }
