"""What of a table can be analysed: points and replicates without gaps."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analysis.designed.table import Table
from analysis.statistics.checks import ROUNDING
from model.errors import UserError
from scenarios.problems import statement


@dataclass(frozen=True, eq=False)
class Complete:
    """A table without gaps.

    Attributes
    ----------
    table : Table
        Its values are finite.
    rows : ndarray of int, shape (points,)
        Which rows of the sample are kept.
    """

    table: Table
    rows: NDArray[np.int64]

    @property
    def is_constant(self) -> bool:
        """Whether all points have the same mean, but for rounding."""
        means = self.table.means
        return bool(np.ptp(means) <= ROUNDING * np.abs(means).max())


def complete(table: Table, block: int = 1) -> Complete:
    """Return the table without replicates that are missing almost everywhere, then without points.

    Parameters
    ----------
    table : Table
    block : int
        Consecutive points that are of use together only: a gap takes its whole block.

    Raises
    ------
    UserError
        When there is one point only, or less than half of the points would be left.
    """
    values = table.values
    total = len(values)
    if total < 2:
        rule, allowed = "has one point", "two or more"
        advice = "Sweep a design with more points, and let its kind be one that samples."
        raise UserError(statement("design", total, rule, allowed, "the sweep", advice))
    present = np.isfinite(values)
    some = present.any(axis=1)
    often = present[some].mean(axis=0) > 0.5 if some.any() else np.zeros(values.shape[1], bool)
    whole = present[:, often].all(axis=1) if often.any() else np.zeros(total, dtype=bool)
    if block > 1:
        whole = np.repeat(whole.reshape(-1, block).all(axis=1), block)
    kept = int(whole.sum())
    if kept < max(2, total // 2):
        rule = f"holds no number in {total - kept} of {total} points"
        if block > 1:
            rule += f" (with each goes its block of {block})"
        advice = (
            "Take an outcome that every run has; or finish the sweep: comity sweep --resume FOLDER."
        )
        raise UserError(statement("outcome", table.name, rule, "", "the record", advice))
    limits = list(table.limits)
    if kept < total:
        limits.append(
            f"{table.name}: {total - kept} of {total} points are left out, for they or others of "
            "their block hold no number"
        )
    if not often.all():
        gone = int((~often).sum())
        limits.append(f"{table.name}: {gone} replicates that most points do not have are left out")
    rows = np.flatnonzero(whole)
    made = replace(table, values=values[rows][:, often], limits=tuple(limits))
    return Complete(made, rows)
