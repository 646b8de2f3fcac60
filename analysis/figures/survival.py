"""Survival chart: the share of dyads without the event so far, both points with their bounds."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from analysis.figures.fan import ALTERNATIVE, BASELINE
from analysis.survival import Event

TITLES = {
    "rupture": ("Share not ruptured", "Months since the start"),
    "recovery": ("Share not recovered", "Months since the fall"),
}


def survival(event: Event, reference: str, size: tuple[float, float] = (7.0, 3.4)) -> Figure:
    """Return the Kaplan-Meier chart of one event.

    Parameters
    ----------
    event : Event
        With curves, made by `analysis.survival.survival`.
    reference : str
        The name of the reference.
    size : tuple of float
        Width and height in inches.
    """
    figure = Figure(figsize=size, layout="constrained")
    axes = figure.subplots()
    names, looks = (reference, event.alternative), (BASELINE, ALTERNATIVE)
    for curve, name, (colour, style) in zip(event.curves, names, looks, strict=True):
        x = np.arange(len(curve.survival))
        axes.fill_between(
            x, curve.low, curve.high, step="post", color=colour, alpha=0.2, linewidth=0
        )
        shown = name.replace("$", r"\$")
        axes.step(x, curve.survival, where="post", color=colour, linestyle=style, label=shown)
    title, axis = TITLES[event.event]
    axes.set_ylabel(title)
    axes.set_xlabel(axis)
    axes.set_ylim(-0.02, 1.02)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside upper left", frameon=False, ncols=1, fontsize="small")
    return figure
