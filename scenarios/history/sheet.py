"""Reads a table from a text editor or a spreadsheet and remembers where every value stands."""

from __future__ import annotations

import csv
import io
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from model.errors import UserError, unknown
from model.sources import Source
from scenarios.format.yaml_lines import shown
from scenarios.problems import Path as Steps
from scenarios.problems import validate


@dataclass(frozen=True)
class Sheet:
    """The rows of a table.

    Attributes
    ----------
    name : str
        The file as it is named to people.
    columns : tuple of str
        In the order of the file.
    rows : tuple of mapping
        From column to text; empty cells are left out.
    lines : tuple of int
        The line on which each row begins.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    lines: tuple[int, ...]

    def place(self, row: int, column: str | None = None) -> str:
        """Return `file:line, column N (name)` of a cell."""
        at = f"{self.name}:{self.lines[row]}" if row < len(self.lines) else self.name
        if column not in self.columns:
            return at
        return f"{at}, column {self.columns.index(column) + 1} ({column})"


def read(path: Path) -> Sheet:
    """Return the rows of a CSV file, separated by commas, semicolons or tabs.

    Empty lines and lines that begin with # are passed over.

    Raises
    ------
    UserError
        When the file cannot be read, or a row has more cells than the header.
    """
    name = shown(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(f"{name} is not UTF-8 text. Save it as CSV UTF-8.") from None
    except OSError as error:
        raise UserError(f"{name} cannot be read: {error.strerror}. Check the path.") from None
    return parse(text, name)


def parse(text: str, name: str) -> Sheet:
    """Return the rows of CSV text; `name` is how its file is called in errors."""
    header: tuple[str, ...] = ()
    rows: list[Mapping[str, str]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text), delimiter=_separator(text), strict=True)
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith("#"):
                continue
            values = [cell.strip() for cell in cells]
            if not header:
                header = _header(values, name, line)
                continue
            if len(values) > len(header):
                raise UserError(
                    f"{name}:{line} has {len(values)} cells; allowed {len(header)}, as the header. "
                    "Put a text that holds the separator in double quotes."
                )
            rows.append({k: v for k, v in zip(header, values, strict=False) if v})
            lines.append(line)
    except csv.Error as error:
        raise UserError(
            f"{name}:{before + 1} is not CSV: {error}. Check the double quotes there."
        ) from None
    if not header:
        raise UserError(f"{name} is empty. Begin it with a line of column names.")
    return Sheet(name, header, tuple(rows), tuple(lines))


def _separator(text: str) -> str:
    """Return the separator of the first line that is no comment."""
    first = next((x for x in text.splitlines() if x.strip() and not x.startswith("#")), "")
    return max(",;\t", key=first.count)


def _header(values: list[str], name: str, line: int) -> tuple[str, ...]:
    for column in values:
        if values.count(column) > 1:
            shown_name = column or "an empty name"
            raise UserError(f"{name}:{line} has the column {shown_name!r} twice. Rename one.")
    return tuple(values)


def table[M: BaseModel](sheet: Sheet, model: type[M], row: type[BaseModel], prefix: str) -> M:
    """Return the rows of a sheet checked against a schema.

    Parameters
    ----------
    sheet : Sheet
    model : type
        A schema with one field, a list of `row`.
    row : type
        The schema of a row.
    prefix : str
        What the names in errors begin with.

    Raises
    ------
    UserError
        With one line per problem: name, value, rule, what is allowed, file, line and column, fix.
    """
    for column in sheet.columns:
        if column not in row.model_fields:
            place = f"{sheet.name}, the line of column names"
            raise unknown("column", column, row.model_fields, place)
    needed = [name for name, field in row.model_fields.items() if field.is_required()]
    for column in needed:
        if column not in sheet.columns:
            raise UserError(
                f"{sheet.name} lacks the column {column!r}; needed {', '.join(needed)}; set by its "
                "line of column names. Add it."
            )
    (field,) = model.model_fields
    data = [_typed(cells, row) for cells in sheet.rows]

    def origin(path: Steps) -> str:
        index = path[1] if len(path) > 1 else 0
        column = str(path[2]) if len(path) > 2 else None
        return sheet.place(index, column) if isinstance(index, int) else sheet.name

    return validate(model, {field: data}, prefix, origin)


def unknown_keys(
    rows: Iterable[tuple[int, list[str]]], page: Sheet, known: Mapping[str, Source]
) -> list[str]:
    """Return what is wrong with the works that rows cite, given each row's index and keys."""
    return [
        str(unknown("source", key, known, page.place(index, "source")))
        for index, keys in rows
        for key in keys
        if key not in known
    ]


def _typed(cells: Mapping[str, str], row: type[BaseModel]) -> dict[str, Any]:
    """Return cells with numbers as numbers; other text stays, for the schema to tell of it."""
    return {name: _number(text, row.model_fields[name].annotation) for name, text in cells.items()}


def _number(text: str, annotation: Any) -> Any:
    kinds = get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else ()
    for kind in (int, float):
        if annotation is kind or kind in (*kinds, *map(_bare, kinds)):
            try:
                return kind(text)
            except ValueError:
                return text
    return text


def _bare(annotation: Any) -> Any:
    return get_args(annotation)[0] if hasattr(annotation, "__metadata__") else annotation
