"""`comity sweep` once its points are known: carries it out, or goes on with one."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.cli import progress, tables
from analysis.cli.settings import Settings
from model.errors import UserError
from scenarios.configuration import SET_BY
from scenarios.designing.design_record import Design
from scenarios.designing.points import Points
from scenarios.problems import statement
from scenarios.recording.record_files import WORK
from scenarios.records import check_target
from scenarios.sweep import Done, How, Sweep, run_sweep
from scenarios.sweeping.store import Store

RESUME = "--resume"
SWITCHES = {"--dry-run": "dry_run=true", "--audit": "audit=true"}
"""Flags that stand for an override."""
CHANGEABLE = ("n_jobs", "cluster")
"""Keys that may be given anew with --resume: they change no number."""
POINTS_RECORDED = 1000
"""Points whose columns config.yaml repeats; those of more are in outcomes.parquet only."""
FAILED, INTERRUPTED = 1, 130


def resolved(arguments: Sequence[str]) -> list[str]:
    """Return what was typed after `comity sweep` with this file's flags turned into overrides.

    Raises
    ------
    UserError
        When the folder of `--resume` holds nothing that the command line began.
    """
    given = [SWITCHES.get(item, item) for item in arguments]
    flag = next((item for item in given if item.split("=")[0] == RESUME), None)
    if flag is None:
        return given
    place = given.index(flag)
    if flag == RESUME:
        named = given[place + 1 : place + 2]
        rest = given[:place] + given[place + 2 :]
    else:
        named, rest = [flag.partition("=")[2]], given[:place] + given[place + 1 :]
    if not named or not named[0]:
        raise UserError(f"{RESUME} names no folder; allowed {RESUME} FOLDER; set by {SET_BY}.")
    for item in rest:
        if item.split("=")[0].split(".")[0] not in CHANGEABLE:
            allowed = ", ".join(CHANGEABLE)
            raise UserError(
                f"{item} cannot be given with {RESUME}; allowed {allowed}; set by {SET_BY}. "
                "A sweep goes on as it was begun; leave it out."
            )
    return _begun(Path(named[0]), rest)


def _begun(folder: Path, changed: Sequence[str]) -> list[str]:
    """Return the overrides of an unfinished sweep; its working folder becomes ours."""
    plan = Store(folder).plan() if folder.is_dir() else None
    if plan is None:
        rule = "holds no unfinished sweep"
        is_finished = (folder / "provenance.json").is_file()
        if is_finished and (folder / WORK).is_dir():  # killed while it tidied up
            with Store(folder).locked():
                Store(folder).remove()
        advice = "Its record is complete." if is_finished else "Name the output of that sweep."
        allowed = f"a folder that holds {WORK}"
        raise UserError(statement(RESUME, folder, rule, allowed, SET_BY, advice))
    recipe = plan["recipe"]
    if not recipe or not Path(recipe["folder"]).is_dir():
        where = f"in {recipe['folder']}, which is gone" if recipe else "by a script"
        rule, allowed = f"was begun {where}", "a sweep that `comity sweep` began"
        advice = "Run again what began it, with the same output."
        raise UserError(statement(RESUME, folder, rule, allowed, SET_BY, advice))
    output = folder.resolve()
    os.chdir(recipe["folder"])
    keys = {"output", *(item.split("=")[0] for item in changed)}
    if "cluster" in keys:  # another engine has other options
        old = (item.split("=")[0] for item in recipe["arguments"])
        keys |= {key for key in old if key.startswith(("cluster.", "+cluster."))}
    kept = [item for item in recipe["arguments"] if item.split("=")[0] not in keys]
    # Hydra's parser wants all overrides together.
    overrides = [item for item in kept if item[0] != "-" and ("=" in item or item[0] == "~")]
    flags = [item for item in kept if item not in overrides]
    return [*overrides, *changed, f"output={output}", *flags]


def carried_out(
    points: Points, chosen: Settings, base: Mapping[str, Any], design: Design | None = None
) -> int:
    """Run a sweep, print the comparison, and return the exit code.

    Parameters
    ----------
    points : Points
    chosen : Settings
        How it is run.
    base : mapping
        The configuration that the points are changes of.
    design : Design, optional
        What the points come from; it is saved with the record.
    """
    sweep = Sweep(
        points,
        chosen.replicates,
        chosen.seed,
        chosen.baseline,
        chosen.series,
        chosen.dyads,
        precision=chosen.precision,
    )
    if not (chosen.audit or chosen.dry_run):
        check_target(chosen.output, may_resume=True)  # before anything takes long
    progress.compiled_law()
    if chosen.audit:
        return _audited(sweep, chosen)
    if chosen.dry_run:
        return _estimated(sweep, chosen, base, design)
    config: dict[str, Any] = {"base": dict(base)}
    if len(points) <= POINTS_RECORDED:
        config["points"] = [dict(points.columns(index)) for index in range(len(points))]
    recipe = {"arguments": sys.argv[1:], "folder": str(Path.cwd())}
    with progress.bar(sweep.layout.runs) as advance:
        how = How(
            engine=chosen.engine,
            n_jobs=chosen.n_jobs,
            options=chosen.engine_options,
            progress=advance,
            config=config,
            recipe=recipe,
            design=design,
        )
        done = run_sweep(sweep, chosen.output, how)
    tables.sweep(done)
    return exit_code(done)


def exit_code(done: Done) -> int:
    """Return 0; 1 when something failed; 130 after an interruption."""
    if done.is_interrupted:
        return INTERRUPTED
    return FAILED if done.failures or done.stopped else 0


def _audited(sweep: Sweep, chosen: Settings) -> int:
    from analysis.cli import auditing

    threads = chosen.n_jobs or os.cpu_count() or 1
    return auditing.carried_out(sweep.source, sweep.seed, sweep.baseline, threads)


def _estimated(
    sweep: Sweep, chosen: Settings, base: Mapping[str, Any], design: Design | None
) -> int:
    import yaml

    from scenarios.sweeping.estimate import estimate

    points = sweep.source
    beside = len(yaml.safe_dump(dict(base)))
    if len(points) <= POINTS_RECORDED:
        beside += len(points) * len(yaml.safe_dump([dict(points.columns(0))]))
    if design is not None:
        beside += design.values.nbytes
    tables.estimate(estimate(sweep, chosen.n_jobs, beside), chosen.output)
    return 0
