"""Results on disk, written: what each file of a record holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import xarray as xr
import yaml

from model.inputs import Inputs
from scenarios.designing import design_record
from scenarios.designing.design_record import Design
from scenarios.designing.points import Points
from scenarios.recording import sheets
from scenarios.recording.provenance import CHECKSUMS, Clock, provenance, write_checksums
from scenarios.recording.results import Failure
from scenarios.recording.series import Keep, PointSeries, dataset

OUTCOMES, DYADS, SERIES = "outcomes.parquet", "dyads.parquet", "series.nc"
WORK, PLAN = "unfinished", "plan.json"
"""The folder of a sweep that is not a record yet, and its plan in it."""
FILES = (OUTCOMES, DYADS, SERIES, "config.yaml", "provenance.json", CHECKSUMS)
POINTS_TOLD = 256
"""Points whose parameters the provenance lists; of more points it lists the baseline's."""
FAILURES_TOLD = 1000
CHUNK = 512
"""Replicates in a chunk of the series' file."""


@dataclass(frozen=True)
class Contents:
    """What a record is made of.

    Attributes
    ----------
    points, seed, replicates, baseline
        Of the sweep.
    outcomes : iterable of Table
        As `scenarios.recording.rows.outcome_rows` gives them, in order.
    dyads : iterable of Table, optional
        As `scenarios.recording.rows.dyad_rows` gives them, in order; None to leave that file out.
    series : sequence of PointSeries
        In the order of the points.
    keep : Keep
        Which series those are; of the kind "none" that file is left out.
    runs : int
        Runs that ended well.
    failures : sequence of Failure
        In order.
    is_interrupted : bool
        Whether runs are missing that had not been computed.
    worlds : mapping from file name to text
        Saved worlds that are written beside.
    design : Design, optional
        What the points come from.
    precision : mapping, optional
        Of replicates that were added until intervals were narrow: each look, and why it was last.
    """

    points: Points
    seed: int
    replicates: int
    outcomes: Iterable[pa.Table]
    dyads: Iterable[pa.Table] | None
    series: Sequence[PointSeries]
    keep: Keep
    runs: int
    baseline: int = 0
    failures: Sequence[Failure] = ()
    is_interrupted: bool = False
    worlds: Mapping[str, str] = field(default_factory=dict)
    design: Design | None = None
    precision: Mapping[str, Any] | None = None


def fill(
    draft: Path, contents: Contents, config: Mapping[str, Any], spent: tuple[Clock, float]
) -> None:
    """Write the files of a record into an empty folder.

    Parameters
    ----------
    draft : Path
        The folder.
    contents : Contents
        What to write.
    config : mapping
        The resolved configuration.
    spent : tuple
        The clock started before the runs, and the processor seconds of the runs.
    """
    design = sheets.design(contents.points, contents.seed, contents.baseline)
    sheets.write_outcomes(draft / OUTCOMES, contents.outcomes, design)
    if contents.dyads is not None:
        sheets.write_dyads(draft / DYADS, contents.dyads, design)
    if contents.keep.kind != "none":
        _write_series(draft / SERIES, contents)
    text = yaml.safe_dump(dict(config), sort_keys=False, allow_unicode=True)
    (draft / "config.yaml").write_text(text, encoding="utf-8")
    told = json.dumps(provenance(*spent, _facts(contents)), indent=1, ensure_ascii=False)
    (draft / "provenance.json").write_text(told + "\n", encoding="utf-8")
    for name, document in contents.worlds.items():
        (draft / name).write_text(document, encoding="utf-8")
    if contents.design is not None:
        design_record.save(contents.design, draft / design_record.FILE)
    write_checksums(draft)


def _write_series(path: Path, contents: Contents) -> None:
    held = [part.point for part in contents.series]
    labels = {index: contents.points.label(index) for index in held}
    starts = {index: contents.points.inputs(index).start for index in held}
    series = dataset(contents.series, labels, starts, contents.keep.kind)
    if contents.replicates > contents.keep.replicates:
        told = f"the first {contents.keep.replicates} of {contents.replicates}"
        series.attrs["replicates"] = told
    series.to_netcdf(path, engine="h5netcdf", encoding=encoding(series))


def encoding(series: xr.Dataset) -> dict[str, dict[str, Any]]:
    """Return how series are stored: packed, in chunks of one point and `CHUNK` replicates.

    So one point is read without the others, and replicates a chunk at a time. Shuffled bytes pack
    better and are unpacked twice as fast.
    """
    stored = {}
    for name, data in series.data_vars.items():
        how: dict[str, Any] = {"zlib": True, "complevel": 4, "shuffle": True}
        if data.size:
            how["chunksizes"] = (1, min(CHUNK, data.shape[1]), *data.shape[2:])
        stored[str(name)] = how
    return stored


def _facts(contents: Contents) -> dict[str, Any]:
    count = len(contents.points)
    told = range(count) if count <= POINTS_TOLD else [contents.baseline]
    return {
        "seed": contents.seed,
        "replicates": contents.replicates,
        "runs": contents.runs,
        "baseline": contents.baseline,
        "is_interrupted": contents.is_interrupted,
        "failures": [vars(item) for item in contents.failures[:FAILURES_TOLD]],
        "n_failures": len(contents.failures),
        "n_points": count,
        "points": [_point(contents.points, index) for index in told],
        **({} if contents.precision is None else {"precision": contents.precision}),
    }


def _point(points: Points, index: int) -> dict[str, Any]:
    row = {"point": index, "label": points.label(index), "columns": dict(points.columns(index))}
    try:
        return {**row, **_world(points.inputs(index))}
    except Exception:  # the failures tell why
        return row


def _world(inputs: Inputs) -> dict[str, Any]:
    behaviours = {"policies": inputs.policies, "strategies": inputs.strategies}
    return {
        "start": inputs.start,
        "months": inputs.months,
        "parameters": {
            group: values._asdict() for group, values in inputs.parameters._asdict().items()
        },
        **{
            kind: {name: [rule.rule, *rule.coefficients] for name, rule in held.items()}
            for kind, held in behaviours.items()
        },
    }
