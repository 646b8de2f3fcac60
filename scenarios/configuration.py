"""From a composed configuration, plain nested values, to the world that it describes.

A configuration holds `scenario` (a resolved scenario), `policy` and `strategy` (the id of a file
and the coefficients of its rule, or `as_scenario`), `model` (the law's parameters by group), `off`
(mechanisms to switch off) and `scenarios_dir` (a user's own folder, or null).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from model import policies, strategies
from model.behaviours import Registry
from model.errors import UserError, outside
from model.inputs import Behaviour, Inputs
from model.parameters import Parameter, Parameters, catalogue, defaults, switched_off, with_values
from scenarios.build import Built, construct
from scenarios.catalogue import Catalogue
from scenarios.problems import statement

SET_BY = "the command line"
ORIGIN = "origin"
"""The key of `model` that says where a parameter set comes from, instead of a group."""
AS_SCENARIO = "as_scenario"
"""The policy or strategy that leaves the scenario's own."""
BROKEN = "is_broken"
"""The key under which a file that cannot be read tells why, should somebody choose it."""
GROUPS = ("scenario", "policy", "strategy")


@dataclass(frozen=True)
class Rule:
    """The rule that a policy or strategy node chooses, its coefficients checked when given."""

    kind: str
    name: str
    rows: tuple[Parameter, ...]

    def behaviour(self, node: Mapping[str, Any]) -> Behaviour:
        """Return the behaviour with the coefficients that `node` holds.

        Raises
        ------
        UserError
            For a coefficient that is not a number or lies outside its range.
        """
        values = [self._checked(row, node[row.name]) for row in self.rows]
        first, second, third, fourth = [*values, 0.0, 0.0, 0.0, 0.0][:4]
        return Behaviour(self.name, (first, second, third, fourth))

    def _checked(self, row: Parameter, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            told, allowed = f"{self.kind}.{row.name}", f"{row.low:g} to {row.high:g}"
            rule = "is not a number"
            raise UserError(statement(told, value, rule, allowed, SET_BY, "Correct it."))
        if not row.low <= value <= row.high:
            advice = f"It is the {row.meaning}."
            told = f"{self.kind}.{row.name}"
            raise outside(told, value, row.low, row.high, SET_BY, advice, row.unit)
        return float(value)


def inputs_of(config: Mapping[str, Any]) -> Inputs:
    """Return the world that a configuration describes.

    Raises
    ------
    UserError
        With the name, the value, what is allowed, and where it was set.
    """
    built = built_of(config)
    return finished(built.inputs, config, rules_of(config))


def built_of(config: Mapping[str, Any]) -> Built:
    """Return what the scenario and the parameters give, before `policy`, `strategy` and `off`."""
    check_readable(config)
    parameters = with_values(defaults(), changed_parameters(config["model"]), SET_BY)
    folder = files_of(config).folder
    return construct(config["scenario"], parameters=parameters, set_by=SET_BY, scenarios_dir=folder)


def check_readable(config: Mapping[str, Any]) -> None:
    """Check that the files that are chosen could be read.

    Raises
    ------
    UserError
        With what is wrong in the first that could not.
    """
    for group in GROUPS:
        if BROKEN in config[group]:
            raise UserError(config[group][BROKEN])


def files_of(config: Mapping[str, Any]) -> Catalogue:
    """Return the catalogue with the user's own folder."""
    folder = config["scenarios_dir"]
    return Catalogue(None if folder is None else Path(str(folder)).expanduser())


def changed_parameters(model: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the values that differ from the defaults, by full name; unknown names are kept."""
    usual = {row.full_name: row.value for row in catalogue()}
    groups = {group: row for group, row in model.items() if group != ORIGIN}
    values = {f"{group}.{name}": v for group, row in groups.items() for name, v in row.items()}
    return {name: value for name, value in values.items() if value != usual.get(name)}


def rules_of(config: Mapping[str, Any]) -> dict[str, Rule | None]:
    """Return the rules that `policy` and `strategy` choose; None leaves the scenario's own."""
    files = files_of(config)
    result: dict[str, Rule | None] = {}
    kinds: tuple[tuple[str, Registry], ...] = (
        ("policy", policies.REGISTRY),
        ("strategy", strategies.REGISTRY),
    )
    for kind, registry in kinds:
        name = config[kind]["id"]
        if name == AS_SCENARIO:
            result[kind] = None
            continue
        rule = (files.policy(name) if kind == "policy" else files.strategy(name)).rule
        result[kind] = Rule(kind, rule, registry.coefficients(rule))
    return result


def finished(inputs: Inputs, config: Mapping[str, Any], rules: Mapping[str, Rule | None]) -> Inputs:
    """Return inputs with the configuration's `policy`, `strategy` and `off` in force."""
    policies_, strategies_ = inputs.policies, inputs.strategies
    if (rule := rules["policy"]) is not None:
        policies_ = dict.fromkeys(policies_, rule.behaviour(config["policy"]))
    if (rule := rules["strategy"]) is not None:
        strategies_ = dict.fromkeys(strategies_, rule.behaviour(config["strategy"]))
    parameters = without(inputs.parameters, config["off"])
    return replace(inputs, policies=policies_, strategies=strategies_, parameters=parameters)


def without(parameters: Parameters, off: Any) -> Parameters:
    """Return parameters with the mechanisms that `off` names switched off."""
    for name in [off] if isinstance(off, str) else off or []:
        parameters = switched_off(parameters, str(name))
    return parameters


def columns_of(config: Mapping[str, Any], swept: Mapping[str, Any]) -> dict[str, Any]:
    """Return the design-point columns: scenario, policy and strategy, and whatever is swept."""
    chosen = {group: config[group]["id"] for group in GROUPS}
    if chosen["policy"] == AS_SCENARIO and isinstance(config["scenario"]["policy"], str):
        chosen["policy"] = config["scenario"]["policy"]
    return {**chosen, **{key: value for key, value in swept.items() if key not in chosen}}


def label_of(config: Mapping[str, Any], swept: Mapping[str, Any]) -> str:
    """Return the name of a point: what is swept, or what is chosen."""
    if len(swept) == 1 and next(iter(swept)) in GROUPS:
        return str(next(iter(swept.values())))
    if swept:
        return ", ".join(f"{key}={short(value)}" for key, value in swept.items())
    policy = config["policy"]["id"]
    name = str(config["scenario"]["id"])
    return name if policy == AS_SCENARIO else f"{name}, {policy}"


def short(value: Any) -> str:
    """Return a swept value as labels show it."""
    return "null" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
