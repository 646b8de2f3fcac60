"""What other commands saved beside a record: one `summary.json` each, read as they wrote it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.report.blocks import Box, Column, Figure, Fold, Gallery, Points, Table, Text, anchor
from analysis.report.drawing import carried
from analysis.report.words import number

FILE = "summary.json"
MANY = 12
"""Tables with more rows than this together are closed until they are opened."""


@dataclass(frozen=True)
class Kind:
    """A kind of result: its folder beside the record, what it answers, and what makes it."""

    folder: str
    question: str
    command: str
    takes_design: bool = False
    """Whether it takes a sweep over a design."""


KINDS = (
    Kind(
        "sensitivity",
        "Which of the numbers that are not known move the outcomes most?",
        "comity sensitivity {folder}",
        takes_design=True,
    ),
    Kind(
        "discovery",
        "Under which combinations of conditions does a policy fail?",
        'comity discover {folder} --fails "operational_mean<0.4"',
        takes_design=True,
    ),
    Kind(
        "tipping",
        "Are there levels of pressure beyond which cooperation jumps, and does not come back?",
        "comity tipping instrument=words partner=MEX output={folder}/tipping",
    ),
    Kind(
        "robust",
        "Which policy does acceptably well in most of the worlds that are not ruled out?",
        "comity robust {folder}",
        takes_design=True,
    ),
    Kind(
        "search",
        "Are there better numbers for a policy than those that were compared?",
        "comity search --policies transactional --output {folder}/search",
    ),
)
VALIDITY = "validity"


@dataclass(frozen=True)
class Summary:
    """What another command found."""

    folder: Path
    document: dict[str, Any]

    @property
    def title(self) -> str:
        """Its heading."""
        return str(self.document.get("title") or self.folder.name)


def read(folder: Path | None, name: str) -> Summary | str | None:
    """Return a summary beside a record, why it cannot be read, or None if there is none."""
    if folder is None or not (folder / name / FILE).is_file():
        return None
    return read_file(folder / name / FILE)


def read_file(path: Path) -> Summary | str:
    """Return a summary, or the sentence that says why it cannot be read."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return f"{path.name} in {path.parent.name}/ cannot be read ({error}); make it again."
    if not isinstance(document, dict):
        return f"{path.name} in {path.parent.name}/ is no summary; make it again."
    return Summary(path.parent, document)


def box(summary: Summary, law: str) -> Box:
    """Return a summary as a part of the page.

    Parameters
    ----------
    summary : Summary
    law : str
        The hash of the law of the record; empty if it is not known.
    """
    told = summary.document
    blocks: list[Any] = []
    if law and told.get("law") and told["law"] != law:
        blocks.append(
            Text("Made with another version of the law than this record: make it again before use.")
        )
    blocks += _lists(told.get("findings"))
    named = enumerate(_dicts(told.get("tables")), 1)
    made = [_table(item, f"{summary.folder.name}-{place}") for place, item in named]
    tables = tuple(table for table in made if table is not None)
    if sum(len(table.rows) for table in tables) > MANY:
        blocks.append(Fold(f"The tables behind this ({len(tables)})", tables))
    else:
        blocks += tables
    figures = [made for item in _dicts(told.get("figures")) if (made := _figure(summary, item))]
    if figures:
        blocks.append(Gallery(tuple(figures)))
    if limits := _lists(told.get("limits")):
        blocks += [Text("Limits:"), *limits]
    by = ", ".join(str(told[key]) for key in ("command", "made") if told.get(key))
    if by:
        blocks.append(Text(f"Made by: {by}."))
    return Box(summary.title, tuple(blocks))


def _lists(given: Any) -> list[Any]:
    items = tuple(str(item) for item in given) if isinstance(given, list) else ()
    return [Points(items)] if items else []


def _dicts(given: Any) -> list[dict[str, Any]]:
    return [item for item in given if isinstance(item, dict)] if isinstance(given, list) else []


def _table(item: dict[str, Any], name: str) -> Table | None:
    """Return a table by a name of its own; None for what is none. Rows of another length go."""
    columns, rows = item.get("columns"), item.get("rows")
    if not isinstance(columns, list) or not isinstance(rows, list) or not columns:
        return None
    rows = [row for row in rows if isinstance(row, list) and len(row) == len(columns)]
    numeric = [
        any(isinstance(row[i], int | float) for row in rows)
        and all(row[i] is None or isinstance(row[i], int | float) for row in rows)
        for i in range(len(columns))
    ]
    made = tuple(
        Column(str(title), _cell, is_number=is_number)
        for title, is_number in zip(columns, numeric, strict=True)
    )
    title = str(item.get("title") or "Results").rstrip(".")
    caption = str(item.get("caption") or "").strip()
    caption = f"{title}. {caption}".strip()
    cells = tuple(tuple("" if cell is None else cell for cell in row) for row in rows)
    return Table(f"{anchor(name)}", caption, made, cells)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return number(value, 3) if isinstance(value, float) else str(value)


def _figure(summary: Summary, item: dict[str, Any]) -> Figure | None:
    """Return a figure; one outside the folder, missing or of another kind is left out."""
    path = summary.folder / str(item.get("file", ""))
    is_inside = path.resolve().is_relative_to(summary.folder.resolve())
    if not is_inside or path.suffix.lower() not in (".svg", ".png") or not path.is_file():
        return None
    drawing = carried(path.read_bytes(), path.suffix.lower() == ".svg")
    caption = str(item.get("caption") or summary.title)
    return Figure(drawing, caption, str(item.get("alt") or caption))
