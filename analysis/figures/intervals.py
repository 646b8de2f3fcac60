"""Interval plot: one outcome's differences with their intervals, legible on a phone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

COLOUR = "#0072B2"
"""Of the Okabe-Ito palette."""


def intervals(
    labels: Sequence[str], mean: ArrayLike, low: ArrayLike, high: ArrayLike, title: str
) -> Figure:
    """Return the plot, a row for each alternative; bounds may be NaN.

    Parameters
    ----------
    labels : names of the rows, from the top
    mean, low, high : shape (rows,)
    title : of the axis, with its unit
    """
    middle = np.asarray(mean, dtype=np.float64)
    y = np.arange(len(middle))
    figure = Figure(figsize=(4.8, 1.0 + 0.27 * max(2, len(middle))), layout="constrained")
    axes = figure.subplots()
    axes.axvline(0.0, color="#555555", linewidth=1)
    for row in y:
        axes.axhline(row, color="#E3E7EC", linewidth=0.7, zorder=0)
    axes.hlines(y, np.asarray(low), np.asarray(high), color=COLOUR, linewidth=2.5)
    axes.plot(middle, y, "o", color=COLOUR, markersize=5)
    axes.set_yticks(y, [label.replace("$", r"\$") for label in labels], fontsize=9)
    axes.set_ylim(len(middle) - 0.5, -0.5)
    axes.set_xlabel(title, fontsize=9)
    axes.tick_params(axis="x", labelsize=9)
    axes.tick_params(axis="y", length=0)
    axes.locator_params(axis="x", nbins=5)
    axes.spines[["top", "right", "left"]].set_visible(False)
    return figure
