"""One world composed by Hydra, for commands that have keys of their own besides."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import hydra
from hydra.core.global_hydra import GlobalHydra
from hydra.types import RunMode

from analysis.cli import groups
from analysis.cli.points import without_hydra
from analysis.cli.translate import composed


def configuration(overrides: Sequence[str]) -> dict[str, Any]:
    """Return what `comity run` would compose from overrides, as plain values.

    Raises
    ------
    UserError
        Instead of anything Hydra says about a person's input.
    """
    groups.register(groups.scenarios_dir(overrides))
    with hydra.initialize_config_module("conf", version_base="1.3"):
        loader = GlobalHydra.instance().config_loader()
        make = partial(loader.load_configuration, "config", list(overrides), run_mode=RunMode.RUN)
        config = composed(make, overrides)
    GlobalHydra.instance().clear()
    return without_hydra(config, overrides)
