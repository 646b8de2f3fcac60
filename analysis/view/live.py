"""The page of one world, live: the bar, the controls and the panels."""
# ruff: noqa: N802

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from analysis.view.attempt import attempt
from analysis.view.bar import SPEEDS, Bar, shown
from analysis.view.choices import ChoicesPanel, read
from analysis.view.country import CountryPanel
from analysis.view.instruments import InstrumentsPanel
from analysis.view.log import LogPanel
from analysis.view.network import NetworkPanel
from analysis.view.notice import Notice
from analysis.view.parameters import ParametersPanel
from analysis.view.player import Player
from analysis.view.routes import RoutesPanel
from analysis.view.series import SeriesPanel
from analysis.view.session import NAMES, Session
from analysis.view.updates import force_update, update_counter

STOPS = ("reset", "rewind", "branch", "drop")
ACTIONS = ("step", "reset", "rewind", "branch", "steer", "drop")


@solara.component
def LivePage(session: Session) -> None:
    """Show one session's worlds with everything that steers them.

    Parameters
    ----------
    session : Session
        The worlds; nobody else's.
    """
    update_counter.get()
    message = solara.use_reactive("")
    selected, select = solara.use_state(None)
    speed, set_speed = solara.use_state(SPEEDS[2])
    player = solara.use_memo(lambda: Player(session, message.set, speed), [])
    solara.use_effect(lambda: player.stop, [])

    def do(action: Callable[[], None], is_stop: bool = False) -> None:
        if is_stop:
            player.stop()
        attempt(action, message.set)
        force_update()

    def act(told: dict[str, Any]) -> None:
        name, value = str(told.get("name")), told.get("value")
        if name == "play":
            player.toggle()
        elif name == "pace" and value in SPEEDS:
            player.speed = int(value)
            set_speed(int(value))
        elif name in ACTIONS:
            method = getattr(session, name)
            given = () if value is None else (int(value),)
            do(lambda: method(*given), is_stop=name in STOPS)

    state = {"playing": player.is_playing.value, "speed": speed, "speeds": list(SPEEDS)}
    Bar(state={**shown(session), **state}, event_act=act)
    if message.value:
        Notice(text=message.value)
    with solara.Div(classes=["cm-columns"]):
        with solara.Div(classes=["cm-side", "cm-under"]):
            Controls(session, do)
        with solara.Div(classes=["cm-panels"]):
            Panels(session, selected, select)


@solara.component
def Controls(session: Session, do: Callable[..., None]) -> None:
    """Show what the world is founded from, the instruments and the parameters.

    Parameters
    ----------
    session : Session
        The worlds.
    do : callable
        Carries out an action and tells what goes wrong; `is_stop` ends playing first.
    """
    update_counter.get()
    target, aim = solara.use_state(None)

    def choose(told: Any) -> None:
        do(lambda: session.choose(**read(str(told["key"]), told["value"])), is_stop=True)

    ChoicesPanel(session.choices, choose)
    InstrumentsPanel(
        session.world,
        target,
        aim,
        lambda name, level, whom: do(lambda: session.hold(name, level, whom)),
        lambda: do(session.release),
    )
    ParametersPanel(
        session.world,
        session.choices.parameters,
        lambda name, value: do(lambda: session.set_parameter(name, value)),
        lambda: do(session.usual_parameters),
    )


@solara.component
def Panels(session: Session, selected: str | None, select: Callable[[Any], None]) -> None:
    """Show the panels; of two worlds the pictures stand side by side, branch A first."""
    update_counter.get()
    worlds = session.worlds
    partners = {dyad.partner for world in worlds for dyad in world.inputs.dyads}
    seen = selected if selected in partners else None

    def choose(name: str) -> None:
        select(None if name == selected else name)

    for panel in (NetworkPanel, RoutesPanel) if len(worlds) > 1 else ():
        with solara.Div(classes=["cm-pair"]):
            for name, world in zip(NAMES, worlds, strict=False):
                with solara.Div(classes=["cm-card"]):
                    solara.HTML(tag="h2", unsafe_innerHTML=f"Branch {name}")
                    if panel is RoutesPanel:
                        RoutesPanel(world, seen, choose, name)
                    else:
                        NetworkPanel(world, seen, choose)
    if len(worlds) == 1:
        with solara.Div(classes=["cm-pair"]):
            with solara.Div(classes=["cm-card"]):
                NetworkPanel(worlds[0], seen, choose)
            with solara.Div(classes=["cm-card"]):
                RoutesPanel(worlds[0], seen, choose)
    with solara.Div(classes=["cm-card"]):
        names = {g.id: g.name for world in worlds for g in world.inputs.governments}
        who = "the mean over all partners" if seen is None else names[seen]
        solara.HTML(tag="h2", unsafe_innerHTML=f"Month by month: {who}")
        if len(worlds) > 1:
            which = "Branch A: unbroken lines; branch B: broken lines."
            solara.HTML(tag="p", unsafe_innerHTML=which, classes=["cm-soft"])
        SeriesPanel(worlds[0], tuple(worlds[1:]), seen)
    with solara.Div(classes=["cm-pair"]):
        for world in worlds:
            with solara.Div(classes=["cm-card"]):
                CountryPanel(world, seen)
        for name, world in zip(NAMES, worlds, strict=False):
            title = "What happened, and why" + (f" (branch {name})" if len(worlds) > 1 else "")
            with solara.Div(classes=["cm-card"]):
                LogPanel(world, title)
