"""The scenarios, policies and strategies of a record, and the works behind their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from analysis.report.blocks import Box, Column, Fold, Heading, Points, Section, Table, Text
from analysis.report.material import Material
from analysis.wording import ACTS, INSTRUMENTS
from model.errors import UserError
from model.sources import Source
from scenarios.catalogue import Catalogue
from scenarios.catalogue_page import one_line
from scenarios.citations import citations
from scenarios.quantity import Quantity
from scenarios.schema import EVERYBODY, RuleFile, ScenarioFile

CHECKED = {
    "read": "the page was read for this project",
    "computed": "the figure was computed from the named data",
    "recalled": "from general knowledge of the work, not read again: take figures as about right",
}
"""What the bibliography's words for how a work was checked mean."""
AS_SCENARIO = "as_scenario"


@dataclass(frozen=True)
class Work:
    """A work of the list of references: its number, and what it is cited for."""

    number: int
    source: Source
    why: tuple[str, ...]


class Origins:
    """What a record's scenarios, policies and strategies say of themselves.

    Parameters
    ----------
    material : Material

    Attributes
    ----------
    limits : list of str
        What the catalogue at hand could not tell; each a sentence.
    """

    def __init__(self, material: Material) -> None:
        self.limits: list[str] = []
        self._files = Catalogue(material.scenarios_dir)
        columns = [arm["columns"] for arm in material.arms.values()]
        self.scenarios = self._chosen(_named(columns, "scenario"))
        self.policies = self._rules("policy", _named(columns, "policy"))
        # The strategies in force, the world's own too.
        told = [arm.get("strategies") or {} for arm in material.arms.values()]
        names = [*_named(columns, "strategy"), *(str(row[0]) for of in told for row in of.values())]
        self.strategies = self._rules("strategy", list(dict.fromkeys(names)))
        self.works = self._works(material)

    def numbers(self, keys: Iterator[str]) -> Markup:
        """Return links to the works of some keys, as `[1] [4]`."""
        found = sorted({self.works[key].number for key in keys if key in self.works})
        links = [Markup('<a href="#work-{0}">[{0}]</a>').format(number) for number in found]
        return Markup(" ").join(links)

    def world_limits(self) -> tuple[str, ...]:
        """Return what the worlds of the scenarios leave out, each a sentence."""
        names = dict.fromkeys(item.world for item in self.scenarios)
        worlds = [self._files.world(name) for name in names]
        return tuple(one_line(world.does_not_cover) for world in worlds)

    def _chosen(self, names: list[str]) -> list[ScenarioFile]:
        found = []
        for name in names:
            try:
                found.append(self._files.load(name))
            except UserError as error:
                self.limits.append(
                    f"scenario {name}: not in the catalogue at hand, so its sources are not shown "
                    f"({str(error).splitlines()[0]})"
                )
        return found

    def _rules(self, kind: str, names: list[str]) -> list[RuleFile]:
        found: list[RuleFile] = []
        read = self._files.policy if kind == "policy" else self._files.strategy
        for name in names:
            try:
                found.append(read(name))
            except UserError:
                self.limits.append(f"{kind} {name}: not in the catalogue at hand")
        return found

    def _works(self, material: Material) -> dict[str, Work]:
        """Return every work, numbered in the order in which it is first needed."""
        known = self._files.sources()
        why: dict[str, dict[str, None]] = {}
        for item in self.scenarios:
            try:
                for cited in citations(item.id, material.scenarios_dir):
                    why.setdefault(cited.source.key, {}).update(dict.fromkeys(cited.why))
            except UserError as error:
                self.limits.append(f"scenario {item.id}: its sources cannot be read ({error})")
        for rule in (*self.policies, *self.strategies):
            uses = [(use.key, use.why) for use in rule.sources]
            uses += [
                (number.sourced, f"{key} ({number.where})")
                for key, number in rule.coefficients.items()
                if number.sourced is not None
            ]
            for key, reason in uses:
                why.setdefault(key, {})[f"{rule.title}: {reason}"] = None
        return {
            key: Work(number, known[key], tuple(reasons))
            for number, (key, reasons) in enumerate(why.items(), 1)
            if key in known
        }


def _named(columns: list[Any], kind: str) -> list[str]:
    """Return the names of a kind, each once, that are files of the catalogue."""
    names = dict.fromkeys(str(row[kind]) for row in columns if row.get(kind) is not None)
    return [name for name in names if name != AS_SCENARIO]


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
    if origins.policies:
        blocks.append(Heading("Policies of the sender"))
        blocks.append(_rules(origins.policies, origins, "policies"))
    if origins.strategies:
        blocks.append(Heading("How partners behave"))
        blocks.append(_rules(origins.strategies, origins, "strategies"))
    if origins.limits:
        blocks.append(Points(tuple(origins.limits)))
    return Section("scenarios", "The scenarios and where their numbers come from", tuple(blocks))


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


def _rules(items: list[RuleFile], origins: Origins, name: str) -> Table:
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
                one_line(item.does_not_cover),
            )
        )
    columns = (
        Column("Name"),
        Column("What it does"),
        Column("Its numbers, and where they come from"),
        Column("Sources"),
        Column("Does not cover"),
    )
    return Table(name, "Taken from the catalogue.", columns, tuple(rows), is_wide=True)


def references(origins: Origins) -> tuple[Work, ...]:
    """Return the works in the order of their numbers."""
    return tuple(sorted(origins.works.values(), key=lambda work: work.number))
