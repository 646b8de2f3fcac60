"""The page: a heading, the tabs, and what each session owns."""
# ruff: noqa: N802

from __future__ import annotations

from pathlib import Path

import solara

from analysis.view.live import LivePage
from analysis.view.session import Session

TABS = ("One world",)
STYLE = Path(__file__).parent / "style.css"


@solara.component
def Page() -> None:
    """Show the page of one browser session; its worlds are made here and die with it."""
    solara.Title("Comity")
    solara.Style(STYLE)
    session = solara.use_memo(Session, [])
    tab, set_tab = solara.use_state(0)
    with solara.Div(classes=["cm-page"]):
        Head(tabs=list(TABS), tab=tab, event_open=set_tab)
        if tab == 0:
            LivePage(session)


@solara.component_vue("vue/head.vue")
def Head(tabs: list[str], tab: int, event_open: object) -> None:
    """Show the page's heading and its tabs."""


@solara.component
def Layout(children: list[solara.Element]) -> None:
    """Lay the page out without Solara's own bar and drawer."""
    solara.Div(children=children, classes=["cm-root"])
