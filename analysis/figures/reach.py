"""Reach plot: how far an outcome spreads over the points of a design, arm by arm."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from analysis.reach import Reach

COLOUR = "#0072B2"
"""Of the Okabe-Ito palette."""


def reach(rows: Sequence[Reach], labels: Sequence[str], scale: float, title: str) -> Figure:
    """Return the plot: a thin line from smallest to largest, a thick one for 9 of 10, a dot: half.

    Parameters
    ----------
    rows : of one outcome, from the top
    labels : of the rows
    scale : what values are multiplied by
    title : of the axis
    """
    figure = Figure(figsize=(4.7, 1.3 + 0.34 * len(rows)), layout="constrained")
    axes = figure.subplots()
    if rows and rows[0].reference:
        axes.axvline(0.0, color="#555555", linewidth=1)
    for y, row in enumerate(rows):
        axes.hlines(y, row.low * scale, row.high * scale, color=COLOUR, linewidth=1)
        axes.hlines(y, row.q05 * scale, row.q95 * scale, color=COLOUR, linewidth=5, alpha=0.45)
        axes.plot(row.median * scale, y, "o", color=COLOUR, markersize=5)
    axes.set_yticks(range(len(rows)), [label.replace("$", r"\$") for label in labels])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlabel(title, fontsize=9)
    axes.tick_params(labelsize=9)
    axes.locator_params(axis="x", nbins=5)
    axes.spines[["top", "right", "left"]].set_visible(False)
    return figure
