"""What Hydra can choose from: scenarios, policies, strategies and the law's parameters."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from hydra.core.config_store import ConfigStore
from hydra.core.plugins import Plugins

from analysis.cli.sweeper import ComitySweeper
from model import policies, strategies
from model.behaviours import Registry
from model.errors import UserError
from model.inputs import Behaviour
from model.parameters import catalogue
from scenarios.build import policy_behaviour, strategy_behaviour
from scenarios.building import theory
from scenarios.catalogue import Catalogue, Kind
from scenarios.configuration import AS_SCENARIO, BROKEN


@dataclass
class SweeperConfig:
    """The sweeper's own settings; `params` are the overrides of a named experiment."""

    _target_: str = "hydra_plugins.comity.ComitySweeper"
    params: dict[str, str] | None = field(default_factory=dict)


def scenarios_dir(arguments: Sequence[str]) -> Path | None:
    """Return the folder that `scenarios_dir=PATH` names; needed before Hydra reads anything."""
    for argument in reversed(arguments):
        name, _, value = argument.lstrip("+").partition("=")
        if name == "scenarios_dir" and value and value != "null":
            return Path(value.strip("'\"")).expanduser()
    return None


def register(folder: Path | None) -> None:
    """Tell Hydra everything that can be chosen, a user's own folder included.

    Raises
    ------
    UserError
        When `folder` is not a folder.
    """
    files = Catalogue(folder)
    store = ConfigStore.instance()
    for name in files.ids("scenario"):
        node = _readable(name, lambda chosen: files.resolved(chosen, "the command line"))
        store.store(group="scenario", name=name, node=node)
    kinds: tuple[tuple[Kind, Registry, Any], ...] = (
        ("policy", policies.REGISTRY, policy_behaviour),
        ("strategy", strategies.REGISTRY, strategy_behaviour),
    )
    for kind, registry, make in kinds:
        store.store(group=kind, name=AS_SCENARIO, node={"id": AS_SCENARIO})
        for name in files.ids(kind):
            node = _readable(
                name, lambda chosen, r=registry, m=make: _rule(r, m(files, chosen), chosen)
            )
            store.store(group=kind, name=name, node=node)
    model: dict[str, dict[str, float]] = {}
    for row in catalogue():
        model.setdefault(row.group, {})[row.name] = row.value
    store.store(group="model", name="defaults", node=model)
    for name in theory.ids():
        item = theory.theory(name)
        overrides = [] if name == theory.FULL else [{"override /strategy": item.file.strategy}]
        node = {"defaults": [*overrides, "_self_"], **theory.node(name)}
        store.store(group="theory", name=name, node=node, package="_global_")
    store.store(group="hydra/sweeper", name="comity", node=SweeperConfig, provider="comity")
    # Hydra copies the whole store for each point it composes; nothing changes it from here on, and
    # what it loads from it are copies.
    vars(store)["__deepcopy__"] = lambda memo: store
    _register_sweeper()


def _register_sweeper() -> None:
    """Register the sweeper under the package name that Hydra demands of plugins.

    Hydra makes no sweeper from outside `hydra_plugins`, a top-level package of its own; instead of
    such a folder there is a module that exists in memory only.
    """
    registry = Plugins.instance()  # first, so that it finds plugins that are really installed
    home = sys.modules.setdefault("hydra_plugins", ModuleType("hydra_plugins"))
    vars(home).setdefault("__path__", [])
    module = ModuleType("hydra_plugins.comity")
    vars(module)["ComitySweeper"] = ComitySweeper
    vars(home)["comity"] = module
    sys.modules[module.__name__] = module
    registry.register(ComitySweeper)


def _readable(name: str, make: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    try:
        return make(name)
    except UserError as error:
        return {"id": name, BROKEN: str(error)}


def _rule(registry: Registry, behaviour: Behaviour, name: str) -> dict[str, Any]:
    declared = registry.coefficients(behaviour.rule)
    values = {row.name: value for row, value in zip(declared, behaviour.coefficients, strict=False)}
    return {"id": name, **values}
