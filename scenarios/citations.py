"""Which works to cite for a scenario, and why each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from model.errors import unknown
from model.parameters import catalogue
from model.sources import Source
from scenarios.catalogue import Catalogue
from scenarios.format.quantity import quantities
from scenarios.format.schema_world import WorldFile
from scenarios.schema import RuleFile, ScenarioFile


@dataclass(frozen=True)
class Citation:
    """A work and what it is cited for."""

    source: Source
    why: tuple[str, ...]

    def __str__(self) -> str:
        """Return the work and, indented, what it is cited for."""
        return "\n".join([self.source.citation, *(f"    for {reason}" for reason in self.why)])


def citations(name: str, scenarios_dir: Path | None = None) -> tuple[Citation, ...]:
    """Return the works behind a scenario: its own, its world's, its rules' and the law's.

    Parameters
    ----------
    name : str
        A scenario.
    scenarios_dir : Path, optional
        A user's own folder of scenarios.

    Raises
    ------
    UserError
        For an unknown scenario, or a key that is not in the bibliography.
    """
    files = Catalogue(scenarios_dir)
    known = files.sources()
    reasons: dict[str, dict[str, None]] = {}  # a dict keeps the order and drops repetitions
    for key, why in _uses(files, name):
        if key not in known:
            raise unknown("source", key, known)
        reasons.setdefault(key, {})[why] = None
    return tuple(Citation(known[key], tuple(why)) for key, why in reasons.items())


def cite(name: str, scenarios_dir: Path | None = None) -> str:
    """Return the works behind a scenario as text, each with what it is cited for."""
    return "\n".join(str(item) for item in citations(name, scenarios_dir))


def _uses(files: Catalogue, name: str) -> Iterator[tuple[str, str]]:
    scenario = files.load(name)
    yield from _scenario_uses(files, scenario)
    world = files.world(scenario.world)
    yield from _world_uses(files, world)
    for policy in dict.fromkeys(scenario.policy.values()):
        yield from _rule_uses("policy", files.policy(policy))
    own = {key: item.strategy for key, item in world.governments.items() if item.strategy}
    for strategy in dict.fromkeys((own | scenario.strategies).values()):
        yield from _rule_uses("strategy", files.strategy(strategy))
    for row in catalogue():
        if row.source is not None and row.full_name not in scenario.parameters:
            yield row.source, f"the parameter {row.full_name} ({row.why})"


def _scenario_uses(files: Catalogue, scenario: ScenarioFile) -> Iterator[tuple[str, str]]:
    for use in scenario.sources:
        yield use.key, use.why
    for path, quantity in quantities(files.document("scenario", scenario.id).data):
        if "sourced" in quantity:
            yield quantity["sourced"], f"{'.'.join(map(str, path))} ({quantity['where']})"


def _world_uses(files: Catalogue, world: WorldFile) -> Iterator[tuple[str, str]]:
    numbers: dict[str, int] = dict.fromkeys(world.sources, 0)
    for _, quantity in quantities(files.document("world", world.id).data):
        if "sourced" in quantity:
            numbers[quantity["sourced"]] = numbers.get(quantity["sourced"], 0) + 1
    for key, count in numbers.items():
        of = f"{count} number{'s' if count != 1 else ''} of " if count else ""
        yield key, f"{of}the world {world.id}"


def _rule_uses(kind: str, item: RuleFile) -> Iterator[tuple[str, str]]:
    for use in item.sources:
        yield use.key, f"the {kind} {item.id}: {use.why}"
    for name, quantity in item.coefficients.items():
        if quantity.sourced is not None:
            yield quantity.sourced, f"the {kind} {item.id}: {name} ({quantity.where})"
