"""Difference chart: the mean paired difference by month, with its band where there is one."""

from __future__ import annotations

import numpy as np
import xarray as xr
from matplotlib.figure import Figure

from analysis.figures.fan import ALTERNATIVE, TITLES, month_ticks


def difference(
    change: xr.Dataset, name: str, label: str, size: tuple[float, float] = (7.0, 3.0)
) -> Figure:
    """Return the chart of a monthly difference.

    Parameters
    ----------
    change : variables mean, low and high on the axis month, made by `analysis.monthly.Change`;
        low and high are NaN where the record does not hold each replicate
    name : the monthly variable
    label : the name of the alternative
    size : width and height in inches
    """
    figure = Figure(figsize=size, layout="constrained")
    axes = figure.subplots()
    x = np.arange(change.sizes["month"])
    colour = ALTERNATIVE[0]
    axes.axhline(0.0, color="#555555", linewidth=1)
    if np.isfinite(change["low"]).any():
        axes.fill_between(
            x,
            change["low"],
            change["high"],
            color=colour,
            alpha=0.25,
            linewidth=0,
            label="band for all months at once",
        )
    shown = label.replace("$", r"\$")
    axes.plot(x, change["mean"], color=colour, label=f"{shown}: mean paired difference")
    names = [str(month) for month in change["month"].values]
    month_ticks(axes, names, max(2, int(8.0 * size[0] / 7.0)))
    axes.set_ylabel("Change of\n" + TITLES.get(name, name).replace(" (", "\n("))
    axes.set_xlabel("Month")
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside upper left", frameon=False, ncols=1, fontsize="small")
    return figure
