"""Rival theories: the law with some mechanisms off and some numbers fixed, for cited reasons.

A theory is a file of `theories/`; its name is its id. It is applied as parameters of the law, so
that a world, its instruments and its random numbers stay the same whatever the theory.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field

from model.errors import unknown
from model.inputs import Inputs
from model.parameters import Parameter, Parameters, catalogue, defaults, groups, with_values
from scenarios.build import strategy_behaviour
from scenarios.catalogue import Catalogue
from scenarios.configuration import AS_SCENARIO
from scenarios.format.schema_parts import SourceUse, Strict
from scenarios.format.yaml_lines import Document, read
from scenarios.problems import validate

FOLDER = Path(__file__).parent.parent / "theories"
FULL = "full"
"""The theory that leaves the law as it is."""


class Fixed(Strict):
    """A number of the law that a theory fixes, and why."""

    value: float
    why: str


class TheoryFile(Strict):
    """What a file of `theories/` says."""

    id: str
    title: str
    summary: str
    does_not_cover: str
    strategy: str
    off: dict[str, str] = Field(default_factory=dict)
    fixed: dict[str, Fixed] = Field(default_factory=dict)
    sources: list[SourceUse] = Field(default_factory=list)


@dataclass(frozen=True)
class Theory:
    """A variant of the law.

    Attributes
    ----------
    id, title : str
    file : TheoryFile
        Reasons and sources.
    values : mapping from "group.name" to float
        Every number of the law that the theory sets.
    inert : frozenset of str
        Numbers without effect, because their mechanism is off.
    """

    id: str
    title: str
    file: TheoryFile
    values: Mapping[str, float]
    inert: frozenset[str]

    @property
    def free(self) -> tuple[Parameter, ...]:
        """The numbers of the law that the theory leaves open, in the order of the law."""
        return tuple(
            row
            for row in catalogue()
            if row.sweep[0] < row.sweep[1]
            and row.full_name not in self.values
            and row.full_name not in self.inert
        )

    def parameters(self, base: Parameters | None = None) -> Parameters:
        """Return the law's parameters under the theory, those of `base` where it leaves them open.

        Raises
        ------
        UserError
            For a value outside its range.
        """
        given = defaults() if base is None else base
        return with_values(given, self.values, f"the theory {self.id!r}")

    def applied(self, inputs: Inputs) -> Inputs:
        """Return a world under the theory: other parameters and, if it names one, one strategy."""
        strategies = inputs.strategies
        if self.file.strategy != AS_SCENARIO:
            rule = strategy_behaviour(Catalogue(), self.file.strategy, f"the theory {self.id!r}")
            strategies = dict.fromkeys(strategies, rule)
        return replace(inputs, parameters=self.parameters(inputs.parameters), strategies=strategies)


def ids() -> tuple[str, ...]:
    """Return the ids of the theories, the full law first."""
    found = sorted(path.stem for path in FOLDER.glob("*.yaml"))
    return (FULL, *(name for name in found if name != FULL))


@cache
def theory(name: str, set_by: str = "the command line") -> Theory:
    """Return a theory by its id.

    Raises
    ------
    UserError
        For an unknown id, or a file that is wrong.
    """
    if name not in ids():
        raise unknown("theory", name, ids(), set_by)
    document = read(FOLDER / f"{name}.yaml")
    file = validate(TheoryFile, document.data, "theory", document.origin)
    return Theory(file.id, file.title, file, _values(file, document), _inert(file))


def node(name: str) -> dict[str, Any]:
    """Return what a configuration holds of a theory: its numbers, and what designs leave alone."""
    found = theory(name)
    law: dict[str, dict[str, float]] = {}
    for full_name, value in found.values.items():
        group, _, own = full_name.partition(".")
        law.setdefault(group, {})[own] = value
    kept = sorted({*found.values, *found.inert})
    return {"theory": {"id": name, "fixed": [f"model.{item}" for item in kept]}, "model": law}


def _values(file: TheoryFile, document: Document) -> dict[str, float]:
    values: dict[str, float] = {}
    for group in file.off:
        if group not in groups():
            raise unknown("mechanism", group, groups(), document.origin(("off", group)))
        rows = [row for row in catalogue() if row.group == group and row.off is not None]
        values |= {row.full_name: float(row.off) for row in rows if row.off is not None}
    for name, item in file.fixed.items():
        with_values(defaults(), {name: item.value}, document.origin(("fixed", name)))
        values[name] = float(item.value)
    return values


def _inert(file: TheoryFile) -> frozenset[str]:
    rows = [row for row in catalogue() if row.group in file.off and row.off is None]
    return frozenset(row.full_name for row in rows)
