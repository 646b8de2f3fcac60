"""Dot plot: how many times fewer runs common random numbers take, per comparison and outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

# Of the Okabe-Ito palette, told apart by people with any common colour blindness; the markers tell
# them apart as well.
LOOKS = (("#0072B2", "o"), ("#D55E00", "s"), ("#009E73", "^"), ("#CC79A7", "D"))
MOST = 1e4
"""Greater ratios, and infinite ones, are drawn here."""
WIDTH = 36
"""Letters of a line of a label."""


def variance_ratios(labels: Sequence[str], ratios: Mapping[str, Sequence[float]]) -> Figure:
    """Return the dot plot of ratios of variances, unpaired over paired.

    Parameters
    ----------
    labels : the comparisons, from the top; long ones are wrapped
    ratios : by outcome, a ratio for each comparison; infinite where nothing differs but a constant,
        not a number where nothing varies at all, which is left out
    """
    figure = Figure(figsize=(7.5, 1.4 + 0.34 * len(labels)), layout="constrained")
    axes = figure.subplots()
    y = np.arange(len(labels))
    axes.axvline(1.0, color="#555555", linewidth=1)
    axes.hlines(y, 0.5, MOST, color="#DDDDDD", linewidth=0.6)
    for place, ((name, values), (colour, marker)) in enumerate(
        zip(ratios.items(), LOOKS, strict=False)
    ):
        x = np.minimum(np.asarray(values, dtype=np.float64), MOST)
        shift = 0.14 * (place - (len(ratios) - 1) / 2.0)
        axes.plot(x, y + shift, marker, color=colour, markersize=4.5, label=name)
    axes.set_xscale("log")
    axes.set_xlim(0.5, MOST * 1.3)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _tick(value)))
    axes.set_yticks(y, [fill(label, WIDTH) for label in labels], fontsize=7)
    axes.invert_yaxis()
    axes.set_xlabel("Times fewer runs for an interval of the same length (1: no gain)")
    axes.spines[["top", "right", "left"]].set_visible(False)
    figure.legend(loc="outside upper left", ncols=len(ratios), frameon=False, fontsize="small")
    return figure


def _tick(value: float) -> str:
    return f"{value:,.0f}" if value < MOST else f"{value:,.0f}\nor more"
