"""The network view: governments, their agencies, what works between them and what is broken."""
# ruff: noqa: N802

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import solara

from analysis.chronicle import levels
from analysis.frames import Frame
from analysis.view.updates import update_counter
from analysis.wording import INSTRUMENTS
from model.inputs import Inputs
from model.instruments import SENDER_INSTRUMENTS

CENTRE, RADIUS = (380.0, 315.0), 235.0
SIGNS: dict[str, tuple[str, tuple[str, ...]]] = {
    "W": ("hostile words", ("words",)),
    "T": ("threats", ("threat", "force_threat")),
    "S": ("sanctions", ("targeted_sanction", "financial_sanction", "trade_sanction")),
    "A": ("aid suspended", ("suspend_security_aid", "suspend_development_aid")),
    "D": ("decertified", ("decertification",)),
    "F": ("operation or troops", ("operation", "deployment")),
    "+": ("conciliation", ("praise", "agreement", "apology", "aid_increase")),
}
"""Marks of the instruments in force: a letter, what it stands for, its instruments."""
SHOWN = 0.05


@solara.component_vue("vue/network.vue")
def Drawing(
    title: str,
    summary: str,
    nodes: list[dict[str, Any]],
    ties: list[dict[str, Any]],
    ours: list[dict[str, Any]],
    legend: list[dict[str, Any]],
    event_choose: Callable[[str], None],
) -> None:
    """Draw the network; `event_choose` is called with the id of a government."""


@solara.component
def NetworkPanel(
    model: Any, selected: str | None = None, choose: Callable[[str], None] = lambda _: None
) -> None:
    """Show the governments, agencies and links of a `LiveWorld`."""
    update_counter.get()
    inputs, now = model.inputs, model.frames[-1]
    places = positions(inputs)
    broken = [d.partner for i, d in enumerate(inputs.dyads) if now["dyad.is_ruptured"][i] > 0.5]
    Drawing(
        title="Governments, agencies and their working ties",
        summary=f"{len(broken)} of {len(inputs.dyads)} dyads ruptured"
        + (f": {', '.join(broken)}" if broken else ""),
        nodes=[_node(inputs, now, i, places, selected) for i in range(len(inputs.governments))],
        ties=_ties(inputs, now, places),
        ours=_ours(inputs, places),
        legend=[
            {"sign": sign, "text": text, "hostile": sign != "+"}
            for sign, (text, _) in SIGNS.items()
        ],
        event_choose=choose,
    )


def positions(inputs: Inputs) -> dict[str, tuple[float, float]]:
    """Return where governments and agencies stand: senders in the middle, partners around."""
    found: dict[str, tuple[float, float]] = {}
    partners = [g.id for g in inputs.governments if g.role == "partner"]
    senders = [g.id for g in inputs.governments if g.role == "sender"]
    for i, name in enumerate(senders):
        shift = 110.0 * (i - 0.5 * (len(senders) - 1))
        found[name] = (CENTRE[0] + shift, CENTRE[1])
    for i, name in enumerate(partners):
        found[name] = _around(CENTRE, 2 * math.pi * i / len(partners) - 0.5 * math.pi, RADIUS)
    for name in (*senders, *partners):
        agencies = [a.id for a in inputs.agencies if a.government == name]
        for j, agency in enumerate(agencies):
            if name in senders:
                turn = 2 * math.pi * j / len(agencies) - 0.5 * math.pi
                found[agency] = _around(found[name], turn, 74.0)
            else:
                inward = math.atan2(CENTRE[1] - found[name][1], CENTRE[0] - found[name][0])
                turn = inward + 0.42 * (j - 0.5 * (len(agencies) - 1))
                found[agency] = _around(found[name], turn, 36.0)
    return found


def _around(centre: tuple[float, float], turn: float, radius: float) -> tuple[float, float]:
    return (
        round(centre[0] + radius * 1.12 * math.cos(turn), 1),
        round(centre[1] + radius * math.sin(turn), 1),
    )


