"""The parameters of the law by mechanism, with units, meaning and sources."""
# ruff: noqa: N802

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import solara

from analysis.view.buttons import Buttons, button
from analysis.view.fields import Fields, group, slider
from analysis.view.updates import update_counter
from analysis.wording import named
from model.parameters import Parameter, catalogue, groups


@solara.component
def ParametersPanel(
    model: Any,
    changed: Mapping[str, float],
    change: Callable[[str, float], None],
    usual: Callable[[], None],
) -> None:
    """Show the parameters, folded away by mechanism.

    Parameters
    ----------
    model : LiveWorld
        The world whose parameters are shown.
    changed : mapping
        The parameters that are not at their defaults.
    change : callable
        Sets a parameter from the coming month on.
    usual : callable
        Sets all back to their defaults.
    """
    update_counter.get()
    shown = [
        group(
            named(title).capitalize(),
            [
                _row(model, row, row.full_name in changed)
                for row in catalogue()
                if row.group == title
            ],
            folded=True,
        )
        for title in groups()
    ]

    def told(event: Any) -> None:
        change(str(event["key"]), float(event["value"]))

    Fields(name="parameters", groups=shown, event_change=told, title="Parameters by mechanism")
    back = button("usual", "All parameters back to their defaults", not changed)
    Buttons(items=[back], event_press=lambda _: usual())


def _row(model: Any, row: Parameter, is_changed: bool) -> dict[str, Any]:
    value = float(getattr(getattr(model.parameters, row.group), row.name))
    return slider(
        row.full_name,
        named(row.name),
        value,
        (row.low, row.high),
        round((row.high - row.low) / 200.0, 6),
        unit="" if row.unit == "1" else row.unit,
        help=explained(row),
        changed=is_changed,
    )


def explained(row: Parameter) -> str:
    """Return a parameter's meaning, default, range to sweep and source, in one sentence."""
    origin = f"source {row.source}: {row.why}" if row.source else f"assumed: {row.why}"
    unit = "" if row.unit == "1" else f" {row.unit}"
    return (
        f"{row.meaning}; default {row.value:g}{unit}, plausible {row.sweep[0]:g} to "
        f"{row.sweep[1]:g}; {origin}"
    )
