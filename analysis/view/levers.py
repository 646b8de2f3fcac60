"""The levers: one slider an instrument, held over the whole horizon as an event of its own."""
# ruff: noqa: N802

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import solara

from analysis.view.fields import Fields, choice, group, slider
from analysis.view.instruments import BY_NAME
from analysis.view.plan import Plan
from analysis.wording import INSTRUMENTS
from model.inputs import Inputs
from scenarios.schema import EVERYBODY

LEVERS = (
    "words",
    "threat",
    "force_threat",
    "trade_sanction",
    "suspend_security_aid",
    "suspend_development_aid",
    "decertification",
    "praise",
    "agreement",
    "coordination",
)


@solara.component
def LeversPanel(
    plan: Plan,
    world: Inputs,
    change: Callable[[str, Mapping[str, Any] | None], None],
) -> None:
    """Show the levers of the alternative, and the levels of its events.

    Parameters
    ----------
    plan : Plan
        The alternative.
    world : Inputs
        What it builds.
    change : callable
        Called with an event's name and fields, or None to take it out.
    """
    target, aim = solara.use_state(EVERYBODY)
    events = plan.events()
    partners = [(g.id, g.name) for g in world.governments if g.role == "partner"]
    own = {name: event for name, event in events.items() if not name.startswith("lever_")}
    levers = [_lever(name, target, events) for name in LEVERS]
    levels = [
        slider(
            f"level.{name}",
            f"{name}: {event['by']}, {event['instrument']}",
            float(event["intensity"]),
            (0.0, 1.0),
            0.05,
            changed=name in (plan.edits or {}),
        )
        for name, event in own.items()
    ]
    towards = choice("target", "Towards", target, [(EVERYBODY, "all partners"), *partners])
    groups = [group("Levers, held all the time", [towards, *levers])]
    if levels:
        groups.append(group("Levels of the events", levels, folded=True))

    def told(given: Any) -> None:
        key, value = str(given["key"]), given["value"]
        if key == "target":
            aim(str(value))
        elif key.startswith("level."):
            name = key.removeprefix("level.")
            change(name, {**events[name], "intensity": float(value)})
        else:
            name = f"lever_{key}_{target.lower()}"
            level = float(value)
            change(name, lever(world, key, target, level) if level > 0.0 else None)

    Fields(name="levers", groups=groups, event_change=told)


def _lever(name: str, target: str, events: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    item = BY_NAME[name]
    held = events.get(f"lever_{name}_{target.lower()}")
    level = float(held["intensity"]) if held else 0.0
    label = INSTRUMENTS[name].capitalize()
    return slider(
        name, label, level, (0.0, item.high), 0.05, help=item.unit, changed=held is not None
    )


def lever(world: Inputs, instrument: str, target: str, level: float) -> dict[str, Any]:
    """Return the event that holds an instrument from the first month to the last."""
    sender = next(g.id for g in world.governments if g.role == "sender")
    return {
        "by": sender,
        "toward": [target],
        "instrument": instrument,
        "at": world.start,
        "until": "end",
        "every_months": None,
        "intensity": level,
    }
