"""The numbers of a configuration that a design may vary, each with its range and where it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel

from model import policies, strategies
from model.behaviours import Registry
from model.parameters import catalogue
from scenarios.configuration import AS_SCENARIO, files_of
from scenarios.format.quantity import Within, quantities
from scenarios.problems import Path as Steps
from scenarios.schema import INSTRUMENTS, Course, RuleFile

Home = Literal["model", "policy", "strategy", "scenario", "world"]
Range = tuple[float, float]
Own = dict[tuple[str, ...], Mapping[str, Any]]
_OF_THE_WORLD = ("governments", "dyads", "links")
"""What a scenario may change of its world."""


@dataclass(frozen=True)
class Candidate:
    """A number that a design may vary.

    Attributes
    ----------
    home : str
        Where it is given: a scenario's numbers may be those of its world.
    key : tuple of str
        The steps of its configuration key.
    path : tuple of str
        The keys at which it is set: its own, but for a parameter that the scenario gives, which
        is set where the scenario has it, for that goes before the default.
    value, low, high : float
        What it is now, and the admissible range.
    range : tuple of float or None
        The range to sweep; None if there is none.
    source : str
        The work it is taken from; empty if it is assumed.
    unit, meaning : str
        Unit and one phrase.
    """

    home: Home
    key: tuple[str, ...]
    path: tuple[str, ...]
    value: float
    low: float
    high: float
    range: Range | None
    source: str
    unit: str
    meaning: str

    @property
    def name(self) -> str:
        """Its configuration key."""
        return ".".join(self.key)

    @property
    def known_as(self) -> str:
        """The name by its home: `world.dyads.MEX.trust` for `scenario.dyads.MEX.trust`."""
        return ".".join((self.home, *self.key[1:]))


def candidates(config: Mapping[str, Any]) -> dict[str, Candidate]:
    """Return every number that a design may vary, by configuration key.

    Parameters
    ----------
    config : mapping
        As `scenarios.configuration` describes it.
    """
    own = _quantities("scenario", config["scenario"]["id"], config)
    rows = [*_law(config, own)]
    rows += _conduct("policy", policies.REGISTRY, config)
    rows += _conduct("strategy", strategies.REGISTRY, config)
    rows += _scenario(config, own)
    rows += _world(config, own)
    return {row.name: row for row in rows}


def _law(config: Mapping[str, Any], own: Own) -> Iterator[Candidate]:
    """Yield the parameters; a scenario's own value and range go before the default."""
    set_here = config["scenario"].get("parameters", {})
    for row in catalogue():
        value = float(config["model"][row.group][row.name])
        sweep, source = _proper(row.sweep), row.source or ""
        key: tuple[str, ...] = ("model", row.group, row.name)
        path = key
        if row.full_name in set_here and value == row.value:
            value, path = float(set_here[row.full_name]), ("scenario", "parameters", row.full_name)
            if quantity := own.get(("parameters", row.full_name)):
                sweep, source = _proper(quantity.get("assumed")), quantity.get("sourced") or ""
        low, high = row.low, row.high
        yield Candidate("model", key, path, value, low, high, sweep, source, row.unit, row.meaning)


def _conduct(
    kind: Literal["policy", "strategy"], registry: Registry, config: Mapping[str, Any]
) -> Iterator[Candidate]:
    """Yield the coefficients of the chosen policy or strategy."""
    node = config[kind]
    if node["id"] == AS_SCENARIO:
        return
    files = files_of(config)
    read = files.policy if kind == "policy" else files.strategy
    item: RuleFile = read(node["id"])
    for row in registry.coefficients(item.rule):
        sweep, source = _proper(row.sweep), row.source or ""
        if (number := item.coefficients.get(row.name)) is not None:
            sweep, source = _proper(number.assumed), number.sourced or ""
        path, value = (kind, row.name), float(node[row.name])
        low, high = row.low, row.high
        yield Candidate(kind, path, path, value, low, high, sweep, source, row.unit, row.meaning)


def _scenario(config: Mapping[str, Any], own: Own) -> Iterator[Candidate]:
    """Yield the numbers of the scenario but its parameters, which are the law's."""
    for steps, quantity in own.items():
        value = _at(config["scenario"], steps)
        if steps[0] != "parameters" and _is_number(value):
            yield _candidate("scenario", config, steps, quantity, value)


def _world(config: Mapping[str, Any], own: Own) -> Iterator[Candidate]:
    """Yield the numbers of the world that the scenario may change and does not."""
    for steps, quantity in _quantities("world", config["scenario"]["world"], config).items():
        if steps[0] in _OF_THE_WORLD and steps not in own:
            given = _at(config["scenario"], steps)
            value = given if _is_number(given) else quantity["value"]
            yield _candidate("world", config, steps, quantity, value)


def _candidate(
    home: Literal["scenario", "world"],
    config: Mapping[str, Any],
    steps: tuple[str, ...],
    quantity: Mapping[str, Any],
    value: float,
) -> Candidate:
    bounds = _bounds(config, steps)
    return Candidate(
        home,
        ("scenario", *steps),
        ("scenario", *steps),
        float(value),
        bounds.low,
        bounds.high,
        _proper(quantity.get("assumed")),
        quantity.get("sourced") or "",
        bounds.unit or "1",
        f"{steps[-1]} of {' '.join(steps[:-1])}",
    )


def _quantities(kind: Literal["scenario", "world"], name: str, config: Mapping[str, Any]) -> Own:
    """Return the numbers of a file by path."""
    files = files_of(config)
    if name not in files.files(kind):
        return {}
    found = quantities(files.document(kind, name).data)
    return {tuple(map(str, path)): quantity for path, quantity in found}


def _proper(given: Any) -> Range | None:
    """Return a range, or None for one that is missing or holds one value only."""
    if given is None or not given[0] < given[1]:
        return None
    return float(given[0]), float(given[1])


def _bounds(config: Mapping[str, Any], steps: tuple[str, ...]) -> Within:
    """Return the admissible range of a number of the scenario."""
    if steps[0] == "events":
        event = config["scenario"]["events"][steps[1]]
        return Within(0.0, INSTRUMENTS[event["instrument"]].high)
    return within(Course[float], steps)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


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
