"""Importers: public event tables and sanctions tables as a folder of history.

What comes out is a beginning, not a chronology: machine-coded events count words more than deeds,
and the kinds are read off codes. Look at every row, and at dyad.yaml, before scoring with it.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from model.errors import UserError, unknown
from scenarios.catalogue import Catalogue
from scenarios.history.importers.event_data import FORMATS, read_events
from scenarios.history.importers.months import MonthSum, chronology, month_sums
from scenarios.history.importers.sanctions import COLUMNS, read_sanctions
from scenarios.history.importers.tabular import Progress, Tally
from scenarios.history.schema import EventRow

KNOWN = (*FORMATS, *COLUMNS)
TEMPLATE = "default"
USUAL_PARTNER = "CRI"
"""Stands for a partner that the template does not have: the one with the fewest quarrels."""
_DYAD = """\
id: {id}
title: {sender} and {partner}, imported from {data_set}
summary: >-
  {rows} rows read off {data_set}. A beginning: look at every row before scoring with it.
does_not_cover: >-
  What the data set does not hold, and whatever was not looked at yet.
sender: {sender}
partner: {partner}
first: {first}
last: {last}
world:
  template: {template}
  # The governments of the template whose agencies and numbers stand for these two:
  like: {{sender: USA, partner: {like}}}
start: {{}}
sources:
  - {{key: {source}, why: "rows of the chronology"}}
"""
_SOURCES = """\
{source}:
  authors: {data_set}
  year: {year}
  title: "[Table imported by comity; say which version, and when it was fetched]"
  checked: computed
"""


@dataclass(frozen=True)
class Imported:
    """What came of an import.

    Attributes
    ----------
    rows : list of dict
        Rows of events.csv.
    sums : list of MonthSum
        By directed dyad-month; empty for sanctions tables.
    tally : Tally
        What was read and left out.
    """

    rows: list[dict[str, str]]
    sums: list[MonthSum]
    tally: Tally


def import_table(
    data_set: str,
    path: Path,
    dyad: tuple[str, str],
    *,
    names: Mapping[str, str] | None = None,
    least: int = 1,
    progress: Progress | None = None,
) -> Imported:
    """Return a public table's rows about a dyad.

    Parameters
    ----------
    data_set : {"gdelt", "icews", "polecat", "ties", "gsdb"}
    path : Path
        The table, as text separated by tabs or commas.
    dyad : tuple of str
        Ids of the sender and the partner.
    names : mapping from id to str, optional
        What the table calls them.
    least : int
        Fewest events of a kind in a month that make a row (event tables).
    progress : callable, optional
        Called now and then with the kilobytes read and those of the file (event tables).

    Raises
    ------
    UserError
        For an unknown data set, wrong columns, or a table without a row of the dyad.
    """
    if data_set not in KNOWN:
        raise unknown("format", data_set, KNOWN, "the command line")
    source = f"{data_set}_import"
    if data_set in FORMATS:
        events, tally = read_events(path, data_set, dyad, names or {}, progress)
        without = sum(event.kind is None for event in events)
        if without:
            tally.notes.append(
                f"{without} events have a code that is no kind of ours: in the monthly sums only"
            )
        made = chronology(events, data_set.upper(), source, least)
        return Imported(made, month_sums(events), tally)
    rows, tally = read_sanctions(path, data_set, dyad, names or {}, source)
    return Imported(rows, [], tally)


def write(imported: Imported, folder: Path, data_set: str, dyad: tuple[str, str]) -> list[Path]:
    """Write a folder of history: dyad.yaml, events.csv, sources.yaml, monthly.csv, import.json.

    Raises
    ------
    UserError
        When the folder exists already, or there is no row to write.
    """
    if folder.exists():
        raise UserError(
            f"output={folder} exists already; nothing was written; set by the command line. "
            "Choose another folder."
        )
    if not imported.rows:
        raise UserError(
            f"{data_set} has no row of {' and '.join(dyad)} that is a kind of ours; nothing was "
            "written. Lower least=, or take another table."
        )
    text = _dyad_text(imported, folder, data_set, dyad)
    source = f"{data_set}_import"
    folder.mkdir(parents=True)
    year = imported.rows[-1]["month"][:4]
    files = {
        "dyad.yaml": text,
        "sources.yaml": _SOURCES.format(source=source, data_set=data_set.upper(), year=year),
        "import.json": json.dumps(vars(imported.tally), indent=2) + "\n",
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    _csv(folder / "events.csv", list(EventRow.model_fields), imported.rows)
    if imported.sums:
        columns = ["month", "actor", "target", "events", "cooperation", "conflict", "net"]
        sums = [{**asdict(item), "net": item.net} for item in imported.sums]
        _csv(folder / "monthly.csv", columns, sums)
    return sorted(folder.iterdir())


def _dyad_text(imported: Imported, folder: Path, data_set: str, dyad: tuple[str, str]) -> str:
    """Return a dyad.yaml for what was imported, to be edited."""
    firsts = [row["month"] for row in imported.rows]
    lasts = [row["until"] for row in imported.rows if row["until"][:1].isdigit()]
    first, last = min(firsts), max([*firsts, *lasts])
    source = f"{data_set}_import"
    template = Catalogue().world(TEMPLATE).governments
    is_there = dyad[1] in template and template[dyad[1]].role == "partner"
    like = dyad[1] if is_there else USUAL_PARTNER
    return _DYAD.format(
        id=folder.resolve().name,
        template=TEMPLATE,
        sender=dyad[0],
        partner=dyad[1],
        data_set=data_set.upper(),
        rows=len(imported.rows),
        first=f"{first[:4]}-01",
        last=f"{last[:4]}-12",
        like=like,
        source=source,
    )


def _csv(
    path: Path, columns: list[str], rows: list[dict[str, str]] | list[dict[str, object]]
) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
