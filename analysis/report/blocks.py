"""What a page is made of: text, tables that can be downloaded, figures; each a small value."""

from __future__ import annotations

import base64
import csv
import io
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from markupsafe import Markup

Show = Callable[[Any], str]


class Interval(NamedTuple):
    """A number with its bounds, NaN where there are none; a cell of a table."""

    value: float
    low: float = math.nan
    high: float = math.nan


class Said(NamedTuple):
    """A number and how it is said, in a column whose rows have units of their own."""

    value: float
    text: str


def stacked(value: str, bounds: str) -> Markup:
    """Return a number with its bounds below it, neither of which is broken."""
    return Markup('<span class="value">{}</span> <span class="bounds">{}</span>').format(
        value, bounds
    )


def said(cell: Said) -> str:
    """Return how a number is said."""
    return cell.text


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    title : str
        As it is read.
    show : callable
        Turns a cell into the text that is shown.
    parts : tuple of str
        What a cell with bounds is called part by part in the CSV; empty for a single value.
    is_number : bool
        Whether it is set to the right.
    """

    title: str
    show: Show = str
    parts: tuple[str, ...] = ()
    is_number: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of its columns in the CSV."""
        return tuple(f"{self.title}, {part}" for part in self.parts) or (self.title,)


@dataclass(frozen=True)
class Table:
    """A table with a caption; its first column names the rows.

    Attributes
    ----------
    name : str
        The file that is downloaded, without `.csv`.
    caption : str
        What it shows; one or two sentences.
    columns : tuple of Column
    rows : tuple of tuple
        Unrounded cells, one for each column.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    kind: str = field(default="table", init=False)

    def csv(self) -> str:
        """Return the rows as comma-separated values, numbers in full; NaN is empty."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([name for column in self.columns for name in column.headings])
        for row in self.rows:
            writer.writerow(
                [
                    plain(part)
                    for column, cell in zip(self.columns, row, strict=True)
                    for part in (cell if column.parts else (cell,))
                ]
            )
        return text.getvalue()

    def link(self) -> str:
        """Return the address that holds the CSV itself."""
        return data_link("text/csv;charset=utf-8", self.csv().encode())


@dataclass(frozen=True)
class Text:
    """A paragraph; `Markup` is taken as it is, other text is escaped."""

    words: str
    kind: str = field(default="text", init=False)


@dataclass(frozen=True)
class Points:
    """A list."""

    items: tuple[str, ...]
    kind: str = field(default="points", init=False)


@dataclass(frozen=True)
class Heading:
    """A heading inside a section."""

    words: str
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True)
class Figure:
    """A figure: an inline SVG, or an image that the page carries."""

    drawing: Markup
    caption: str
    alt: str
    kind: str = field(default="figure", init=False)


@dataclass(frozen=True)
class Gallery:
    """Small figures side by side, as many as the screen holds."""

    figures: tuple[Figure, ...]
    kind: str = field(default="gallery", init=False)


@dataclass(frozen=True)
class Terms:
    """Words and what they mean."""

    rows: tuple[tuple[str, str], ...]
    kind: str = field(default="terms", init=False)


@dataclass(frozen=True)
class Box:
    """Something set apart, with a title of its own."""

    title: str
    blocks: tuple[Any, ...]
    kind: str = field(default="box", init=False)


@dataclass(frozen=True)
class Fold:
    """What is closed until it is opened; printed open."""

    summary: str
    blocks: tuple[Any, ...]
    kind: str = field(default="fold", init=False)


@dataclass(frozen=True)
class Section:
    """A section of the page."""

    anchor: str
    title: str
    blocks: tuple[Any, ...]
    appendix: tuple[Table, ...] = ()
    """Long tables, for reviewers: they stand at the end of the page."""


def pointer(table: Table, words: str) -> Text:
    """Return the paragraph that leads to a table of the appendix."""
    return Text(Markup('<a href="#table-{}">{}</a> (in the appendix).').format(table.name, words))


def tables_of(blocks: Sequence[Any]) -> list[Table]:
    """Return the tables among blocks, those inside boxes and folds too."""
    found = []
    for block in blocks:
        if isinstance(block, Table):
            found.append(block)
        elif isinstance(block, Box | Fold):
            found += tables_of(block.blocks)
    return found


def data_link(media: str, content: bytes) -> str:
    """Return an address that holds its content itself."""
    return f"data:{media};base64,{base64.b64encode(content).decode()}"


def plain(value: Any) -> str:
    """Return a cell of a CSV: numbers in full, NaN empty, no text that is a formula."""
    if isinstance(value, Said):
        return plain(value.value)
    if isinstance(value, bool | int):
        return str(value)
    if isinstance(value, float):
        return "" if math.isnan(value) else repr(float(value))
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "@") else text


def anchor(text: str) -> str:
    """Return a text as the name of a place on the page or of a file."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "item"
