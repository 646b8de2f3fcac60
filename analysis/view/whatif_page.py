"""The what-if page: a baseline and an alternative, hundreds of runs of each, at once."""
# ruff: noqa: N802

from __future__ import annotations

import solara

from analysis.view.buttons import Buttons, button
from analysis.view.choices import AS_GIVEN, scenarios
from analysis.view.export import ExportPanel
from analysis.view.fans import FansPanel, key
from analysis.view.fields import Fields, choice, group, number
from analysis.view.inquiry import Inquiry
from analysis.view.levers import LeversPanel
from analysis.view.notice import Notice
from analysis.view.question import PINS
from analysis.view.table import OutcomesPanel
from analysis.view.timeline import TimelinePanel
from analysis.wording import named
from scenarios.catalogue import Catalogue

FIRST = (
    "The first runs are on their way. After an installation the law is compiled once, which can "
    "take a few minutes."
)
UNPAIRED = (
    "Where two scenarios begin in different months or worlds their runs cannot be paired, and no "
    "difference is shown: choose a baseline with the same first month."
)


@solara.component
def WhatIfPage(inquiry: Inquiry) -> None:
    """Show the what-if page.

    Each part listens to what it shows, so that an answer draws the charts and the table alone.

    Parameters
    ----------
    inquiry : Inquiry
        What this session asks and has found.
    """
    solara.use_effect(inquiry.begin, [])
    Message(inquiry)
    with solara.Div(classes=["cm-columns"]):
        with solara.Div(classes=["cm-side", "cm-side-sticky"]):
            Compared(inquiry)
            Levers(inquiry)
        with solara.Div(classes=["cm-panels"]):
            Timeline(inquiry)
            with solara.Div(classes=["cm-card"]):
                Pins(inquiry)
                Fans(inquiry)
            Outcomes(inquiry)
            Kept(inquiry)


@solara.component
def Message(inquiry: Inquiry) -> None:
    """Show what went wrong."""
    with solara.Div():  # always there, so that what follows keeps its place and its state
        if told := inquiry.refused.value or inquiry.failed.value:
            Notice(text=told)


@solara.component
def Compared(inquiry: Inquiry) -> None:
    """Show what is compared."""
    question = inquiry.question.value
    plan = question.plan
    files = Catalogue()
    policies = [(AS_GIVEN, "as the scenario says"), *((n, named(n)) for n in files.ids("policy"))]
    leanings = [(AS_GIVEN, "as the world says"), *((n, named(n)) for n in files.ids("strategy"))]
    partners = [(g.id, g.name) for g in plan.inputs().governments if g.role == "partner"]
    general = [
        choice("baseline", "Baseline", question.baseline, scenarios()),
        choice(
            "partner",
            "Look at",
            question.partner or AS_GIVEN,
            [(AS_GIVEN, "all partners"), *partners],
        ),
        number("seed", "Seed", str(question.seed), help="a whole number from 0"),
    ]
    other = [
        choice("scenario", "Scenario", plan.scenario, scenarios()),
        choice("policy", "Sender's policy", plan.policy or AS_GIVEN, policies),
        choice("strategy", "Partners' strategy", plan.strategy or AS_GIVEN, leanings),
    ]
    Fields(
        name="whatif",
        groups=[group("Compare", general), group("Alternative", other)],
        event_change=lambda told: inquiry.set_field(told["key"], told["value"]),
    )


@solara.component
def Levers(inquiry: Inquiry) -> None:
    """Show the levers of the alternative."""
    plan = inquiry.question.value.plan
    LeversPanel(plan, plan.inputs(), inquiry.edit)


@solara.component
def Timeline(inquiry: Inquiry) -> None:
    """Show the calendar of the alternative."""
    plan = inquiry.question.value.plan
    world = plan.inputs()
    with solara.Div(classes=["cm-card"]):
        solara.HTML(tag="h2", unsafe_innerHTML="Timeline of the alternative")
        TimelinePanel(plan, world.start, world.months, inquiry.edit)


@solara.component
def Pins(inquiry: Inquiry) -> None:
    """Show the buttons that keep variants on the charts."""
    question = inquiry.question.value

    def press(name: str) -> None:
        now = inquiry.question.value
        inquiry.ask(pins=(*now.pins, now.plan) if name == "pin" else ())

    Buttons(
        items=[
            button("pin", "Pin the alternative", len(question.pins) >= PINS),
            button("clear", "Remove all pins", not question.pins),
        ],
        event_press=press,
    )
    # For those who wait for an answer, in a test or a measurement.
    solara.Div(
        classes=["cm-hidden"],
        attributes={"data-asked": str(question.number), "aria-hidden": "true"},
    )


@solara.component
def Fans(inquiry: Inquiry) -> None:
    """Show the fans of the latest answer."""
    shown = inquiry.answer.value
    if shown is None:
        solara.Text(FIRST, classes=["cm-soft"])
        return
    key(shown.question.names)
    solara.Text(
        f"{shown.found.replicates} runs of each in {shown.took:.0f} ms",
        classes=["cm-soft", "cm-took"],
    )
    if not all(shown.found.differences):
        solara.Text(UNPAIRED, classes=["cm-broken"])
    FansPanel(shown.found, shown.question.names, shown.starts, shown.question.number)


@solara.component
def Outcomes(inquiry: Inquiry) -> None:
    """Show the table of the latest answer."""
    shown = inquiry.answer.value
    if shown is not None:
        with solara.Div(classes=["cm-card"]):
            OutcomesPanel(shown.found, shown.question.names)


@solara.component
def Kept(inquiry: Inquiry) -> None:
    """Offer the question to keep and to share."""
    with solara.Div(classes=["cm-card"]):
        ExportPanel(inquiry.question.value)
