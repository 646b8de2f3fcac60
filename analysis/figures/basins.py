"""Basins: where runs ended over where they began, with the control held at several levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.fan import ALTERNATIVE, BASELINE

WHOLE, BROKEN = BASELINE[0], ALTERNATIVE[0]


def basins(
    starts: pd.DataFrame,
    state: str,
    places: Mapping[float, Sequence[float]],
    title: str,
    control: str,
) -> Figure:
    """Return the final state of every run over trust at its start, a panel for each level held.

    Parameters
    ----------
    starts : columns level, first_trust, first_ruptured, final_STATE; a row per run
    state : the state that is drawn
    places : by level the final states that were found, drawn as lines
    title : what the state is
    control : what is held
    """
    levels = sorted(starts["level"].unique())
    figure = Figure(figsize=(2.6 * len(levels) + 1.0, 3.4), layout="constrained")
    panels = figure.subplots(1, len(levels), sharey=True, squeeze=False)[0]
    jitter = np.random.default_rng(0)
    for axes, level in zip(panels, levels, strict=True):
        here = starts[starts["level"] == level]
        for broken, colour, marker in ((0, WHOLE, "o"), (1, BROKEN, "x")):
            own = here[(here["first_ruptured"] > 0.5) == bool(broken)]
            x = own["first_trust"] + jitter.normal(0.0, 0.004, len(own))
            y = own[f"final_{state}"] + jitter.normal(0.0, 0.004, len(own))
            label = ("began whole", "began ruptured")[broken] if level == levels[0] else None
            axes.plot(
                x,
                y,
                marker,
                color=colour,
                markersize=2.5,
                alpha=0.35,
                label=label,
                rasterized=True,
            )
        for place in places.get(level, ()):
            axes.axhline(place, color="#555555", linewidth=0.8, linestyle="--")
        axes.set_title(f"{control.replace('_', ' ')} held at {level:g}", fontsize="medium")
        axes.set_xlabel("trust at the start")
        axes.spines[["top", "right"]].set_visible(False)
    panels[0].set_ylabel(f"{title},\nlast year")
    figure.legend(loc="outside upper left", frameon=False, ncols=2, fontsize="small")
    return figure
