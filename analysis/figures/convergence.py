"""Convergence of Sobol' indices: each index against the size of the sample it was taken from."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.sensitivity.sobol import Sobol

SHOWN = 6
"""Factors that are drawn: those with the largest total effects."""
LOOKS = (
    ("#0072B2", "-"),
    ("#D55E00", "--"),
    ("#009E73", "-."),
    ("#CC79A7", ":"),
    ("#56B4E9", "-"),
    ("#E69F00", "--"),
)


def convergence(found: Sequence[Sobol], title: str) -> Figure:
    """Return the chart of first and total orders against the number of blocks, with intervals.

    Parameters
    ----------
    found : the indices from ever larger parts of one design, smallest first
    title : the outcome
    """
    largest = found[-1]
    order = np.argsort([-item.value for item in largest.total], kind="stable")[:SHOWN]
    figure = Figure(figsize=(8.4, 4.0), layout="constrained")
    panels = figure.subplots(1, 2, sharey=True)
    for axes, name in zip(panels, ("first", "total"), strict=True):
        _panel(axes, found, name, order)
        axes.set_title(f"{name} order", fontsize=9)
    panels[0].set_ylabel("share of the variance", fontsize=9)
    figure.suptitle(fill(title, 80), fontsize=9)
    handles, labels = panels[0].get_legend_handles_labels()
    figure.legend(
        handles, labels, loc="outside lower center", ncols=2, frameon=False, fontsize="x-small"
    )
    return figure


def _panel(axes: Axes, found: Sequence[Sobol], name: str, order: np.ndarray) -> None:
    sizes = np.array([item.blocks for item in found])
    for i, (colour, style) in zip(order, LOOKS, strict=False):
        held = [getattr(item, name)[i] for item in found]
        label = held[0].of[0].removeprefix("model.")
        axes.fill_between(
            sizes,
            [item.low for item in held],
            [item.high for item in held],
            color=colour,
            alpha=0.12,
            linewidth=0,
        )
        values = [item.value for item in held]
        axes.plot(sizes, values, style, color=colour, marker="o", markersize=3, label=label)
    axes.axhline(0.0, color="#555555", linewidth=0.8)
    axes.set_xscale("log", base=2)
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes], fontsize=7)
    axes.set_ylim(-0.25, 1.25)
    axes.set_xlabel("N: blocks of D + 2 points, D the numbers that vary", fontsize=8)
    axes.spines[["top", "right"]].set_visible(False)
