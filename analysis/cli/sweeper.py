"""Hydra's sweep syntax, all points in one process and one record."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import Override
from hydra.plugins.sweeper import Sweeper
from hydra.types import HydraContext, TaskFunction
from omegaconf import DictConfig

from analysis.cli.axes import axes
from analysis.cli.points import structures
from analysis.cli.translate import composed


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
            found = axes(parse(loader, combined(self.params, arguments)))
            hydra_app.check_swept([axis.name for axis in found if axis.is_swept])
            return hydra_app.sweep_points(structures(found, compose))

        def compose(texts: list[str]) -> DictConfig:
            return composed(partial(loader.load_sweep_config, master, texts), texts)

        raise SystemExit(hydra_app.guarded(run))


def combined(params: dict[str, str], arguments: Sequence[str]) -> list[str]:
    """Return an experiment's overrides, those that the command line repeats left out."""
    given = {argument.partition("=")[0].lstrip("+~") for argument in arguments}
    return [*(f"{key}={value}" for key, value in params.items() if key not in given), *arguments]


def parse(loader: Any, texts: Sequence[str]) -> list[Override]:
    """Return overrides as Hydra understands them."""
    parser = OverridesParser.create(config_loader=loader)
    return composed(lambda: parser.parse_overrides(overrides=list(texts)))
