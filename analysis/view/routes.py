"""The routes: a schematic map with the flow by width and blind spots by pattern and colour."""
# ruff: noqa: N802

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import solara

from analysis.chronicle import place_name
from analysis.flows import legs
from analysis.frames import Frame
from analysis.view.updates import update_counter
from model.inputs import Inputs

MAP: dict[str, tuple[float, float]] = {
    "USA": (340, 40),
    "MEX": (220, 130),
    "GTM": (262, 238),
    "SLV": (228, 318),
    "HND": (372, 262),
    "CRI": (398, 352),
    "PAN": (452, 428),
    "COL": (560, 478),
    "VEN": (672, 392),
    "ECU": (430, 545),
    "PER": (540, 610),
    "BOL": (690, 560),
    "DOM": (640, 190),
    "CARIBBEAN": (560, 300),
    "PAC_NORTH": (140, 385),
    "PAC_SOUTH": (290, 500),
}
"""Where the places of the default world stand, roughly as on a map (650 high, 860 wide)."""
WIDEST = 26.0
SCALES = ((0.0, "#e3eef6"), (0.04, "#b6d4e8"), (0.08, "#6aa9d0"), (0.12, "#0072b2"))


@solara.component_vue("vue/routes.vue")
def Drawing(
    name: str,
    title: str,
    summary: str,
    scale: str,
    places: list[dict[str, Any]],
    legs: list[dict[str, Any]],
    event_choose: Callable[[str], None],
) -> None:
    """Draw the routes; `event_choose` is called with the id of a partner."""


@solara.component
def RoutesPanel(
    model: Any,
    selected: str | None = None,
    choose: Callable[[str], None] = lambda _: None,
    name: str = "A",
) -> None:
    """Show the flow of a `LiveWorld` along its routes, and where it is not seen."""
    update_counter.get()
    inputs, now = model.inputs, model.frames[-1]
    flow = legs(inputs, now)
    widest = max([*flow.values(), 1e-9])
    at = layout(inputs)
    blind = [c.id for i, c in enumerate(inputs.countries) if now["country.is_blind"][i] > 0.5]
    Drawing(
        name=name,
        title="Routes of the flow",
        summary=f"{len(blind)} blind spots" + (f": {', '.join(blind)}" if blind else ""),
        scale=f"widest {widest:.0f} t a month",
        places=[_place(inputs, now, i, at, selected) for i in range(len(inputs.countries))],
        legs=[
            {
                "id": f"{here}-{there}",
                "path": _curve(at[here], at[there]),
                "width": round(max(1.0, WIDEST * tonnes / widest), 1),
                "text": f"{here} to {there}: {tonnes:.1f} t a month",
            }
            for (here, there), tonnes in flow.items()
        ],
        event_choose=choose,
    )


def layout(inputs: Inputs) -> dict[str, tuple[float, float]]:
    """Return where each place stands; places of other worlds than the default in a circle."""
    if all(country.id in MAP for country in inputs.countries):
        return MAP
    n = len(inputs.countries)
    return {
        country.id: (
            round(380 + 290 * math.cos(2 * math.pi * i / n), 1),
            round(320 + 250 * math.sin(2 * math.pi * i / n), 1),
        )
        for i, country in enumerate(inputs.countries)
    }


def _curve(here: tuple[float, float], there: tuple[float, float]) -> str:
    """Return a path bent a little, with a point in its middle for the arrow."""
    dx, dy = there[0] - here[0], there[1] - here[1]
    bend = 0.12
    mx, my = here[0] + dx / 2 - bend * dy, here[1] + dy / 2 + bend * dx
    ax, ay = (here[0] + mx) / 2 - bend * dy / 4, (here[1] + my) / 2 + bend * dx / 4
    bx, by = (there[0] + mx) / 2 - bend * dy / 4, (there[1] + my) / 2 + bend * dx / 4
    return (
        f"M{here[0]:.0f} {here[1]:.0f}Q{ax:.0f} {ay:.0f} {mx:.0f} {my:.0f}"
        f"Q{bx:.0f} {by:.0f} {there[0]:.0f} {there[1]:.0f}"
    )


def _place(
    inputs: Inputs,
    now: Frame,
    index: int,
    at: dict[str, tuple[float, float]],
    selected: str | None,
) -> dict[str, Any]:
    country = inputs.countries[index]
    names = {g.id: g.name for g in inputs.governments}
    name = place_name(country.id, names)
    seen = float(now["country.detection"][index])
    is_blind = bool(now["country.is_blind"][index] > 0.5)
    is_sea = country.id not in names
    is_right = at[country.id][0] >= 300
    is_far_left = at[country.id][0] < 200
    state = "a blind spot" if is_blind else "watched"
    return {
        "id": country.id,
        "name": name,
        "x": at[country.id][0],
        "y": at[country.id][1],
        "dx": 0 if is_far_left else 25 if is_right else -25,
        "dy": 36 if is_far_left else -2,
        "anchor": "middle" if is_far_left else "start" if is_right else "end",
        "sea": is_sea,
        "blind": is_blind,
        "seen": f"{100 * seen:.1f} %",
        "fill": [colour for least, colour in SCALES if seen >= least][-1],
        "selected": country.partner is not None and country.partner == selected,
        "partner": country.partner,
        "text": f"{name}: {state}; {100 * seen:.1f} % of what passes is detected and removed",
    }