def _node(
    inputs: Inputs,
    now: Frame,
    index: int,
    places: dict[str, tuple[float, float]],
    selected: str | None,
) -> dict[str, Any]:
    government = inputs.governments[index]
    is_sender = government.role == "sender"
    x, y = places[government.id]
    ours = [i for i, dyad in enumerate(inputs.dyads) if dyad.partner == government.id]
    ruptured = bool(any(now["dyad.is_ruptured"][i] > 0.5 for i in ours))
    across = x - CENTRE[0]
    anchor = "start" if across > 60 else "end" if across < -60 else "middle"
    gap = {"start": 30.0, "end": -30.0, "middle": 0.0}[anchor]
    below = 4.0 if anchor != "middle" else (42.0 if y > CENTRE[1] else -30.0)
    return {
        "id": government.id,
        "name": "" if is_sender else government.name,
        "x": x,
        "y": y,
        "r": 30 if is_sender else 21,
        "lx": x + gap,
        "ly": y + below,
        "anchor": anchor,
        "sender": is_sender,
        "selected": government.id == selected,
        "ruptured": ruptured,
        "agencies": [
            {"id": a.id, "x": places[a.id][0], "y": places[a.id][1], "text": _agency(a.id, a.kind)}
            for a in inputs.agencies
            if a.government == government.id and not is_sender
        ],
        "marks": [] if is_sender else _marks(now, ours, x, y),
        "text": government.name if is_sender else _described(inputs, now, ours, government.name),
    }


def _described(inputs: Inputs, now: Frame, dyads: list[int], name: str) -> str:
    told = []
    for i in dyads:
        state = "ruptured" if now["dyad.is_ruptured"][i] > 0.5 else "working"
        told.append(
            f"{name}: {state}; operational cooperation {now['dyad.operational'][i]:.2f}, "
            f"trust {now['dyad.trust'][i]:.2f}, mandate {now['dyad.mandate'][i]:.2f}"
        )
        told += levels(inputs, now, i)
    return "; ".join(told)


def _marks(now: Frame, dyads: list[int], x: float, y: float) -> list[dict[str, Any]]:
    names = [item.name for item in SENDER_INSTRUMENTS]
    found = []
    for sign, (_, group) in SIGNS.items():
        told = [
            f"{INSTRUMENTS[name]} {now['dyad.instruments'][i][names.index(name)]:.2g}"
            for i in dyads
            for name in group
            if now["dyad.instruments"][i][names.index(name)] >= SHOWN
        ]
        if told:
            found.append({"sign": sign, "text": ", ".join(told), "hostile": sign != "+"})
    outward = 1.0 if y >= CENTRE[1] else -1.0
    for k, mark in enumerate(found):
        mark["x"] = x + 21.0 * (k - 0.5 * (len(found) - 1))
        mark["y"] = y + outward * (62.0 if abs(x - CENTRE[0]) <= 60 else 34.0)
    return found


def _ties(
    inputs: Inputs, now: Frame, places: dict[str, tuple[float, float]]
) -> list[dict[str, Any]]:
    government = {a.id: a.government for a in inputs.agencies}
    dyads = {(d.sender, d.partner): i for i, d in enumerate(inputs.dyads)}
    found = []
    for i, link in enumerate(inputs.links):
        pair = (government[link.sender_agency], government[link.partner_agency])
        (x1, y1), (x2, y2) = places[link.sender_agency], places[link.partner_agency]
        level = float(now["link.operational"][i])
        found.append(
            {
                "id": i,
                "path": f"M{x1} {y1}L{x2} {y2}",
                "level": round(level, 3),
                "ruptured": bool(now["dyad.is_ruptured"][dyads[pair]] > 0.5),
                "text": f"{link.sender_agency} with {link.partner_agency}: {level:.2f}",
            }
        )
    return found


def _ours(inputs: Inputs, places: dict[str, tuple[float, float]]) -> list[dict[str, Any]]:
    senders = {g.id for g in inputs.governments if g.role == "sender"}
    return [
        {
            "id": a.id,
            "name": a.id.rpartition(".")[2].replace("_", "/"),
            "x": places[a.id][0],
            "y": places[a.id][1] + 4.0,
        }
        for a in inputs.agencies
        if a.government in senders
    ]


def _agency(identifier: str, kind: str) -> str:
    return f"{identifier.partition('.')[0]}: {kind.replace('_', ' ')}"
