"""The what-if page: a baseline and an alternative, hundreds of runs of each, at once."""
# ruff: noqa: N802

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import solara

from analysis.view.buttons import Buttons, button
from analysis.view.choices import AS_GIVEN, read, scenarios
from analysis.view.export import ExportPanel
from analysis.view.fans import FansPanel, key
from analysis.view.fields import Fields, choice, group, number
from analysis.view.levers import LeversPanel
from analysis.view.live import attempt
from analysis.view.notice import Notice
from analysis.view.plan import Plan
from analysis.view.question import Question
from analysis.view.table import OutcomesPanel
from analysis.view.timeline import TimelinePanel
from analysis.whatif import WhatIf, compare
from analysis.wording import named
from model.inputs import Inputs
from scenarios.catalogue import Catalogue

REPLICATES = 500
PINS = 4
"""With the alternative that is edited, up to five variants beside the baseline."""
FIRST = (
    "The first runs are on their way. After an installation the law is compiled once, which can "
    "take a few minutes."
)
UNPAIRED = (
    "Where two scenarios begin in different months or worlds their runs cannot be paired, and no "
    "difference is shown: choose a baseline with the same first month."
)
GATE = threading.Lock()
"""One comparison at a time: many sessions together need no more memory than one."""


@dataclass(frozen=True)
class Answer:
    """A comparison, the question it answers, and how long it took in milliseconds."""

    question: Question
    found: WhatIf
    starts: tuple[str, ...]
    took: float
    number: int


def answer(question: Question, number: int) -> Answer:
    """Return the comparison that a question asks for."""
    baseline: Inputs = Plan(question.baseline).inputs()
    variants = [plan.inputs() for plan in (question.plan, *question.pins)]
    begun = time.perf_counter()
    found = compare(baseline, variants, REPLICATES, seed=question.seed, partner=question.partner)
    took = 1000.0 * (time.perf_counter() - begun)
    starts = tuple(point.start for point in (baseline, *variants))
    return Answer(question, found, starts, took, number)


@solara.component
def WhatIfPage(question: solara.Reactive[Question]) -> None:
    """Show the what-if page.

    Parameters
    ----------
    question : Reactive of Question
        What this session compares.
    """
    # An answer that arrives must not wipe out what was wrong with a later question.
    message, tell = solara.use_state("")
    failure, fail = solara.use_state("")
    shown: solara.Reactive[Answer | None] = solara.use_reactive(None)

    def run(cancel: threading.Event) -> None:
        with GATE:
            if cancel.is_set():
                return
            count = shown.value.number + 1 if shown.value else 1
            attempt(lambda: shown.set(answer(question.value, count)), fail)

    solara.use_thread(run, dependencies=[question.value], intrusive_cancel=False)

    def ask(**changes: Any) -> None:
        def change() -> None:
            asked = replace(question.value, **changes)
            asked.plan.inputs()
            question.set(asked)

        attempt(change, tell)

    with solara.Div():  # always there, so that what follows keeps its place and its state
        if message or failure:
            Notice(text=message or failure)
    with solara.Div(classes=["cm-columns"]):
        with solara.Div(classes=["cm-side"]):
            Side(question.value, ask, tell)
        with solara.Div(classes=["cm-panels"]):
            Main(question.value, shown.value, ask, tell)


@solara.component
def Side(question: Question, ask: Callable[..., None], tell: Callable[[str], None]) -> None:
    """Show what is compared, and the levers of the alternative."""
    files = Catalogue()
    policies = [(AS_GIVEN, "as the scenario says"), *((n, named(n)) for n in files.ids("policy"))]
    leanings = [(AS_GIVEN, "as the world says"), *((n, named(n)) for n in files.ids("strategy"))]
    world = question.plan.inputs()
    partners = [(g.id, g.name) for g in world.governments if g.role == "partner"]
    plan = question.plan
    whom = [(AS_GIVEN, "all partners"), *partners]
    general = [
        choice("baseline", "Baseline", question.baseline, scenarios()),
        choice("partner", "Look at", question.partner or AS_GIVEN, whom),
        number("seed", "Seed", str(question.seed), help="a whole number from 0"),
    ]
    other = [
        choice("scenario", "Scenario", plan.scenario, scenarios()),
        choice("policy", "Sender's policy", plan.policy or AS_GIVEN, policies),
        choice("strategy", "Partners' strategy", plan.strategy or AS_GIVEN, leanings),
    ]

    def change(told: Any) -> None:
        attempt(lambda: ask(**changed(question, str(told["key"]), told["value"])), tell)

    Fields(
        name="whatif",
        groups=[group("Compare", general), group("Alternative", other)],
        event_change=change,
    )
    LeversPanel(plan, world, lambda name, event: edit(question, name, event, ask, tell))


@solara.component
def Main(
    question: Question,
    shown: Answer | None,
    ask: Callable[..., None],
    tell: Callable[[str], None],
) -> None:
    """Show the timeline, the fans and the table."""
    world = question.plan.inputs()
    with solara.Div(classes=["cm-card"]):
        solara.HTML(tag="h2", unsafe_innerHTML="Timeline of the alternative")
        TimelinePanel(
            question.plan,
            world.start,
            world.months,
            lambda name, event: edit(question, name, event, ask, tell),
        )
    with solara.Div(classes=["cm-card"]):
        Pins(question, ask)
        if shown is None:
            solara.Text(FIRST, classes=["cm-soft"])
        else:
            names = shown.question.names
            key(names)
            solara.Text(
                f"{shown.found.replicates} runs of each in {shown.took:.0f} ms", classes=["cm-soft"]
            )
            if not all(shown.found.differences):
                solara.Text(UNPAIRED, classes=["cm-broken"])
            FansPanel(shown.found, names, shown.starts, shown.number)
    if shown is not None:
        with solara.Div(classes=["cm-card"]):
            OutcomesPanel(shown.found, shown.question.names)
    with solara.Div(classes=["cm-card"]):
        ExportPanel(question.baseline, question.plan, question.partner, question.seed)


@solara.component
def Pins(question: Question, ask: Callable[..., None]) -> None:
    """Show the buttons that keep variants on the charts."""
    Buttons(
        items=[
            button("pin", "Pin the alternative", len(question.pins) >= PINS),
            button("clear", "Remove all pins", not question.pins),
        ],
        event_press=lambda name: ask(pins=(*question.pins, question.plan) if name == "pin" else ()),
    )


def changed(question: Question, name: str, value: Any) -> dict[str, Any]:
    """Return the change of a question that a field asks for.

    Raises
    ------
    UserError
        For a seed that is not one.
    """
    if name == "seed":
        return read("seed", value)
    text = str(value) or None
    if name == "baseline":
        return {"baseline": text or question.baseline}
    if name == "partner":
        return {"partner": text}
    if name == "scenario":
        # Another scenario has other events: what was edited does not belong to it.
        return {"plan": replace(question.plan, scenario=str(text), edits=None)}
    return {"plan": replace(question.plan, **{name: text})}


def edit(
    question: Question,
    name: str,
    event: Mapping[str, Any] | None,
    ask: Callable[..., None],
    tell: Callable[[str], None],
) -> None:
    """Change one event of the alternative; the schema's own checks tell what is wrong."""
    attempt(lambda: ask(plan=question.plan.edited(name, event)), tell)
