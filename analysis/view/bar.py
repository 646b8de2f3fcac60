"""The bar that runs the world: play, step, reset, speed, back to an earlier month, branch."""
# ruff: noqa: N802

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from analysis.view.session import NAMES, Session
from analysis.wording import month_name
from scenarios.format import months

SPEEDS = (1, 2, 5, 10, 20)
"""Months a second."""


@solara.component_vue("vue/bar.vue")
def Bar(state: dict[str, Any], event_act: Callable[[dict[str, Any]], None]) -> None:
    """Show the bar.

    Parameters
    ----------
    state : dict
        What `shown` returns, with `playing`, `speed` and `speeds`.
    event_act : callable
        Called with {"name": ..., "value": ...}; the names are those of `live.ACTIONS`.
    """


def shown(session: Session) -> dict[str, Any]:
    """Return what the bar shows of a session."""
    world = session.world
    start = world.inputs.start
    names = ["before the first month"]
    names += [month_name(months.label(k, start)) for k in range(world.month)]
    return {
        "month": names[-1] if world.month else f"before {month_name(start)}",
        "progress": f"month {world.month} of {world.inputs.months}",
        "over": session.is_over,
        "last": world.month,
        "months": names,
        "branches": [f"branch {name}" for name, _ in zip(NAMES, session.worlds, strict=False)],
        "active": session.active,
    }
