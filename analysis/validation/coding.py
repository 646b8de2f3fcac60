"""Yearly codings of a dyad, with what its sender and partner did: what forecasts are made from."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from model.inputs import Inputs
from model.instruments import PARTNER_ACTS, SENDER_INSTRUMENTS

Array = NDArray[np.float64]
Years = NDArray[np.int64]

COVARIATES = ("words", "threats", "penalties", "favours")
"""The sender's instruments in four groups; the largest monthly level of a year stands for it."""
_GROUPS = {
    "words": ("words",),
    "threats": ("threat", "force_threat"),
    "penalties": (
        "targeted_sanction",
        "financial_sanction",
        "trade_sanction",
        "suspend_security_aid",
        "suspend_development_aid",
        "decertification",
        "operation",
        "deployment",
    ),
    "favours": ("praise", "agreement", "apology", "aid_increase"),
}
_HOSTILE_ACTS = ("words", "law", "expulsion", "base_closure", "intelligence_cut")
INTERVENTION = 0.5
"""Level from which a hostile instrument or act makes a year one of intervention."""


@dataclass(frozen=True)
class Coding:
    """Codings of one dyad.

    Attributes
    ----------
    dyad : str
    years : ndarray of int, shape (T,)
        Coded years, ascending.
    values, sd : ndarray, shape (T,)
        Coded cooperation in [0, 1] and the standard deviation of the coder's error.
    first : int
        Year of the first row of `instruments` and `acts`.
    instruments : ndarray, shape (Y, 4)
        `COVARIATES` by year: the largest monthly level of the sender's instruments.
    acts : ndarray, shape (Y,)
        Largest monthly level of the partner's hostile acts.
    """

    dyad: str
    years: Years
    values: Array
    sd: Array
    first: int
    instruments: Array
    acts: Array

    def known(self, origin: int) -> Coding:
        """Return what is known at the end of a year: later codings and acts are gone.

        The sender's instruments stay: forecasts are conditional on them.
        """
        there = self.years <= origin
        acts = np.where(self.first + np.arange(len(self.acts)) <= origin, self.acts, 0.0)
        return replace(
            self, years=self.years[there], values=self.values[there], sd=self.sd[there], acts=acts
        )

    def value(self, year: int) -> float:
        """Return the coding of a year; NaN if it was not coded."""
        found = np.flatnonzero(self.years == year)
        return float(self.values[found[0]]) if len(found) else float("nan")

    def error(self, year: int) -> float:
        """Return the standard deviation of a year's coding error; NaN if it was not coded."""
        found = np.flatnonzero(self.years == year)
        return float(self.sd[found[0]]) if len(found) else float("nan")

    def done(self, origin: int, horizon: int) -> Array:
        """Return the sender's instruments in the `horizon` years after `origin`, shape (4,).

        The mean over these years of each year's largest level; years off the record count 0.
        """
        rows = origin + 1 + np.arange(horizon) - self.first
        inside = rows[(rows >= 0) & (rows < len(self.instruments))]
        return self.instruments[inside].sum(axis=0) / horizon

    def is_intervention(self, year: int) -> bool:
        """Tell whether the sender or the partner did something hostile of .5 or more in a year."""
        row = year - self.first
        if not 0 <= row < len(self.acts):
            return False
        hostile = max(self.instruments[row, :3].max(), self.acts[row])
        return bool(hostile >= INTERVENTION)


def yearly_instruments(inputs: Inputs, dyad: int = 0) -> tuple[int, Array, Array]:
    """Return first year, instruments (Y, 4) and hostile acts (Y,) of a world's timeline.

    Parameters
    ----------
    inputs : Inputs
    dyad : int
        Which of the world's dyads.
    """
    start = int(inputs.start[:4]) * 12 + int(inputs.start[5:]) - 1
    year = (start + np.arange(inputs.months)) // 12
    first, n_years = int(year[0]), int(year[-1] - year[0] + 1)
    names = [item.name for item in SENDER_INSTRUMENTS]
    groups = [[names.index(name) for name in own] for own in _GROUPS.values()]
    monthly = np.stack(
        [inputs.instruments[:, dyad, own].max(axis=1) for own in groups], axis=1
    ).clip(0.0, 1.0)
    act_names = [item.name for item in PARTNER_ACTS]
    hostile = inputs.acts[:, dyad, [act_names.index(name) for name in _HOSTILE_ACTS]].max(axis=1)
    instruments, acts = np.zeros((n_years, len(COVARIATES))), np.zeros(n_years)
    np.maximum.at(instruments, year - first, monthly)
    np.maximum.at(acts, year - first, hostile)
    return first, instruments, acts
