"""The event log: what happened, month by month, with the mechanism behind it."""
# ruff: noqa: N802

from __future__ import annotations

from typing import Any

import solara

from analysis.view.updates import update_counter
from analysis.wording import month_name

KINDS = {
    "instrument": "what was done",
    "threat": "threats",
    "rupture": "rupture",
    "repair": "repair",
    "mandate": "mandate",
    "trust": "trust",
    "agency": "agencies",
    "leader": "leaders",
    "approval": "approval",
    "blind": "blind spots",
}
SHOWN = 300


@solara.component_vue("vue/log.vue")
def Listing(title: str, kinds: dict[str, str], entries: list[dict[str, Any]]) -> None:
    """Show the entries, with a filter by kind."""


@solara.component
def LogPanel(model: Any, title: str = "What happened, and why") -> None:
    """Show the log of a `LiveWorld`, the latest first."""
    update_counter.get()
    Listing(
        title=title,
        kinds=KINDS,
        entries=[
            {
                "id": len(model.log) - i,
                "month": month_name(entry.month),
                "kind": entry.kind,
                "text": entry.text,
            }
            for i, entry in enumerate(reversed(model.log[-SHOWN:]))
        ],
    )
