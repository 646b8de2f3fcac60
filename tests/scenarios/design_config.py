"""A composed configuration, as the command line makes it, for tests of designs."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from model import policies, strategies
from model.parameters import catalogue
from scenarios.build import policy_behaviour, strategy_behaviour
from scenarios.catalogue import Catalogue
from scenarios.configuration import AS_SCENARIO


def configuration(
    scenario: str = "first",
    policy: str = AS_SCENARIO,
    strategy: str = AS_SCENARIO,
    folder: Path | None = None,
    **keys: Any,
) -> dict[str, Any]:
    """Return the configuration of a scenario, with other keys as given."""
    files = Catalogue(folder)
    model: dict[str, dict[str, float]] = {}
    for row in catalogue():
        model.setdefault(row.group, {})[row.name] = row.value
    nodes: dict[str, dict[str, Any]] = {"policy": {"id": policy}, "strategy": {"id": strategy}}
    if policy != AS_SCENARIO:
        behaviour = policy_behaviour(files, policy)
        rows = policies.coefficients(behaviour.rule)
        nodes["policy"] |= {r.name: c for r, c in zip(rows, behaviour.coefficients, strict=False)}
    if strategy != AS_SCENARIO:
        behaviour = strategy_behaviour(files, strategy)
        rows = strategies.coefficients(behaviour.rule)
        nodes["strategy"] |= {r.name: c for r, c in zip(rows, behaviour.coefficients, strict=False)}
    usual = {"off": None, "scenarios_dir": folder, "seed": 0}
    asked = {"design": None, "points": None, "over": None}
    return {"model": model, "scenario": files.resolved(scenario), **nodes, **usual, **asked, **keys}


def changed(config: dict[str, Any], path: Sequence[str], value: float) -> dict[str, Any]:
    """Return a configuration with a number set at a path, whether or not the path is there."""
    result = copy.deepcopy(config)
    node = result
    for step in path[:-1]:
        node = node.setdefault(step, {})
    node[path[-1]] = value
    return result
