"""Which design points are compared: `FOLDER`, `FOLDER:POINT`, or all points of one folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import xarray as xr

from analysis.gaps import Gaps
from model.errors import UserError, unknown
from scenarios.problems import statement
from scenarios.recording.provenance import CHECKSUMS
from scenarios.recording.record_files import CHUNK
from scenarios.records import Records, load

KEY = ["seed", "replicate"]


@dataclass(frozen=True)
class Arm:
    """One side of a comparison: the runs of one design point of one record.

    Attributes
    ----------
    name : str
        Its label; with the folder where labels alone would not tell arms apart.
    folder : str
        The record; "" for one in memory.
    point, place : int
        The number of the point, and its position on the point axis of the series.
    records : Records
        The whole record.
    runs : DataFrame
        A row per run, indexed by seed and replicate, sorted.
    """

    name: str
    folder: str
    point: int
    place: int
    records: Records
    runs: pd.DataFrame

    @property
    def is_baseline(self) -> bool:
        """Whether the net security effects of the record are measured against this point."""
        column = "is_baseline"
        return column in self.runs and bool(self.runs[column].all())

    @cached_property
    def remembered(self) -> dict[str, xr.DataArray]:
        """Monthly variables that were read, by name (`analysis.monthly.of_arm`)."""
        return {}

    @cached_property
    def gaps(self) -> dict[str, Gaps]:
        """What those variables do not hold, by name."""
        return {}

    @cached_property
    def dyads(self) -> tuple[str, ...]:
        """The dyads of its world; empty where the record does not tell."""
        frame = self.records.dyads
        if "dyad" not in frame or "point" not in frame:
            return ()
        here = frame["dyad"][frame["point"].to_numpy() == self.point]
        return tuple(str(name) for name in here.unique())

    @cached_property
    def ruptured_at_start(self) -> frozenset[str] | None:
        """The dyads that most runs show ruptured in the first month: their world begins so.

        None where the record does not tell.
        """
        if "is_ruptured" not in self.records.series:
            return None
        first = self.records.series["is_ruptured"].isel(point=self.place, month=0)
        if "statistic" in first.dims:
            share = first.sel(statistic="mean")
        else:  # all begin alike; the first chunk of the file tells
            share = first.isel(replicate=slice(CHUNK)).mean("replicate")
        if share.isnull().all():
            return None
        return frozenset(map(str, share["dyad"].values[(share > 0.5).values]))

    @cached_property
    def calendar(self) -> tuple[str, int]:
        """First month and number of months; ("", 0) where the record does not tell."""
        for number, told in enumerate(self.records.provenance.get("points") or []):
            if told.get("point", number) == self.point and "start" in told:
                return str(told["start"]), int(told["months"])
        series = self.records.series
        if "start" not in series.coords or not series.data_vars:
            return "", 0
        held = series[next(iter(series.data_vars))].isel(point=self.place)
        rest = [axis for axis in held.dims if axis != "month"]
        months = int(held.notnull().any(rest).sum())
        return str(series["start"].values[self.place]), months


def folders(chosen: Sequence[str | os.PathLike[str]]) -> list[str]:
    """Return the folders that are named, each once; see `select`."""
    return list(dict.fromkeys(_split(os.fspath(item))[0] for item in chosen))


def select(
    chosen: Sequence[str | os.PathLike[str]], read: Callable[[str], Records] = load
) -> tuple[Arm, tuple[Arm, ...], bool]:
    """Return the reference, the alternatives, and whether each was named.

    Parameters
    ----------
    chosen : sequence of str or path
        One folder: its points are compared with its baseline. Two or more: the first is the
        reference; each is a folder with one point, or `FOLDER:POINT` with a label or a number.
    read : callable
        How a folder is read.

    Raises
    ------
    UserError
        When a folder is not a record, a point is not in it, or it is not told which is meant.
    """
    texts = [os.fspath(item) for item in chosen]
    if not texts:
        advice = "Name a folder, or two points: comity compare runs/words:0 runs/words:1."
        raise UserError(statement("compare", "nothing", "names no record", "", "you", advice))
    loaded: dict[str, Records] = {}
    places = [_split(text) for text in texts]
    real = {folder: str(Path(folder).resolve()) for folder, _ in places}
    for folder, path in real.items():
        twin = next((records for other, records in loaded.items() if real[other] == path), None)
        loaded[folder] = read(folder) if twin is None else twin
    if len(texts) == 1:
        folder, wanted = places[0]
        if wanted is not None:
            rule = "is one point, and has nothing to be compared with"
            advice = f"Name a second one, or the folder alone: comity compare {folder}."
            raise UserError(statement("compare", texts[0], rule, "", "you", advice))
        return (*of_record(loaded[folder], folder), False)
    arms = [_named(loaded[folder], folder, wanted) for folder, wanted in places]
    seen: set[tuple[str, int]] = set()
    for arm, text in zip(arms, texts, strict=True):
        if (real[arm.folder], arm.point) in seen:
            rule, advice = "is named twice", "Name different points."
            raise UserError(statement("compare", text, rule, "", "you", advice))
        seen.add((real[arm.folder], arm.point))
    reference, *others = _told_apart(arms)
    return reference, tuple(others), True


def of_record(
    records: Records, folder: str = "", baseline: int | None = None
) -> tuple[Arm, tuple[Arm, ...]]:
    """Return the baseline of a record and its other points.

    Parameters
    ----------
    records : Records
    folder : where it was read from, for messages
    baseline : the point to compare with; the one the record marks if None

    Raises
    ------
    UserError
        When there is no run, or only one point.
    """
    points = numbers(records, folder)
    if len(points) < 2:
        rule, advice = "holds one point", "Name a second record: comity compare A B."
        raise UserError(statement("folder", folder, rule, "two or more points", "you", advice))
    first = baseline_of(records.outcomes) if baseline is None else baseline
    if first not in points:
        raise unknown("point", str(first), map(str, points))
    arms = _told_apart([_arm(records, folder, point) for point in points])
    others = tuple(arm for arm in arms if arm.point != first)
    return next(arm for arm in arms if arm.point == first), others


def baseline_of(outcomes: pd.DataFrame) -> int:
    """Return the point that a record marks as its baseline, else the first."""
    if "is_baseline" in outcomes and outcomes["is_baseline"].any():
        return int(outcomes.loc[outcomes["is_baseline"].astype(bool), "point"].iloc[0])
    return int(outcomes["point"].min())


def numbers(records: Records, folder: str = "") -> list[int]:
    """Return the numbers of the points that have runs.

    Raises
    ------
    UserError
        When no point has.
    """
    if "point" not in records.outcomes or records.outcomes.empty:
        rule, advice = "holds no run", "Run the sweep again; see its provenance.json for why."
        raise UserError(statement("folder", folder, rule, "a record with runs", "you", advice))
    return sorted(int(point) for point in records.outcomes["point"].unique())


def _split(text: str) -> tuple[str, str | None]:
    """Return folder and point; a label or a folder may hold colons itself."""
    if Path(text).is_dir() or ":" not in text:
        return text, None
    pieces = text.split(":")
    for i in range(1, len(pieces)):
        folder = ":".join(pieces[:i])
        if (Path(folder) / CHECKSUMS).is_file():
            return folder, ":".join(pieces[i:])
    return text, None


def _named(records: Records, folder: str, wanted: str | None) -> Arm:
    """Return the arm that was meant by `FOLDER` or `FOLDER:POINT`."""
    points = numbers(records, folder)
    labels = _labels(records)
    if wanted is None:
        if len(points) == 1:
            return _arm(records, folder, points[0])
        told = ", ".join(f"{folder}:{point} ({labels[point]})" for point in points[:6])
        more = f", ... {len(points)} in all" if len(points) > 6 else ""
        rule, advice = f"holds {len(points)} points", "Name one of them."
        raise UserError(statement("compare", folder, rule, "", "you", advice) + f" {told}{more}.")
    matching = [point for point in points if labels[point] == wanted]
    if len(matching) > 1:
        rule = f"is the label of points {', '.join(map(str, matching))}"
        advice = "Name the point by its number."
        raise UserError(statement("point", wanted, rule, "", "you", advice))
    if not matching and wanted.isdecimal() and int(wanted) in points:
        matching = [int(wanted)]
    if not matching:
        raise unknown(f"point of {folder}", wanted, [*map(str, points), *labels.values()])
    return _arm(records, folder, matching[0])


def _labels(records: Records) -> dict[int, str]:
    frame = records.outcomes
    first = frame.drop_duplicates("point").set_index("point")["label"]
    return {int(point): str(label) for point, label in first.items()}  # type: ignore[call-overload]


def _arm(records: Records, folder: str, point: int) -> Arm:
    frame = records.outcomes
    runs = frame[frame["point"].to_numpy() == point]
    if "seed" not in runs:
        seed: Any = records.provenance.get("seed", 0)
        runs = runs.assign(seed=seed)
    label = str(runs["label"].iloc[0])
    if runs.duplicated(KEY).any():
        rule = "holds a replicate more than once"
        advice = "Its runs cannot be paired; run the sweep again."
        raise UserError(statement("point", label, rule, "each replicate once", folder, advice))
    place = numbers(records, folder).index(point)
    return Arm(label, folder, point, place, records, runs.set_index(KEY).sort_index())


def _told_apart(arms: Sequence[Arm]) -> list[Arm]:
    """Return the arms with names that differ."""
    names = [arm.name for arm in arms]
    if len(set(names)) == len(names):
        return list(arms)
    full = [f"{arm.folder}:{arm.name}" if arm.folder else arm.name for arm in arms]
    if len(set(full)) < len(full):
        full = [f"{name}#{arm.point}" for name, arm in zip(full, arms, strict=True)]
    return [
        Arm(name, arm.folder, arm.point, arm.place, arm.records, arm.runs)
        for name, arm in zip(full, arms, strict=True)
    ]
