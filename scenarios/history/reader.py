"""Reads folders of histories: dyad.yaml, events.csv, observations.csv and leaders.csv."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from model.errors import UserError, unknown
from model.sources import Source, sources
from scenarios.format.quantity import quantities
from scenarios.format.yaml_lines import Document, read, shown
from scenarios.history import sheet
from scenarios.history.event_rows import read_events
from scenarios.history.record import History, LeaderInOffice, Observation
from scenarios.history.schema import (
    DyadFile,
    LeaderRow,
    LeaderTable,
    ObservationRow,
    ObservationTable,
)
from scenarios.problems import statement, validate

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
    events = read_events(root / EVENTS, dyad, known, problems)
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
    problems += sheet.unknown_keys(((i, row.source) for i, row in enumerate(rows)), page, known)
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
    problems += sheet.unknown_keys(((i, row.source) for i, row in enumerate(rows)), page, known)
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
