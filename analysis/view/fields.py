"""Labelled fields (sliders, lists, numbers) that work by keyboard and with a screen reader."""
# ruff: noqa: N802

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from analysis.view.chart import compact


@solara.component_vue("vue/fields.vue")
def _Fields(
    name: str,
    content: str,
    heard: int,
    event_change: Callable[[Any], None],
    title: str = "",
) -> None:
    """Show the fields of `content` (JSON text); `heard` is the number of the last change heard."""


@solara.component
def Fields(
    name: str, groups: list[dict[str, Any]], event_change: Callable[[Any], None], title: str = ""
) -> None:
    """Show groups of labelled fields.

    What is typed or dragged stays as it is while other things arrive; only when its change has been
    heard does the field show again what is true, be it the new value or, where that was refused,
    the old one.

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
    heard, hear = solara.use_state(0)

    def told(given: Any) -> None:
        try:
            event_change({"key": str(given["key"]), "value": given["value"]})
        finally:
            hear(int(given["number"]))

    _Fields(name=name, content=compact(groups), heard=heard, event_change=told, title=title)


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
