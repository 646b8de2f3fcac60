"""The numbers of a configuration that a design may vary, each with its range and where it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from model import policies, strategies
from model.behaviours import Registry
from model.parameters import catalogue
from scenarios.catalogue import Catalogue
from scenarios.problems import Path as Steps
from scenarios.quantity import Within, quantities
from scenarios.schema import INSTRUMENTS, Course, RuleFile

AS_SCENARIO = "as_scenario"
"""The policy or strategy that leaves what the scenario says."""
Range = tuple[float, float]


@dataclass(frozen=True)
class Candidate:
    """A number that a design may vary.

    Attributes
    ----------
    name : str
        Its configuration key.
    path : tuple of str
        The keys that lead to it.
    value, low, high : float
        What it is now, and the admissible range.
    range : tuple of float or None
        The range it is assumed within; None if there is none.
    source : str
        The work it is taken from; empty if it is assumed.
    unit, meaning : str
        Unit and one phrase.
    why_not : tuple of str
        The rule and the advice of an error if it cannot be varied here; else empty.
    """

    name: str
    path: tuple[str, ...]
    value: float
    low: float
    high: float
    range: Range | None
    source: str
    unit: str
    meaning: str
    why_not: tuple[str, ...] = ()

    @property
    def is_assumed(self) -> bool:
        """Whether no source gives it."""
        return not self.source

    @property
    def is_law(self) -> bool:
        """Whether it is a parameter of the law."""
        return self.path[0] == "model"


@dataclass(frozen=True)
class Base:
    """The configuration that a design starts from, as plain nested values.

    Parameters
    ----------
    config : mapping
        With `model`, `scenario`, `policy` and `strategy` (their resolved nodes), and where they
        are given `off` and `scenarios_dir`.
    """

    config: Mapping[str, Any]

    @property
    def files(self) -> Catalogue:
        """The catalogue with the user's own folder."""
        folder = self.config.get("scenarios_dir")
        return Catalogue(None if folder is None else Path(str(folder)).expanduser())

    @property
    def off(self) -> tuple[str, ...]:
        """The mechanisms that are switched off."""
        off = self.config.get("off")
        return (off,) if isinstance(off, str) else tuple(off or ())


def candidates(base: Base) -> dict[str, Candidate]:
    """Return every number that a design may vary, by configuration key."""
    files = base.files
    rows = [*_law(base, files)]
    rows += _conduct("policy", policies.REGISTRY, base, files)
    rows += _conduct("strategy", strategies.REGISTRY, base, files)
    rows += _scenario(base, files)
    return {row.name: row for row in rows}


def _law(base: Base, files: Catalogue) -> Iterator[Candidate]:
    """Yield the parameters; a scenario's own value and range go before the default."""
    own = _own_numbers(base, files)
    for row in catalogue():
        value = float(base.config["model"][row.group][row.name])
        sweep: Range | None = row.sweep if row.sweep[0] < row.sweep[1] else None
        source = row.source or ""
        number = own.get(("parameters", row.full_name))
        if number is not None and value == row.value:
            value, sweep, source = number
        why_not: tuple[str, ...] = ()
        if row.group in base.off:
            why_not = (f"varies a mechanism that off={row.group} switches off", "Drop one of them.")
        yield Candidate(
            f"model.{row.full_name}",
            ("model", row.group, row.name),
            value,
            row.low,
            row.high,
            sweep,
            source,
            row.unit,
            row.meaning,
            why_not,
        )


def _conduct(kind: str, registry: Registry, base: Base, files: Catalogue) -> Iterator[Candidate]:
    """Yield the coefficients of the chosen policy or strategy."""
    node = base.config[kind]
    name = node["id"]
    if name == AS_SCENARIO:
        return
    item: RuleFile = files.policy(name) if kind == "policy" else files.strategy(name)
    for row in registry.coefficients(item.rule):
        number = item.coefficients.get(row.name)
        sweep: Range | None = row.sweep
        source = row.source or ""
        if number is not None:
            sweep, source = number.assumed, number.sourced or ""
        yield Candidate(
            f"{kind}.{row.name}",
            (kind, row.name),
            float(node[row.name]),
            row.low,
            row.high,
            sweep,
            source,
            row.unit,
            row.meaning,
        )


def _own_numbers(
    base: Base, files: Catalogue
) -> dict[tuple[str, ...], tuple[float, Range | None, str]]:
    """Return the numbers of the scenario by path: the value now, its range, its source."""
    scenario = base.config["scenario"]
    if scenario["id"] not in files.files("scenario"):
        return {}
    found = {}
    for path, quantity in quantities(files.document("scenario", scenario["id"]).data):
        steps = tuple(map(str, path))
        value = _at(scenario, steps)
        if isinstance(value, int | float) and not isinstance(value, bool):
            found[steps] = (float(value), _range(quantity), quantity.get("sourced") or "")
    return found


def _scenario(base: Base, files: Catalogue) -> Iterator[Candidate]:
    """Yield the numbers of the scenario but its parameters, which are the law's."""
    for steps, (value, sweep, source) in _own_numbers(base, files).items():
        if steps[0] == "parameters":
            continue
        bounds = _bounds(base, steps)
        yield Candidate(
            ".".join(("scenario", *steps)),
            ("scenario", *steps),
            value,
            bounds.low,
            bounds.high,
            sweep,
            source,
            bounds.unit or "1",
            f"{steps[-1]} of {' '.join(steps[:-1])}",
        )


def _range(quantity: Mapping[str, Any]) -> Range | None:
    assumed = quantity.get("assumed")
    if assumed is None or not assumed[0] < assumed[1]:
        return None
    return float(assumed[0]), float(assumed[1])


def _bounds(base: Base, steps: tuple[str, ...]) -> Within:
    """Return the admissible range of a number of the scenario."""
    if steps[0] == "events":
        event = base.config["scenario"]["events"][steps[1]]
        return Within(0.0, INSTRUMENTS[event["instrument"]].high)
    return within(Course[float], steps)


def within(schema: Any, steps: Steps) -> Within:
    """Return the annotation of a number that a schema holds at a path."""
    found = Within(float("-inf"), float("inf"))
    for step in steps:
        if get_origin(schema) is dict:
            schema = get_args(schema)[1]
        elif isinstance(schema, type) and issubclass(schema, BaseModel):
            row = schema.model_fields[str(step)]
            schema = row.annotation
            found = next((item for item in row.metadata if isinstance(item, Within)), found)
        schema, inner = _unwrapped(schema)
        found = inner or found
    return found


def _unwrapped(schema: Any) -> tuple[Any, Within | None]:
    """Return an annotation without `Annotated` and `| None`, and the range that it carried."""
    if get_origin(schema) is Annotated:
        inner, *notes = get_args(schema)
        found = next((item for item in notes if isinstance(item, Within)), None)
        return _unwrapped(inner)[0], found
    rest = [item for item in get_args(schema) if item is not type(None)]
    if len(rest) == 1 and type(None) in get_args(schema):
        return _unwrapped(rest[0])
    return schema, None


def _at(data: Any, steps: Steps) -> Any:
    for step in steps:
        if not isinstance(data, Mapping) or step not in data:
            return None
        data = data[step]
    return data
