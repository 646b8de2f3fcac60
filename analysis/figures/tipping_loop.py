"""Loop plot: a state over a slowly moving control, on the way up and on the way back."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.figures.fan import ALTERNATIVE, BASELINE

LABELS = {"up": "on the way up", "down": "on the way back"}


def tipping_loop(
    curves: pd.DataFrame, jumps: pd.DataFrame, title: str, control: str, has_band: bool = True
) -> Figure:
    """Return the loop plot, a panel for each ramp, the slowest last.

    Parameters
    ----------
    curves : columns months_per_step, limb, control, mean, q05, q95, held_mean; of one state
        `q05` to `q95` is the band of 90 % of runs.
    jumps : columns months_per_step, at_up, at_down; a row per run, NaN without a jump
        Drawn as ticks along the lower edge (up) and the upper edge (back).
    title : what the state is
    control : what is ramped
    has_band : whether the band is drawn; of a regime, 0 or 1, it would tell nothing
    """
    paces = sorted(curves["months_per_step"].unique())
    figure = Figure(figsize=(2.6 * len(paces) + 1.0, 3.6), layout="constrained")
    panels = figure.subplots(1, len(paces), sharey=True, squeeze=False)[0]
    for axes, pace in zip(panels, paces, strict=True):
        here = curves[curves["months_per_step"] == pace]
        runs = jumps[jumps["months_per_step"] == pace]
        for limb, (colour, style) in (("up", BASELINE), ("down", ALTERNATIVE)):
            own = here[here["limb"] == limb]
            if not len(own):
                continue
            x = own["control"].to_numpy()
            if has_band:
                axes.fill_between(x, own["q05"], own["q95"], color=colour, alpha=0.15, linewidth=0)
            label = LABELS[limb] if pace == paces[0] else None
            axes.plot(x, own["mean"], color=colour, linestyle=style, label=label)
            at = runs[f"at_{limb}"].dropna().to_numpy()
            height = 0.02 if limb == "up" else 0.98
            where = axes.get_xaxis_transform()
            axes.plot(at, np.full(len(at), height), "|", color=colour, alpha=0.6, transform=where)
        up = here[here["limb"] == "up"]
        label = "control held low, same months" if pace == paces[0] else None
        axes.plot(up["control"], up["held_mean"], color="#777777", linestyle=":", label=label)
        unit = "month" if pace == 1 else "months"
        axes.set_title(f"{pace} {unit} per step", fontsize="medium")
        axes.set_xlabel(control.replace("_", " "))
        axes.spines[["top", "right"]].set_visible(False)
    panels[0].set_ylabel(title)
    figure.legend(loc="outside upper left", frameon=False, ncols=3, fontsize="small")
    return figure
