"""What stands on the page below its heading, and what each session owns."""
# ruff: noqa: N802

from __future__ import annotations

from collections.abc import Callable

import solara

from analysis.view import choices, series, tidy
from analysis.view.address import restored
from analysis.view.inquiry import Inquiry
from analysis.view.live import LivePage
from analysis.view.notice import Notice
from analysis.view.plan import Plan
from analysis.view.question import Question
from analysis.view.session import Session
from model.errors import UserError

FIRST = Question("bad_hombres_2017_without_words", Plan("bad_hombres_2017"), partner="MEX")


def warm() -> None:
    """Make what every session needs alike, so that the first one finds it made."""
    world = Session().world
    choices.scenarios()
    for plot in series.PLOTS:
        series.specification(plot, world.inputs.start, world.inputs.months)


@solara.component
def Front(tab: int, query: str) -> None:
    """Show one page of a browser session; its worlds are made here and die with it.

    Parameters
    ----------
    tab : int
        Which page: one world, what if, sweeps.
    query : str
        What the address asks for; empty for nothing.
    """
    begun, problem = solara.use_memo(lambda: _begun(query), [])
    inquiry = solara.use_memo(lambda: Inquiry(begun), [])
    session = solara.use_memo(Session, [])
    solara.use_effect(_forget, [])
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
    if not query:
        return FIRST, ""
    try:
        return restored(query), ""
    except UserError as error:
        return FIRST, str(error)
