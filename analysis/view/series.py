"""Time series of one or two worlds, with what was done marked on the axis."""
# ruff: noqa: N802

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import altair as alt
import solara

from analysis.spans import spans
from analysis.view.chart import (
    DASHES,
    INK,
    SERIES,
    Block,
    Charts,
    Drawn,
    rounded,
    side_axis,
    themed,
)
from analysis.view.session import NAMES
from analysis.view.updates import update_counter
from scenarios.format import months


class Plot(NamedTuple):
    """One chart: its title, unit, the axis and variables (with a name each), and its range."""

    title: str
    unit: str
    axis: str
    lines: tuple[tuple[str, str], ...]
    range: tuple[float, float] | None


PLOTS = (
    Plot(
        "Operational cooperation",
        "0 to 1",
        "dyad",
        (("operational", "cooperation"),),
        (0, 1),
    ),
    Plot("Partner's trust in the sender", "0 to 1", "dyad", (("trust", "trust"),), (0, 1)),
    Plot("Mandate", "share authorised", "dyad", (("mandate", "mandate"),), (0, 1)),
    Plot(
        "Blind spots",
        "share of routes not watched",
        "network",
        (("blind_share", "blind"),),
        (0, 1),
    ),
    Plot(
        "Seized and arrived",
        "tonnes a month",
        "network",
        (("arrived", "arrived"), ("seized", "seized")),
        None,
    ),
    Plot("Approval", "deviation from its usual level", "government", (("approval", ""),), None),
)


HEIGHT = 140
LEGEND = 22
"""The height of a legend; a chart that has one is so much lower, and its axis in line."""


@solara.component
def SeriesPanel(model: Any, others: tuple[Any, ...] = (), selected: str | None = None) -> None:
    """Show the series of a world, or of two beside each other.

    Parameters
    ----------
    model : LiveWorld
        The first world.
    others : tuple of LiveWorld
        The worlds to compare with.
    selected : str or None
        A partner; its dyads are shown instead of the mean over all.
    """
    update_counter.get()
    worlds = (model, *others)
    spans_now = marks(worlds, selected)
    charts = [
        Drawn(
            f"series.{plot.title}",
            specification(plot, model.inputs.start, model.inputs.months),
            f"{plot.title} ({plot.unit})",
            {"lines": lines(plot, worlds, selected), "spans": [spans_now]},
            told(plot, worlds, selected),
        )
        for plot in PLOTS
    ]
    Charts(charts, sum(world.month for world in worlds))


def values(plot: Plot, world: Any, selected: str | None, name: str) -> list[float]:
    """Return one line of a chart: a month's value of the selected partner, or the mean of all."""
    key = f"{plot.axis}.{name}"
    chosen: list[int] | slice = slice(None)
    if plot.axis == "dyad" and selected is not None:
        chosen = [i for i, d in enumerate(world.inputs.dyads) if selected in (d.partner, d.sender)]
    if plot.axis == "government":
        wanted = selected or next(g.id for g in world.inputs.governments if g.role == "sender")
        chosen = [i for i, g in enumerate(world.inputs.governments) if g.id == wanted]
    return [float(now[key][chosen].mean()) for now in world.frames[1:]]


def lines(plot: Plot, worlds: tuple[Any, ...], selected: str | None) -> list[Block]:
    """Return a chart's lines, a block for each branch and variable."""
    return [
        {
            "from": world.inputs.start,
            "value": rounded(values(plot, world, selected, name)),
            "branch": branch,
            "line": line,
        }
        for branch, world in zip(NAMES, worlds, strict=False)
        for name, line in plot.lines
    ]


def marks(worlds: tuple[Any, ...], selected: str | None) -> Block:
    """Return what is marked on the axis: first and last month, and what it was."""
    table: dict[str, list[Any]] = {"first": [], "last": [], "text": []}
    seen = set()
    for world in worlds:
        dyads = [
            i for i, d in enumerate(world.inputs.dyads) if selected in (None, d.partner, d.sender)
        ]
        for span in spans(world.inputs, dyads):
            if span in seen:
                continue
            seen.add(span)
            table["first"].append(f"{span.first}-01")
            table["last"].append(f"{span.last}-28")
            table["text"].append(span.text)
    return table


def told(plot: Plot, worlds: tuple[Any, ...], selected: str | None) -> str:
    """Return what a chart shows now, in words."""
    parts = []
    for branch, world in zip(NAMES, worlds, strict=False):
        for name, line in plot.lines:
            found = values(plot, world, selected, name)
            if found:
                who = f"branch {branch}" if len(worlds) > 1 else ""
                how = f"from {found[0]:.2f} to {found[-1]:.2f}"
                parts.append(" ".join(word for word in (who, line, how) if word))
    return f"{plot.title}: " + ("; ".join(parts) or "no month yet")


@cache
def specification(plot: Plot, start: str, horizon: int) -> str:
    """Return the chart's specification; it does not change while the world runs."""
    ends = [f"{start}-01", months.label(horizon - 1, start) + "-28"]
    x = alt.X(
        "month:T",
        title=None,
        scale=alt.Scale(domain=ends),
        axis=alt.Axis(format="%Y", tickCount="year", labelFlush=False),
    )
    scale = alt.Scale(domain=list(plot.range)) if plot.range else alt.Scale(zero=True, nice=True)
    y = alt.Y("value:Q", title=None, scale=scale, axis=side_axis())
    height = HEIGHT - (LEGEND if len(plot.lines) > 1 else 0)
    layers = (*_spans(height), *_lines(plot, x, y))
    return themed(alt.layer(*layers).properties(width="container", height=height))


def _spans(height: int) -> tuple[Any, Any]:
    """Return what was done: a bar along the axis, and a rule where it begins."""
    base = alt.Chart(alt.NamedData("spans")).encode(x="first:T", tooltip=alt.Tooltip("text:N"))
    bars = base.mark_rect(color=INK, opacity=0.35, clip=True).encode(
        x2="last:T", y=alt.value(height - 7), y2=alt.value(height)
    )
    return base.mark_rule(color=INK, opacity=0.3, strokeDash=[2, 3], clip=True), bars


def _lines(plot: Plot, x: Any, y: Any) -> tuple[Any, Any]:
    """Return the lines, and unseen points that tell month and value under the pointer."""
    dash = alt.StrokeDash(
        "branch:N", scale=alt.Scale(domain=list(NAMES), range=list(DASHES[:2])), legend=None
    )
    has_lines = len(plot.lines) > 1
    key = "line" if has_lines else "branch"
    domain = [name for _, name in plot.lines] if has_lines else list(NAMES)
    colour = alt.Color(
        f"{key}:N",
        scale=alt.Scale(domain=domain, range=list(SERIES[: len(domain)])),
        legend=alt.Legend(symbolType="stroke") if has_lines else None,
    )
    tip = [
        alt.Tooltip("month:T", format="%b %Y", title="month"),
        alt.Tooltip("value:Q", format=".3f", title=plot.title),
        alt.Tooltip("branch:N"),
    ]
    base = alt.Chart(alt.NamedData("lines")).encode(x=x, y=y)
    line = base.mark_line(strokeWidth=2, clip=True).encode(color=colour, strokeDash=dash)
    return line, base.mark_point(size=60, opacity=0, clip=True).encode(tooltip=tip)
