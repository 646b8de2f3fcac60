"""A world that can be steered while it runs, and that remembers every month so as to go back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analysis.chronicle import Entry, entries
from analysis.frames import Frame, frame
from model import checkpoint
from model.agents import Government
from model.inputs import Inputs
from model.instruments import INSTRUMENT_INDEX
from model.parameters import with_values
from model.policies.kinds import Choice
from model.state import Dyad
from model.world import CooperationModel
from scenarios.format import months

Held = Mapping[int, Mapping[str, float]]
"""By dyad the instruments that are held, and at which level."""


class SteeredGovernment(Government):
    """A government whose policy is overruled where somebody holds an instrument."""

    def choose_instruments(self, dyad: Dyad, calendar: float, u: float) -> Choice:
        """Return what the policy asks for, except where an instrument is held."""
        asked = super().choose_instruments(dyad, calendar, u)
        return asked._replace(**self.model.held.get(dyad.index, {}))


@dataclass(frozen=True)
class Mark:
    """What it takes to go back to the end of a month: the state (compressed) and the steering."""

    state: bytes
    inputs: Inputs
    held: Held


class LiveWorld(CooperationModel):
    """A `CooperationModel` for the page: steered by hand, with its past kept month by month.

    Attributes
    ----------
    frames : list of Frame
        The state at the founding and after each month; `frames[k]` is after k months.
    log : list of Entry
        What happened, in words.
    held : mapping
        The instruments held by hand.
    """

    def __init__(
        self, inputs: Inputs | None = None, replicate: int = 0, rng: int | None = 0
    ) -> None:
        self.held: Held = {}
        everybody = [g.id for g in inputs.governments] if inputs is not None else []
        super().__init__(
            inputs, replicate, rng, government_classes=dict.fromkeys(everybody, SteeredGovernment)
        )
        self.script = self.inputs.instruments
        self.frames: list[Frame] = [frame(self)]
        self.log: list[Entry] = []
        self.marks: list[Mark] = [self._mark()]

    def step(self) -> None:
        """Advance one month and remember it."""
        super().step()
        frames = [*self.frames, frame(self)]
        mark, told = self._mark(), entries(self.inputs, frames, self.month)
        self.frames.append(frames[-1])  # only when nothing can fail any more
        self.marks.append(mark)
        self.log.extend(told)

    def hold(self, instrument: str, level: float, dyads: Sequence[int]) -> None:
        """Hold an instrument at a level towards some partners from the coming month on.

        It overrules the script and the policy; what the law itself adds (words that pressure at
        home breeds, a sanction that follows a refused threat) stays.
        """
        self._put(instrument, dyads, np.full(self.script.shape[0], level))
        self.held = {**self.held}
        for dyad in dyads:
            self.held[dyad] = {**self.held.get(dyad, {}), instrument: float(level)}

    def release(self) -> None:
        """Give all instruments back to the script and the policy, from the coming month on."""
        levels = self.inputs.instruments.copy()
        levels[self.month :] = self.script[self.month :]
        self.inputs = replace(self.inputs, instruments=levels)
        self.held = {}

    def set_parameters(self, values: Mapping[str, float]) -> None:
        """Change parameters from the coming month on; each is checked."""
        self.parameters = with_values(self.parameters, values, "the page")
        self.inputs = replace(self.inputs, parameters=self.parameters)

    def level(self, instrument: str, dyads: Sequence[int]) -> float:
        """Return the highest level of an instrument that is held or scripted for the coming month.

        At the end of the horizon it is that of the last month.
        """
        month = min(self.month, self.inputs.months - 1)
        column = INSTRUMENT_INDEX[instrument]
        return float(self.inputs.instruments[month, list(dyads), column].max())

    def at(self, month: int) -> LiveWorld:
        """Return a world of its own that stands where this one stood after `month` months."""
        mark = self.marks[month]
        document: Any = json.loads(zlib.decompress(mark.state))
        world = checkpoint.restore(mark.inputs, document, LiveWorld)
        world.held, world.script = mark.held, self.script
        world.frames = self.frames[: month + 1]
        world.marks = self.marks[: month + 1]
        last = months.label(month - 1, self.inputs.start)
        world.log = [entry for entry in self.log if month and entry.month <= last]
        return world

    def before_failure(self) -> LiveWorld:
        """Return a world of its own as this one was before a step that failed.

        Mesa schedules no month after one that failed: this one would stand still without a word.
        """
        world = self.at(len(self.marks) - 1)
        world.inputs, world.parameters, world.held = self.inputs, self.parameters, self.held
        return world

    def _put(self, instrument: str, dyads: Sequence[int], levels: np.ndarray) -> None:
        table = self.inputs.instruments.copy()
        table[self.month :, list(dyads), INSTRUMENT_INDEX[instrument]] = levels[self.month :, None]
        self.inputs = replace(self.inputs, instruments=table)

    def _mark(self) -> Mark:
        text = json.dumps(checkpoint.save(self)).encode()
        return Mark(zlib.compress(text, 1), self.inputs, self.held)
