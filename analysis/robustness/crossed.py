"""A crossed sweep in memory: every alternative in the same worlds with the same seeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.pairs import NET
from analysis.statistics.checks import Array
from model.errors import UserError, unknown
from scenarios.problems import statement

ARRIVED = "arrived_t"


@dataclass(frozen=True, eq=False)
class Crossed:
    """Alternatives x worlds x replicates.

    Attributes
    ----------
    alternatives : tuple of str
        P names, in the order of the records.
    reference : int
        Which of them the record has as its baseline.
    worlds : DataFrame
        A row per world (W), a column per number that tells worlds apart; texts are turned into a
        column of 0 and 1 for each value.
    runs : mapping from outcome to array, shape (P, W, R)
        Replicate r of world w draws the same random numbers in every alternative.
    as_it_is : mapping from outcome to array, shape (P, R)
        The same in the configuration as it is, point 0 of the design, which is no part of the
        sample; empty where the design has none.
    limits : tuple of str
        What the reader must know; each a sentence.
    """

    alternatives: tuple[str, ...]
    reference: int
    worlds: pd.DataFrame
    runs: Mapping[str, Array]
    as_it_is: Mapping[str, Array] = field(default_factory=dict)
    limits: tuple[str, ...] = ()

    def outcome(self, name: str) -> Array:
        """Return an outcome of every run, of shape (P, W, R).

        The net security effect is taken against the reference in the same world and replicate,
        (arrived_reference - arrived) / arrived_reference: the recorded one is against one world.

        Raises
        ------
        UserError
            When the records do not hold it, or not for every run.
        """
        return _outcome(self.runs, name, self.reference)

    def usual(self, name: str) -> Array | None:
        """Return an outcome in the configuration as it is, of shape (P, R), if that was run."""
        return _outcome(self.as_it_is, name, self.reference) if self.as_it_is else None


def _outcome(runs: Mapping[str, Array], name: str, reference: int) -> Array:
    source = ARRIVED if name == NET else name
    if source not in runs:
        raise unknown("outcome", name, {*runs, NET}, "the command line")
    values = runs[source]
    wrong = int((~np.isfinite(values)).sum())
    if wrong:
        rule = f"is not a number in {wrong} of {values.size} runs"
        advice = "Choose another outcome: leaving runs out would break the pairing."
        raise UserError(statement("outcome", name, rule, "", "the records", advice))
    if name != NET:
        return values
    before = np.broadcast_to(values[reference], values.shape)
    change = before - values
    return np.divide(change, before, out=np.zeros_like(change), where=before > 0.0)
