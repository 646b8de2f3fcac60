"""Records of crossed sweeps, read and joined world by world.

A crossed sweep visits the whole design for each alternative (`policy=a,b design=sobol ...`; see
docs/designs.md). What is chosen (policy, scenario, strategy) makes the alternatives, all else that
varies makes the worlds. Alternatives that lack a world or a run are refused, never compared as
independent samples.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.browse import NAMES, RUN
from analysis.designed.sampling import pattern
from analysis.robustness.crossed import Crossed
from analysis.robustness.refusals import (
    few,
    no_choice,
    no_worlds,
    other_calendars,
    other_worlds,
    twice,
    unpaired,
)
from analysis.statistics.checks import Array
from model.errors import UserError, unknown
from scenarios.configuration import short
from scenarios.designing import design_record
from scenarios.problems import statement
from scenarios.records import Records, load

DESIGN_POINT = "design_point"
CHOSEN = (("policy", "scenario"), ("strategy",))
"""What makes the alternatives: of these the first that varies."""
KEY = ["world", "seed", "replicate"]
ADDED: dict[str, object] = {"is_usual": False, "calendar": None}
"""Columns that are no part of a record, and what they hold unless given."""


def read(
    folders: Sequence[str | os.PathLike[str]],
    *,
    by: Sequence[str] | None = None,
    reference: str | None = None,
    only_common: bool = False,
) -> Crossed:
    """Return what the records of one or more sweeps hold, joined world by world.

    Parameters
    ----------
    folders : paths
        Records; several must have visited the same design with the same seed.
    by : names of columns, optional
        What makes the alternatives; policy and scenario with their numbers (else strategy) if None.
    reference : str, optional
        The alternative that others are compared with; the one the record marks if None.
    only_common : bool
        Leave out worlds that not every alternative has run in full, and say so, instead of an
        error.

    Raises
    ------
    UserError
        When there are fewer than two alternatives or worlds, or the runs are not paired.
    """
    held = [(load(folder), Path(folder)) for folder in folders]
    frames = [_with_design(records, folder) for records, folder in held]
    versions = {str(records.provenance.get("software")) for records, _ in held}
    limits = []
    if len(versions) > 1:
        limits.append(
            "the records were written by different states of the software; the pairing holds only "
            "if both draw the same random numbers"
        )
    limits += dict.fromkeys(filter(None, (_pattern(folder) for _, folder in held)))
    frame = pd.concat(frames, ignore_index=True)
    return crossed(frame, by=by, reference=reference, only_common=only_common, limits=limits)


def _pattern(folder: Path) -> str:
    """Return the sentence about a design whose points are no sample of worlds; empty if none."""
    path = folder / design_record.FILE
    return pattern(design_record.load(path)) if path.is_file() else ""


def _with_design(records: Records, folder: Path) -> pd.DataFrame:
    """Return the runs of a record, marked where they are the configuration as it is."""
    frame = records.outcomes
    if frame.empty:
        rule, advice = "holds no run", "Run the sweep again; see its provenance.json for why."
        raise UserError(statement("folder", folder, rule, "a record with runs", "you", advice))
    if "seed" not in frame:
        frame = frame.assign(seed=records.provenance.get("seed", 0))
    is_usual = np.zeros(len(frame), dtype=bool)
    path = folder / design_record.FILE
    if path.is_file() and DESIGN_POINT in frame and design_record.load(path).has_baseline:
        is_usual = frame[DESIGN_POINT].to_numpy() == 0
    told = {
        row["point"]: f"{row['start']}, {row['months']} months"
        for row in records.provenance.get("points") or []
        if "start" in row and "point" in row
    }
    return frame.assign(is_usual=is_usual, calendar=frame["point"].map(told).astype(object))


def crossed(
    frame: pd.DataFrame,
    *,
    by: Sequence[str] | None = None,
    reference: str | None = None,
    only_common: bool = False,
    limits: Sequence[str] = (),
) -> Crossed:
    """Return runs as arrays; see `read`.

    Parameters
    ----------
    frame : DataFrame
        A row per run, as records hold them; `is_usual`, if there, marks runs of the configuration
        as it is, and `calendar` tells first month and horizon, where known.
    """
    frame = frame.assign(**{c: v for c, v in ADDED.items() if c not in frame})
    design = [c for c in frame.columns if c not in (*RUN, *NAMES, *ADDED)]
    varying = [c for c in design if frame[c].nunique(dropna=False) > 1]
    chosen = _chosen(design, varying, by)
    inner = [c for c in varying if c not in chosen]
    names = _names(frame, chosen)
    sample = ~frame["is_usual"].to_numpy()
    told = list(limits)
    order = list(dict.fromkeys(names))
    if len(order) < 2:
        raise no_choice(chosen)
    if not inner or not sample.any():
        raise no_worlds()
    code, worlds = _worlds(frame[sample], inner, chosen)
    runs = frame[sample].assign(alternative=names[sample], world=code)
    told += _calendars(runs, chosen)
    if only_common:
        runs, left_out = _common(runs, order)
        if left_out:
            what = "1 world" if left_out == 1 else f"{left_out} worlds"
            told.append(f"left out, for not every alternative has it in full: {what}")
    if runs["world"].nunique() < 2:
        raise no_worlds()
    which = _reference(frame, names, order, reference)
    kept, values = _arrays(runs, order)
    usual = frame[~sample].assign(alternative=names[~sample], world=0)
    as_it_is: dict[str, Array] = {}
    if len(usual):
        as_it_is = {name: array[:, 0] for name, array in _arrays(usual, order)[1].items()}
    table = _numbers(worlds.loc[kept])
    return Crossed(tuple(order), which, table, values, as_it_is, tuple(told))


def _chosen(design: Sequence[str], varying: Sequence[str], by: Sequence[str] | None) -> list[str]:
    if by is not None:
        for name in by:
            if name not in design:
                raise unknown("column", name, design, "the command line")
        return list(by)
    for groups in CHOSEN:
        found = [c for c in varying if c.split(".")[0] in groups]
        # With policies that differ, what the design varies in one of them is part of the worlds.
        found = [c for c in found if c in groups] or found
        if found:
            return found
    raise no_choice(())


def _names(frame: pd.DataFrame, chosen: Sequence[str]) -> np.ndarray:
    """Return the name of the alternative of each run."""
    where = []
    rows = frame[list(chosen)].drop_duplicates()
    keys = pd.MultiIndex.from_frame(rows.astype(object))
    told = keys.get_indexer(pd.MultiIndex.from_frame(frame[list(chosen)].astype(object)))
    for row in rows.itertuples(index=False):
        parts = [
            short(value) if "." not in name else f"{name}={short(value)}"
            for name, value in zip(chosen, row, strict=True)
            if not pd.isna(value)
        ]
        where.append(", ".join(parts))
    return np.array(where, dtype=object)[told]


def _worlds(
    frame: pd.DataFrame, inner: Sequence[str], chosen: Sequence[str]
) -> tuple[np.ndarray, pd.DataFrame]:
    """Return the number of the world of each run, and a row for each world.

    A design numbers its worlds; then the numbers of a world must be the same for every alternative.
    """
    whole = [c for c in inner if c == DESIGN_POINT or not pd.api.types.is_float_dtype(frame[c])]
    keys = whole if DESIGN_POINT in whole else list(inner)
    code = frame.groupby(keys, sort=True, dropna=False).ngroup().to_numpy()
    features = [c for c in inner if c != DESIGN_POINT]
    rows = frame[features].assign(world=code)
    spread = rows.groupby("world")[features].nunique(dropna=False)
    differing = spread.max()[lambda count: count > 1].index.tolist()
    if differing:
        raise other_worlds(differing, chosen)
    return code, rows.drop_duplicates("world").set_index("world").sort_index()


def _calendars(runs: pd.DataFrame, chosen: Sequence[str]) -> list[str]:
    """Return a limit where first months and horizons are not known and might differ.

    Raises
    ------
    UserError
        When they differ in the same world.
    """
    known = runs["calendar"].notna()
    counts = runs[known].groupby("world")["calendar"].unique()
    differing = counts[counts.map(len) > 1]
    if len(differing):
        raise other_calendars(differing.iloc[0])
    if known.all() or not any(name.split(".")[0] == "scenario" for name in chosen):
        return []
    return [
        "the record does not tell first month and horizon of each point; scenarios can be compared "
        "only if they are the same"
    ]


def _common(runs: pd.DataFrame, order: Sequence[str]) -> tuple[pd.DataFrame, int]:
    """Return the runs of worlds that every alternative has in full, and how many others are."""
    sizes = runs.groupby("world")[["seed", "replicate"]].apply(lambda g: len(g.drop_duplicates()))
    held = runs.groupby(["world", "alternative"]).size().unstack("alternative")
    whole = held.reindex(columns=order).eq(sizes.max()).all(axis=1) & sizes.eq(sizes.max())
    keep = whole[whole].index
    return runs[runs["world"].isin(keep)], int((~whole).sum())


def _arrays(runs: pd.DataFrame, order: Sequence[str]) -> tuple[np.ndarray, dict[str, Array]]:
    """Return the worlds in order, and each outcome as an array (P, W, R).

    Raises
    ------
    UserError
        When a run is there twice, or an alternative lacks a world or a run.
    """
    parts = {name: part.set_index(KEY).sort_index() for name, part in runs.groupby("alternative")}
    everything = pd.MultiIndex.from_frame(runs[KEY].drop_duplicates()).sort_values()
    all_worlds = everything.unique("world")
    for name in order:
        if name not in parts:
            raise unpaired(name, len(all_worlds), len(all_worlds), all_worlds)
        index = parts[name].index
        if not index.is_unique:
            raise twice(name)
        missing = all_worlds.difference(index.unique("world"))
        if len(missing):
            raise unpaired(name, len(missing), len(all_worlds), missing)
        if not index.equals(everything):
            lost = everything.difference(index)
            raise unpaired(name, len(lost), len(everything), lost.unique("world"), "runs")
    counts = everything.to_frame(index=False).groupby("world").size()
    if counts.nunique() != 1:
        raise few(int(counts.min()), int(counts.max()))
    shape = (len(all_worlds), int(counts.iloc[0]))
    outcomes = [name for name in NAMES if name in runs]
    values = {
        name: np.stack([parts[a][name].to_numpy(dtype=float).reshape(shape) for a in order])
        for name in outcomes
    }
    return all_worlds.to_numpy(), values


def _reference(
    frame: pd.DataFrame, names: np.ndarray, order: Sequence[str], wanted: str | None
) -> int:
    if wanted is not None:
        if wanted not in order:
            raise unknown("alternative", wanted, order, "the command line")
        return list(order).index(wanted)
    if "is_baseline" in frame and frame["is_baseline"].any():
        return list(order).index(names[int(frame["is_baseline"].to_numpy().argmax())])
    return 0


def _numbers(worlds: pd.DataFrame) -> pd.DataFrame:
    """Return the columns as numbers, texts as a column of 0 and 1 for each of their values."""
    numeric = worlds.select_dtypes(include=["number", "bool"]).astype(float)
    texts = worlds.drop(columns=numeric.columns)
    if texts.columns.empty:
        return numeric.reset_index(drop=True)
    coded = pd.get_dummies(texts.astype(str), prefix_sep="=", dtype=float)
    return pd.concat([numeric, coded], axis=1).reset_index(drop=True)
