"""`comity run` and `comity sweep`: Hydra composes, this checks and carries out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import hydra
from hydra.core.global_hydra import GlobalHydra
from hydra.core.hydra_config import HydraConfig
from hydra.types import RunMode
from omegaconf import DictConfig, OmegaConf

from analysis.cli import designs, groups, one_run, sweeping
from analysis.cli.deferred import deferred
from analysis.cli.lazy_help import lazy_help_allowed
from analysis.cli.points import Structures, point_table, without_hydra
from analysis.cli.settings import settings
from analysis.cli.sweeper import combined, parse
from analysis.cli.translate import composed
from model.errors import UserError
from scenarios.configuration import SET_BY, label_of
from scenarios.designing.point_check import check

OTHER_FLAGS = ("--help", "-h", "--hydra-help", "--cfg", "-c", "--info", "-i")
COMPLETION = ("--shell-completion", "-sc")
OF_THE_SWEEP = (
    "seed",
    "replicates",
    "half_width",
    "outcome",
    "max_replicates",
    "output",
    "n_jobs",
    "series",
    "dyads",
    "dry_run",
    "audit",
    "baseline",
    "scenarios_dir",
    "save_at",
    "from",
    "record",
    "cluster",
    *designs.KEYS,
)
WRONG_INPUT, INTERRUPTED = 2, 130


def guarded(work: Callable[[], int]) -> int:
    """Return what `work` returns, or tell a person's mistake on stderr and return 2."""
    try:
        return work()
    except UserError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    except KeyboardInterrupt:
        print("Interrupted; nothing was written.", file=sys.stderr)
        return INTERRUPTED


@hydra.main(version_base="1.3", config_path="pkg://conf", config_name="config")
def _app(config: DictConfig) -> None:
    code = guarded(lambda: one_run.run(_in_its_folder(_plain(config))))
    if code:
        raise SystemExit(code)


def _plain(config: DictConfig) -> dict[str, Any]:
    return without_hydra(config, HydraConfig.get().overrides.task)


def _in_its_folder(config: dict[str, Any]) -> dict[str, Any]:
    """Give a job of one of Hydra's own sweepers (hydra/sweeper=basic) a folder of its own."""
    hydra_node = HydraConfig.get()
    if OmegaConf.is_missing(hydra_node.job, "num"):
        return config
    folder = config["output"] or hydra_node.sweep.dir
    return {**config, "output": f"{folder}/{hydra_node.job.num}"}


def command(name: str, arguments: Sequence[str]) -> int:
    """Carry out `comity run` or `comity sweep`.

    Parameters
    ----------
    name : {"run", "sweep"}
    arguments : sequence of str
        What follows on the command line: overrides and Hydra's flags.

    Returns
    -------
    int
        0; 1 if runs failed; 2 for wrong input, and then nothing was written.
    """
    try:
        given = sweeping.resolved(arguments) if name == "sweep" else list(arguments)
    except UserError as error:
        print(error, file=sys.stderr)
        return WRONG_INPUT
    is_other = any(item.split("=")[0] in (*OTHER_FLAGS, *COMPLETION) for item in given)
    is_sweep = name == "sweep" or "-m" in given or "--multirun" in given
    if is_sweep and not is_other and "-m" not in given and "--multirun" not in given:
        given.append("-m")
    if is_sweep:
        given = deferred(given)
    code = guarded(lambda: _prepare(given, is_sweep, is_other))
    if code:
        return code
    sys.argv = ["comity", *given]
    with lazy_help_allowed():
        _app()
    return 0


def _prepare(arguments: Sequence[str], is_sweep: bool, is_other: bool) -> int:
    """Register the choices and compose once, so that mistakes are told before Hydra starts."""
    groups.register(groups.scenarios_dir(arguments))
    if is_other:
        return 0
    overrides = [item for item in arguments if not item.startswith("-")]
    with hydra.initialize_config_module("conf", version_base="1.3"):
        loader = GlobalHydra.instance().config_loader()
        mode = RunMode.MULTIRUN if is_sweep else RunMode.RUN
        compose = partial(loader.load_configuration, "config", overrides, run_mode=mode)
        config = composed(compose, overrides)
        if is_sweep:
            parse(loader, combined(dict(config.hydra.sweeper.params or {}), overrides))
    GlobalHydra.instance().clear()
    return 0


def sweep_points(found: Structures) -> int:
    """Run the points of a sweep, print the comparison, and return the exit code."""
    first, swept = found.configs[0], [axis.name for axis in found.axes if axis.is_swept]
    design = None
    if designs.is_asked(first):
        table, design = designs.design_table(found)
        swept.append(design.kind)
    else:
        table = point_table(found)
    check(table)
    chosen = settings(first, _sweep_label(first, swept), len(table))
    if chosen.save_at or chosen.source:
        raise UserError(
            f"save_at and from are for one world; allowed with `comity run`; set by {SET_BY}. "
            "Leave them out of a sweep."
        )
    return sweeping.carried_out(table, chosen, first, design)


def check_swept(swept: Sequence[str]) -> None:
    """Check that only what describes a point varies, not how the sweep is run."""
    for key in swept:
        if key.split(".")[0] in OF_THE_SWEEP:
            raise UserError(
                f"{key} has several values; allowed one for the whole sweep; set by {SET_BY}. "
                "Vary fields of scenario, policy, strategy, model or off."
            )


def _sweep_label(first: Mapping[str, Any], swept: Sequence[str]) -> str:
    return "-".join([str(first["scenario"]["id"]), *swept]) if swept else label_of(first, {})
