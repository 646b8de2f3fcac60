"""Where a chronology and the catalogue's scenario of the same episode script different things."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from model.instruments import PARTNER_ACTS, SENDER_INSTRUMENTS
from scenarios.build import build_scenario
from scenarios.catalogue import Catalogue
from scenarios.format import months
from scenarios.history.build import history_inputs
from scenarios.history.record import History

Column = NDArray[np.float64]


@dataclass(frozen=True)
class Difference:
    """An instrument that the two script differently in the months both cover.

    `in_catalogue` and `in_history` are spans of months with their levels, as text; "-" is nothing.
    """

    scenario: str
    actor: str
    instrument: str
    in_catalogue: str
    in_history: str


def differences(history: History, scenario: str) -> list[Difference]:
    """Return what a scenario of the catalogue scripts otherwise, instrument by instrument.

    The two are compared in the years that the scenario names as its period, as far as both cover
    them.

    Parameters
    ----------
    history : History
    scenario : str
        An id of the catalogue whose world has both governments.

    Raises
    ------
    UserError
        For an unknown scenario.
    ValueError
        When its world lacks the dyad.
    """
    told = build_scenario(scenario)
    years = re.findall(r"\d{4}", Catalogue().load(scenario).period)
    pairs = [(dyad.sender, dyad.partner) for dyad in told.dyads]
    row = pairs.index((history.sender, history.partner))
    first = max(told.start, history.first, f"{years[0]}-01")
    end = months.label(told.months - 1, told.start)
    last = min(end, history.last, f"{years[-1]}-12")
    own = history_inputs(history, first=first, last=last)
    begin = months.index(first, told.start)
    tables = (
        (history.sender, SENDER_INSTRUMENTS, told.instruments, own.instruments),
        (history.partner, PARTNER_ACTS, told.acts, own.acts),
    )
    found = []
    for actor, items, theirs, ours in tables:
        for column, item in enumerate(items):
            left = theirs[begin : begin + own.months, row, column]
            right = ours[:, 0, column]
            if not np.array_equal(left, right):
                spans = (_spans(left, first), _spans(right, first))
                found.append(Difference(scenario, actor, item.name, *spans))
    return found


def _spans(levels: Column, first: str) -> str:
    """Return runs of equal months as `2008-11 to 2009-01 .95`, or "-"."""
    told = []
    for level, group in groupby(enumerate(levels.tolist()), key=lambda pair: pair[1]):
        run = [month for month, _ in group]
        if level > 0.0:
            begin, end = months.label(run[0], first), months.label(run[-1], first)
            told.append(f"{begin if begin == end else f'{begin} to {end}'} {level:.2g}")
    return ", ".join(told) or "-"
