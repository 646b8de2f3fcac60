"""Hydra's and OmegaConf's exceptions, told in the one form in which errors are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files

import yaml
from hydra.core.config_store import ConfigStore
from hydra.errors import HydraException, MissingConfigException
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from model.errors import UserError, unknown
from model.parameters import groups
from scenarios.configuration import SET_BY

_OVERRIDE = re.compile(
    r"Could not (?:override|append to config\. .*?|delete from config\.) ?'([^']+)'"
)
_TWICE = re.compile(r"Multiple values for ([\w.@/]+)")
_SWEEP = re.compile(r"(?:Sweep parameters|Ambiguous value for argument) '([^']+)'")
TOP = (
    "seed",
    "replicates",
    "half_width",
    "outcome",
    "max_replicates",
    "output",
    "n_jobs",
    "save_at",
    "from",
    "scenarios_dir",
    "series",
    "dyads",
    "dry_run",
    "audit",
    "baseline",
    "off",
    "record",
    "design",
    "points",
    "over",
    "scenario",
    "policy",
    "strategy",
    "model",
    "theory",
    "experiment",
    "cluster",
)


def composed[T](make: Callable[[], T], overrides: Sequence[str] = ()) -> T:
    """Return what `make` composes.

    Parameters
    ----------
    make : callable
        Calls Hydra.
    overrides : sequence of str
        What was typed: it tells which scenario's keys to suggest.

    Raises
    ------
    UserError
        Instead of anything Hydra says about a person's input.
    """
    try:
        return make()
    except (HydraException, OmegaConfBaseException) as error:
        raise translated(error, overrides) from error


def translated(error: Exception, overrides: Sequence[str] = ()) -> UserError:
    """Return an exception of Hydra's as a person should read it."""
    text = str(error)
    if isinstance(error, MissingConfigException) and error.missing_cfg_file:
        group, _, name = error.missing_cfg_file.rpartition("/")
        return unknown(group or "configuration", name, error.options or (), SET_BY)
    if found := _SWEEP.search(text):
        return UserError(
            f"{found[1]} names several values; allowed one value; set by {SET_BY}. "
            "Use `comity sweep`, or quote the value."
        )
    if found := _OVERRIDE.search(text):
        return _unknown_key(found[1], overrides)
    if found := _TWICE.search(text):
        return UserError(f"{found[1]} is given twice; allowed once; set by {SET_BY}. Delete one.")
    first = next((line.strip() for line in text.splitlines() if line.strip()), "unreadable")
    return UserError(
        f"An argument cannot be read: {first}; allowed KEY=VALUE; set by {SET_BY}. "
        "Quote a value with spaces, commas or brackets twice: 'key=\"a, b\"'."
    )


def _unknown_key(key: str, overrides: Sequence[str]) -> UserError:
    """Return the error for a key that the configuration does not have."""
    steps = key.partition("@")[0].split(".")
    known: Iterable[str] = TOP
    owner = ""
    if steps[0] in TOP and len(steps) > 1:
        for depth in range(len(steps) - 1, 0, -1):
            inner = _keys(steps[:depth], overrides)
            if inner and steps[depth] not in inner:
                known, owner = inner, ".".join(steps[:depth])
                return unknown(f"key in {owner}", steps[depth], known, SET_BY)
        return UserError(
            f"{key} is not a key of what is chosen; set by {SET_BY}. "
            "See the keys with `comity run ... --cfg job`."
        )
    return unknown("key", steps[0], known, SET_BY)


def _keys(steps: list[str], overrides: Sequence[str]) -> list[str]:
    """Return the keys below a place, in what is chosen or else in every choice of its group."""
    if steps == ["model"]:
        return list(groups())
    if len(steps) == 2 and steps[0] == "model" and steps[1] in groups():
        return list(groups()[steps[1]]._fields)
    given = [text.partition("=")[2] for text in overrides if text.startswith(f"{steps[0]}=")]
    if steps == ["cluster"]:
        return _cluster_keys(given[-1] if given else "local")
    choices = ConfigStore.instance().repo.get(steps[0], {})
    chosen = [choices[f"{name}.yaml"] for name in given[-1:] if f"{name}.yaml" in choices]
    names: dict[str, None] = {}
    for item in chosen or choices.values():
        node: object = OmegaConf.create(item.node)
        for step in steps[1:]:
            node = node.get(step) if isinstance(node, DictConfig) else None
        if isinstance(node, DictConfig):
            names |= dict.fromkeys(map(str, node))
    return list(names)


def _cluster_keys(name: str) -> list[str]:
    """Return the options of an engine, which a file of `conf/cluster` holds."""
    file = files("conf") / "cluster" / f"{name}.yaml"
    held = yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return [key for key in held if key != "name"]
