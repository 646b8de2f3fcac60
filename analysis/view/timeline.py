"""The timeline of the alternative: events on a calendar that are moved, resized, added, removed."""
# ruff: noqa: N802

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import solara

from analysis.view.buttons import Buttons, button
from analysis.view.chart import compact
from analysis.view.fields import Fields, choice, group, number, slider
from analysis.view.plan import Plan
from analysis.wording import ACTS, INSTRUMENTS
from model.instruments import PARTNER_ACTS, SENDER_INSTRUMENTS
from scenarios.format import months
from scenarios.schema import EVERYBODY

HIGH = {item.name: item.high for item in (*PARTNER_ACTS, *SENDER_INSTRUMENTS)}
HOSTILE = {item.name for item in (*PARTNER_ACTS, *SENDER_INSTRUMENTS) if item.tone == "hostile"}
Change = Callable[[str, Mapping[str, Any] | None], None]


@solara.component_vue("vue/timeline.vue")
def Calendar(
    content: str,
    chosen: str,
    event_pick: Callable[[str], None],
    event_place: Callable[[dict[str, Any]], None],
    event_remove: Callable[[str], None],
) -> None:
    """Draw the calendar.

    `content` is JSON text with `items`, `horizon` and `years`; `event_place` is called with
    {"name", "first", "last"} (month indices).
    """


@solara.component
def TimelinePanel(plan: Plan, start: str, horizon: int, change: Change) -> None:
    """Show and edit the events of a plan.

    Parameters
    ----------
    plan : Plan
        The variant.
    start : str
        First month of the horizon.
    horizon : int
        Its length in months.
    change : callable
        Called with an event's name and its new fields, or None to take it out.
    """
    chosen, pick = solara.use_state("")
    events = plan.events()

    def place(told: dict[str, Any]) -> None:
        name = str(told["name"])
        if name in events:
            change(name, moved(events[name], start, int(told["first"]), int(told["last"])))

    def add() -> None:
        name = next(f"hand_{k}" for k in range(1, 1000) if f"hand_{k}" not in events)
        pick(name)
        change(name, new_event(plan, start, horizon))

    Calendar(
        content=compact(
            {
                "items": [row(name, event, start, horizon) for name, event in events.items()],
                "horizon": horizon,
                "years": years(start, horizon),
            }
        ),
        chosen=chosen,
        event_pick=pick,
        event_place=place,
        event_remove=lambda name: change(name, None),
    )
    Buttons(
        items=[
            button("add", "Add an event"),
            button("remove", "Remove the chosen event", chosen not in events),
        ],
        event_press=lambda name: add() if name == "add" else change(chosen, None),
    )
    if chosen in events:
        Form(plan, chosen, events[chosen], change).key(chosen)


@solara.component
def Form(plan: Plan, name: str, event: Mapping[str, Any], change: Change) -> None:
    """Show the fields of one event."""
    governments = plan.inputs().governments
    roles = {g.id: g.role for g in governments}
    role = roles.get(str(event["by"]), "sender")
    words = INSTRUMENTS if role == "sender" else ACTS
    others = [(g.id, g.name) for g in governments if g.role != role]
    toward = event["toward"]
    aimed = (
        toward if isinstance(toward, str) else toward[0] if len(toward) == 1 else ",".join(toward)
    )
    several = [] if aimed in (EVERYBODY, *dict(others)) else [(aimed, aimed)]
    rows = [
        choice("by", "By", str(event["by"]), [(g.id, g.name) for g in governments]),
        choice("toward", "Towards", aimed, [(EVERYBODY, "all"), *others, *several]),
        choice("instrument", "Instrument", str(event["instrument"]), list(words.items())),
        number("at", "First month (YYYY-MM)", str(event["at"])),
        number("until", "Last month (YYYY-MM or end)", str(event["until"] or "")),
        slider(
            "intensity",
            "Level",
            float(event["intensity"]),
            (0.0, HIGH[str(event["instrument"])]),
            0.05,
        ),
    ]

    def told(given: Any) -> None:
        change(name, set_field(event, str(given["key"]), given["value"], roles))

    Fields(name="event", groups=[group(f"Event {name}", rows)], event_change=told)


def set_field(
    event: Mapping[str, Any], key: str, value: Any, roles: Mapping[str, str]
) -> dict[str, Any]:
    """Return an event with one field changed; another side's instruments begin anew."""
    changed = {**event, key: value}
    if key == "until":
        changed["until"] = str(value).strip() or None
    elif key == "toward":
        changed["toward"] = str(value).split(",")
    elif key == "intensity":
        changed["intensity"] = float(value)
    elif key == "by" and roles.get(str(value)) != roles.get(str(event["by"])):
        changed |= {"toward": [EVERYBODY], "instrument": "words"}
    return changed


def new_event(plan: Plan, start: str, horizon: int) -> dict[str, Any]:
    """Return the event that "Add" makes: hostile words for a year, from the second year on."""
    sender = next(g.id for g in plan.inputs().governments if g.role == "sender")
    first = min(12, horizon - 1)
    last = min(first + 11, horizon - 1)
    return {
        "by": sender,
        "toward": [EVERYBODY],
        "instrument": "words",
        "at": months.label(first, start),
        "until": months.label(last, start),
        "every_months": None,
        "intensity": 0.5,
    }


def moved(event: Mapping[str, Any], start: str, first: int, last: int) -> dict[str, Any]:
    """Return an event with other months; one of a single month keeps having no end."""
    alone = event["until"] is None and first == last and event["every_months"] is None
    until = None if alone else months.label(last, start)
    return {**event, "at": months.label(first, start), "until": until}


def row(name: str, event: Mapping[str, Any], start: str, horizon: int) -> dict[str, Any]:
    """Return what the calendar draws of an event."""
    first = months.index(event["at"], start)
    is_open = event["until"] == "end" or (event["until"] is None and event["every_months"])
    last = horizon - 1 if is_open else months.index(event["until"] or event["at"], start)
    word = {**ACTS, **INSTRUMENTS}[str(event["instrument"])]
    toward = event["toward"] if isinstance(event["toward"], str) else ", ".join(event["toward"])
    again = f", every {event['every_months']} months" if event["every_months"] else ""
    return {
        "name": name,
        "first": first,
        "last": last,
        "at": event["at"],
        "hostile": event["instrument"] in HOSTILE,
        "text": f"{event['by']} to {toward}: {word} {float(event['intensity']):.2g}{again}",
    }


def years(start: str, horizon: int) -> list[dict[str, Any]]:
    """Return where each January of the horizon stands on the calendar, 1000 wide."""
    labels = [months.label(k, start) for k in range(horizon)]
    januaries = [k for k, label in enumerate(labels) if label.endswith("-01")]
    return [{"label": labels[k][:4], "x": round(10 + 980 * k / horizon, 1)} for k in januaries]
