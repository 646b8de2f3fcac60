"""Charts of a sweep: paired differences with intervals, and a heat map of two parameters."""
# ruff: noqa: N802

from __future__ import annotations

import altair as alt
import pandas as pd
import solara

from analysis.outcome_titles import measured, title
from analysis.view.chart import INK, SERIES, Charts, Drawn, rounded, themed


@solara.component
def DifferencesChart(found: pd.DataFrame, outcome: str) -> None:
    """Show the paired difference of each point with its interval."""
    if found.empty:
        told = "No intervals: filter to 40 points or fewer, of a record that can be paired."
        solara.Text(told, classes=["cm-soft"])
        return
    rows = {
        "label": found["label"].tolist(),
        **{name: rounded(found[name], 8) for name in ("mean", "low", "high")},
    }
    base = alt.Chart(alt.NamedData("points")).encode(
        y=alt.Y("label:N", sort=rows["label"], title=None, axis=alt.Axis(labelLimit=340))
    )
    tip = [
        alt.Tooltip("label:N"),
        *(alt.Tooltip(f"{n}:Q", format=".4f") for n in rows if n != "label"),
    ]
    bars = base.mark_rule(strokeWidth=2, color=SERIES[0]).encode(
        x=alt.X("low:Q", title=f"{measured(outcome)}, minus the baseline"), x2="high:Q", tooltip=tip
    )
    dots = base.mark_point(filled=True, size=60, color=SERIES[0]).encode(x="mean:Q", tooltip=tip)
    zero = (
        alt.Chart(alt.InlineData([{"x": 0}]))
        .mark_rule(color=INK, strokeDash=[3, 3])
        .encode(x="x:Q")
    )
    spec = themed(alt.layer(zero, bars, dots).properties(width="container", height={"step": 20}))
    told = "; ".join(f"{a} {b:+.3f}" for a, b in zip(found["label"], found["mean"], strict=True))
    label = f"{title(outcome)}: mean paired difference with its 95 % interval"
    Charts([Drawn("differences", spec, label, {"points": [rows]}, told, menu=True)], len(found))


@solara.component
def MapChart(table: pd.DataFrame, across: str, up: str, outcome: str) -> None:
    """Show a mean outcome over two swept parameters; points that share a cell are averaged."""
    cells = table.groupby([across, up], as_index=False)[outcome].mean()
    rows = {
        "x": rounded(cells[across], 12),
        "y": rounded(cells[up], 12),
        "value": rounded(cells[outcome], 8),
    }
    is_grid = cells[across].nunique() <= 30 and cells[up].nunique() <= 30
    kind, order = ("O", "descending") if is_grid else ("Q", None)
    base = alt.Chart(alt.NamedData("cells"))
    mark = base.mark_rect() if is_grid else base.mark_circle(size=90)
    chart = mark.encode(
        x=alt.X(f"x:{kind}", title=across),
        y=alt.Y(f"y:{kind}", title=up, **({"sort": order} if order else {})),
        color=alt.Color("value:Q", title=measured(outcome), scale=alt.Scale(scheme="cividis")),
        tooltip=[alt.Tooltip(f"{name}:Q", format=".4g") for name in rows],
    ).properties(width="container", height=320)
    told = (
        f"{title(outcome)} between {cells[outcome].min():.3f} and {cells[outcome].max():.3f}"
        if len(cells)
        else "no point"
    )
    label = f"{title(outcome)} over {across} and {up}"
    Charts([Drawn("map", themed(chart), label, {"cells": [rows]}, told, menu=True)], len(cells))
