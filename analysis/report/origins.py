"""The scenarios, policies and strategies of a record, and the works behind their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from analysis.report.material import Material
from model.errors import UserError
from model.sources import Source
from scenarios.catalogue import Catalogue
from scenarios.catalogue_page import one_line
from scenarios.citations import citations
from scenarios.schema import RuleFile, ScenarioFile

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


def references(origins: Origins) -> tuple[Work, ...]:
    """Return the works in the order of their numbers."""
    return tuple(sorted(origins.works.values(), key=lambda work: work.number))
