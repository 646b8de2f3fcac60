"""Which worlds fail: a condition on an outcome, held against each point of a design."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.designed.table import Table
from model.errors import UserError
from scenarios.problems import statement

_FORM = re.compile(r"\s*([A-Za-z_]+)\s*(<=|>=|<|>)\s*([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)\s*")
_HOLDS = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}


@dataclass(frozen=True)
class Condition:
    """An outcome, a sign and a value: `operational_mean<0.4`.

    Attributes
    ----------
    outcome, sign : str
    value : float
    share : float or None
        A world fails if at least this share of its replicates do; None: if their mean does.
    """

    outcome: str
    sign: str
    value: float
    share: float | None = None

    @property
    def text(self) -> str:
        """The condition as it is written."""
        return f"{self.outcome}{self.sign}{self.value:g}"

    def fails(self, table: Table) -> NDArray[np.bool_]:
        """Return which points fail, shape (points,)."""
        hold = _HOLDS[self.sign]
        if self.share is None:
            return np.asarray(hold(table.means, self.value))
        # A share is a count: what is meant by 0.3 of ten replicates is three.
        count = hold(table.values, self.value).sum(axis=1)
        return np.asarray(count >= self.share * table.values.shape[1] - 1e-9)

    def doubtful(self, table: Table) -> float:
        """Return the share of points that other draws might class differently.

        Those whose mean lies within two standard errors of the value, or, with a share, whose
        share of failing replicates lies within two standard errors of it. NaN with one replicate.
        """
        values = table.values
        if values.shape[1] < 2:
            return float("nan")
        if self.share is not None:
            values = _HOLDS[self.sign](values, self.value).astype(np.float64)
        limit = self.value if self.share is None else self.share
        error = values.std(axis=1, ddof=1) / np.sqrt(values.shape[1])
        return float((np.abs(values.mean(axis=1) - limit) < 2.0 * error).mean())


def condition(text: str, share: float | None = None) -> Condition:
    """Return the condition that a text tells.

    Raises
    ------
    UserError
        When it is not of the form, or the share is none.
    """
    match = _FORM.fullmatch(text)
    try:
        value = float(match[3]) if match else float("nan")
    except ValueError:
        value = float("nan")
    if match is None or not np.isfinite(value):
        rule, allowed = "is not a condition", "OUTCOME<NUMBER, also with <=, > or >="
        advice = 'Write --fails "operational_mean<0.4", in quotes.'
        raise UserError(statement("--fails", text, rule, allowed, "the command line", advice))
    if share is not None and not 0.0 < share <= 1.0:
        rule, allowed = "is not a share", "more than 0, at most 1"
        advice = "Write 0.5 for half of the replicates."
        raise UserError(statement("--share", share, rule, allowed, "the command line", advice))
    return Condition(match[1], match[2], value, share)
