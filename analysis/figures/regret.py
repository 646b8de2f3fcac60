"""Regret chart: how far each alternative falls behind the best, world by world."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from analysis.outcome_titles import within

BLUE, RED = "#0072B2", "#D55E00"


def regret(
    regrets: NDArray[np.float64], names: Sequence[str], outcome: str, unit: str = "1"
) -> Figure:
    """Return a row for each alternative: quartiles, 5th and 95th percentile, the largest regret.

    Parameters
    ----------
    regrets : array of shape (P, W)
    names : the P alternatives
    outcome, unit : what it is a regret of
    """
    order = np.argsort(-regrets.max(axis=1), kind="stable")
    figure = Figure(figsize=(7.0, 1.7 + 0.34 * len(names)), layout="constrained")
    axes = figure.subplots()
    y = np.arange(len(names))
    q05, q25, q50, q75, q95 = np.quantile(regrets[order], [0.05, 0.25, 0.5, 0.75, 0.95], axis=1)
    axes.hlines(y, q05, q95, color=BLUE, linewidth=1.2, label="9 of 10 worlds")
    axes.barh(y, q75 - q25, left=q25, height=0.5, color=BLUE, alpha=0.35, label="half of them")
    axes.plot(q50, y, "|", color=BLUE, markersize=10, label="median")
    axes.plot(regrets[order].max(axis=1), y, "o", color=RED, markersize=4, label="largest")
    axes.set_yticks(y, [names[i].replace("$", r"\$") for i in order])
    told = within(outcome) + ("" if unit == "1" else f" ({unit})")
    axes.set_xlabel(f"Regret in {told}: distance from the best in the same world")
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside upper left", frameon=False, fontsize="small", ncols=4)
    return figure
