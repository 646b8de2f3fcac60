"""Early warning: hits over false alarms for each signal, and the trends they are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.fan import ALTERNATIVE, BASELINE

LOOKS = {"variance": BASELINE, "autocorrelation": ALTERNATIVE}


def early_warning(
    trends: pd.DataFrame, curves: Mapping[str, Sequence[tuple[float, float]]], title: str
) -> Figure:
    """Return the ROC curve of each signal beside the trends of runs that tip and that do not.

    Parameters
    ----------
    trends : columns runs ("tips" or "held") and tau_SIGNAL; a row per run
    curves : by signal the pairs of false alarms and hits
    title : the variable that the signals are of
    """
    figure = Figure(figsize=(7.2, 3.4), layout="constrained")
    left, right = figure.subplots(1, 2)
    left.plot([0, 1], [0, 1], color="#777777", linestyle=":", linewidth=1)
    for signal, pairs in curves.items():
        colour, style = LOOKS[signal]
        left.plot(
            [false for false, _ in pairs],
            [hit for _, hit in pairs],
            color=colour,
            linestyle=style,
            label=f"{signal}, {title}",
        )
    left.set_xlabel("false alarms (share of runs without a tip)")
    left.set_ylabel("hits (share of runs that tip)")
    left.set_aspect("equal")
    names = [(signal, kind) for signal in curves for kind in ("tips", "held")]
    values = [trends.loc[trends["runs"] == kind, f"tau_{signal}"] for signal, kind in names]
    drawn = right.boxplot(values, orientation="horizontal", widths=0.6, patch_artist=True)
    for box, (signal, _) in zip(drawn["boxes"], names, strict=True):
        box.set(facecolor=LOOKS[signal][0], alpha=0.3)
    words = {"tips": "before the tip", "held": "no tip"}
    right.set_yticks(
        range(1, len(names) + 1), [f"{signal},\n{words[kind]}" for signal, kind in names]
    )
    right.invert_yaxis()
    right.axvline(0.0, color="#777777", linestyle=":", linewidth=1)
    right.set_xlabel("Kendall's tau of the trend")
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside upper left", frameon=False, ncols=2, fontsize="small")
    return figure
