"""The report of a record: one HTML file that needs nothing else, next to the data."""

from __future__ import annotations

import io
import math
import os
import re
import tempfile
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from matplotlib.figure import Figure

from analysis.arms import baseline_of
from analysis.figures.fan import TITLES as FAN_TITLES
from analysis.figures.fan import fan
from analysis.figures.forest import forest
from analysis.paired import compared, summary
from scenarios.records import Records, load

FANS = ("operational_mean", "blind_share", "arrived")

HEADINGS = {
    "operational_mean": "Operational cooperation (0 to 1)",
    "p_rupture": "Probability of rupture",
    "blind_share_mean": "Blind share of routes (0 to 1)",
    "net_security_effect": "Net security effect (share of baseline arrivals avoided)",
}


def write(folder: str | os.PathLike[str], baseline_point: int | None = None) -> Path:
    """Write the report of a record and return its path.

    Parameters
    ----------
    folder : the folder of the record
    baseline_point : the point the others are compared with; the record's own if None
    """
    place = Path(folder)
    html = render(load(place), baseline_point)
    handle, name = tempfile.mkstemp(dir=place, prefix="report-", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(html)
        Path(name).chmod(0o644)
        Path(name).replace(place / "report.html")
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return place / "report.html"


def render(records: Records, baseline_point: int | None = None) -> str:
    """Return the report of a record as HTML."""
    if baseline_point is None:
        baseline_point = baseline_of(records.outcomes)
    table = summary(records.outcomes, baseline_point)
    names = compared(table.columns)
    others = [point for point in table.index if point != baseline_point]
    template = Environment(
        loader=PackageLoader("analysis"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    ).get_template("report.html")
    return template.render(
        baseline=table.loc[baseline_point, "label"],
        n=int(table["n"].min()),
        headings=[HEADINGS[name] for name in names],
        rows=[_row(row, names, point == baseline_point) for point, row in table.iterrows()],
        sections=[_section(records, table, point, baseline_point) for point in others],
        forest=svg(forest(table, baseline_point)) if others and names else None,
        command=_find(records, "command"),
        seed=_find(records, "seed"),
        commit=_find(records, "commit"),
    )


def svg(figure: Figure) -> Markup:
    """Return a figure as an inline SVG element, the same bytes for the same figure."""
    text = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "comity"}):
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    drawn = text.getvalue()
    drawn = re.sub(r"<metadata>.*?</metadata>", "", drawn[drawn.index("<svg") :], flags=re.DOTALL)
    # The figure's own text alternative stands on the element around it. Comments hold labels.
    drawn = re.sub(r"<!--.*?-->", "", drawn, flags=re.DOTALL)
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" ', 1))


def _row(row: pd.Series, names: tuple[str, ...], is_baseline: bool) -> dict[str, Any]:
    """Return the cells of one design point: level, then difference with its interval."""
    cells = []
    for name in names:
        bounds = [float(row[f"{name}_{part}"]) for part in ("difference", "low", "high")]
        change = "baseline" if is_baseline else _interval(*bounds)
        cells.append((_number(float(row[name])), change))
    return {"label": row["label"], "cells": cells}


def _interval(mean: float, low: float, high: float) -> str:
    if math.isnan(low):
        return f"{_number(mean, '+')} (no interval)"
    return f"{_number(mean, '+')} ({_number(low, '+')} to {_number(high, '+')})"


def _number(value: float, sign: str = "") -> str:
    return "not available" if math.isnan(value) else f"{value:{sign}.3f}"


def _section(records: Records, table: pd.DataFrame, point: int, baseline: int) -> dict[str, Any]:
    """Return the fan charts of one design point, of the variables that the record holds."""
    label, base = table.loc[point, "label"], table.loc[baseline, "label"]
    # The series hold the points that have runs, in order, as the table does.
    places = [list(table.index).index(which) for which in (point, baseline)]
    charts = []
    for name in FANS:
        if name in records.series and "statistic" in records.series[name].dims:
            title = FAN_TITLES[name]
            alt = f"Fan chart of {title} by month: {label} against {base}."
            charts.append((title, alt, svg(fan(records.series, name, *places))))
    return {"label": label, "charts": charts}


def _find(records: Records, key: str) -> str:
    """Return what the provenance, else the configuration, says of a key at any depth."""
    for document in (records.provenance, records.config):
        found = _search(document, key)
        if found is not None:
            return " ".join(map(str, found)) if isinstance(found, list) else str(found)
    return "not recorded"


def _search(document: Any, key: str) -> Any:
    if not isinstance(document, dict):
        return None
    if key in document:
        return document[key]
    return next(
        (v for v in (_search(part, key) for part in document.values()) if v is not None), None
    )
