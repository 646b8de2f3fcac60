"""What was read of a dyad: who did what when, what was observed, who was in office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenarios.format.yaml_lines import Document
from scenarios.history.schema import DyadFile, Flag, HistoryWorld
from scenarios.schema import Event


@dataclass(frozen=True)
class HistoryEvent:
    """A row of a chronology, and what the law makes of it.

    Attributes
    ----------
    month, until : str
        First month; last month in force, included, or "end".
    actor, target : str
        Governments; the actor is who moved.
    kind : str
        A code of kinds.yaml.
    intensity : float
        As coded, in [0, 1.2].
    flag : {"L", "C", "G"}
        Page read, computed, general knowledge.
    what, outcome : str
        For a reader.
    sources : tuple of str
        Keys of the bibliography.
    place : str
        `file:line`.
    event : Event, optional
        The same as an event of the scenario schema; None when it is not represented.
    why : str
        Why it departs from the table of kinds, or why it is not represented.
    """

    month: str
    until: str
    actor: str
    target: str
    kind: str
    intensity: float
    flag: Flag
    what: str
    outcome: str
    sources: tuple[str, ...]
    place: str
    event: Event[float] | None
    why: str = ""

    @property
    def is_represented(self) -> bool:
        """Whether the law has an instrument for it."""
        return self.event is not None


@dataclass(frozen=True)
class Observation:
    """A figure of a year, with its interval."""

    year: int
    value: float
    low: float
    high: float
    flag: Flag
    source: str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True)
class LeaderInOffice:
    """Who came into office when; `ideology` in [-1, 1], 1 closest to the sender."""

    month: str
    government: str
    name: str
    ideology: float
    low: float
    high: float
    flag: Flag
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class History:
    """A dyad's history.

    Attributes
    ----------
    id : str
        The name of its folder.
    sender, partner : str
    first, last : str
        First month that can be run; last month that the chronology covers.
    file : DyadFile
        What dyad.yaml says, every number with its origin.
    document : Document
        The same with the line of every value.
    events : tuple of HistoryEvent
        In order of time.
    observations : mapping from series name to tuple of Observation
        In order of time.
    leaders : tuple of LeaderInOffice
        In order of time, of both governments.
    """

    id: str
    sender: str
    partner: str
    first: str
    last: str
    file: DyadFile
    document: Document
    events: tuple[HistoryEvent, ...]
    observations: Mapping[str, tuple[Observation, ...]]
    leaders: tuple[LeaderInOffice, ...]

    @property
    def title(self) -> str:
        """A line for people."""
        return self.file.title

    @property
    def world(self) -> HistoryWorld:
        """What the file changes about the template world."""
        return self.file.world

    @property
    def not_represented(self) -> tuple[HistoryEvent, ...]:
        """The rows for which the law has no instrument."""
        return tuple(event for event in self.events if not event.is_represented)

    @property
    def before_the_period(self) -> tuple[HistoryEvent, ...]:
        """The rows that are over before the first month: they are never in force."""
        ended = (row for row in self.events if row.until != "end")
        return tuple(row for row in ended if row.until < self.first)

    def observed(self, series: str, year: int) -> Observation | None:
        """Return what was observed in a year, or None."""
        return next((x for x in self.observations.get(series, ()) if x.year == year), None)
