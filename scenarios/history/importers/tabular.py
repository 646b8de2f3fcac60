"""Reads large public tables line by line: their column names, and a count of what was left out."""

from __future__ import annotations

import csv
import io
import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from model.errors import UserError
from scenarios.problems import near

ALIASES: Mapping[str, str] = {
    "GlobalEventID": "GLOBALEVENTID",  # as the codebook of GDELT 2.0 spells it
    "Day": "SQLDATE",
    "Event Intensity": "Intensity",  # weekly files of POLECAT
}
"""Other spellings of column names that the data sets themselves use."""
Progress = Callable[[int, int], None]
OFTEN = 20_000
"""Rows between two reports of progress."""
EXAMPLES = 3
"""How many lines of each problem are named in a summary."""


@dataclass
class Tally:
    """What an import read, and what it left out and why.

    Attributes
    ----------
    read, kept : int
        Rows of the file; rows of the dyad that count.
    left_out : Counter
        Rows by reason.
    examples : dict
        The first lines by reason.
    notes : list of str
        What a reader should know besides.
    """

    read: int = 0
    kept: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def leave_out(self, reason: str, line: int, shown: str) -> None:
        """Count a row that is left out."""
        self.left_out[reason] += 1
        found = self.examples.setdefault(reason, [])
        if len(found) < EXAMPLES:
            found.append(f"line {line}: {shown}" if shown else f"line {line}")

    def lines(self) -> list[str]:
        """Return the summary, a sentence a line."""
        told = [f"{self.read} rows read, {self.kept} kept"]
        for reason, number in sorted(self.left_out.items()):
            shown = "; ".join(self.examples[reason])
            told.append(f"{number} left out: {reason} ({shown})")
        return told + self.notes


@dataclass(frozen=True)
class Row:
    """A row of a table: its line and its cells by column."""

    line: int
    cells: Mapping[str, str]


def rows(
    path: Path,
    needed: Sequence[str],
    *,
    optional: Sequence[str] = (),
    headless: Mapping[int, Sequence[str]] | None = None,
    progress: Progress | None = None,
) -> Iterator[Row]:
    """Yield the rows of a table separated by tabs, commas or semicolons.

    Parameters
    ----------
    path : Path
    needed : sequence of str
        Column names that must be there, in any order, with any others.
    optional : sequence of str
        Columns that are read if they are there; no others are.
    headless : mapping, optional
        For formats that come without column names: from the number of columns to their names.
    progress : callable, optional
        Called with the kilobytes read and those of the file.

    Raises
    ------
    UserError
        When the file cannot be read, is empty, or lacks a column.
    """
    if not path.is_file():
        raise UserError(f"import={path} is not a file; set by the command line. Check the path.")
    size = path.stat().st_size
    with path.open("rb") as raw:
        stream = io.TextIOWrapper(raw, encoding="utf-8-sig", errors="replace", newline="")
        wanted: list[tuple[int, str]] = []
        for line, cells in _cells(stream):
            if not wanted:
                header, is_data = _header(path, cells, needed, headless or {})
                read = {*needed, *optional}
                wanted = [(i, name) for i, name in enumerate(header) if name in read]
                if not is_data:
                    continue
            if progress is not None and line % OFTEN == 0:
                progress(raw.tell() // 1000, size // 1000)
            yield Row(line, {name: cells[i].strip() for i, name in wanted if i < len(cells)})
        if not wanted:
            raise UserError(f"{path} is empty; set by the command line. Export the table again.")


def _cells(stream: io.TextIOWrapper) -> Iterator[tuple[int, list[str]]]:
    """Yield the line and the cells of each row that is not empty."""
    first = stream.readline()
    mark = max("\t,;", key=first.count)
    lines = itertools.chain([first], stream)
    reader = (
        csv.reader(lines, delimiter=mark, quoting=csv.QUOTE_NONE)
        if mark == "\t"
        else csv.reader(lines, delimiter=mark)
    )
    for cells in reader:
        if any(cells):
            yield reader.line_num, cells


def _header(
    path: Path, cells: Sequence[str], needed: Sequence[str], headless: Mapping[int, Sequence[str]]
) -> tuple[Sequence[str], bool]:
    """Return the column names, and whether the line they were told from is itself data."""
    names = [ALIASES.get(name, name) for name in (cell.strip().strip('"') for cell in cells)]
    missing = [name for name in needed if name not in names]
    if not missing:
        return names, False
    if headless and names[0].isdigit():
        if len(names) in headless:
            return headless[len(names)], True
        raise UserError(
            f"{path} has {len(names)} columns and no line of names; allowed "
            f"{', '.join(map(str, headless))} columns; set by its first line. "
            "Export the whole table, or put the names in the first line."
        )
    told = "; ".join(f"{name!r}: {near(name, names) or 'nothing near'}" for name in missing)
    raise UserError(
        f"{path} lacks columns {', '.join(map(repr, missing))}; needed "
        f"{', '.join(map(repr, needed))}; set by its first line ({told}). "
        "Check that it is of the format named, and that it is separated by tabs or commas."
    )
