"""Flip chart: the worlds in which A is ahead of B and those in which B is, by what tells them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.outcome_titles import within
from analysis.robustness.flips import Flip

A, B = "#0072B2", "#D55E00"
BINS = 30


def flip(found: Flip, worlds: pd.DataFrame) -> Figure:
    """Return the chart of a flip: worlds by the numbers that separate them, else their differences.

    Parameters
    ----------
    found : Flip
        With its differences, one per world.
    worlds : DataFrame
        The numbers of each world.
    """
    figure = Figure(figsize=(7.0, 3.8), layout="constrained")
    axes = figure.subplots()
    names = [name for region in found.regions for name, _, _ in region.conditions]
    split = list(dict.fromkeys(names))[:2]
    if found.separates and split:
        _by_numbers(axes, found, worlds, split)
    else:
        _by_difference(axes, found)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside upper left", frameon=False, fontsize="small", ncols=2)
    return figure


def _by_numbers(axes: Axes, found: Flip, worlds: pd.DataFrame, split: list[str]) -> None:
    x = worlds[split[0]].to_numpy()
    y = worlds[split[1]].to_numpy() if len(split) > 1 else found.difference
    for is_b, colour, marker, name in ((False, A, "o", found.a), (True, B, "^", found.b)):
        chosen = (found.difference < 0) if is_b else (found.difference > 0)
        axes.plot(x[chosen], y[chosen], marker, color=colour, markersize=3.5, label=f"{name} ahead")
    for region in found.regions:
        for name, low, high in region.conditions:
            for cut in (low, high):
                if np.isfinite(cut) and name in split:
                    line = axes.axvline if name == split[0] else axes.axhline
                    line(cut, color="#555555", linewidth=0.8, linestyle=":")
    axes.set_xlabel(split[0])
    axes.set_ylabel(
        split[1] if len(split) > 1 else f"{found.a} ahead by, in {within(found.outcome)}"
    )


def _by_difference(axes: Axes, found: Flip) -> None:
    d = found.difference
    width = max(np.ptp(d), 1e-300) / BINS
    edges = width * np.arange(np.floor(d.min() / width), np.ceil(d.max() / width) + 1.0)
    axes.hist(d[d > 0], edges, color=A, alpha=0.7, label=f"{found.a} ahead")
    axes.hist(d[d < 0], edges, color=B, alpha=0.7, label=f"{found.b} ahead")
    axes.axvline(0, color="#555555", linewidth=1)
    axes.set_xlabel(f"{found.a} ahead of {found.b} by, in {within(found.outcome)}")
    axes.set_ylabel("worlds")
