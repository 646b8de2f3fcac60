"""The table of the what-if page: each variant's outcomes and paired differences."""
# ruff: noqa: N802

from __future__ import annotations

import math
from typing import Any

import solara

from analysis.view.chart import compact
from analysis.whatif import NET, RUPTURE, Interval, WhatIf

ROWS = (
    ("operational_mean", "Operational cooperation, mean over months", 3),
    ("trust_mean", "Partner's trust, mean over months", 3),
    ("mandate_mean", "Mandate, mean over months", 3),
    (RUPTURE, "Probability of a new rupture", 3),
    ("blind_share_mean", "Share of the drugs' route that nobody watches", 4),
    ("arrived_t", "Arrived over the horizon (t)", 0),
    (NET, "Arrivals avoided, share of the baseline's", 4),
)


@solara.component_vue("vue/table.vue")
def Table(content: str) -> None:
    """Show the table: JSON text with `caption`, `names` and `rows`."""


@solara.component
def OutcomesPanel(found: WhatIf, names: tuple[str, ...]) -> None:
    """Show outcomes of every variant, differences with 95 % intervals, and months to recovery."""
    rows = [
        {"key": name, "label": label, "cells": [_cell(found, k, name, digits) for k in _all(found)]}
        for name, label, digits in ROWS
    ]
    fell = [{"value": f"{100 * variant.fell:.0f} %", "gap": ""} for variant in found.variants]
    rows.append({"key": "fell", "label": "Dyads whose cooperation fell below 90 %", "cells": fell})
    recovery = [{"value": _months(v.recovery), "gap": ""} for v in found.variants]
    label = "Months to recovery, median of those"
    rows.append({"key": "recovery", "label": label, "cells": recovery})
    caption = (
        f"{found.replicates} runs of each with the same random numbers; differences are means of "
        "pairs with 95 % bootstrap intervals"
    )
    Table(content=compact({"caption": caption, "names": list(names), "rows": rows}))


def _all(found: WhatIf) -> range:
    return range(len(found.variants))


def _cell(found: WhatIf, index: int, name: str, digits: int) -> dict[str, Any]:
    value = found.variants[index].means.get(name, math.nan)
    shown = "" if math.isnan(value) else f"{value:.{digits}f}"
    gap = found.differences[index - 1].get(name) if index else None
    if gap is None:
        return {"value": shown, "gap": "", "clear": False}
    return {"value": shown, "gap": _interval(gap, digits), "clear": gap.low > 0 or gap.high < 0}


def _interval(gap: Interval, digits: int) -> str:
    return f"{gap.mean:+.{digits}f} ({gap.low:+.{digits}f} to {gap.high:+.{digits}f})"


def _months(value: float) -> str:
    if math.isnan(value):
        return "none fell"
    return "more than half do not recover" if math.isinf(value) else f"{value:.0f}"
