"""A row of buttons."""
# ruff: noqa: N802

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara


@solara.component_vue("vue/buttons.vue")
def Buttons(items: list[dict[str, Any]], event_press: Callable[[str], None]) -> None:
    """Show buttons; `event_press` is called with the name of the one that was pressed."""


def button(name: str, label: str, disabled: bool = False) -> dict[str, Any]:
    """Return one button."""
    return {"name": name, "label": label, "disabled": disabled}
