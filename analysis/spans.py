"""What is done to whom from when to when: an instruments table read back as spans of months."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.wording import ACTS, INSTRUMENTS
from model.inputs import Inputs
from model.instruments import PARTNER_ACTS, SENDER_INSTRUMENTS
from scenarios.format import months


class Span(NamedTuple):
    """An instrument at a level over months: first and last month (`2017-01`), and a sentence."""

    first: str
    last: str
    level: float
    text: str


def spans(inputs: Inputs, dyads: Sequence[int] | None = None) -> list[Span]:
    """Return what senders and partners do by script (or by hand), in order of time.

    Parameters
    ----------
    inputs : Inputs
        The world with its tables of levels.
    dyads : sequence of int, optional
        Which dyads count; all if absent. What is done alike to several is one span.
    """
    chosen = range(len(inputs.dyads)) if dyads is None else dyads
    names = {g.id: g.name for g in inputs.governments}
    found: dict[tuple[int, int, float, str, str], list[str]] = {}
    tables = (
        (inputs.instruments, SENDER_INSTRUMENTS, INSTRUMENTS, "sender"),
        (inputs.acts, PARTNER_ACTS, ACTS, "partner"),
    )
    for table, items, words, side in tables:
        for dyad in chosen:
            pair = inputs.dyads[dyad]
            by, to = (pair.sender, pair.partner)[:: 1 if side == "sender" else -1]
            for column in np.flatnonzero(table[:, dyad].any(axis=0)):
                for first, last, level in _runs(table[:, dyad, column]):
                    key = (first, last, level, words[items[column].name], names[by])
                    found.setdefault(key, []).append(names[to])
    return [
        Span(
            months.label(first, inputs.start),
            months.label(last, inputs.start),
            level,
            f"{by}: {word} {level:.2g} towards {_listed(whom)}",
        )
        for (first, last, level, word, by), whom in sorted(found.items())
    ]


def _runs(levels: np.ndarray) -> list[tuple[int, int, float]]:
    """Return (first, last, level) of each run of equal levels above 0."""
    edges = np.flatnonzero(np.diff(levels)) + 1
    bounds = [0, *edges.tolist(), len(levels)]
    return [
        (first, end - 1, float(levels[first]))
        for first, end in itertools.pairwise(bounds)
        if levels[first] > 0.0
    ]


def _listed(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= 3 else f"{len(names)} partners"
