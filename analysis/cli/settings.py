"""From a configuration to what is run: every value checked before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from analysis.cli.groups import AS_SCENARIO, BROKEN
from analysis.cli.translate import SET_BY
from model import policies, strategies
from model.behaviours import Registry
from model.errors import UserError, outside, unknown
from model.inputs import Behaviour, Inputs
from model.parameters import catalogue, defaults, switched_off, with_values
from scenarios import months
from scenarios.build import build
from scenarios.catalogue import Catalogue
from scenarios.problems import statement

SERIES = ("quantiles", "all")
GREATEST_SEED = 2**64 - 1


@dataclass(frozen=True)
class Settings:
    """What the keys at the top of the configuration say, checked."""

    seed: int
    replicates: int
    output: Path
    n_jobs: int | None
    series: Any
    baseline: int
    save_at: str | None
    source: Path | None
    record: bool


def settings(config: Mapping[str, Any], label: str, n_points: int = 1) -> Settings:
    """Return the checked settings.

    Parameters
    ----------
    config : mapping
        The composed configuration.
    label : str
        What the default folder is called after.
    n_points : int
        How many points there are, for the range of `baseline`.

    Raises
    ------
    UserError
        For the first value that cannot be used.
    """
    jobs = config["n_jobs"]
    series = config["series"]
    if series not in SERIES:
        raise unknown("value of series", str(series), SERIES, SET_BY)
    if not isinstance(config["record"], bool):
        raise _wrong("record", config["record"], "is not true or false", "true, false")
    output = config["output"]
    folder = Path(str(output)).expanduser() if output is not None else default_folder(label)
    source = config["from"]
    if source is not None and not Path(str(source)).is_file():
        raise _wrong("from", source, "is not a file", "a file that save_at wrote")
    return Settings(
        _whole("seed", config["seed"], 0, GREATEST_SEED),
        _whole("replicates", config["replicates"], 1, 1_000_000),
        folder,
        None if jobs is None else _whole("n_jobs", jobs, 1, 4096),
        series,
        _whole("baseline", config["baseline"], 0, n_points - 1),
        _month("save_at", config["save_at"]),
        None if source is None else Path(str(source)),
        config["record"],
    )


def default_folder(label: str) -> Path:
    """Return a new folder under `runs`, named by the time and what is run."""
    name = "".join(letter if letter.isalnum() or letter in "_-" else "_" for letter in label)[:60]
    first = Path("runs") / f"{datetime.now():%Y%m%d-%H%M%S}-{name}"
    folder, number = first, 2
    while folder.exists():
        folder, number = first.with_name(f"{first.name}-{number}"), number + 1
    return folder


def inputs_of(config: Mapping[str, Any]) -> Inputs:
    """Return the world that a configuration describes.

    Raises
    ------
    UserError
        With the name, the value, what is allowed, and where it was set.
    """
    for group in ("scenario", "policy", "strategy"):
        if BROKEN in config[group]:
            raise UserError(config[group][BROKEN])
    folder = config["scenarios_dir"]
    files = Catalogue(None if folder is None else Path(str(folder)).expanduser())
    values = {
        f"{group}.{name}": value
        for group, row in config["model"].items()
        for name, value in row.items()
    }
    usual = {row.full_name: row.value for row in catalogue()}
    changed = {name: value for name, value in values.items() if value != usual.get(name)}
    parameters = with_values(defaults(), changed, SET_BY)
    inputs = build(
        config["scenario"], parameters=parameters, set_by=SET_BY, scenarios_dir=files.folder
    )
    policy = _behaviour("policy", policies.REGISTRY, config["policy"], files)
    if policy is not None:
        inputs = replace(inputs, policies=dict.fromkeys(inputs.policies, policy))
    strategy = _behaviour("strategy", strategies.REGISTRY, config["strategy"], files)
    if strategy is not None:
        inputs = replace(inputs, strategies=dict.fromkeys(inputs.strategies, strategy))
    off = config["off"]
    for name in [off] if isinstance(off, str) else off or []:
        inputs = replace(inputs, parameters=switched_off(inputs.parameters, str(name)))
    return inputs


def columns_of(config: Mapping[str, Any], swept: Mapping[str, Any]) -> dict[str, Any]:
    """Return the design-point columns: scenario, policy and strategy, and whatever is swept."""
    chosen = {group: config[group]["id"] for group in ("scenario", "policy", "strategy")}
    if chosen["policy"] == AS_SCENARIO and isinstance(config["scenario"]["policy"], str):
        chosen["policy"] = config["scenario"]["policy"]
    return {**chosen, **{key: value for key, value in swept.items() if key not in chosen}}


def label_of(config: Mapping[str, Any], swept: Mapping[str, Any]) -> str:
    """Return the name of a point: what is swept, or what is chosen."""
    if len(swept) == 1 and next(iter(swept)) in ("scenario", "policy", "strategy"):
        return str(next(iter(swept.values())))
    if swept:
        return ", ".join(f"{key}={_short(value)}" for key, value in swept.items())
    policy = config["policy"]["id"]
    name = str(config["scenario"]["id"])
    return name if policy == AS_SCENARIO else f"{name}, {policy}"


def _short(value: Any) -> str:
    return "null" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _behaviour(
    kind: str, registry: Registry, node: Mapping[str, Any], files: Catalogue
) -> Behaviour | None:
    """Return the behaviour a policy or strategy node describes; None to leave the scenario's."""
    name = node["id"]
    if name == AS_SCENARIO:
        return None
    rule = (files.policy(name) if kind == "policy" else files.strategy(name)).rule
    values = []
    for row in registry.coefficients(rule):
        value = node[row.name]
        if isinstance(value, bool) or not isinstance(value, int | float):
            allowed = f"{row.low:g} to {row.high:g}"
            raise _wrong(f"{kind}.{row.name}", value, "is not a number", allowed)
        if not row.low <= value <= row.high:
            told = f"{kind}.{row.name}"
            advice = f"It is the {row.meaning}."
            raise outside(told, value, row.low, row.high, SET_BY, advice, row.unit)
        values.append(float(value))
    first, second, third, fourth = [*values, 0.0, 0.0, 0.0, 0.0][:4]
    return Behaviour(rule, (first, second, third, fourth))


def _whole(name: str, value: Any, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(name, value, "is not a whole number", f"{low} to {high}")
    if not low <= value <= high:
        raise _wrong(name, value, f"is outside [{low}, {high}]", f"{low} to {high}")
    return value


def _month(name: str, value: Any) -> str | None:
    if value is None:
        return None
    try:
        months.number(str(value))
    except ValueError as error:
        raise _wrong(name, value, str(error), "YYYY-MM") from None
    return str(value)


def _wrong(name: str, value: Any, rule: str, allowed: str) -> UserError:
    return UserError(statement(name, value, rule, allowed, SET_BY, "Correct it."))
