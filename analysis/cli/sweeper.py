"""Hydra's sweep syntax, all points in one process and one record."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import partial
from typing import Any

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import Override
from hydra.plugins.sweeper import Sweeper
from hydra.types import HydraContext, TaskFunction
from omegaconf import DictConfig, OmegaConf

from analysis.cli.translate import composed
from model.errors import UserError

Combination = tuple[list[str], dict[str, Any]]


class ComitySweeper(Sweeper):
    """Expands `a,b`, `range()`, `choice()` and `glob(*)`, and hands all points over at once.

    Hydra's own sweeper gives every point a job and a folder; a comparison with common random
    numbers needs them together.

    Parameters
    ----------
    params : dict
        Overrides by key, as a named experiment gives them; the command line goes before them.
    """

    # Hydra makes sweepers of its own plugin package only, and goes by this name.
    __module__ = "hydra_plugins.comity"

    def __init__(self, params: dict[str, str] | None = None) -> None:
        self.params = dict(params or {})
        self.context: HydraContext | None = None
        self.config: DictConfig | None = None

    def setup(
        self, *, hydra_context: HydraContext, task_function: TaskFunction, config: DictConfig
    ) -> None:
        """Keep what Hydra gives; the task is not used, for there are no single jobs."""
        self.context, self.config = hydra_context, config

    def sweep(self, arguments: list[str]) -> Any:
        """Run every point; leaves the program with the exit code."""
        from analysis.cli import hydra_app  # late, for it imports this module

        assert self.context is not None
        assert self.config is not None
        loader, master = self.context.config_loader, self.config

        def run() -> int:
            overrides = parse(loader, combined(self.params, arguments))
            points = []
            for texts, columns in expand(overrides):
                compose = partial(loader.load_sweep_config, master, texts)
                points.append((without_hydra(composed(compose, texts)), columns))
            return hydra_app.sweep_points(points)

        raise SystemExit(hydra_app.guarded(run))


def combined(params: dict[str, str], arguments: Sequence[str]) -> list[str]:
    """Return an experiment's overrides, those that the command line repeats left out."""
    given = {argument.partition("=")[0].lstrip("+~") for argument in arguments}
    return [*(f"{key}={value}" for key, value in params.items() if key not in given), *arguments]


def parse(loader: Any, texts: Sequence[str]) -> list[Override]:
    """Return overrides as Hydra understands them."""
    parser = OverridesParser.create(config_loader=loader)
    return composed(lambda: parser.parse_overrides(overrides=list(texts)))


def expand(overrides: Sequence[Override]) -> list[Combination]:
    """Return each combination of the swept values: its overrides, and its design-point columns.

    The first key varies slowest.

    Raises
    ------
    UserError
        For a sweep that names no finite list of values, such as `interval()`.
    """
    choices: dict[str, list[tuple[str, Any]]] = {}
    swept = []
    for override in overrides:
        key = override.get_key_element()
        if not override.is_sweep_override():
            choices[key] = [(override.input_line or "", None)]
            continue
        if not override.is_discrete_sweep():
            raise UserError(
                f"{override.input_line} is not a list of values; allowed a,b, range(), choice() "
                "or glob(); set by the command line. Name the values to visit."
            )
        values = list(override.sweep_iterator())
        texts = list(override.sweep_string_iterator())
        pairs = zip(texts, values, strict=True)
        choices[key] = [(f"{key}={text}", _plain(value)) for text, value in pairs]
        swept.append(key)
        if not values:
            raise UserError(
                f"{override.input_line} matches nothing; allowed a pattern that matches; "
                "set by the command line. `comity scenarios list` shows what there is."
            )
    result = []
    for chosen in itertools.product(*choices.values()):
        by_key = dict(zip(choices, chosen, strict=True))
        columns = {key.lstrip("+"): by_key[key][1] for key in swept}
        result.append(([text for text, _ in chosen], columns))
    return result


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | float | str | bool) or value is None else str(value)


def without_hydra(config: DictConfig) -> dict[str, Any]:
    """Return a configuration as plain values, without Hydra's own node."""
    plain = OmegaConf.to_container(config, resolve=True)
    assert isinstance(plain, dict)
    plain.pop("hydra", None)
    return {str(key): value for key, value in plain.items()}
