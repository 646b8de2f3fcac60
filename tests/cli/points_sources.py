"""A sweep's points both ways: composed by Hydra one by one, and as `comity sweep` makes them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any

import hydra
import numpy as np
from hydra.core.global_hydra import GlobalHydra
from hydra.types import RunMode

from analysis.cli import groups
from analysis.cli.axes import axes
from analysis.cli.points import Structures, structures, without_hydra
from analysis.cli.sweeper import combined, parse
from analysis.cli.translate import composed
from model.inputs import Inputs
from scenarios.configuration import columns_of, inputs_of, label_of
from scenarios.designing.points import Point


class Sweep:
    """A command line's sweep, with Hydra ready to compose its points."""

    def __init__(self, loader: Any, arguments: Sequence[str]) -> None:
        compose = partial(loader.load_configuration, "config", run_mode=RunMode.MULTIRUN)
        self.master = composed(lambda: compose(list(arguments)), arguments)
        params = dict(self.master.hydra.sweeper.params or {})
        self.loader, self.overrides = loader, parse(loader, combined(params, arguments))
        self.composed = 0

    def compose(self, texts: list[str]) -> Any:
        """Return what Hydra composes from overrides without sweeps."""
        self.composed += 1
        load = partial(self.loader.load_sweep_config, self.master, texts)
        return composed(load, texts)

    def structures(self) -> Structures:
        """Return what the sweeper composes."""
        return structures(axes(self.overrides), self.compose)

    def slow(self) -> Iterator[Point]:
        """Yield the points, each composed by Hydra and built from the start."""
        seen: dict[str, int] = {}
        points = [(without_hydra(self.compose(texts)), swept) for texts, swept in self._each()]
        for config, swept in points:
            label = label_of(config, swept)
            seen[label] = seen.get(label, 0) + 1
            told = label if seen[label] == 1 else f"{label} ({seen[label]})"
            yield Point(told, columns_of(config, swept), inputs_of(config))

    def _each(self) -> Iterator[tuple[list[str], dict[str, Any]]]:
        choices: dict[str, list[tuple[str, Any]]] = {}
        for override in self.overrides:
            key = override.get_key_element()
            if not override.is_sweep_override():
                choices[key] = [(override.input_line or "", None)]
                continue
            texts = [f"{key}={text}" for text in override.sweep_string_iterator()]
            choices[key] = list(zip(texts, override.sweep_iterator(), strict=True))
        swept = [item.get_key_element() for item in self.overrides if item.is_sweep_override()]
        for chosen in itertools.product(*choices.values()):
            values = dict(zip(choices, (value for _, value in chosen), strict=True))
            shown = {key.lstrip("+"): _shown(values[key]) for key in swept}
            yield [text for text, _ in chosen], shown


@contextmanager
def sweep(arguments: Sequence[str], folder: Path | None = None) -> Iterator[Sweep]:
    """Give a sweep of these arguments, over a user's own folder if given."""
    GlobalHydra.instance().clear()
    groups.register(folder)
    with hydra.initialize_config_module("conf", version_base="1.3"):
        given = [*arguments, *([f"scenarios_dir={folder}"] if folder else [])]
        yield Sweep(GlobalHydra.instance().config_loader(), given)


def assert_same(one: Inputs, other: Inputs) -> None:
    """Check that two worlds are the same to the last bit and type."""
    for field in fields(Inputs):
        left, right = getattr(one, field.name), getattr(other, field.name)
        if isinstance(left, np.ndarray):
            assert left.shape == right.shape, field.name
            assert left.dtype == right.dtype, field.name
            assert left.tobytes() == right.tobytes(), field.name
        else:
            assert repr(left) == repr(right), field.name


def _shown(value: Any) -> Any:
    value = getattr(value, "text", value)
    return value if isinstance(value, int | float | str) or value is None else str(value)
