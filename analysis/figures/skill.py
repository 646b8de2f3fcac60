"""Skill against each reference, with intervals over dyads; and how forecasts are spread (PIT)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")
PANELS = (
    ("all", "all", "All forecasts, 1 to 3 years ahead"),
    ("after an intervention", "2 and 3", "2 and 3 years after an intervention"),
)


def skill(document: Mapping[str, Any], regime: str = "held_out") -> Figure:
    """Return the chart of a validation's JSON.

    Two panels of skill by CRPS (above 0 the law is better; lines: 95 % over dyads, cut at -1) and
    one of the law's PIT histogram, flat if its forecasts are as uncertain as they should be.

    Parameters
    ----------
    document : mapping
        `validity.json`, with forecasts.
    regime : {"held_out", "forward"}
    """
    rows = [row for row in document["forecasts"]["skill"] if row["regime"] == regime]
    figure = Figure(figsize=(9.5, 3.4), layout="constrained")
    axes = figure.subplots(1, 3, width_ratios=(1.3, 1.3, 1.0))
    for place, (subset, horizon, title) in enumerate(PANELS):
        own = [row for row in rows if row["subset"] == subset and row["horizon"] == horizon]
        _skill(axes[place], own, title)
        axes[place].tick_params(labelleft=place == 0)
    handles, labels = axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower left", ncols=4, fontsize=8, frameon=False)
    _pit(axes[2], document["forecasts"]["pit"], regime)
    return figure


def _skill(axes: Axes, rows: Sequence[Mapping[str, Any]], title: str) -> None:
    references = list(dict.fromkeys(row["reference"] for row in rows))
    names = list(dict.fromkeys(row["forecaster"] for row in rows))
    axes.axvline(0, color="#555555", linewidth=1)
    for number, name in enumerate(names):
        own = {row["reference"]: row["skill"] for row in rows if row["forecaster"] == name}
        y = np.arange(len(references)) + (number - (len(names) - 1) / 2) * 0.22
        for at, reference in zip(y, references, strict=True):
            low, high = own[reference]["low"], own[reference]["high"]
            if low is not None and high is not None:
                axes.hlines(at, max(low, -1.0), high, color=COLOURS[number], linewidth=1.6)
        values = [own[reference]["skill"] for reference in references]
        middle = [np.nan if value is None else value for value in values]
        axes.plot(middle, y, "o", color=COLOURS[number], markersize=4, label=name)
    axes.set_yticks(range(len(references)), references, fontsize=8)
    axes.set_xlim(-1.05, 1.0)
    axes.invert_yaxis()
    axes.set_title(title, fontsize=9)
    axes.set_xlabel("Skill (above 0: the law is better)", fontsize=8)
    axes.tick_params(axis="x", labelsize=8)
    axes.spines[["top", "right"]].set_visible(False)


def _pit(axes: Axes, rows: Sequence[Mapping[str, Any]], regime: str) -> None:
    for number, name in enumerate(("law", "law, error learned")):
        found = [r["shares"] for r in rows if (r["regime"], r["forecaster"]) == (regime, name)]
        if not found:
            continue
        edges = np.linspace(0.0, 1.0, len(found[0]) + 1)
        axes.stairs(found[0], edges, color=COLOURS[number], linewidth=1.6)
        axes.axhline(1.0 / len(found[0]), color="#555555", linewidth=1)
    axes.set_title("PIT, flat if calibrated", fontsize=9)
    axes.set_xlabel("Quantile of the forecast", fontsize=8)
    axes.set_ylabel("Share of codings", fontsize=8)
    axes.tick_params(labelsize=8)
    axes.set_ylim(bottom=0.0)
    axes.spines[["top", "right"]].set_visible(False)
