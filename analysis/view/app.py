"""The page: a heading, the tabs, and what each session owns."""
# ruff: noqa: N802

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import solara

from analysis.view import tidy
from analysis.view.address import restored
from analysis.view.inquiry import Inquiry
from analysis.view.live import LivePage
from analysis.view.notice import Notice
from analysis.view.plan import Plan
from analysis.view.question import Question
from analysis.view.session import Session
from model.errors import UserError

TABS = ("One world", "What if", "Sweeps")
STYLE = Path(__file__).parent / "style.css"
FIRST = Question("bad_hombres_2017_without_words", Plan("bad_hombres_2017"), partner="MEX")


@solara.component
def Page() -> None:
    """Show the page of one browser session; its worlds are made here and die with it."""
    solara.Title("Comity")
    solara.Style(STYLE)
    query = solara.use_router().search or ""
    begun, problem = solara.use_memo(lambda: _begun(query), [])
    inquiry = solara.use_memo(lambda: Inquiry(begun), [])
    session = solara.use_memo(Session, [])
    solara.use_effect(_forget, [])
    tab, set_tab = solara.use_state(1 if query.strip("?") else 0)
    with solara.Div(classes=["cm-page"]):
        Head(tabs=list(TABS), tab=tab, event_open=set_tab)
        if problem:
            Notice(text=problem, title="The address could not be read.")
        if tab == 0:
            LivePage(session)
        elif tab == 1:
            # Late, like the next: the statistics need not load before the first page is there.
            from analysis.view.whatif_page import WhatIfPage

            WhatIfPage(inquiry)
        else:
            from analysis.view.sweeps_page import SweepsPage

            SweepsPage()


def _forget() -> Callable[[], None]:
    """Return what is to be done when the session ends."""
    return tidy.soon


def _begun(query: str) -> tuple[Question, str]:
    """Return what the address asks for, and what is wrong with it."""
    if not query.strip("?"):
        return FIRST, ""
    try:
        return restored(query), ""
    except UserError as error:
        return FIRST, str(error)


@solara.component_vue("vue/head.vue")
def Head(tabs: list[str], tab: int, event_open: object) -> None:
    """Show the page's heading and its tabs."""


@solara.component
def Layout(children: list[solara.Element]) -> None:
    """Lay the page out without Solara's own bar and drawer."""
    solara.Div(children=children, classes=["cm-root"])
