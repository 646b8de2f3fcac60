"""A sensitivity analysis as files: results.json, indices.csv, summary.json and figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from analysis.designed.summary import summary, write_summary
from analysis.figures.convergence import convergence
from analysis.figures.indices import Bar, indices
from analysis.figures.morris_plane import morris_plane
from analysis.files import write_figure, write_json, write_text
from analysis.outcome_titles import TITLES, measured
from analysis.sensitivity import words
from analysis.sensitivity.sobol import Index
from analysis.sensitivity.study import Result, Study

PLACE = "sensitivity"
"""The folder beside a record that results are written to."""
MOST_SHOWN = 6
"""Tables and figures in a report."""


def write(folder: Path, found: Study, command: str = "") -> None:
    """Write everything that was found to a folder.

    Parameters
    ----------
    folder : Path
    found : Study
    command : str
        What it was made by, for `summary.json`.
    """
    write_json(folder / "results.json", found.document())
    text = found.frame().to_csv(index=False, lineterminator="\n")
    write_text(folder / "indices.csv", text)
    told = []
    for number, result in enumerate(found.results, 1):
        for kind, caption, figure in figures(result, found.confidence):
            name = f"{kind}-{number}-{_safe(result)}.svg"
            write_figure(folder / name, figure)
            told.append({"file": name, "caption": caption, "alt": caption})
    sentences = words.findings(found), words.limits(found)
    shown = [_table(result) for result in found.results[:MOST_SHOWN]], told[:MOST_SHOWN]
    title = "What the outcomes hang on"
    write_summary(folder, summary(title, sentences, shown, command=command, law=found.law))


def figures(result: Result, confidence: float) -> list[tuple[str, str, Figure]]:
    """Return the figures of a result: a word for the file, a caption, the figure."""
    share = f"{100 * confidence:g} % intervals"
    # A dyad or what an outcome is against stays in the name.
    name = measured(result.name) if result.name in TITLES else result.name
    made = []
    if result.sobol is not None:
        series = {"total": _bars(result.sobol.total), "first": _bars(result.sobol.first)}
        figure = indices(series, f"share of the variance, {share}", name)
        made.append(("sobol", f"Sobol' indices of {name}, {share}.", figure))
        caption = f"The same from ever larger parts of the design: {name}."
        made.append(("convergence", caption, convergence(result.converging, name)))
    if result.morris is not None:
        caption = f"Morris screening of {name}: mean size of effects and their spread."
        made.append(("morris", caption, morris_plane(result.morris, name, result.unit)))
    if result.pawn is not None:
        bars = [Bar(d.factor, d.median, d.low, d.high) for d in result.pawn.distances]
        label = f"PAWN: median Kolmogorov-Smirnov distance, {share}"
        figure = indices({"PAWN": bars}, label, name, result.pawn.threshold)
        made.append(("pawn", f"PAWN indices of {name}, {share}.", figure))
    return made


def _bars(found: Sequence[Index]) -> list[Bar]:
    return [Bar(item.of[0], item.value, item.low, item.high) for item in found]


def _safe(result: Result) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "_", f"{result.outcome} {result.dyad}").strip("_")


def _table(result: Result) -> dict[str, Any]:
    columns, rows = ranking(result)
    return {"title": result.name, "caption": "", "columns": columns, "rows": rows}


def ranking(result: Result) -> tuple[list[str], list[list[Any]]]:
    """Return the factors of a result, those that matter most first: columns and rows."""
    if result.sobol is not None:
        first = {item.of[0]: item for item in result.sobol.first}
        columns = ["number", "total", "low", "high", "first", "first low", "first high"]
        total = sorted(result.sobol.total, key=lambda item: -item.value)
        return columns, [
            [
                item.of[0],
                *(item.value, item.low, item.high),
                *(getattr(first[item.of[0]], end) for end in ("value", "low", "high")),
            ]
            for item in total
        ]
    if result.morris is not None:
        columns = ["number", "mu*", "low", "high", "sigma"]
        effects = sorted(result.morris.effects, key=lambda item: -item.mu_star)
        return columns, [
            [item.factor, item.mu_star, item.mu_star_low, item.mu_star_high, item.sigma]
            for item in effects
        ]
    if result.pawn is not None:
        columns = ["number", "PAWN", "low", "high", "above chance"]
        distances = sorted(result.pawn.distances, key=lambda item: -item.median)
        return columns, [
            [item.factor, item.median, item.low, item.high, item.is_above] for item in distances
        ]
    return ["number"], []
