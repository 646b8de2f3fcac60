"""Chart of a search: tuned policies and named ones in held-out worlds, two objectives at a time."""

from __future__ import annotations

from itertools import combinations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.outcome_titles import title
from analysis.search.study import Found, Judged

TUNED, NAMED, LOOKED = "#0072B2", "#D55E00", "#BBBBBB"


def search_front(found: Found) -> Figure:
    """Return a panel for each two objectives.

    A thin line leads from where a tuned policy seemed to be in the worlds it was tuned on to where
    it is in held-out worlds.

    Parameters
    ----------
    found : Found
    """
    pairs = list(combinations(range(len(found.objectives)), 2))
    figure = Figure(figsize=(3.2 + 3.6 * len(pairs), 4.2), layout="constrained")
    panels = figure.subplots(1, len(pairs), squeeze=False)[0]
    for panel, (x, y) in zip(panels, pairs, strict=True):
        _panel(panel, found, x, y)
    handles, labels = panels[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside right upper", frameon=False, fontsize="small")
    return figure


def _panel(axes: Axes, found: Found, x: int, y: int) -> None:
    named = 0
    for item in found.judged:
        place = (item.held_out[x], item.held_out[y])
        if item.is_tuned:
            line = ((item.tuned[x], place[0]), (item.tuned[y], place[1]))
            axes.plot(*line, color=LOOKED, linewidth=0.9, zorder=1)
            axes.plot(*place, "o", color=TUNED, markersize=_size(item), zorder=3)
            continue
        named += 1
        told = f"{named} {item.name}".replace("$", r"\$")
        axes.plot(*place, "s", color=NAMED, markersize=_size(item), label=told, zorder=2)
        axes.annotate(str(named), place, xytext=(4, 4), textcoords="offset points", fontsize=7)
    axes.plot([], [], "o", color=TUNED, label="tuned, in held-out worlds")
    axes.plot([], [], color=LOOKED, label="from where it was tuned")
    for axis, k in ((axes.set_xlabel, x), (axes.set_ylabel, y)):
        item = found.objectives[k]
        wanted = "more" if item.is_more_better else "less"
        axis(f"{title(item.name)} ({wanted} is better)")
    axes.locator_params(axis="x", nbins=5)
    axes.spines[["top", "right"]].set_visible(False)


def _size(item: Judged) -> float:
    return 6.0 if item.is_nondominated else 3.5
