"""Labelled fields (sliders, lists, numbers) that work by keyboard and with a screen reader."""
# ruff: noqa: N802

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara


@solara.component_vue("vue/fields.vue")
def Fields(
    name: str, groups: list[dict[str, Any]], event_change: Callable[[Any], None], title: str = ""
) -> None:
    """Show groups of labelled fields.

    Parameters
    ----------
    name : str
        Makes the ids of the fields unique on the page.
    groups : list of dict
        `title`, `folded` (whether it can be folded away), `rows`; made by `group`.
    event_change : callable
        Called with {"key": ..., "value": ...}.
    title : str
        What all groups are folded away under; not folded if empty.
    """


def group(
    title: str, rows: list[dict[str, Any]], *, folded: bool = False, note: str = ""
) -> dict[str, Any]:
    """Return a group of fields."""
    return {"title": title, "rows": rows, "folded": folded, "note": note}


def slider(
    key: str, label: str, value: float, bounds: tuple[float, float], step: float, **more: Any
) -> dict[str, Any]:
    """Return a slider; `more` may hold `unit`, `help` (a tooltip) and `changed`."""
    low, high = bounds
    row = {"kind": "range", "key": key, "label": label, "value": value}
    return {**row, "min": low, "max": high, "step": step, "help": "", **more}


def choice(
    key: str, label: str, value: str, options: list[tuple[str, str]], **more: Any
) -> dict[str, Any]:
    """Return a list to choose from; `options` are (value, text)."""
    texts = [{"value": name, "text": text} for name, text in options]
    row = {"kind": "select", "key": key, "label": label, "value": value, "options": texts}
    return {**row, "help": "", **more}


def number(key: str, label: str, value: str, **more: Any) -> dict[str, Any]:
    """Return a field for a number, sent as the text that was typed."""
    return {"kind": "number", "key": key, "label": label, "value": value, "help": "", **more}
