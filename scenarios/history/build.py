"""A dyad's own timeline as inputs of the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from model.errors import UserError, outside, unknown
from model.inputs import DyadInput, GovernmentInput, Inputs, LeaderChange
from model.parameters import Parameters, defaults, with_values
from scenarios import timeline
from scenarios.format import months
from scenarios.history.record import History
from scenarios.history.starting import starting_levels
from scenarios.history.world import HistoryWorldBuilt, history_world
from scenarios.problems import statement
from scenarios.schema import Event

LONGEST = 1200
OVERRIDES = "the overrides"
START = "start."
_LEVELS = tuple(f.name for f in fields(DyadInput) if f.name not in ("sender", "partner"))


def history_inputs(
    history: History,
    *,
    first: str,
    last: str,
    overrides: Mapping[str, float] | None = None,
    scripted_until: str | None = None,
    sender_only_after: str | None = None,
) -> Inputs:
    """Return a runnable world of a dyad's own timeline: two governments, no route network.

    Parameters
    ----------
    history : History
    first, last : str
        First and last month, `YYYY-MM`. Before `history.first` nothing is known; after
        `history.last` nothing is scripted.
    overrides : mapping from str to float, optional
        Parameters by full name (`trust.down_per_month`, also with `model.` before it), and
        starting levels of the dyad (`start.trust`, `start.mandate`, ...).
    scripted_until : str, optional
        The last month in which anything of the chronology is in force.
    sender_only_after : str, optional
        After this month only the sender's instruments stay scripted. Acts of the partner, also
        such as began earlier, agreements that the partner moved, and changes of leader on either
        side are left to the law; election calendars, which are known beforehand, come into force.

    Raises
    ------
    UserError
        For months out of order or out of range, an unknown override, or one out of range.
    """
    n_months = _horizon(history, first, last)
    cuts = {
        name: _cut(name, month)
        for name, month in (
            ("scripted_until", scripted_until),
            ("sender_only_after", sender_only_after),
        )
    }
    known_until = min(filter(None, (*cuts.values(), history.last)))
    built = history_world(history, starting_levels(history, first), first, n_months)
    pair = (history.sender, history.partner)
    stage = timeline.Stage(
        horizon=timeline.Horizon(first, n_months),
        roles={pair[0]: "sender", pair[1]: "partner"},
        dyads={pair: 0},
        origin=lambda path: history.id,
    )
    events = _events(history, first, last, scripted_until, sender_only_after)
    instruments, acts = timeline.levels(events, stage)
    parameters, levels = _overridden(overrides or {})
    return Inputs(
        start=first,
        months=n_months,
        governments=_governments(history, built, first, known_until),
        agencies=built.agencies,
        dyads=(replace(built.dyad, **levels),),
        links=built.links,
        countries=(),
        routes=(),
        instruments=instruments,
        acts=acts,
        leaders=_changes(history, first, n_months, known_until),
        policies={history.sender: built.policy},
        strategies={history.partner: built.strategy},
        parameters=parameters,
    )


def _horizon(history: History, first: str, last: str) -> int:
    for name, month in (("first", first), ("last", last)):
        _cut(name, month)
    if months.index(first, history.first) < 0:
        rule = f"is before the history of {history.id} begins"
        allowed = f"{history.first} or later"
        advice = "Begin later, or extend dyad.yaml."
        raise UserError(statement("first", first, rule, allowed, "the caller", advice))
    n_months = months.index(last, first) + 1
    if not 1 <= n_months <= LONGEST:
        rule = f"makes a horizon of {n_months} months"
        allowed = f"{first} to {months.label(LONGEST - 1, first)}"
        raise UserError(statement("last", last, rule, allowed, "the caller", "Move one of them."))
    return n_months


def _cut(name: str, month: str | None) -> str | None:
    if month is None:
        return None
    try:
        months.number(month)
    except ValueError as error:
        advice = "Write the year, a dash and two digits."
        raise UserError(
            statement(name, month, str(error), "YYYY-MM", "the caller", advice)
        ) from None
    return month


def _events(
    history: History, first: str, last: str, scripted: str | None, sender_only: str | None
) -> dict[str, Event[float]]:
    """Return the events in force in a window, clipped to it and to what is scripted."""
    found = {}
    for index, row in enumerate(history.events):
        ends = [history.last if row.until == "end" else row.until, last, history.last]
        ends += [scripted] if scripted else []
        ends += [sender_only] if sender_only and row.actor != history.sender else []
        until, at = min(ends), max(row.month, first)
        if row.event is not None and at <= until:
            found[f"{index}_{row.kind}"] = row.event.model_copy(update={"at": at, "until": until})
    return found


def _governments(
    history: History, built: HistoryWorldBuilt, first: str, known_until: str
) -> tuple[GovernmentInput, ...]:
    """Return both governments with who is in office at the start, and calendars after the script.

    Where the history tells who led, its calendar stays out of force for as long.
    """
    cut = months.index(known_until, first)
    result = []
    for government in built.governments:
        own = [x for x in history.leaders if x.government == government.id]
        before = [x for x in own if x.month <= first]
        dates = government.elections
        if own:
            dates = tuple(month for month in dates if month > cut)
        led = replace(government, elections=dates)
        if before:
            tenure = float(months.index(first, before[-1].month))
            led = replace(led, ideology=before[-1].ideology, months_in_office=tenure)
        result.append(led)
    return tuple(result)


def _changes(
    history: History, first: str, n_months: int, known_until: str
) -> tuple[LeaderChange, ...]:
    found = [
        LeaderChange(x.government, months.index(x.month, first), x.ideology)
        for x in history.leaders
        if x.month > first and x.month <= known_until
    ]
    return tuple(x for x in found if x.month < n_months)


def _overridden(overrides: Mapping[str, float]) -> tuple[Parameters, dict[str, Any]]:
    """Return the parameters and the starting levels that overrides ask for."""
    own = {name.removeprefix("model."): value for name, value in overrides.items()}
    levels: dict[str, Any] = {}
    for name in [name for name in own if name.startswith(START)]:
        field, value = name.removeprefix(START), own.pop(name)
        if field not in _LEVELS:
            raise unknown("starting level", name, [START + x for x in _LEVELS], OVERRIDES)
        low = -1.0 if field.endswith("rhetoric") else 0.0
        if not low <= value <= 1.0:
            raise outside(name, value, low, 1.0, OVERRIDES, "A share is not a percentage.")
        levels[field] = value >= 0.5 if field == "is_ruptured" else value
    return with_values(defaults(), own, OVERRIDES), levels
