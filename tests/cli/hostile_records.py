"""Records that are whole and make no sense: each kind is a change to the files of a good one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from scenarios.recording.provenance import write_checksums

RUNS, DYADS, SERIES = "outcomes.parquet", "dyads.parquet", "series.nc"
CHANGED = ("operational_mean", "arrived_t")
Frame = pd.DataFrame


def value(number: float, rows: slice = slice(7, 8)) -> Callable[[Frame], Frame]:
    """Return the change that sets the outcomes, or the times of dyads, of some rows."""

    def change(frame: Frame) -> Frame:
        for name in (*CHANGED, "months_to_rupture"):
            if name in frame:
                frame[name] = frame[name].astype(float)
                frame.loc[frame.index[rows], name] = number
        return frame

    return change


def of_last(name: str, more: int) -> Callable[[Frame], Frame]:
    """Return the change that adds to a column of the last point."""

    def change(frame: Frame) -> Frame:
        frame.loc[frame["point"] == frame["point"].max(), name] += more
        return frame

    return change


def silent(runs: slice, months: slice) -> Callable[[xr.Dataset], xr.Dataset]:
    """Return the change that takes the numbers of some runs and months of the last point."""

    def change(series: xr.Dataset) -> xr.Dataset:
        changed = series.astype(float)
        for name in changed.data_vars:
            axes = changed[name].dims
            place = {"point": slice(-1, None), "replicate": runs, "month": months}
            changed[name].values[tuple(place.get(axis, slice(None)) for axis in axes)] = np.nan
        return changed

    return change


ALL = slice(None)
SERIES_KINDS = {
    "all series hold NaN": silent(ALL, ALL),
    "a run's series hold NaN": silent(slice(1, 2), ALL),
    "a month holds NaN": silent(slice(1, 2), slice(3, 4)),
}
KINDS: dict[str, tuple[str, Callable[[Frame], Frame]]] = {
    "a run holds NaN": (RUNS, value(np.nan)),
    "a run is infinite": (RUNS, value(np.inf)),
    "all runs hold NaN": (RUNS, value(np.nan, ALL)),
    "no rows": (RUNS, lambda frame: frame.iloc[:0]),
    "constant": (RUNS, value(0.5, ALL)),
    "one replicate": (RUNS, lambda frame: frame[frame["replicate"] == 0]),
    "a run is there twice": (RUNS, lambda frame: pd.concat([frame, frame.iloc[-1:]])),
    "two seeds": (RUNS, of_last("seed", 7)),
    "other replicates": (RUNS, of_last("replicate", 100)),
    "one point": (RUNS, lambda frame: frame[frame["point"] == frame["point"].max()]),
    "no column point": (RUNS, lambda frame: frame.drop(columns="point")),
    "no outcomes": (
        RUNS,
        lambda frame: frame.drop(columns=[*CHANGED, "p_rupture", "blind_share_mean"]),
    ),
    "text": (RUNS, lambda frame: frame.assign(operational_mean="high")),
    "a dyad holds NaN": (DYADS, value(np.nan)),
    "all dyads hold NaN": (DYADS, value(np.nan, ALL)),
    "no dyads": (DYADS, lambda frame: frame.iloc[:0]),
    "a dyad is there twice": (DYADS, lambda frame: pd.concat([frame, frame.iloc[-1:]])),
}
FILES = {
    "runs unreadable": (RUNS, "no table"),
    "provenance unreadable": ("provenance.json", "{"),
    "no series": (SERIES, None),
}


def made(good: Path, kind: str, target: Path) -> Path:
    """Copy a record and make it one of a kind; its checksums are right again."""
    shutil.copytree(good, target)
    if kind in FILES:
        name, text = FILES[kind]
        if text is None:
            (target / name).unlink()
        else:
            (target / name).write_text(text, encoding="utf-8")
    elif kind in SERIES_KINDS:
        series = SERIES_KINDS[kind](xr.load_dataset(target / SERIES, engine="h5netcdf"))
        (target / SERIES).unlink()
        series.to_netcdf(target / SERIES, engine="h5netcdf")
    else:
        name, change = KINDS[kind]
        change(pd.read_parquet(target / name)).to_parquet(target / name, index=False)
    write_checksums(target)
    return target
