"""What calibration tells of parameters: the posterior's interval within the assumed range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.figure import Figure

MOST = 30


def narrowed(told: Sequence[Mapping[str, Any]], most: int = MOST) -> Figure:
    """Return a chart of the parameters that are narrowed most.

    Parameters
    ----------
    told : sequence of mapping
        The rows `told` of `calibration.json`: name, prior_low, prior_high, default, low, middle,
        high, ratio.
    most : int
        How many are shown.
    """
    rows = sorted(told, key=lambda row: row["ratio"])[:most]
    figure = Figure(figsize=(7.0, 1.2 + 0.24 * max(1, len(rows))), layout="constrained")
    axes = figure.subplots()
    for y, row in enumerate(rows):
        width = row["prior_high"] - row["prior_low"]
        low, middle, high, default = (
            (row[name] - row["prior_low"]) / width for name in ("low", "middle", "high", "default")
        )
        axes.plot([0, 1], [y, y], color="#dddddd", linewidth=5, solid_capstyle="butt", zorder=1)
        axes.plot([low, high], [y, y], color="#0072B2", linewidth=2.5, zorder=2)
        axes.plot(middle, y, "o", color="#0072B2", markersize=4, zorder=3)
        axes.plot(default, y, "|", color="#D55E00", markersize=8, zorder=3)
    axes.set_yticks(range(len(rows)), [row["name"].removeprefix("model.") for row in rows])
    axes.set_xticks([0, 0.5, 1], ["low end", "middle", "high end"])
    axes.set_xlabel(
        "within the assumed range (grey): 90 % interval and median of the posterior (blue), "
        "default (orange)",
        fontsize=8,
    )
    axes.invert_yaxis()
    axes.tick_params(labelsize=7.5)
    axes.spines[["top", "right", "left"]].set_visible(False)
    return figure
