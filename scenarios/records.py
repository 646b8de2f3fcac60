"""Results on disk: outcomes, dyads, monthly series, configuration, provenance, checksums."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import xarray as xr
import yaml

from model.errors import UserError
from model.inputs import Inputs
from model.outcomes import DYAD_OUTCOMES, OUTCOMES, PAIRED_OUTCOMES
from scenarios.measures import Measured
from scenarios.problems import statement
from scenarios.provenance import CHECKSUMS, Clock, provenance, verify, write_checksums
from scenarios.series import Kept, PointSeries, dataset

FILES = (
    "outcomes.parquet",
    "dyads.parquet",
    "series.nc",
    "config.yaml",
    "provenance.json",
    CHECKSUMS,
)
BESIDE = ("world-*.json", "report*", "figures", "*.html", "*.png", "*.svg")
"""What the project itself puts beside a record; it goes when the record is replaced."""


@dataclass(frozen=True)
class Failure:
    """A run that did not finish, and why."""

    point: int
    replicate: int
    error: str


@dataclass(frozen=True)
class PointInfo:
    """What a record says of a design point."""

    label: str
    columns: Mapping[str, Any]
    inputs: Inputs


@dataclass(frozen=True)
class Finished:
    """Everything that a record is made of; `measured` and `parts` are in order."""

    points: Sequence[PointInfo]
    measured: Sequence[Measured]
    parts: Sequence[PointSeries]
    failures: Sequence[Failure]
    kept: Kept
    seed: int
    replicates: int
    baseline: int = 0
    is_interrupted: bool = False
    worlds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Records:
    """A record in memory.

    Attributes
    ----------
    outcomes : DataFrame
        A row per run.
    dyads : DataFrame
        A row per run and dyad.
    series : xarray.Dataset
        On the axes point, statistic or replicate, month, dyad.
    provenance, config : dict
        As written.
    """

    outcomes: pd.DataFrame
    dyads: pd.DataFrame
    series: xr.Dataset
    provenance: dict[str, Any]
    config: dict[str, Any]


def load(folder: str | os.PathLike[str]) -> Records:
    """Return a record, its checksums verified.

    Parameters
    ----------
    folder : path
        What `comity run` or `comity sweep` wrote.

    Raises
    ------
    UserError
        When the folder is not a record, or naming the file that is missing or was changed.
    """
    place = Path(folder)
    verify(place)
    with xr.open_dataset(place / "series.nc", engine="h5netcdf") as opened:
        series = opened.load()
    return Records(
        pd.read_parquet(place / "outcomes.parquet"),
        pd.read_parquet(place / "dyads.parquet"),
        series,
        json.loads((place / "provenance.json").read_text(encoding="utf-8")),
        yaml.safe_load((place / "config.yaml").read_text(encoding="utf-8")) or {},
    )


def check_target(folder: Path) -> None:
    """Check that a record may be written to a folder.

    Raises
    ------
    UserError
        When it is a file, or a folder that holds anything but a record.
    """
    allowed = "a new or empty folder, or a record to replace"
    if not folder.exists():
        above = next(place for place in folder.absolute().parents if place.exists())
        try:  # what the system allows is known by trying only
            tempfile.TemporaryDirectory(dir=above).cleanup()
        except OSError as error:
            rule = f"cannot be made ({error.strerror})"
            advice = "Choose a folder that you may write to."
            raise UserError(
                statement("output", folder, rule, allowed, "the command line", advice)
            ) from None
        return
    if folder.resolve() in (Path.cwd(), *Path.cwd().parents):
        rule, advice = "is where you are", "Name a folder inside it, for instance runs/first."
        raise UserError(statement("output", folder, rule, allowed, "the command line", advice))
    if not folder.is_dir():
        rule, advice = "is a file", "Choose another folder."
        raise UserError(statement("output", folder, rule, allowed, "the command line", advice))
    names = sorted(path.name for path in folder.iterdir())
    others = [name for name in names if name not in FILES and not _is_beside(name)]
    if names and (others or "provenance.json" not in names):
        rule = f"holds other things ({', '.join((others or names)[:3])})"
        advice = "Choose another folder, or empty this one."
        raise UserError(statement("output", folder, rule, allowed, "the command line", advice))


def _is_beside(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in BESIDE)


def write(
    folder: Path, finished: Finished, config: Mapping[str, Any], spent: tuple[Clock, float]
) -> None:
    """Write a record at once: whoever looks sees the old folder or the whole new one.

    Parameters
    ----------
    folder : Path
        Where; a previous record is replaced.
    finished : Finished
        What to write.
    config : mapping
        The resolved configuration.
    spent : tuple
        The clock started before the runs, and the processor seconds of the runs.

    Raises
    ------
    UserError
        As `check_target`.
    """
    check_target(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _fill(draft, finished, config, spent)
        draft.chmod(0o755)
        old = draft.with_name(f"{draft.name}-old")
        if folder.exists():
            os.replace(folder, old)
        os.replace(draft, folder)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _fill(
    draft: Path, finished: Finished, config: Mapping[str, Any], spent: tuple[Clock, float]
) -> None:
    pq.write_table(_outcome_table(finished), draft / FILES[0])
    pq.write_table(_dyad_table(finished), draft / FILES[1])
    labels = {index: item.label for index, item in enumerate(finished.points)}
    starts = {index: item.inputs.start for index, item in enumerate(finished.points)}
    series = dataset(finished.parts, labels, starts, finished.kept)
    packed = {name: {"zlib": True, "complevel": 4} for name in series.data_vars}
    series.to_netcdf(draft / "series.nc", engine="h5netcdf", encoding=packed)
    text = yaml.safe_dump(dict(config), sort_keys=False, allow_unicode=True)
    (draft / "config.yaml").write_text(text, encoding="utf-8")
    told = json.dumps(provenance(*spent, _facts(finished)), indent=1, ensure_ascii=False)
    (draft / "provenance.json").write_text(told + "\n", encoding="utf-8")
    for name, document in finished.worlds.items():
        (draft / name).write_text(document, encoding="utf-8")
    write_checksums(draft)


def _facts(finished: Finished) -> dict[str, Any]:
    points = [
        {
            "label": item.label,
            "columns": dict(item.columns),
            "start": item.inputs.start,
            "months": item.inputs.months,
            "parameters": {
                group: values._asdict()
                for group, values in item.inputs.parameters._asdict().items()
            },
            "policies": {
                name: [b.rule, *b.coefficients] for name, b in item.inputs.policies.items()
            },
            "strategies": {
                name: [b.rule, *b.coefficients] for name, b in item.inputs.strategies.items()
            },
        }
        for item in finished.points
    ]
    return {
        "seed": finished.seed,
        "replicates": finished.replicates,
        "runs": len(finished.measured),
        "baseline": finished.baseline,
        "is_interrupted": finished.is_interrupted,
        "failures": [vars(item) for item in finished.failures],
        "points": points,
    }


def _design(finished: Finished, run: Measured) -> dict[str, Any]:
    info = finished.points[run.point]
    return {
        "point": run.point,
        "label": info.label,
        **info.columns,
        "seed": finished.seed,
        "replicate": run.replicate,
        "is_baseline": run.point == finished.baseline,
    }


def _outcome_table(finished: Finished) -> pa.Table:
    rows = [{**_design(finished, run), **run.outcomes} for run in finished.measured]
    return _table(rows, (*OUTCOMES, *PAIRED_OUTCOMES))


def _dyad_table(finished: Finished) -> pa.Table:
    rows = [
        {
            **_design(finished, run),
            "dyad": name,
            **{key: float(values[index]) for key, values in run.dyads.items()},
        }
        for run in finished.measured
        for index, name in enumerate(run.dyad_ids)
    ]
    return _table(rows, DYAD_OUTCOMES)


def _table(rows: Sequence[Mapping[str, Any]], measures: Sequence[Any]) -> pa.Table:
    """Return rows as a table whose fields carry unit and meaning."""
    table = pa.Table.from_pandas(_tidy(pd.DataFrame(rows)), preserve_index=False)
    known = {item.name: {"unit": item.unit, "meaning": item.meaning} for item in measures}
    fields = [item.with_metadata(known.get(item.name)) for item in table.schema]
    return table.cast(pa.schema(fields, metadata=table.schema.metadata))


def _tidy(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame in which a column of mixed kinds is text."""
    for name in frame.columns:
        kinds = {type(value) for value in frame[name] if value is not None}
        if len(kinds) > 1 and not kinds <= {int, float}:
            frame[name] = frame[name].map(str)
    return frame
