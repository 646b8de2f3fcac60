"""Points that a person wrote: a CSV or Parquet file whose columns are configuration keys."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from model.errors import UserError
from scenarios.designs.kinds import Values
from scenarios.problems import statement

SUFFIXES = (".csv", ".parquet")


def read_points(path: Path, set_by: str) -> tuple[tuple[str, ...], Values]:
    """Return the columns of a file of points, and its numbers of shape (points, columns).

    Raises
    ------
    UserError
        When it cannot be read, is empty, repeats a column, or holds anything but numbers.
    """
    if not path.is_file():
        allowed = "a .csv or .parquet file"
        raise UserError(
            statement("design", path, "is not a file", allowed, set_by, "Check the path.")
        )
    try:
        # Read as text, so that every number is turned into the nearest double by Python itself.
        csv = path.suffix == ".csv"
        frame = pd.read_csv(path, dtype=str) if csv else pd.read_parquet(path)
    except (OSError, ValueError, pd.errors.ParserError, pa.ArrowException) as error:
        told = str(error).strip().splitlines()[0]
        advice = "Give a table whose first row names configuration keys."
        raise UserError(
            statement("design", path, f"cannot be read ({told})", "", set_by, advice)
        ) from error
    if frame.empty:
        raise UserError(statement("design", path, "holds no points", "", set_by, "Add rows."))
    columns = tuple(str(name).strip() for name in frame.columns)
    numbers = [_numbers(frame.iloc[:, i], name, path) for i, name in enumerate(columns)]
    return columns, np.column_stack(numbers)


def _numbers(column: pd.Series, name: str, path: Path) -> Values:
    found = np.empty(len(column))
    for index, item in enumerate(column.tolist()):
        try:
            found[index] = float(item)
        except (TypeError, ValueError):
            found[index] = np.nan
        if not np.isfinite(found[index]) or isinstance(item, bool):
            place = f"{path}, point {index + 1}"
            shown = None if pd.isna(item) else item
            raise UserError(statement(name, shown, "is not a number", "a number", place, ""))
    return found
