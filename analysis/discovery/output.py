"""A search for conditions of failure as files: results.json, boxes.csv, summary.json, figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.designed.summary import summary, write_summary
from analysis.discovery import words
from analysis.discovery.found import Discovery, document
from analysis.figures.box import box
from analysis.figures.tradeoff import tradeoff
from analysis.files import write_figure, write_json, write_text

PLACE = "discovery"
"""The folder beside a record that results are written to."""


def write(folder: Path, found: Discovery, command: str = "") -> None:
    """Write everything that was found to a folder.

    Parameters
    ----------
    folder : Path
    found : Discovery
    command : str
        What it was made by, for `summary.json`.
    """
    write_json(folder / "results.json", document(found))
    write_text(folder / "boxes.csv", frame(found).to_csv(index=False, lineterminator="\n"))
    write_figure(folder / "tradeoff.svg", tradeoff(found))
    caption = "Coverage and density along the path of PRIM, and of the boxes on held-out points."
    figures = [{"file": "tradeoff.svg", "caption": caption, "alt": caption}]
    for number, item in enumerate(found.confirmed, 1):
        name = f"box-{number}.svg"
        write_figure(folder / name, box(found, item))
        caption = f"Box {number}: {words.conditions(item)}."
        figures.append({"file": name, "caption": caption, "alt": caption})
    told, shown = (words.findings(found), words.limits(found)), (_tables(found), figures)
    write_summary(folder, summary("Where it fails", told, shown, command=command, law=found.law))


def frame(found: Discovery) -> pd.DataFrame:
    """Return a row for each restriction of each box that was tried."""
    columns = ["box", "method", "is_confirmed", "number", "unit", "low", "high", "of_low"]
    columns += ["of_high", "quasi_p_low", "quasi_p_high", "coverage", "coverage_low"]
    columns += ["coverage_high", "density", "density_low", "density_high", "base", "p_corrected"]
    rows = []
    for number, item in enumerate(found.tried, 1):
        held, checked = item.held_out.measures, item.held_out
        for row in item.restrictions:
            rows.append(
                (
                    *(number, item.method, item.is_confirmed, row.name, row.unit),
                    *(row.low, row.high, *row.of, row.quasi_p_low, row.quasi_p_high),
                    *(held.coverage, checked.coverage_low, checked.coverage_high),
                    *(held.density, checked.density_low, checked.density_high),
                    *(held.base, item.p_corrected),
                )
            )
    return pd.DataFrame(rows, columns=columns)


def _tables(found: Discovery) -> list[dict[str, Any]]:
    table = frame(found)
    shown = table[table["is_confirmed"].to_numpy(dtype=bool)]
    if not len(shown):
        return []
    columns = ["box", "method", "number", "unit", "low", "high", "coverage", "density", "base"]
    caption = "coverage and density on held-out points; base: of all of them"
    rows = shown[columns].to_numpy().tolist()
    title = "Boxes in which worlds fail"
    return [{"title": title, "caption": caption, "columns": columns, "rows": rows}]
