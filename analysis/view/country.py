"""The country panel: one partner in numbers and words."""
# ruff: noqa: N802

from __future__ import annotations

from typing import Any

import solara

from analysis.chronicle import levels
from analysis.view.updates import update_counter
from analysis.wording import month_name
from scenarios.format import months

ROWS = (
    ("trust", "Trust in the sender", "0 to 1"),
    ("grievance", "Grievance", "0 and up"),
    ("mandate", "Mandate", "share authorised"),
    ("concession", "Concession in force", "0 to 1"),
    ("operational", "Operational cooperation", "0 to 1; 1 is the most the ties have known"),
    ("liaison", "Liaison presence", "share of the usual"),
    ("credibility", "Credibility of threats", "0 to 1"),
)
LAST = 8


@solara.component_vue("vue/country.vue")
def Card(
    name: str,
    state: str,
    ruptured: bool,
    rows: list[dict[str, Any]],
    links: list[dict[str, Any]],
    happened: list[dict[str, str]],
) -> None:
    """Show a country's card."""


@solara.component
def CountryPanel(model: Any, selected: str | None = None) -> None:
    """Show one partner's trust, grievance, mandate, concession, links and last events."""
    update_counter.get()
    names = {g.id: g.name for g in model.inputs.governments}
    dyads = [i for i, d in enumerate(model.inputs.dyads) if d.partner == selected]
    if not dyads:
        told = "Choose a country in the network or on the routes to see it here."
        solara.Text(told, classes=["cm-soft"])
        return
    now, before = model.frames[-1], model.frames[0]
    ruptured = any(now["dyad.is_ruptured"][i] > 0.5 for i in dyads)
    index = [g.id for g in model.inputs.governments].index(str(selected))
    ideology = now["government.ideology"][index]
    Card(
        name=names[str(selected)],
        state=("Ruptured" if ruptured else "Working relations")
        + f"; leader's ideology {ideology:+.2f} (1 is closest to the sender)",
        ruptured=ruptured,
        rows=[
            {
                "key": name,
                "label": label,
                "unit": unit,
                "value": f"{now[f'dyad.{name}'][i]:.2f}",
                "share": round(min(float(now[f"dyad.{name}"][i]), 1.0), 3),
                "start": f"{before[f'dyad.{name}'][i]:.2f}",
            }
            for i in dyads
            for name, label, unit in ROWS
        ],
        links=_links(model, dyads),
        happened=last_events(model, dyads),
    )


def _links(model: Any, dyads: list[int]) -> list[dict[str, Any]]:
    government = {a.id: a.government for a in model.inputs.agencies}
    pairs = {(model.inputs.dyads[i].sender, model.inputs.dyads[i].partner) for i in dyads}
    now = model.frames[-1]
    return [
        {
            "text": f"{link.sender_agency.partition('.')[2].replace('_', '/')} with "
            f"{link.partner_agency.partition('.')[2].replace('_', ' ')}",
            "value": f"{now['link.operational'][i]:.2f}",
            "share": round(float(now["link.operational"][i]), 3),
        }
        for i, link in enumerate(model.inputs.links)
        if (government[link.sender_agency], government[link.partner_agency]) in pairs
    ]


def last_events(model: Any, dyads: list[int]) -> list[dict[str, str]]:
    """Return the last months in which what was in force changed: `Jan 2017`, and what it was."""
    told: list[dict[str, str]] = []
    for month in range(1, model.month + 1):
        for i in dyads:
            here = levels(model.inputs, model.frames[month], i)
            if here != levels(model.inputs, model.frames[month - 1], i):
                label = month_name(months.label(month - 1, model.inputs.start))
                told.append({"month": label, "text": ", ".join(here) or "nothing in force"})
    return told[-LAST:][::-1]
