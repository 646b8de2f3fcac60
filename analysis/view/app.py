"""The page as Solara finds it: light, so that a browser is answered before the rest has loaded."""
# ruff: noqa: N802

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import solara

TABS = ("One world", "What if", "Sweeps")
STYLE = Path(__file__).parent / "style.css"


@cache
def loading() -> Future[ModuleType]:
    """Begin to load what stands on the page, once; return where it will be.

    Called at the start, outside of any session. A browser takes more than a second to load its
    scripts; this happens meanwhile.
    """
    return ThreadPoolExecutor(1, "loading").submit(_loaded)


def _loaded() -> ModuleType:
    front = import_module("analysis.view.front")
    front.warm()
    return front


@solara.component
def Page() -> None:
    """Show the page of one browser session: its heading at once, the rest when it has loaded."""
    solara.Title("Comity")
    solara.Style(STYLE)
    query = (solara.use_router().search or "").strip("?")
    tab, set_tab = solara.use_state(1 if query else 0)
    # Only to be told when it is there; whoever comes later need not wait.
    solara.use_thread(lambda: loading().result(), [])
    with solara.Div(classes=["cm-page"]):
        Head(tabs=list(TABS), tab=tab, event_open=set_tab)
        if loading().done():
            loading().result().Front(tab, query)
        else:
            solara.HTML(tag="p", unsafe_innerHTML="The first world is being founded \u2026")


@solara.component_vue("vue/head.vue")
def Head(tabs: list[str], tab: int, event_open: object) -> None:
    """Show the page's heading and its tabs."""


@solara.component
def Layout(children: list[solara.Element]) -> None:
    """Lay the page out without Solara's own bar and drawer."""
    solara.Div(children=children, classes=["cm-root"])
