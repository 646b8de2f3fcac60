"""The points of a sweep: each structure is composed by Hydra once, and values are set in it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from omegaconf import DictConfig, OmegaConf

from analysis.cli.axes import Axis
from scenarios.designing.point_table import Column, PointTable

Compose = Callable[[list[str]], DictConfig]
USED = ("scenario", "policy", "strategy", "model", "theory", "off", "scenarios_dir")
"""The keys of a configuration that describe a point."""


@dataclass(frozen=True)
class Structures:
    """What Hydra composed for a sweep: a configuration for each combination of structural choices.

    Attributes
    ----------
    axes : sequence of Axis
        In the order of the overrides; the first varies slowest.
    configs : sequence of dict
        One for each combination of the values of the axes that are not plain, in their order, with
        the first value of each plain axis.
    """

    axes: Sequence[Axis]
    configs: Sequence[dict[str, Any]]

    @property
    def bases(self) -> list[dict[str, Any]]:
        """The configurations without what only says how a sweep is run; equal parts are shared."""
        shared: dict[str, Any] = {}
        return [
            {key: shared.setdefault(f"{key} {node!r}", node) for key, node in config.items()}
            for config in ({key: item[key] for key in USED} for item in self.configs)
        ]

    def codes(self, inner: int = 1) -> tuple[list[np.ndarray], np.ndarray]:
        """Return for each point the place of its value on each axis, and its configuration.

        Parameters
        ----------
        inner : int
            How often each combination is repeated, for what varies fastest.
        """
        sizes = [len(axis) for axis in self.axes]
        number = np.arange(math.prod(sizes) * inner)
        stride, places = inner, []
        for size in reversed(sizes):
            places.insert(0, number // stride % size)
            stride *= size
        of = np.zeros(len(number), dtype=np.int32)
        for axis, size, place in zip(self.axes, sizes, places, strict=True):
            if not axis.is_plain:
                of = of * size + place.astype(np.int32)
        return places, of


def structures(axes: Sequence[Axis], compose: Compose) -> Structures:
    """Compose every distinct structure.

    Parameters
    ----------
    axes : sequence of Axis
    compose : callable
        From overrides to what Hydra composes from them.

    Raises
    ------
    UserError
        For the first combination that cannot be composed.
    """
    plain = [axis for axis in axes if axis.is_plain]
    configs = []
    for texts in itertools.product(*(axis.texts() for axis in axes)):
        config = compose(list(texts))
        plain_config = without_hydra(config, texts)
        entangled = {axis.key for axis in plain if not _holds(plain_config, axis)}
        if plain and _interpolates(config):
            entangled = {axis.key for axis in plain}
        if entangled:
            again = [axis.structural() if axis.key in entangled else axis for axis in axes]
            return structures(again, compose)
        configs.append(plain_config)
    return Structures(axes, configs)


def point_table(found: Structures) -> PointTable:
    """Return the points that the axes span."""
    places, of = found.codes()
    return PointTable(found.bases, of, swept_columns(found, places))


def swept_columns(found: Structures, places: Sequence[np.ndarray]) -> list[Column]:
    """Return a column for each axis that was swept."""
    return [
        Column(axis.name, axis.column()[place], axis.path if axis.is_plain else None)
        for axis, place in zip(found.axes, places, strict=True)
        if axis.is_swept
    ]


def _holds(config: Mapping[str, Any], axis: Axis) -> bool:
    """Tell whether a configuration holds the axis's first value, unchanged, at its path."""
    node: Any = config
    for step in axis.path:
        if not isinstance(node, Mapping) or step not in node:
            return False
        node = node[step]
    return type(node) is type(axis.first) and repr(node) == repr(axis.first)


def _interpolates(config: DictConfig) -> bool:
    """Tell whether anything refers to something else, so that setting a value is not enough."""
    plain = OmegaConf.to_container(config, resolve=False)
    assert isinstance(plain, dict)
    plain.pop("hydra", None)
    return _refers(plain)


def _refers(node: Any) -> bool:
    if isinstance(node, str):
        return "${" in node
    if isinstance(node, dict):
        return any(map(_refers, node.values()))
    return isinstance(node, list) and any(map(_refers, node))


def without_hydra(config: DictConfig, overrides: Sequence[str] = ()) -> dict[str, Any]:
    """Return a configuration as plain values, without Hydra's own node.

    Parameters
    ----------
    config : DictConfig
    overrides : sequence of str
        What was typed. A parameter that is given there goes before the scenario's own value of it,
        also if it is given its default; so the scenario's is left out.
    """
    plain = OmegaConf.to_container(config, resolve=True)
    assert isinstance(plain, dict)
    plain.pop("hydra", None)
    own = plain["scenario"].get("parameters") or {}
    for key in (item.partition("=")[0] for item in overrides):
        if key.startswith("model."):
            own.pop(key.removeprefix("model."), None)
    return {str(key): value for key, value in plain.items()}
