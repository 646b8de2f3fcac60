"""Reads events.csv: rows of a chronology, and what the law makes of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic_core import PydanticCustomError

from model.errors import UserError, unknown
from model.sources import Source
from scenarios.format import months
from scenarios.history.kinds import NONE, Side, kinds, own_instrument
from scenarios.history.record import HistoryEvent
from scenarios.history.schema import DyadFile, EventRow, EventTable
from scenarios.history.sheet import Sheet, read, table, unknown_keys
from scenarios.problems import statement
from scenarios.schema import Event


def read_events(
    file: Path, dyad: DyadFile, known: Mapping[str, Source], problems: list[str]
) -> tuple[HistoryEvent, ...]:
    """Return the rows of events.csv with what the law makes of each, in order of time.

    Parameters
    ----------
    file : Path
    dyad : DyadFile
    known : mapping
        The bibliography.
    problems : list of str
        To which what is wrong is added, one problem a text.

    Raises
    ------
    UserError
        When the file cannot be read as a table of this form.
    """
    page = read(file)
    rows = table(page, EventTable, EventRow, "history").events
    problems += unknown_keys(((i, row.source) for i, row in enumerate(rows)), page, known)
    found = []
    for index, row in enumerate(rows):
        try:
            found.append(_event(index, row, dyad, page))
        except UserError as error:
            problems.append(str(error))
    return tuple(sorted(found, key=lambda event: event.month))


def _event(index: int, row: EventRow, dyad: DyadFile, page: Sheet) -> HistoryEvent:
    _check_actors(index, row, dyad, page)
    if row.month > dyad.last:
        rule, advice = "is after the last month", "Move 'last' of dyad.yaml, or delete the row."
        raise _wrong(index, "month", row.month, rule, f"up to {dyad.last}", advice, page)
    table = kinds()
    if row.kind not in table:
        raise unknown("kind", row.kind, table, page.place(index, "kind"))
    side = table[row.kind].side(row.actor == dyad.sender)
    name = row.instrument or side.instrument
    level = _level(index, row, row.actor == dyad.sender, side, page)
    return HistoryEvent(
        month=row.month,
        until=row.until or _last_month(row.month, side),
        actor=row.actor,
        target=row.target,
        kind=row.kind,
        intensity=row.intensity,
        flag=row.flag,
        what=row.what,
        outcome=row.outcome,
        sources=tuple(row.source),
        place=page.place(index),
        event=None if name in (None, NONE) else _as_event(row, dyad, side, str(name), level),
        why=row.why or ("" if name else table[row.kind].reason),
    )


def _check_actors(index: int, row: EventRow, dyad: DyadFile, page: Sheet) -> None:
    pair = (dyad.sender, dyad.partner)
    if (row.actor, row.target) in (pair, pair[::-1]):
        return
    raise _wrong(
        index,
        "actor",
        f"{row.actor} towards {row.target}",
        "is not of this dyad",
        f"{pair[0]} towards {pair[1]}, or {pair[1]} towards {pair[0]}",
        "One row is one government towards the other; write one row for each.",
        page,
    )


def _level(index: int, row: EventRow, is_sender: bool, side: Side, page: Sheet) -> float:
    """Return the level of a row's instrument, having checked both; 0 without an instrument."""
    name = row.instrument or side.instrument
    if name is None or name == NONE:
        return 0.0
    try:
        item = own_instrument(name, is_sender=is_sender, joint=side.joint)
    except PydanticCustomError as error:
        told = error.context or {}
        fault = (told["rule"], told["allowed"], told["advice"])
        raise _wrong(index, "instrument", name, *fault, page) from None
    if row.level is None:
        return min(side.level.of(row.intensity) if side.level else row.intensity, item.high)
    if row.level > item.high:
        rule = f"is above the highest level of {name}"
        advice = "A share is not a percentage."
        raise _wrong(index, "level", f"{row.level:g}", rule, f"0 to {item.high:g}", advice, page)
    return row.level


def _wrong(
    index: int, column: str, value: object, rule: str, allowed: str, advice: str, page: Sheet
) -> UserError:
    name = f"history.events.{index}.{column}"
    return UserError(statement(name, value, rule, allowed, page.place(index, column), advice))


def _last_month(month: str, side: Side) -> str:
    held = round(float(side.months)) if side.months is not None else 1
    return months.label(held - 1, month)


def _as_event(row: EventRow, dyad: DyadFile, side: Side, name: str, level: float) -> Event[float]:
    joint = side.joint and name == side.instrument
    by = dyad.sender if joint else row.actor
    return Event[float](
        by=by,
        toward=[dyad.partner if by == dyad.sender else dyad.sender],
        instrument=name,
        at=row.month,
        until=row.until or _last_month(row.month, side),
        intensity=level,
        note=row.what,
    )
