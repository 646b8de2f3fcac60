"""`comity run`: one world, month by month."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from analysis.cli import designs, tables
from analysis.cli.settings import Settings, settings
from model import checkpoint
from model.errors import UserError
from model.inputs import Inputs
from model.outcomes import OUTCOMES
from model.run import Run
from model.world import CooperationModel
from scenarios.configuration import SET_BY, columns_of, inputs_of, label_of
from scenarios.designing.points import Listed, Point
from scenarios.format import months
from scenarios.problems import statement
from scenarios.recording import provenance
from scenarios.recording.measures import SERIES_VARIABLES, gathered
from scenarios.recording.record_files import Contents
from scenarios.recording.results import PointResult
from scenarios.recording.rows import dyad_rows, outcome_rows
from scenarios.recording.series import Keep, of_runs, reduced
from scenarios.records import check_target
from scenarios.sweeping.publish import write


def run(config: Mapping[str, Any]) -> int:
    """Run one world, print it and write its record; return the exit code."""
    designs.refuse(config)
    label = label_of(config, {})
    chosen = settings(config, label)
    inputs = inputs_of(config)
    if chosen.record:
        check_target(chosen.output)
    model = _world(inputs, chosen)
    begun = months.label(model.month, inputs.start)
    _check_save(chosen.save_at, begun, inputs)
    clock = provenance.begin()
    result, worlds = _months(model, begun, chosen.save_at)
    runs = gathered([result], [result], SERIES_VARIABLES)
    out = tables.console()
    out.print(f"{label}, seed {model.seed_used}", highlight=False)
    out.print(tables.monthly(result))
    outcomes = {key: float(values[0]) for key, values in runs.outcomes.items()}
    out.print(tables.summary(outcomes, OUTCOMES))
    if not chosen.record:
        return 0
    point = Point(label, columns_of(config, {}), replace(inputs, start=begun))
    found = PointResult(0, np.array([model.replicate]), runs)
    contents = replace(_contents(point, found, chosen, worlds), seed=model.seed_used)
    write(chosen.output, contents, config, (clock, provenance.since(clock)))
    for name in worlds:
        out.print(f"world saved in {chosen.output / name}", highlight=False, soft_wrap=True)
    out.print(f"record in {chosen.output}", highlight=False, soft_wrap=True)
    return 0


def _contents(
    point: Point, found: PointResult, chosen: Settings, worlds: Mapping[str, str]
) -> Contents:
    """Return what the record of one run is made of."""
    keep = Keep("quantiles" if chosen.series == "auto" else chosen.series, 1)
    series = of_runs(0, found.replicates.tolist(), found.runs, int(found.replicates[0]) + 1)
    parts = [] if keep.kind == "none" else [series if keep.kind == "all" else reduced(series)]
    return Contents(
        points=Listed([point]),
        seed=chosen.seed,
        replicates=1,
        outcomes=[outcome_rows([found])],
        dyads=[dyad_rows([found])] if chosen.dyads else None,
        series=parts,
        keep=keep,
        runs=1,
        worlds=worlds,
    )


def _world(inputs: Inputs, chosen: Settings) -> CooperationModel:
    """Return the world at its start, or as a file has it."""
    if chosen.source is None:
        return CooperationModel(inputs, rng=chosen.seed)
    model = checkpoint.restore(inputs, _document(chosen.source))
    if model.month >= inputs.months:
        last = months.label(inputs.months - 1, inputs.start)
        rule = "was saved at the end of the horizon"
        allowed = f"a world saved before {last}"
        advice = "Give the scenario more months."
        raise UserError(statement("from", chosen.source, rule, allowed, SET_BY, advice))
    return model


def _document(path: Path) -> Any:
    rule, allowed = "is not a saved world", "a file that save_at wrote"
    advice = "Save one with `comity run save_at=YYYY-MM`."
    told = UserError(statement("from", path, rule, allowed, SET_BY, advice))
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError):
        raise told from None
    if not isinstance(document, dict) or not {"version", "start", "month", "state"} <= set(
        document
    ):
        raise told
    return document


def _check_save(month: str | None, begun: str, inputs: Inputs) -> None:
    if month is None:
        return
    last = months.label(inputs.months - 1, inputs.start)
    if not begun <= month <= last:
        rule, advice = "is outside the horizon", "Choose a month that is run."
        raise UserError(statement("save_at", month, rule, f"{begun} to {last}", SET_BY, advice))


def _months(model: CooperationModel, begun: str, save_at: str | None) -> tuple[Run, dict[str, str]]:
    """Run all months; return the run from its own first month, and the saved world's file."""
    worlds = {}
    if save_at is not None:
        while model.month <= months.index(save_at, model.inputs.start):
            model.step()
        document = json.dumps(checkpoint.save(model), indent=None)
        worlds[f"world-{save_at}.json"] = document + "\n"
    return replace(model.run(), start=begun), worlds
