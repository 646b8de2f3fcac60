"""A dyad's history as validation needs it: codings, and the world as known at an origin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from analysis.validation.coding import Coding, yearly_instruments
from model.errors import UserError
from model.inputs import Inputs
from scenarios.history import History, history_inputs

SERIES = "cooperation"
"""The series of observations that holds the yearly coding of cooperation."""


@dataclass(frozen=True)
class Dossier:
    """One dyad.

    Attributes
    ----------
    dyad : str
        The id of its history, for instance "MEX".
    whole : Inputs
        Its world with the whole timeline, to the end of the last coded year.
    as_known : callable
        From a year to the world as it was known at its end, run as far as `whole`: what the
        partner does later, and who comes to govern, is not in it; the sender's instruments are.
    coding : Coding
    """

    dyad: str
    whole: Inputs
    as_known: Callable[[int], Inputs]
    coding: Coding

    @property
    def first_year(self) -> int:
        """The first calendar year of which more than half is simulated."""
        year, month = int(self.whole.start[:4]), int(self.whole.start[5:])
        return year if month <= 7 else year + 1


def dossier(history: History, series: str = SERIES) -> Dossier | None:
    """Return a history for validation; None where cooperation was never coded.

    The longer side of a coding's interval is read as two standard deviations, for the scale cuts
    the other.
    """
    observed = history.observations.get(series, ())
    if not observed:
        return None
    first, last = history.first, f"{max(item.year for item in observed)}-12"

    @cache
    def as_known(origin: int) -> Inputs:
        cut = max(f"{origin}-12", first)
        return history_inputs(history, first=first, last=last, sender_only_after=cut)

    senders = history_inputs(history, first=first, last=last, sender_only_after=first)
    whole = history_inputs(history, first=first, last=last)
    start, instruments, _ = yearly_instruments(senders)
    _, _, acts = yearly_instruments(whole)
    coding = Coding(
        history.id,
        np.array([item.year for item in observed], dtype=np.int64),
        np.array([item.value for item in observed]),
        np.array([max(x.high - x.value, x.value - x.low) / 2.0 for x in observed]),
        start,
        instruments,
        acts,
    )
    return Dossier(history.id, whole, as_known, coding)


def dossiers(histories: Mapping[str, History]) -> list[Dossier]:
    """Return the coded histories for validation.

    Raises
    ------
    UserError
        When none has codings.
    """
    found = [item for history in histories.values() if (item := dossier(history)) is not None]
    if not found:
        names = ", ".join(histories) or "none"
        raise UserError(
            f"No history has yearly codings of cooperation ({names}); allowed a series "
            f"{SERIES!r} among the observations; set by the histories. Add it, in [0, 1]."
        )
    return found


def months_until(inputs: Inputs, year: int) -> int:
    """Return the number of months from the start of a world to the end of a year, at least 0."""
    return max((year - int(inputs.start[:4])) * 12 + 13 - int(inputs.start[5:]), 0)


def shortened(inputs: Inputs, year: int) -> Inputs:
    """Return a world that ends with a year, or earlier if it ended before."""
    end = min(months_until(inputs, year), inputs.months)
    return replace(
        inputs,
        months=end,
        instruments=np.ascontiguousarray(inputs.instruments[:end]),
        acts=np.ascontiguousarray(inputs.acts[:end]),
        leaders=tuple(change for change in inputs.leaders if change.month < end),
        governments=tuple(
            replace(item, elections=tuple(month for month in item.elections if month < end))
            for item in inputs.governments
        ),
    )


def is_same(one: Inputs, other: Inputs) -> bool:
    """Tell whether two worlds of a dyad, known at different times, run alike."""
    return (
        one.leaders == other.leaders
        and one.governments == other.governments
        and np.array_equal(one.instruments, other.instruments)
        and np.array_equal(one.acts, other.acts)
    )
