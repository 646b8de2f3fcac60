"""Events and elections turned into levels per month and dyad."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.errors import UserError, unknown
from model.inputs import LeaderChange, Role
from model.instruments import (
    ACT_INDEX,
    INSTRUMENT_INDEX,
    N_ACTS,
    N_INSTRUMENTS,
    PARTNER_ACTS,
    SENDER_INSTRUMENTS,
)
from scenarios.format import months
from scenarios.format.yaml_lines import Steps
from scenarios.problems import Origin, dotted, statement
from scenarios.schema import EVERYBODY, Event, Leader

Levels = NDArray[np.float64]


@dataclass(frozen=True)
class Horizon:
    """The months that a scenario covers."""

    start: str
    months: int

    @property
    def last(self) -> str:
        """The last month, `YYYY-MM`."""
        return months.label(self.months - 1, self.start)

    def index(self, month: str, path: Steps, origin: Origin) -> int:
        """Return the index of a month.

        Raises
        ------
        UserError
            When the month lies outside the horizon.
        """
        found = months.index(month, self.start)
        if 0 <= found < self.months:
            return found
        raise UserError(
            statement(
                dotted("scenario", path),
                month,
                "is outside the horizon",
                f"{self.start} to {self.last}",
                origin(path),
                "Move it, or change scenario.start or scenario.months.",
            )
        )


@dataclass(frozen=True)
class Stage:
    """Who acts towards whom, and when: what an event is checked against."""

    horizon: Horizon
    roles: Mapping[str, Role]
    dyads: Mapping[tuple[str, str], int]
    origin: Origin

    def others(self, role: Role) -> list[str]:
        """Return the governments towards which a government of this role acts."""
        return [name for name, other in self.roles.items() if other != role]


def levels(events: Mapping[str, Event[float]], stage: Stage) -> tuple[Levels, Levels]:
    """Return the senders' instruments and the partners' acts in force.

    Where events overlap on the same dyad and instrument, the highest level counts.

    Returns
    -------
    instruments : ndarray, shape (months, dyads, N_INSTRUMENTS)
    acts : ndarray, shape (months, dyads, N_ACTS)

    Raises
    ------
    UserError
        With one line for each event that cannot be carried out.
    """
    shape = (stage.horizon.months, len(stage.dyads))
    tables = {
        "sender": np.zeros((*shape, N_INSTRUMENTS)),
        "partner": np.zeros((*shape, N_ACTS)),
    }
    problems = []
    for name, event in events.items():
        try:
            _put(name, event, stage, tables)
        except UserError as error:
            problems.append(str(error))
    if problems:
        raise UserError("\n".join(problems))
    return tables["sender"], tables["partner"]


def changed_levels(
    before: tuple[Levels, Levels],
    events: tuple[Mapping[str, Event[float]], Mapping[str, Event[float]]],
    changed: Collection[str],
    stage: Stage,
) -> tuple[Levels, Levels]:
    """Return `levels` of events of which few differ from those of a table that is at hand.

    Parameters
    ----------
    before : tuple of ndarray
        What `levels` returned; not changed, and shared where nothing changes.
    events : tuple of mapping
        The events of `before`, and those of now; the same names.
    changed : collection of str
        Names of the events that differ.
    stage : Stage
        As it was for `before`.

    Raises
    ------
    UserError
        For the first changed event that cannot be carried out.
    """
    old, new = events
    touched = {_column(name, side[name], stage) for name in changed for side in (old, new)}
    tables = dict(zip(("sender", "partner"), before, strict=True))
    for role in {role for role, _ in touched}:
        tables[role] = tables[role].copy()
    for role, column in touched:
        tables[role][:, :, column] = 0.0
    for name, event in new.items():
        if _column(name, event, stage) in touched:
            _put(name, event, stage, tables)
    return tables["sender"], tables["partner"]


def _column(name: str, event: Event[float], stage: Stage) -> tuple[Role, int]:
    """Return the table and the column that an event writes to."""
    role = _role(name, event, stage)
    return role, (INSTRUMENT_INDEX if role == "sender" else ACT_INDEX)[event.instrument]


def _put(name: str, event: Event[float], stage: Stage, tables: Mapping[str, Levels]) -> None:
    role, column = _column(name, event, stage)
    dyads = _dyads(name, event, role, stage)
    months_in_force = _months(name, event, stage)
    for dyad in dyads:
        levels_over_time = tables[role][_slice(months_in_force), dyad, column]
        np.maximum(levels_over_time, event.intensity, out=levels_over_time)


def _slice(indices: range) -> slice:
    return slice(indices.start, indices.stop, indices.step)


def _role(name: str, event: Event[float], stage: Stage) -> Role:
    """Return the role of who acts, having checked that the instrument is theirs."""
    if event.by not in stage.roles:
        raise unknown("government", event.by, stage.roles, stage.origin(("events", name, "by")))
    role = stage.roles[event.by]
    table = SENDER_INSTRUMENTS if role == "sender" else PARTNER_ACTS
    own = [item.name for item in table]
    if event.instrument not in own:
        path = ("events", name, "instrument")
        other = "partners" if role == "sender" else "senders"
        raise UserError(
            statement(
                dotted("scenario", path),
                event.instrument,
                f"is not an instrument of the {role} {event.by}",
                ", ".join(own),
                stage.origin(path),
                f"Only {other} have it: change 'by' or the instrument.",
            )
        )
    return role


def _dyads(name: str, event: Event[float], role: Role, stage: Stage) -> list[int]:
    """Return the dyads an event touches."""
    others = stage.others(role)
    found = []
    for other in others if event.toward == [EVERYBODY] else event.toward:
        place = stage.origin(("events", name, "toward"))
        if other not in stage.roles:
            raise unknown("government", other, stage.roles, place)
        if other not in others:
            path = dotted("scenario", ("events", name, "toward"))
            rule = f"is a {role}, and {event.by} is one too"
            allowed = ", ".join([*others, EVERYBODY])
            advice = "Senders act towards partners, partners towards senders."
            raise UserError(statement(path, other, rule, allowed, place, advice))
        pair = (event.by, other) if role == "sender" else (other, event.by)
        found.append(stage.dyads[pair])
    return found


def _months(name: str, event: Event[float], stage: Stage) -> range:
    """Return the month indices in which an event is in force."""
    path: Steps = ("events", name, "until")
    horizon = stage.horizon
    first = horizon.index(event.at, ("events", name, "at"), stage.origin)
    if event.until == "end" or (event.until is None and event.every_months is not None):
        last = horizon.months - 1
    elif event.until is None:
        last = first
    else:
        if months.index(event.until, event.at) < 0:
            rule = f"is before its beginning {event.at}"
            allowed = f"{event.at} to {horizon.last}, or end"
            advice = "Swap the two months or delete 'until'."
            told = dotted("scenario", path)
            place = stage.origin(path)
            raise UserError(statement(told, event.until, rule, allowed, place, advice))
        last = horizon.index(event.until, path, stage.origin)
    return range(first, last + 1, event.every_months or 1)


def leader_changes(leaders: Mapping[str, Leader[float]], stage: Stage) -> tuple[LeaderChange, ...]:
    """Return the scripted changes of leader, in order of time.

    Raises
    ------
    UserError
        For an unknown government or a month outside the horizon.
    """
    found = []
    for name, leader in leaders.items():
        if leader.government not in stage.roles:
            place = stage.origin(("leaders", name, "government"))
            raise unknown("government", leader.government, stage.roles, place)
        month = stage.horizon.index(leader.at, ("leaders", name, "at"), stage.origin)
        found.append(LeaderChange(leader.government, month, leader.ideology))
    return tuple(sorted(found, key=lambda change: change.month))
