"""Which forecasts are made: dyad, origin and horizon, with what came true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.validation.coding import Coding
from model.errors import UserError

Array = NDArray[np.float64]
HORIZONS = (1, 2, 3)
RUPTURED = 0.375
"""Codings below are nearer to "minimal" (.25) or "agencies out" (0) than to "strained" (.5)."""
RECOVERED = 0.9
"""Share of the best coding of the last `WINDOW` years that counts as recovered."""
WINDOW = 6


@dataclass(frozen=True)
class Cases:
    """Forecasts to make, one a row.

    Attributes
    ----------
    dyad : ndarray of str, shape (n,)
    origin, horizon : ndarray of int, shape (n,)
        The forecast for the year origin + horizon is made at the end of the origin.
    observed, origin_value : ndarray, shape (n,)
        Coding of the target year and of the origin.
    error : ndarray, shape (n,)
        Standard deviation of coding error in the difference of the two.
    level : ndarray, shape (n,)
        What counts as recovered: 90 % of the best coding of the six years up to the origin.
    after : ndarray of bool, shape (n,)
        Whether the origin is a year of intervention.
    """

    dyad: NDArray[np.str_]
    origin: NDArray[np.int64]
    horizon: NDArray[np.int64]
    observed: Array
    origin_value: Array
    error: Array
    level: Array
    after: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.dyad)

    def take(self, rows: Any) -> Cases:
        """Return some of the rows."""
        return replace(self, **{name: getattr(self, name)[rows] for name in vars(self)})

    @property
    def dyads(self) -> list[str]:
        """The dyads, in order of appearance."""
        return list(dict.fromkeys(self.dyad.tolist()))

    @property
    def may_rupture(self) -> NDArray[np.bool_]:
        """Rows whose origin is not ruptured, so that a rupture can be foreseen."""
        return self.origin_value >= RUPTURED

    @property
    def may_recover(self) -> NDArray[np.bool_]:
        """Rows whose origin is below the level that counts as recovered."""
        return self.origin_value < self.level


def cases(
    codings: Sequence[Coding], horizons: Sequence[int] = HORIZONS, first_origin: int | None = None
) -> Cases:
    """Return every forecast whose origin and target were coded.

    Parameters
    ----------
    codings : sequence of Coding
    horizons : sequence of int
        Years ahead.
    first_origin : int, optional
        Earlier origins are left out.

    Raises
    ------
    UserError
        When no origin has a coded year after it.
    """
    rows = []
    for item in codings:
        for origin in item.years.tolist():
            if first_origin is not None and origin < first_origin:
                continue
            past = item.known(origin)
            recent = past.values[past.years > origin - WINDOW]
            level, after = RECOVERED * float(recent.max()), item.is_intervention(origin)
            for horizon in horizons:
                observed = item.value(origin + horizon)
                if np.isnan(observed):
                    continue
                error = float(np.hypot(item.error(origin), item.error(origin + horizon)))
                rows.append(
                    (item.dyad, origin, horizon, observed, item.value(origin), error, level, after)
                )
    if not rows:
        known = ", ".join(f"{item.dyad} {len(item.years)}" for item in codings) or "none"
        raise UserError(
            f"There is nothing to forecast: codings by dyad: {known}; allowed dyads with two coded "
            "years at most three years apart; set by the histories. Add yearly codings."
        )
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    return Cases(*columns)
