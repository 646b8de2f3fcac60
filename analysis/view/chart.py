"""A chart: an Altair specification drawn once, its data exchanged as the world goes on."""
# ruff: noqa: N802

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import solara

INK = "#1f2933"
GRID = "#e4e7eb"
SERIES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000")
"""Okabe and Ito's palette, told apart by colour-blind readers; dashes tell lines apart as well."""
DASHES = ([1, 0], [6, 3], [2, 2], [8, 2, 2, 2], [4, 4])

Columns = Mapping[str, Sequence[Any]]


@solara.component_vue("vue/chart.vue")
def Chart(
    spec: dict[str, Any],
    tables: dict[str, Columns],
    label: str,
    summary: str = "",
    stamp: int = 0,
    menu: bool = False,
) -> None:
    """Draw a Vega-Lite specification.

    Parameters
    ----------
    spec : dict
        What `altair.Chart.to_dict` returns, with named data.
    tables : dict
        By the name of the data, its columns. Exchanging them moves the chart without redrawing it.
    label : str
        The chart's title.
    summary : str
        What it shows, in words, for a screen reader.
    stamp : int
        Set on the drawing when the data are drawn; a test waits for it.
    menu : bool
        Whether the chart can be saved as an image.
    """


def themed(chart: Any) -> dict[str, Any]:
    """Return the specification of a chart in the page's look."""
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
    spec.pop("$schema", None)
    return spec
