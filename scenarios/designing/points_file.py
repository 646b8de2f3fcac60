"""Points that a person wrote: a CSV or Parquet file whose columns are configuration keys."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from model.errors import UserError
from scenarios.designs.kinds import Values
from scenarios.problems import statement

SUFFIXES = (".csv", ".parquet")


@dataclass(frozen=True)
class Places:
    """Where each point of a file stands: at a line of text, or just by its number from 1."""

    path: Path
    lines: Sequence[int] | None

    def of(self, index: int) -> str:
        """Return the place of a point as errors tell it."""
        if self.lines is None:
            return f"{self.path}, point {index + 1}"
        return f"{self.path}:{self.lines[index]}"


@dataclass(frozen=True)
class PointsTable:
    """A file of points as it was read: by column, and where each point stands."""

    names: tuple[str, ...]
    columns: Sequence[Sequence[object]]
    places: Places

    def numbers(self) -> Values:
        """Return the points, shape (points, columns).

        Raises
        ------
        UserError
            For anything but a finite number, with its place.
        """
        pairs = zip(self.names, self.columns, strict=True)
        return np.column_stack([_numbers(*pair, self.places) for pair in pairs])


def read_points(path: Path, set_by: str) -> PointsTable:
    """Return the table that a file of points holds.

    Raises
    ------
    UserError
        When it cannot be read, is empty, or repeats a column.
    """
    if not path.is_file():
        allowed, advice = "a .csv or .parquet file", "Check the path."
        raise UserError(statement("design", path, "is not a file", allowed, set_by, advice))
    try:
        read = _read_csv if path.suffix.lower() == ".csv" else _read_parquet
        names, columns, lines = read(path)
    except (OSError, ValueError, csv.Error, pa.ArrowException) as error:
        told = "it is not UTF-8" if isinstance(error, UnicodeError) else _first_line(error)
        advice = "Give a table whose first row names configuration keys."
        rule, allowed = f"cannot be read ({told})", "a .csv or .parquet file of numbers"
        raise UserError(statement("design", path, rule, allowed, set_by, advice)) from error
    _check_names(names, path, set_by)
    if not names or not len(columns[0]):
        raise UserError(statement("design", path, "holds no points", "", set_by, "Add rows."))
    return PointsTable(names, columns, Places(path, lines))


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


def _check_names(names: Sequence[str], path: Path, set_by: str) -> None:
    for sign, called in {";": "semicolons", "\t": "tabs"}.items():
        if names and sign in names[0]:
            rule, advice = f"has {called} between its columns", "Save it with commas."
            raise UserError(statement("design", path, rule, "commas", set_by, advice))
    for place, name in enumerate(names, 1):
        if not name:
            rule, advice = f"has no name for its column {place}", "Name it, or delete it."
            allowed = "configuration keys"
            raise UserError(statement("design", path, rule, allowed, set_by, advice))
    for name, times in Counter(names).items():
        if times > 1:
            rule = f"has the column {name!r} {times} times"
            raise UserError(statement("design", path, rule, "once", set_by, "Delete one."))


def _read_csv(path: Path) -> tuple[tuple[str, ...], list[list[object]], list[int] | None]:
    """Return header, columns of text and line numbers; blank lines are passed over."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, skipinitialspace=True, strict=True)
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    names = tuple(cell.strip() for cell in rows[0][1]) if rows else ()
    if len(names) == 1 and {";", "\t"} & set(names[0]):
        return names, [[]], None  # told by the check of the names
    for line, row in rows[1:]:
        if len(row) != len(names):
            raise ValueError(f"line {line} has {len(row)} cells under {len(names)} columns")
    columns: list[list[object]] = [[row[i] for _, row in rows[1:]] for i in range(len(names))]
    return names, columns, [line for line, _ in rows[1:]]


def _read_parquet(path: Path) -> tuple[tuple[str, ...], list[list[object]], list[int] | None]:
    table = pq.ParquetFile(path).read()
    return tuple(table.column_names), [column.to_pylist() for column in table.columns], None


def _numbers(name: str, column: Sequence[object], places: Places) -> Values:
    found = np.empty(len(column))
    for index, item in enumerate(column):
        number = _number(item)
        if number is None:
            is_empty = item is None or (isinstance(item, str) and not item.strip())
            rule = "is empty" if is_empty else "is not a number"
            advice = "Fill it in." if is_empty else "Write it with a point, as in 0.25."
            raise UserError(
                statement(name, item, rule, "a finite number", places.of(index), advice)
            )
        found[index] = number
    return found


def _number(item: object) -> float | None:
    """Return a finite number, or None for anything else."""
    if isinstance(item, bool) or not isinstance(item, int | float | str):
        return None
    try:
        number = float(item)
    except ValueError:
        return None
    return number if np.isfinite(number) else None
