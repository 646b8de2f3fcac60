"""A box on the two numbers it restricts most, with the worlds that fail and those that do not."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from analysis.discovery.found import Discovery, Found, Restriction
from analysis.outcome_titles import measured

MOST = 3000
"""Worlds that are drawn of each kind."""


def box(found: Discovery, item: Found) -> Figure:
    """Return the chart of a box.

    Worlds that the box shuts out by another number than the two are drawn pale.

    Parameters
    ----------
    found : Discovery
    item : one of its boxes; if it restricts one number only, the other axis is the failing outcome
    """
    figure = Figure(figsize=(6.4, 4.8), layout="constrained")
    axes = figure.subplots()
    names = [factor.name for factor in found.factors]
    rows = item.restrictions[:2]
    places = [names.index(row.name) for row in rows]
    values = [found.x[:, place] for place in places]
    ranges = [_ends(row) for row in rows]
    labels = [_label(row) for row in rows]
    if len(rows) == 1:
        means = found.table.means
        values.append(means)
        ranges.append((float(means.min()), float(means.max())))
        labels.append(measured(found.table.name))
        axes.axhline(found.condition.value, color="#555555", linestyle=":", linewidth=1)
    others = [j for j in item.box.restricted if j not in places]
    beside = np.ones(len(found.x), dtype=bool)
    for j in others:
        beside &= (found.x[:, j] >= item.box.low[j]) & (found.x[:, j] <= item.box.high[j])
    _dots(axes, found, values, beside)
    (left, right), (low, high) = ranges
    axes.add_patch(
        Rectangle((left, low), right - left, high - low, fill=False, linewidth=2, zorder=5)
    )
    axes.set_xlabel(labels[0], fontsize=9)
    axes.set_ylabel(labels[1], fontsize=9)
    held = item.held_out.measures
    more = f"; of other numbers {len(others)} restricted" if others else ""
    told = (
        f"{item.method}: {100 * held.density:.0f} % of held-out worlds inside fail, "
        f"{100 * held.base:.0f} % of all; {found.condition.text}{more}"
    )
    axes.set_title(fill(told, 70), fontsize=9)
    axes.tick_params(labelsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside lower center", ncols=2, frameon=False, fontsize=8)
    return figure


def _ends(row: Restriction) -> tuple[float, float]:
    low, high = row.of
    return (low if row.low is None else row.low), (high if row.high is None else row.high)


def _label(row: Restriction) -> str:
    return row.name if row.unit == "1" else f"{row.name} ({row.unit})"


def _dots(
    axes: Axes, found: Discovery, values: Sequence[NDArray[np.float64]], beside: NDArray[np.bool_]
) -> None:
    """Draw the worlds, pale where another number shuts them out."""
    for fails, colour, marker, word in (
        (False, "#0072B2", "o", "does not fail"),
        (True, "#D55E00", "X", "fails"),
    ):
        for inside, alpha in ((False, 0.15), (True, 0.75)):
            some = np.flatnonzero((found.fails == fails) & (beside == inside))[:MOST]
            axes.scatter(
                values[0][some],
                values[1][some],
                s=14,
                c=colour,
                marker=marker,
                alpha=alpha,
                linewidths=0,
                label=word if inside else None,
            )
