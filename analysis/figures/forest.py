"""Forest plot: the paired differences of every design point, with their intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

TITLES = {
    "operational_mean": "Operational\ncooperation (0 to 1)",
    "p_rupture": "Probability\nof rupture",
    "blind_share_mean": "Blind share\nof routes (0 to 1)",
    "net_security_effect": "Net security\neffect (share)",
}


def forest(table: pd.DataFrame, baseline_point: int = 0) -> Figure:
    """Return the forest plot of a table of `analysis.paired` or `analysis.compare_output`.

    Parameters
    ----------
    table : the summary, a row per design point: label, and for each outcome NAME the columns
        NAME_difference, NAME_low, NAME_high
    baseline_point : the point that is left out, its differences being zero
    """
    names = [
        name.removesuffix("_difference") for name in table.columns if name.endswith("_difference")
    ]
    rows = table.drop(index=baseline_point, errors="ignore")
    figure = Figure(
        figsize=(2.6 + 2.1 * max(1, len(names)), 1.6 + 0.32 * max(1, len(rows))),
        layout="constrained",
    )
    panels = np.atleast_1d(figure.subplots(1, max(1, len(names)), sharey=True))
    for axes, name in zip(panels, names, strict=False):
        _panel(axes, rows, name)
    panels[0].set_yticks(
        range(len(rows)), [str(label).replace("$", r"\$") for label in rows["label"]]
    )
    panels[0].invert_yaxis()
    figure.supxlabel("Difference from the baseline, same replicates (95 % interval)", fontsize=9)
    return figure


def _panel(axes: Axes, rows: pd.DataFrame, name: str) -> None:
    """Draw one outcome."""
    middle = rows[f"{name}_difference"].to_numpy(dtype=float)
    y = np.arange(len(rows))
    axes.axvline(0, color="#555555", linewidth=1)
    axes.hlines(y, rows[f"{name}_low"], rows[f"{name}_high"], color="#0072B2", linewidth=2)
    axes.plot(middle, y, "o", color="#0072B2", markersize=3.5)
    axes.set_title(TITLES.get(name, name), fontsize=9)
    axes.tick_params(labelsize=8)
    axes.locator_params(axis="x", nbins=4)
    axes.spines[["top", "right"]].set_visible(False)
