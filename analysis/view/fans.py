"""Fan charts of several variants, and of the paired difference from the baseline."""
# ruff: noqa: N802

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import altair as alt
import solara

from analysis.view.chart import Block, Charts, Drawn, rounded, side_axis, themed
from analysis.whatif import Fan, WhatIf
from scenarios.format import months

COLOURS = ("#4d5761", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#7a5c00")
"""The baseline, the alternative, and up to four pinned variants."""
LINES = ([6, 3], [1, 0], [2, 2], [8, 2, 2, 2], [4, 4], [10, 3])
HEIGHT = 170


class Variable(NamedTuple):
    """One variable that is drawn: its name in `SERIES`, title, unit and whether it is a share."""

    key: str
    title: str
    unit: str
    is_share: bool


VARIABLES = (
    Variable("dyad.operational", "Operational cooperation", "0 to 1", True),
    Variable("dyad.trust", "Partner's trust in the sender", "0 to 1", True),
    Variable("dyad.mandate", "Mandate", "share authorised", True),
    Variable("dyad.is_ruptured", "Ruptured dyads", "share of dyads", True),
    Variable("network.blind_share", "Blind spots", "share of routes not watched", True),
    Variable("network.arrived", "Arrived", "tonnes a month", False),
)


@solara.component
def FansPanel(found: WhatIf, names: tuple[str, ...], starts: tuple[str, ...], stamp: int) -> None:
    """Show the fan of each variable and, beneath it, the paired difference from the baseline.

    Parameters
    ----------
    found : WhatIf
        What `analysis.whatif.compare` returned.
    names : tuple of str
        Of the variants, the baseline first.
    starts : tuple of str
        The first month of each.
    stamp : int
        Counts the comparisons; charts carry it when they are drawn.
    """
    span = _span(found, starts)
    charts = []
    for item in VARIABLES:
        fans = [variant.fans[item.key] for variant in found.variants]
        charts.append(
            Drawn(
                f"fan.{item.key}",
                _fan(item, *span),
                f"{item.title} ({item.unit})",
                {"fans": blocks(fans, range(len(fans)), names, starts)},
                _told(item, fans, names),
                menu=True,
            )
        )
        paired = [k for k, gap in enumerate(found.gaps) if gap]
        if paired:
            gaps = [found.gaps[k][item.key] for k in paired]
            which = [k + 1 for k in paired]
            charts.append(
                Drawn(
                    f"gap.{item.key}",
                    _gap(item, *span),
                    "minus baseline, pair by pair",
                    {"fans": blocks(gaps, which, names, starts)},
                    f"{item.title}: paired difference from the baseline",
                    under=True,
                )
            )
    with solara.Div(classes=["cm-fans"]):
        Charts(charts, stamp)


def _span(found: WhatIf, starts: tuple[str, ...]) -> tuple[str, int]:
    """Return the first month of all variants and how many months they span."""
    first = min(starts)
    ends = [
        months.index(start, first) + len(variant.fans[VARIABLES[0].key].mean)
        for start, variant in zip(starts, found.variants, strict=True)
    ]
    return first, max(ends)


def blocks(
    fans: Sequence[Fan], which: Sequence[int], names: tuple[str, ...], starts: tuple[str, ...]
) -> list[Block]:
    """Return the table of a fan chart: a block for each variant, a row for each month.

    `which` are the places of the variants among `names` and `starts`, the baseline's being 0; the
    colours follow them, so that the drawing need not change with the names.
    """
    return [
        {
            "from": starts[k],
            "place": k,
            "variant": names[k],
            "mean": rounded(fan.mean, digits(fan)),
            "low": rounded(fan.q05, digits(fan)),
            "lower": rounded(fan.q25, digits(fan)),
            "upper": rounded(fan.q75, digits(fan)),
            "high": rounded(fan.q95, digits(fan)),
        }
        for fan, k in zip(fans, which, strict=True)
    ]


def digits(fan: Fan) -> int:
    """Return how many decimals a fan is sent with: four digits of its largest number."""
    largest = float(max(abs(fan.q05).max(), abs(fan.q95).max()))
    return 4 if largest == 0.0 else max(0, 4 - math.ceil(math.log10(largest)))


def _told(item: Variable, fans: list[Fan], names: tuple[str, ...]) -> str:
    ends = [
        f"{name} ends at {fan.mean[-1]:.2f} (90 % of runs {fan.q05[-1]:.2f} to {fan.q95[-1]:.2f})"
        for fan, name in zip(fans, names, strict=False)
    ]
    return f"{item.title}: {'; '.join(ends)}"


@cache
def _fan(item: Variable, start: str, horizon: int) -> str:
    scale = alt.Scale(domain=[0, 1]) if item.is_share else alt.Scale(zero=False, nice=True)
    return _layers((start, horizon), scale, HEIGHT)


@cache
def _gap(item: Variable, start: str, horizon: int) -> str:
    return _layers((start, horizon), alt.Scale(zero=True, nice=True), 70)


def _layers(span: tuple[str, int], scale: Any, height: int) -> str:
    start, horizon = span
    ends = [f"{start}-01", months.label(horizon - 1, start) + "-28"]
    places = list(range(len(COLOURS)))
    shades = alt.Scale(domain=places, range=list(COLOURS))
    dashes = alt.Scale(domain=places, range=list(LINES))
    colour = alt.Color("place:N", scale=shades, legend=None)
    x = alt.X(
        "month:T",
        title=None,
        scale=alt.Scale(domain=ends),
        axis=alt.Axis(format="%Y", tickCount="year", labelOverlap=True, labelFlush=False),
    )
    tip = [
        alt.Tooltip("variant:N"),
        alt.Tooltip("month:T", format="%b %Y", title="month"),
        alt.Tooltip("mean:Q", format=".3f"),
        alt.Tooltip("low:Q", format=".3f", title="5 % of runs below"),
        alt.Tooltip("high:Q", format=".3f", title="5 % of runs above"),
    ]
    base = alt.Chart(alt.NamedData("fans")).encode(x=x, color=colour)
    axis = alt.Y("low:Q", title=None, scale=scale, axis=side_axis())
    outer = base.mark_area(opacity=0.14, clip=True).encode(y=axis, y2="high:Q")
    inner = base.mark_area(opacity=0.22, clip=True).encode(y="lower:Q", y2="upper:Q")
    line = base.mark_line(strokeWidth=2.2, clip=True).encode(
        y="mean:Q", strokeDash=alt.StrokeDash("place:N", scale=dashes, legend=None)
    )
    dots = base.mark_point(size=60, opacity=0, clip=True).encode(y="mean:Q", tooltip=tip)
    layers = alt.layer(outer, inner, line, dots)
    return themed(layers.properties(width="container", height=height))


@solara.component_vue("vue/key.vue")
def Key(names: list[str], colours: list[str], dashes: list[str]) -> None:
    """Show which line is which variant."""


def key(names: tuple[str, ...]) -> None:
    """Show the key of some variants."""
    Key(
        names=list(names),
        colours=list(COLOURS[: len(names)]),
        dashes=[" ".join(map(str, dash)) for dash in LINES[: len(names)]],
    )
