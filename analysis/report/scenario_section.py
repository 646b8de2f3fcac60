"""The section of the scenarios, policies and strategies, and where their numbers come from."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from analysis.report.blocks import (
    Box,
    Column,
    Fold,
    Heading,
    Points,
    Section,
    Table,
    Text,
    pointer,
)
from analysis.report.origins import Origins
from analysis.wording import ACTS, INSTRUMENTS
from scenarios.catalogue_page import one_line
from scenarios.format.quantity import Quantity
from scenarios.schema import EVERYBODY, RuleFile, ScenarioFile

MANY = 4
"""A longer table of policies or strategies stands in the appendix."""


def section(origins: Origins) -> Section:
    """Return the section of the scenarios and where their numbers come from."""
    blocks: list[Any] = [
        Text(
            "Each number of a scenario is either taken from a source or assumed, with the range "
            "that the evidence leaves open. Numbers in square brackets lead to the references at "
            "the end."
        )
    ]
    blocks += [_scenario(item, origins) for item in origins.scenarios]
    appendix: list[Table] = []
    if origins.policies:
        blocks += [
            Heading("Policies of the sender"),
            *_rules(origins.policies, origins, "policies", appendix),
        ]
    if origins.strategies:
        blocks += [
            Heading("How partners behave"),
            *_rules(origins.strategies, origins, "strategies", appendix),
        ]
    if origins.limits:
        blocks.append(Points(tuple(origins.limits)))
    title = "The scenarios and where their numbers come from"
    return Section("scenarios", title, tuple(blocks), tuple(appendix))


def _scenario(item: ScenarioFile, origins: Origins) -> Box:
    keys = [use.key for use in item.sources]
    keys += [quantity.sourced for quantity in _quantities(item) if quantity.sourced is not None]
    told = Markup("{} Period {}: {} months from {}. Sources of the scenario itself: {}").format(
        one_line(item.summary),
        item.period,
        item.months,
        item.start,
        origins.numbers(iter(keys)) or "none; its world has some.",
    )
    blocks: list[Any] = [
        Text(told),
        Text(Markup("<strong>Does not cover:</strong> {}").format(one_line(item.does_not_cover))),
    ]
    if item.events:
        blocks.append(_events(item, origins))
    return Box(f"{item.title} ({item.id})", tuple(blocks))


def _quantities(item: ScenarioFile) -> list[Quantity]:
    return [
        *(event.intensity for event in item.events.values()),
        *(leader.ideology for leader in item.leaders.values()),
        *item.parameters.values(),
    ]


def _events(item: ScenarioFile, origins: Origins) -> Fold:
    words = {**INSTRUMENTS, **ACTS}
    rows = []
    for event in item.events.values():
        when = event.at if event.until in (None, event.at) else f"{event.at} to {event.until}"
        if event.every_months is not None:
            when += f", every {event.every_months} months"
        to = "all partners" if EVERYBODY in event.toward else ", ".join(event.toward)
        kind = words.get(event.instrument, event.instrument)
        rows.append(
            (event.note or kind, when, event.by, to, kind, event.intensity.value,
             _origin(event.intensity, origins))
        )  # fmt: skip
    columns = (
        Column("What happened"),
        Column("When"),
        Column("By"),
        Column("Towards"),
        Column("Coded as"),
        Column("Strength, 0 to 1", lambda value: f"{value:g}", is_number=True),
        Column("Where the strength comes from"),
    )
    caption = f"What happens in {item.id}, and where each strength comes from."
    table = Table(f"events-{item.id}", caption, columns, tuple(rows))
    return Fold(f"What happens, month by month ({len(rows)} events)", (table,))


def _origin(quantity: Quantity, origins: Origins) -> str:
    if quantity.assumed is None:
        work = origins.works.get(str(quantity.sourced))
        number = f"[{work.number}] " if work else ""
        return f"{number}{quantity.where}"
    low, high = quantity.assumed
    return f"assumed {low:g} to {high:g}: {quantity.why}"


def _rules(items: list[RuleFile], origins: Origins, name: str, appendix: list[Table]) -> list[Any]:
    """Return the table of some rules; what none of them covers is told once."""
    uncovered = list(dict.fromkeys(one_line(item.does_not_cover) for item in items))
    rows = []
    for item in items:
        numbers = [
            f"{key} {q.value:g} ({_origin(q, origins)})" for key, q in item.coefficients.items()
        ]
        cited = [
            f"[{origins.works[use.key].number}] {use.why}"
            for use in item.sources
            if use.key in origins.works
        ]
        rows.append(
            (
                item.title,
                one_line(item.summary),
                "; ".join(numbers) or "none of its own",
                "; ".join(cited) or "none: its numbers are assumed",
                *((one_line(item.does_not_cover),) if len(uncovered) > 1 else ()),
            )
        )
    columns = (
        Column("Name"),
        Column("What it does"),
        Column("Its numbers, and where they come from"),
        Column("Sources"),
        *((Column("Does not cover"),) if len(uncovered) > 1 else ()),
    )
    caption = f"The {name} of this record, from the catalogue."
    table = Table(name, caption, columns, tuple(rows))
    left_out = Markup("<strong>Not covered:</strong> {}").format(uncovered[0])
    shown: list[Any] = [Text(left_out)] if len(uncovered) == 1 else []
    if len(rows) > MANY:
        appendix.append(table)
        return [
            *shown,
            pointer(table, f"What each of the {len(rows)} {name} does, and its numbers"),
        ]
    return [*shown, table]
