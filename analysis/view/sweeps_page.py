"""The sweeps page: open a record below the given folder, filter, compare, map, download."""
# ruff: noqa: N802

from __future__ import annotations

import base64
import io
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import solara

from analysis import browse
from analysis.outcome_titles import measured
from analysis.view.attempt import attempt
from analysis.view.fields import Fields, choice, group, number
from analysis.view.maps import DifferencesChart, MapChart
from analysis.view.notice import Notice
from model.errors import UserError
from scenarios.records import Records

FOLDER = "COMITY_SWEEPS"
"""The environment variable by which the server tells its sessions the folder."""
ROWS = 200
"""Rows of the table that are shown; a download has all."""


@dataclass(frozen=True)
class Wish:
    """What of a sweep is shown."""

    name: str = ""
    text: str = ""
    column: str = ""
    low: str = ""
    high: str = ""
    outcome: str = "operational_mean"
    across: str = ""
    up: str = ""


def folder() -> Path | None:
    """Return the folder below which sweeps may be opened; None if none was given."""
    given = os.environ.get(FOLDER)
    return Path(given) if given else None


@solara.component
def SweepsPage() -> None:
    """Show the sweeps page."""
    wish = solara.use_reactive(Wish())
    message, tell = solara.use_state("")
    records, keep = solara.use_state(None)
    place = folder()
    if place is None:
        told = "No folder was given: start the page with comity view --sweeps FOLDER."
        solara.Text(told, classes=["cm-soft"])
        return

    def change(event: Any) -> None:
        key, value = str(event["key"]), str(event["value"])

        def act() -> None:
            if key == "name":
                keep(browse.opened(place, value))
                wish.set(Wish(name=value))
            else:
                _bounds(replace(wish.value, **{key: value}))
                wish.set(replace(wish.value, **{key: value}))

        attempt(act, tell)

    if message:
        Notice(text=message)
    with solara.Div(classes=["cm-columns"]):
        with solara.Div(classes=["cm-side"]):
            Side(place, wish.value, records, change)
        with solara.Div(classes=["cm-panels"]):
            if records is None:
                solara.Text("Choose a sweep.", classes=["cm-soft"])
            else:
                Shown(records, wish.value)


@solara.component
def Side(place: Path, wish: Wish, records: Records | None, change: Callable[[Any], None]) -> None:
    """Show the list of sweeps and what to show of the one that is open."""
    names = [(name, name) for name in browse.sweeps(place)]
    groups = [group("Sweep", [choice("name", "Record", wish.name, [("", "choose"), *names])])]
    if records is not None:
        table = browse.points(records)
        columns = browse.swept(table)
        listed = [(name, name) for name in columns]
        outcomes = [(name, measured(name)) for name in browse.NAMES if name in table]
        groups.append(
            group(
                "Filter",
                [
                    number("text", "Label contains", wish.text),
                    choice("column", "Column", wish.column, [("", "none"), *listed, *outcomes]),
                    number("low", "from", wish.low),
                    number("high", "to", wish.high),
                ],
            )
        )
        across, up = axes(wish, columns)
        groups.append(
            group(
                "Show",
                [
                    choice("outcome", "Outcome", wish.outcome, outcomes),
                    choice("across", "Map: across", across, listed or [("", "none")]),
                    choice("up", "Map: up", up, listed or [("", "none")]),
                ],
            )
        )
    Fields(name="sweeps", groups=groups, event_change=change)


@solara.component
def Shown(records: Records, wish: Wish) -> None:
    """Show the table, the differences, the map and the downloads of a sweep."""
    table = browse.points(records)
    low, high = _bounds(wish)
    chosen = browse.kept(table, wish.text, wish.column, low, high)
    across, up = axes(wish, browse.swept(table))
    with solara.Div(classes=["cm-card"]):
        solara.HTML(tag="h2", unsafe_innerHTML="Paired differences from the baseline")
        DifferencesChart(browse.differences(records, chosen, wish.outcome), wish.outcome)
    if across and up and across != up:
        with solara.Div(classes=["cm-card"]):
            solara.HTML(tag="h2", unsafe_innerHTML="Heat map")
            MapChart(chosen, across, up, wish.outcome)
    with solara.Div(classes=["cm-card"]):
        Points(
            caption=f"{len(chosen)} of {len(table)} points",
            columns=list(chosen.columns),
            rows=[[_text(value) for value in row] for row in chosen.head(ROWS).to_numpy()],
            csv=_encoded(chosen.to_csv(index=False).encode()),
            parquet=_encoded(_parquet(chosen)),
        )


@solara.component_vue("vue/points.vue")
def Points(caption: str, columns: list[str], rows: list[list[str]], csv: str, parquet: str) -> None:
    """Show the points and offer them as files, given in base 64."""


def axes(wish: Wish, columns: list[str]) -> tuple[str, str]:
    """Return the two parameters of the heat map; the first two that were swept by default."""
    first, second = [*columns, "", ""][:2]
    return (
        wish.across if wish.across in columns else first,
        wish.up if wish.up in columns else second,
    )


def _bounds(wish: Wish) -> tuple[float, float]:
    found = []
    for name, text, usual in (("from", wish.low, "-inf"), ("to", wish.high, "inf")):
        try:
            found.append(float(text or usual))
        except ValueError:
            raise UserError(
                f"{name}={text[:40]} is not a number; allowed any number; set by the page. "
                "Leave it empty for no bound."
            ) from None
    return found[0], found[1]


def _text(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _parquet(table: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    table.to_parquet(buffer, index=False)
    return buffer.getvalue()


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()
