"""Fan charts of several variants, and of the paired difference from the baseline."""
# ruff: noqa: N802

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import altair as alt
import solara

from analysis.view.chart import Chart, Columns, themed
from analysis.whatif import Fan, WhatIf
from scenarios import months

COLOURS = ("#4d5761", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#7a5c00")
"""The baseline, the alternative, and up to four pinned variants."""
LINES = ([6, 3], [1, 0], [2, 2], [8, 2, 2, 2], [4, 4], [10, 3])
HEIGHT = 170


class Drawn(NamedTuple):
    """One variable that is drawn: its name in `SERIES`, title, unit and whether it is a share."""

    key: str
    title: str
    unit: str
    is_share: bool


DRAWN = (
    Drawn("dyad.operational", "Operational cooperation", "0 to 1", True),
    Drawn("dyad.trust", "Partner's trust in the sender", "0 to 1", True),
    Drawn("dyad.mandate", "Mandate", "share authorised", True),
    Drawn("dyad.is_ruptured", "Ruptured dyads", "share of dyads", True),
    Drawn("network.blind_share", "Blind spots", "share of the flow's way", True),
    Drawn("network.arrived", "Arrived", "tonnes a month", False),
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
    with solara.Div(classes=["cm-grid"]):
        for item in DRAWN:
            with solara.Div():
                fans = [variant.fans[item.key] for variant in found.variants]
                Chart(
                    spec=_fan(item, names, *span),
                    tables={"fans": columns(fans, names, starts)},
                    label=f"{item.title} ({item.unit})",
                    summary=_told(item, fans, names),
                    stamp=stamp,
                    menu=True,
                )
                paired = [k for k, gap in enumerate(found.gaps) if gap]
                if paired:
                    gaps = [found.gaps[k][item.key] for k in paired]
                    who = tuple(names[k + 1] for k in paired)
                    Chart(
                        spec=_gap(item, names, *span),
                        tables={"fans": columns(gaps, who, (starts[0],) * len(who))},
                        label="minus baseline, pair by pair",
                        summary=f"{item.title}: paired difference from the baseline",
                        stamp=stamp,
                    )


def _span(found: WhatIf, starts: tuple[str, ...]) -> tuple[str, int]:
    """Return the first month of all variants and how many months they span."""
    first = min(starts)
    ends = [
        months.index(start, first) + len(variant.fans[DRAWN[0].key].mean)
        for start, variant in zip(starts, found.variants, strict=True)
    ]
    return first, max(ends)


def columns(fans: list[Fan], names: tuple[str, ...], starts: tuple[str, ...]) -> Columns:
    """Return the columns of a fan chart: a row for each variant and month."""
    table: dict[str, list[Any]] = {
        key: [] for key in ("month", "variant", "mean", "low", "lower", "upper", "high")
    }
    for fan, name, start in zip(fans, names, starts, strict=True):
        table["month"] += [months.label(k, start) + "-15" for k in range(len(fan.mean))]
        table["variant"] += [name] * len(fan.mean)
        parts: Mapping[str, Any] = {
            "mean": fan.mean,
            "low": fan.q05,
            "lower": fan.q25,
            "upper": fan.q75,
            "high": fan.q95,
        }
        for key, values in parts.items():
            table[key] += [round(float(value), 5) for value in values]
    return table


def _told(item: Drawn, fans: list[Fan], names: tuple[str, ...]) -> str:
    ends = [
        f"{name} ends at {fan.mean[-1]:.2f} (90 % of runs {fan.q05[-1]:.2f} to {fan.q95[-1]:.2f})"
        for fan, name in zip(fans, names, strict=False)
    ]
    return f"{item.title}: {'; '.join(ends)}"


@cache
def _fan(item: Drawn, names: tuple[str, ...], start: str, horizon: int) -> dict[str, Any]:
    scale = alt.Scale(domain=[0, 1]) if item.is_share else alt.Scale(zero=False, nice=True)
    return _layers(names, (start, horizon), scale, COLOURS, HEIGHT, item.unit)


@cache
def _gap(item: Drawn, names: tuple[str, ...], start: str, horizon: int) -> dict[str, Any]:
    scale = alt.Scale(zero=True, nice=True)
    return _layers(names[1:], (start, horizon), scale, COLOURS[1:], 70, "difference")


def _layers(
    names: tuple[str, ...],
    span: tuple[str, int],
    scale: Any,
    colours: tuple[str, ...],
    height: int,
    unit: str,
) -> dict[str, Any]:
    start, horizon = span
    ends = [f"{start}-01", months.label(horizon - 1, start) + "-28"]
    first = len(COLOURS) - len(colours)
    shades = alt.Scale(domain=list(names), range=list(colours[: len(names)]))
    dashes = alt.Scale(domain=list(names), range=list(LINES[first : first + len(names)]))
    colour = alt.Color("variant:N", scale=shades, legend=None)
    x = alt.X(
        "month:T",
        title=None,
        scale=alt.Scale(domain=ends),
        axis=alt.Axis(format="%Y", tickCount="year", labelOverlap=True, labelBound=True),
    )
    tip = [
        alt.Tooltip("variant:N"),
        alt.Tooltip("month:T", format="%b %Y", title="month"),
        alt.Tooltip("mean:Q", format=".3f"),
        alt.Tooltip("low:Q", format=".3f", title="5 % of runs below"),
        alt.Tooltip("high:Q", format=".3f", title="5 % of runs above"),
    ]
    base = alt.Chart(alt.NamedData("fans")).encode(x=x, color=colour)
    axis = alt.Y("low:Q", title=unit, scale=scale, axis=alt.Axis(tickCount=4))
    outer = base.mark_area(opacity=0.14, clip=True).encode(y=axis, y2="high:Q")
    inner = base.mark_area(opacity=0.22, clip=True).encode(y="lower:Q", y2="upper:Q")
    line = base.mark_line(strokeWidth=2.2, clip=True).encode(
        y="mean:Q", strokeDash=alt.StrokeDash("variant:N", scale=dashes, legend=None)
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
