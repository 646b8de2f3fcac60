"""Charts: Altair specifications drawn once, their data exchanged as the world goes on."""
# ruff: noqa: N802

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import solara

INK = "#1f2933"
GRID = "#e4e7eb"
SERIES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000")
"""Okabe and Ito's palette, told apart by colour-blind readers; dashes tell lines apart as well."""
DASHES = ([1, 0], [6, 3], [2, 2], [8, 2, 2, 2], [4, 4])

Block = Mapping[str, Any]
"""Rows of a table by column: a list has a value for each row, anything else is the same in all.

A block with `from` (a month, "2015-01") has a row for each month from there on, in `month`.
"""


class Drawn(NamedTuple):
    """One chart: what is drawn, and the data of the moment.

    `key` tells it from the others; `spec` is Vega-Lite's, as JSON text, with named data; `label` is
    the title; `tables` hold the blocks of each named table; `summary` says for a screen reader what
    it shows; `menu` tells whether it can be saved as an image; `under` puts it beneath the chart
    before it.
    """

    key: str
    spec: str
    label: str
    tables: Mapping[str, Sequence[Block]]
    summary: str = ""
    menu: bool = False
    under: bool = False


@solara.component_vue("vue/charts.vue")
def _Charts(charts: str, values: str) -> None:
    """Draw; both are JSON text, for Reacton looks into every list and dictionary it is given."""


@solara.component
def Charts(charts: Sequence[Drawn], stamp: int = 0) -> None:
    """Draw some charts.

    Parameters
    ----------
    charts : sequence of Drawn
        A chart whose `spec` stays the same is not drawn again: only its data are exchanged.
    stamp : int
        Set on each drawing when its data are drawn; a test waits for it.
    """
    looks = [
        f'{{"key":{json.dumps(c.key)},"label":{json.dumps(c.label)},"menu":{json.dumps(c.menu)},'
        f'"under":{json.dumps(c.under)},"spec":{c.spec}}}'
        for c in charts
    ]
    data = {
        "stamp": stamp,
        "charts": [{"summary": c.summary or c.label, "tables": c.tables} for c in charts],
    }
    _Charts(charts=f"[{','.join(looks)}]", values=compact(data))


def compact(value: Any) -> str:
    """Return JSON text without spaces; a number that is not finite is an error."""
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def rounded(values: Iterable[float], digits: int = 5) -> list[float | None]:
    """Return numbers as they are sent; None for one that is not finite."""
    return [round(v, digits) if math.isfinite(v) else None for v in map(float, values)]


def side_axis() -> Any:
    """Return the axis up the side: as wide in every chart, so that charts stand in line."""
    # Late: Altair is not needed to give a chart new data.
    import altair as alt

    return alt.Axis(tickCount=4, minExtent=34, maxExtent=34)


def themed(chart: Any) -> str:
    """Return the specification of a chart in the page's look, as JSON text."""
    spec: dict[str, Any] = (
        chart.configure_view(stroke=None)
        .configure_axis(
            labelColor=INK, titleColor=INK, gridColor=GRID, domainColor="#7b8794",
            tickColor="#7b8794", labelFontSize=11, titleFontSize=11, titleFontWeight="normal",
        )
        .configure_legend(labelColor=INK, titleColor=INK, orient="top", title=None)
        .to_dict(validate=False)
    )  # fmt: skip
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    # The drawing as a whole has a name and a summary; its hundreds of marks need none.
    spec["config"]["aria"] = False
    spec.pop("$schema", None)
    return compact(spec)
