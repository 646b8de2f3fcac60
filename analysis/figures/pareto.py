"""Trade-off chart: alternatives in the plane of two outcomes, and those that none beats in both."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.outcome_titles import title
from analysis.robustness.tradeoff import Place, Tradeoff

FRONT, BEATEN = "#0072B2", "#999999"


def pareto(found: Tradeoff, size: tuple[float, float] = (8.0, 4.6)) -> Figure:
    """Return the chart of a trade-off.

    Parameters
    ----------
    found : Tradeoff
        As `analysis.robustness.tradeoff` makes it.
    size : tuple of float
        Width and height in inches.
    """
    figure = Figure(figsize=size, layout="constrained")
    axes = figure.subplots()
    front = sorted((p for p in found.places if p.is_nondominated), key=lambda p: p.x)
    axes.plot(
        [p.x for p in front],
        [p.y for p in front],
        color=FRONT,
        linestyle=":",
        linewidth=1,
        label="no other is better in both",
    )
    for number, place in enumerate(found.places, 1):
        _mark(axes, number, place)
    axes.set_xlabel(_axis(found.x, found.x_more))
    axes.set_ylabel(_axis(found.y, found.y_more))
    axes.margins(0.1)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside right upper", frameon=False, fontsize="small")
    return figure


def _mark(axes: Axes, number: int, place: Place) -> None:
    """Draw one alternative."""
    colour = FRONT if place.is_nondominated else BEATEN
    axes.errorbar(
        place.x,
        place.y,
        xerr=[[max(0.0, place.x - place.x_low)], [max(0.0, place.x_high - place.x)]],
        yerr=[[max(0.0, place.y - place.y_low)], [max(0.0, place.y_high - place.y)]],
        fmt="o" if place.is_nondominated else "s",
        color=colour,
        markersize=5,
        linewidth=1.2,
        label=f"{number} {place.alternative}".replace("$", r"\$"),
    )
    # Some above, some below, so that neighbours on a line can be told apart.
    shift = (0, 6) if number % 2 else (0, -13)
    axes.annotate(
        str(number),
        (place.x, place.y),
        xytext=shift,
        textcoords="offset points",
        fontsize=8,
        ha="center",
        color="#222222",
    )


def _axis(name: str, is_more_better: bool) -> str:
    wanted = "more is better" if is_more_better else "less is better"
    return f"{title(name)}, mean over worlds ({wanted})"
