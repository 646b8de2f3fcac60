"""Reads folders of histories: dyad.yaml, events.csv, observations.csv and leaders.csv."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic_core import PydanticCustomError

from model.errors import UserError, unknown
from model.sources import Source, sources
from scenarios import months
from scenarios.history import sheet
from scenarios.history.kinds import NONE, Side, kinds, own_instrument
from scenarios.history.record import History, HistoryEvent, LeaderInOffice, Observation
from scenarios.history.schema import (
    DyadFile,
    EventRow,
    EventTable,
    LeaderRow,
    LeaderTable,
    ObservationRow,
    ObservationTable,
)
from scenarios.problems import statement, validate
from scenarios.quantity import quantities
from scenarios.schema import Event
from scenarios.yaml_lines import Document, read, shown

PACKAGED = Path(__file__).parent
DYAD, EVENTS, OBSERVATIONS, LEADERS = "dyad.yaml", "events.csv", "observations.csv", "leaders.csv"
REGIONAL = "regional.csv"
INTERVAL_OF_RECALLED = 0.1
"""A recalled figure without its own interval is treated as plus or minus ten per cent."""


def read_histories(folder: Path | str | None = None) -> dict[str, History]:
    """Return the histories of a folder by id, in order.

    Parameters
    ----------
    folder : path, optional
        A folder of folders, or a folder that is itself one history; the shipped ones unless given.

    Raises
    ------
    UserError
        When there is none, or one cannot be read.
    """
    root = PACKAGED if folder is None else Path(folder)
    if (root / DYAD).is_file():
        one = read_history(root)
        return {one.id: one}
    found = sorted(path.parent for path in root.glob(f"*/{DYAD}"))
    if not found:
        raise UserError(
            f"history={shown(root)} holds no history; allowed a folder with {DYAD}, or a folder of "
            f"such folders; set by the caller. Copy a folder of scenarios/history/ and change it."
        )
    return {path.name: read_history(path) for path in found}


def read_history(folder: Path | str) -> History:
    """Return the history that a folder describes.

    `dyad.yaml` and `events.csv` must be there; `observations.csv`, `leaders.csv` and a
    bibliography of its own, `sources.yaml`, may.

    Raises
    ------
    UserError
        With one line per problem: name, value, rule, what is allowed, file, line, column, fix.
    """
    root = Path(folder)
    document = read(root / DYAD)
    dyad = validate(DyadFile, document.data, "history", document.origin)
    if dyad.id != root.resolve().name:
        raise UserError(
            statement(
                "history.id",
                dyad.id,
                "differs from the name of its folder",
                root.resolve().name,
                document.origin(("id",)),
                "Rename one of the two.",
            )
        )
    known = bibliography(root)
    problems = _source_problems(dyad, document, known)
    events = _events(root, dyad, known, problems)
    observations = _observations(root / OBSERVATIONS, known, problems)
    leaders = _leaders(root, dyad, known, problems)
    if problems:
        raise UserError("\n".join(dict.fromkeys(problems)))
    return History(
        id=dyad.id,
        sender=dyad.sender,
        partner=dyad.partner,
        first=dyad.first,
        last=dyad.last,
        file=dyad,
        document=document,
        events=events,
        observations=observations,
        leaders=leaders,
    )


def bibliography(folder: Path) -> Mapping[str, Source]:
    """Return the works a history may cite: the project's, the shipped histories' and its own."""
    shipped = dict(sources(PACKAGED / "sources.yaml"))
    own = folder / "sources.yaml"
    if not own.is_file() or folder == PACKAGED:
        return shipped
    return shipped | dict(sources(own))


def _source_problems(dyad: DyadFile, document: Document, known: Mapping[str, Source]) -> list[str]:
    """Return what is wrong with the sources of dyad.yaml: unknown keys, keys it does not list."""
    listed = {use.key for use in dyad.sources}
    problems = [
        str(unknown("source", use.key, known, document.origin(("sources", index))))
        for index, use in enumerate(dyad.sources)
        if use.key not in known
    ]
    for path, quantity in quantities(document.data):
        key, place = quantity.get("sourced"), document.origin((*path, "sourced"))
        if key is not None and key not in known:
            problems.append(str(unknown("source", key, known, place)))
        elif key is not None and key not in listed:
            problems.append(
                f"history.sources lacks {key!r}, which is used; set by {place}. "
                "Add it to 'sources' and say what it is cited for."
            )
    return problems


def _unknown_keys(
    rows: Iterable[tuple[int, list[str]]], page: sheet.Sheet, known: Mapping[str, Source]
) -> list[str]:
    return [
        str(unknown("source", key, known, page.place(index, "source")))
        for index, keys in rows
        for key in keys
        if key not in known
    ]


def _events(
    root: Path, dyad: DyadFile, known: Mapping[str, Source], problems: list[str]
) -> tuple[HistoryEvent, ...]:
    page = sheet.read(root / EVENTS)
    rows = sheet.table(page, EventTable, EventRow, "history").events
    problems += _unknown_keys(((i, row.source) for i, row in enumerate(rows)), page, known)
    found = []
    for index, row in enumerate(rows):
        try:
            found.append(_event(index, row, dyad, page))
        except UserError as error:
            problems.append(str(error))
    return tuple(sorted(found, key=lambda event: event.month))


def _event(index: int, row: EventRow, dyad: DyadFile, page: sheet.Sheet) -> HistoryEvent:
    def wrong(column: str, value: object, rule: str, allowed: str, advice: str) -> UserError:
        name = f"history.events.{index}.{column}"
        return UserError(statement(name, value, rule, allowed, page.place(index, column), advice))

    pair = (dyad.sender, dyad.partner)
    allowed = f"{pair[0]} towards {pair[1]}, or {pair[1]} towards {pair[0]}"
    if row.actor not in pair or row.target not in pair or row.actor == row.target:
        value = f"{row.actor} towards {row.target}"
        advice = "One row is one government towards the other; write one row for each."
        raise wrong("actor", value, "is not of this dyad", allowed, advice)
    table = kinds()
    if row.kind not in table:
        raise unknown("kind", row.kind, table, page.place(index, "kind"))
    is_sender = row.actor == dyad.sender
    side = table[row.kind].side(is_sender)
    name = row.instrument or side.instrument
    level, highest = row.level, 1.0
    if name not in (None, NONE):
        try:
            item = own_instrument(str(name), is_sender=is_sender, joint=side.joint)
        except PydanticCustomError as error:
            told = error.context or {}
            raise wrong("instrument", name, told["rule"], told["allowed"], told["advice"]) from None
        highest = item.high
    if level is None:
        level = min(side.level.of(row.intensity) if side.level else row.intensity, highest)
    elif level > highest:
        rule = f"is above the highest level of {name}"
        raise wrong(
            "level", f"{level:g}", rule, f"0 to {highest:g}", "A share is not a percentage."
        )
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
        event=_as_event(row, dyad, side, name, level),
        why=row.why or ("" if name else table[row.kind].reason),
    )


def _last_month(month: str, side: Side) -> str:
    held = round(float(side.months)) if side.months is not None else 1
    return months.label(held - 1, month)


def _as_event(
    row: EventRow, dyad: DyadFile, side: Side, name: str | None, level: float
) -> Event[float] | None:
    if name is None or name == NONE:
        return None
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


def read_regional() -> dict[str, tuple[Observation, ...]]:
    """Return the shipped series that belong to no single dyad, by name."""
    problems: list[str] = []
    found = _observations(PACKAGED / REGIONAL, bibliography(PACKAGED), problems)
    if problems:
        raise UserError("\n".join(problems))
    return found


def _observations(
    file: Path, known: Mapping[str, Source], problems: list[str]
) -> dict[str, tuple[Observation, ...]]:
    if not file.is_file():
        return {}
    page = sheet.read(file)
    rows = sheet.table(page, ObservationTable, ObservationRow, "history").observations
    problems += _unknown_keys(((i, row.source) for i, row in enumerate(rows)), page, known)
    found: dict[str, dict[int, Observation]] = {}
    for index, row in enumerate(rows):
        years = found.setdefault(row.series, {})
        if row.year in years:
            problems.append(
                statement(
                    f"history.observations.{index}.year",
                    row.year,
                    f"is a duplicate of {row.series}",
                    "one figure a year and series",
                    page.place(index, "year"),
                    "Keep one, and name the other in 'note'.",
                )
            )
        years[row.year] = _observation(row)
    return {name: tuple(years[y] for y in sorted(years)) for name, years in found.items()}


def _observation(row: ObservationRow) -> Observation:
    half = INTERVAL_OF_RECALLED * abs(row.value) if row.flag == "G" else 0.0
    return Observation(
        year=row.year,
        value=row.value,
        low=row.value - half if row.low is None else row.low,
        high=row.value + half if row.high is None else row.high,
        flag=row.flag,
        source=" ".join(row.source),
        unit=row.unit,
        note=row.note,
    )


def _leaders(
    root: Path, dyad: DyadFile, known: Mapping[str, Source], problems: list[str]
) -> tuple[LeaderInOffice, ...]:
    if not (root / LEADERS).is_file():
        return ()
    page = sheet.read(root / LEADERS)
    rows = sheet.table(page, LeaderTable, LeaderRow, "history").leaders
    problems += _unknown_keys(((i, row.source) for i, row in enumerate(rows)), page, known)
    pair = (dyad.sender, dyad.partner)
    for index, row in enumerate(rows):
        if row.government not in pair:
            problems.append(
                str(unknown("government", row.government, pair, page.place(index, "government")))
            )
    found = (
        LeaderInOffice(
            row.month, row.government, row.name, row.ideology, row.low, row.high, row.flag,
            row.why, tuple(row.source),
        )
        for row in rows
    )  # fmt: skip
    return tuple(sorted(found, key=lambda leader: leader.month))
