"""Bars with intervals: how much of an outcome's variance each factor makes, alone and in all."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

MOST = 20
"""Factors that are drawn: those with the largest values."""
LOOKS = (("#0072B2", "o"), ("#D55E00", "s"))


class Bar(NamedTuple):
    """A value with its bounds."""

    name: str
    value: float
    low: float
    high: float


def indices(
    series: dict[str, Sequence[Bar]], label: str, title: str, threshold: float | None = None
) -> Figure:
    """Return the bars of one or two series of values, the factors with the largest first.

    Parameters
    ----------
    series : by its name ("total", "first") the values, all of the same factors in the same order;
        the first is what factors are sorted by
    label : of the axis of values
    title : the outcome
    threshold : what chance alone reaches, drawn as a line
    """
    leading = next(iter(series.values()))
    order = np.argsort([-item.value for item in leading], kind="stable")[:MOST]
    figure = Figure(figsize=(7.2, 1.5 + 0.36 * len(order)), layout="constrained")
    axes = figure.subplots()
    axes.axvline(0.0, color="#555555", linewidth=1)
    if threshold is not None:
        axes.axvline(threshold, color="#555555", linestyle="--", linewidth=1)
        axes.annotate(
            "what chance reaches",
            (threshold, 0.0),
            xycoords=("data", "axes fraction"),
            xytext=(3, 3),
            textcoords="offset points",
            fontsize=7,
            color="#555555",
        )
    for place, (name, bars) in enumerate(series.items()):
        at = np.arange(len(order)) + 0.2 * (place - (len(series) - 1) / 2.0)
        _bars(axes, at, [bars[i] for i in order], 0.38 / len(series), name, LOOKS[place])
    axes.set_yticks(range(len(order)), [leading[i].name for i in order], fontsize=8)
    axes.invert_yaxis()
    axes.set_xlabel(label, fontsize=9)
    axes.set_title(fill(title, 70), fontsize=9)
    axes.tick_params(axis="x", labelsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    if len(series) > 1:
        axes.legend(frameon=False, fontsize=8, loc="lower right")
    if len(leading) > len(order):
        axes.annotate(
            f"{len(leading) - len(order)} more factors have less",
            (1.0, 0.0),
            xycoords="axes fraction",
            ha="right",
            va="bottom",
            fontsize=7,
            color="#555555",
            xytext=(0, 2),
            textcoords="offset points",
        )
    return figure


def _bars(
    axes: Axes,
    y: NDArray[np.float64],
    chosen: Sequence[Bar],
    height: float,
    name: str,
    look: tuple[str, str],
) -> None:
    """Draw one series: bars, their intervals and their values."""
    colour, marker = look
    x = np.array([item.value for item in chosen])
    low, high = (np.array([getattr(item, end) for item in chosen]) for end in ("low", "high"))
    axes.barh(y, x, height=height, color=colour, alpha=0.35, linewidth=0)
    axes.hlines(y, low, high, color=colour, linewidth=1.8)
    axes.plot(x, y, marker, color=colour, markersize=4, label=name)
