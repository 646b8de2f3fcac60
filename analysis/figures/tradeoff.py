"""Coverage against density: the path of PRIM, and what boxes are worth on held-out points."""

from __future__ import annotations

from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.discovery.found import Discovery

LOOKS = {"PRIM": ("#D55E00", "o"), "CART": ("#009E73", "s")}


def tradeoff(found: Discovery) -> Figure:
    """Return the chart of coverage and density.

    The line is the path of PRIM's first box on the points it was found with, from all worlds (on
    the right) to the smallest box; its shade tells how many numbers are restricted. Crosses with
    intervals are the boxes that were tried, on held-out points; hollow ones were not confirmed.

    Parameters
    ----------
    found : Discovery
    """
    figure = Figure(figsize=(6.4, 4.6), layout="constrained")
    axes = figure.subplots()
    if found.trajectory:
        _path(figure, axes, found)
    told: set[str] = set()
    for item in found.tried:
        colour, marker = LOOKS[item.method]
        held, checked = item.held_out.measures, item.held_out
        axes.errorbar(
            held.coverage,
            held.density,
            xerr=_reach(held.coverage, checked.coverage_low, checked.coverage_high),
            yerr=_reach(held.density, checked.density_low, checked.density_high),
            fmt=marker,
            color=colour,
            markerfacecolor=colour if item.is_confirmed else "white",
            markersize=7,
            linewidth=1,
            zorder=4,
            label=None if item.method in told else f"{item.method}, held-out points",
        )
        told.add(item.method)
    base = float(found.fails.mean())
    axes.axhline(base, color="#555555", linestyle=":", linewidth=1)
    axes.annotate("all worlds", (0.01, base), fontsize=7, color="#555555", va="bottom")
    axes.set_xlim(0.0, 1.05)
    axes.set_ylim(0.0, 1.05)
    axes.set_xlabel("coverage: share of the failing worlds that lie inside", fontsize=9)
    axes.set_ylabel("density: share of the worlds inside that fail", fontsize=9)
    axes.set_title(fill(f"fails: {found.condition.text} ({found.table.name})", 60), fontsize=9)
    axes.tick_params(labelsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    if told:
        axes.legend(frameon=False, fontsize=8, loc="lower left")
    return figure


def _reach(value: float, low: float, high: float) -> np.ndarray:
    return np.array([[max(0.0, value - low)], [max(0.0, high - value)]])


def _path(figure: Figure, axes: Axes, found: Discovery) -> None:
    """Draw the path of PRIM's first box."""
    x = [step.coverage for step in found.trajectory]
    y = [step.density for step in found.trajectory]
    axes.plot(x, y, "-", color="#BBBBBB", linewidth=1)
    shades = [step.restricted for step in found.trajectory]
    dots = axes.scatter(
        x, y, c=shades, cmap="viridis_r", s=18, zorder=3, vmin=0, vmax=max(shades) or 1
    )
    bar = figure.colorbar(dots, ax=axes, ticks=sorted({0, *shades}))
    bar.set_label("numbers restricted (path of PRIM, training points)", fontsize=8)
    bar.ax.tick_params(labelsize=7)
