"""The plane of Morris' screening: mean size of the effects against their spread."""

from __future__ import annotations

from textwrap import fill

import numpy as np
from matplotlib.figure import Figure

from analysis.sensitivity.morris import Morris

NAMED = 6
"""Factors whose names are written: those with the largest effects."""


def morris_plane(found: Morris, title: str, unit: str = "1") -> Figure:
    """Return the chart of mu* and sigma of each factor, with intervals.

    On the dashed line sigma is as large as mu*: above it a factor acts now up, now down, or through
    others; far below it in proportion.

    Parameters
    ----------
    found : the effects; groups, which have no sigma, are drawn at 0
    title : the outcome
    unit : its unit
    """
    figure = Figure(figsize=(7.0, 4.6), layout="constrained")
    axes = figure.subplots()
    x = np.array([item.mu_star for item in found.effects])
    y = np.array([0.0 if np.isnan(item.sigma) else item.sigma for item in found.effects])
    ends = np.array([(item.mu_star_low, item.mu_star_high) for item in found.effects])
    spread = np.array([(item.sigma_low, item.sigma_high) for item in found.effects])
    axes.hlines(y, ends[:, 0], ends[:, 1], color="#0072B2", linewidth=1, alpha=0.5)
    axes.vlines(x, spread[:, 0], spread[:, 1], color="#0072B2", linewidth=1, alpha=0.5)
    axes.plot(x, y, "o", color="#0072B2", markersize=4)
    reach = float(max(x.max(), y.max(), 1e-300)) * 1.08
    axes.plot([0.0, reach], [0.0, reach], "--", color="#555555", linewidth=1)
    for i in np.argsort(-x, kind="stable")[:NAMED]:
        axes.annotate(
            found.effects[i].factor.removeprefix("model."),
            (x[i], y[i]),
            xytext=(4, 3),
            textcoords="offset points",
            fontsize=7,
        )
    axes.set_xlim(0.0, reach * 1.25)
    axes.set_ylim(-0.02 * reach, max(1.15 * float(np.nanmax([*y, *spread[:, 1]])), 0.05 * reach))
    told = "" if unit == "1" else f" ({unit})"
    axes.set_xlabel(f"mu*: mean size of the effect of the whole range{told}", fontsize=9)
    axes.set_ylabel(f"sigma: its spread over the space{told}", fontsize=9)
    axes.set_title(fill(title, 70), fontsize=9)
    axes.tick_params(labelsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    return figure
