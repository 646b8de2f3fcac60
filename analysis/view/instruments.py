"""The instruments: sliders that act on the running world from the coming month on."""
# ruff: noqa: N802

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from analysis.view.buttons import Buttons, button
from analysis.view.fields import Fields, choice, group, slider
from analysis.view.updates import update_counter
from analysis.wording import INSTRUMENTS
from model.instruments import SENDER_INSTRUMENTS

GROUPS: dict[str, tuple[str, ...]] = {
    "Words": ("words", "praise"),
    "Threats": ("threat", "force_threat"),
    "Sanctions": ("targeted_sanction", "financial_sanction", "trade_sanction"),
    "Aid": ("suspend_security_aid", "suspend_development_aid", "aid_increase"),
    "Certification": ("decertification",),
    "Conciliation": ("agreement", "apology"),
    "Force": ("operation", "deployment"),
    "Plan": ("coordination",),
}
"""The senders' instruments in the order of the panel: each of them is in exactly one group."""
OPEN = ("Words", "Threats", "Sanctions", "Aid", "Certification", "Conciliation")
ALL = ""
BY_NAME = {item.name: item for item in SENDER_INSTRUMENTS}


def _row(model: Any, name: str, dyads: list[int]) -> dict[str, Any]:
    item = BY_NAME[name]
    held = any(name in model.held.get(dyad, {}) for dyad in dyads)
    by = "held by hand" if held else "as the script has it; the policy may add to it"
    return slider(
        name,
        INSTRUMENTS[name].capitalize(),
        round(model.level(name, dyads), 3),
        (0.0, item.high),
        0.05,
        help=f"{item.unit} ({by})",
        changed=held,
    )


@solara.component
def InstrumentsPanel(
    model: Any,
    target: str | None,
    aim: Callable[[str | None], None],
    hold: Callable[[str, float, str | None], None],
    release: Callable[[], None],
) -> None:
    """Show a slider for each instrument of the sender.

    Parameters
    ----------
    model : LiveWorld
        The world that is steered.
    target : str or None
        The partner towards whom the sliders act; None for all.
    aim, hold, release : callable
        Choose the target; hold an instrument at a level; give all back to the script.
    """
    update_counter.get()
    names = {g.id: g.name for g in model.inputs.governments}
    partners = list(dict.fromkeys(dyad.partner for dyad in model.inputs.dyads))
    aimed = target if target in partners else None
    dyads = [i for i, d in enumerate(model.inputs.dyads) if aimed in (None, d.partner)]

    options = [(ALL, "all partners"), *((name, names[name]) for name in partners)]
    towards = choice("target", "Towards", aimed or ALL, options, help="whom the sliders act on")
    groups = [
        group("Instruments", [towards]),
        *(
            group(title, [_row(model, name, dyads) for name in members], folded=title not in OPEN)
            for title, members in GROUPS.items()
        ),
    ]

    def change(told: Any) -> None:
        if told["key"] == "target":
            aim(str(told["value"]) or None)
        else:
            hold(str(told["key"]), float(told["value"]), aimed)

    Fields(name="instruments", groups=groups, event_change=change)
    back = button("release", "Give instruments back to the script", not model.held)
    Buttons(items=[back], event_press=lambda _: release())
