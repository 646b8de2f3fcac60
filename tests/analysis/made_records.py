"""Small records made by hand, in memory: outcomes, dyads and monthly series of a few points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from analysis.arms import Arm, of_record
from scenarios.records import Records

DYADS = ("USA>MEX", "USA>COL")
MONTHS = 24


def record(
    values: Mapping[str, Sequence[float]],
    *,
    outcome: str = "operational_mean",
    seed: int = 0,
    replicates: Sequence[int] | None = None,
    starts: Mapping[str, str] | None = None,
    others: Mapping[str, Mapping[str, Sequence[float]]] | None = None,
    series: xr.Dataset | None = None,
    dyads: pd.DataFrame | None = None,
) -> Records:
    """Return a record with one outcome by label, the first label its baseline."""
    frames = []
    for point, (label, column) in enumerate(values.items()):
        numbers = range(len(column)) if replicates is None else replicates
        frame = pd.DataFrame({"replicate": list(numbers), outcome: list(column)})
        frame.insert(0, "point", point)
        frame.insert(1, "label", label)
        frame.insert(2, "seed", seed)
        frame.insert(3, "is_baseline", point == 0)
        for name, by_label in (others or {}).items():
            frame[name] = list(by_label[label])
        frames.append(frame)
    points: list[dict[str, Any]] = [
        {
            "point": i,
            "label": label,
            "start": (starts or {}).get(label, "2016-01"),
            "months": MONTHS,
        }
        for i, label in enumerate(values)
    ]
    return Records(
        pd.concat(frames, ignore_index=True),
        pd.DataFrame() if dyads is None else dyads,
        xr.Dataset() if series is None else series,
        {"seed": seed, "software": {"version": "1"}, "points": points},
        {},
    )


def arms(records: Records) -> tuple[Arm, tuple[Arm, ...]]:
    """Return the baseline of a record and its other points."""
    return of_record(records, "runs/made")


def each_month(values: np.ndarray, labels: Sequence[str]) -> xr.Dataset:
    """Return series of each replicate from an array (points, replicates, months)."""
    points, replicates, months = values.shape
    return xr.Dataset(
        {"operational_mean": (("point", "replicate", "month"), values)},
        coords={
            "point": list(labels),
            "replicate": np.arange(replicates),
            "month": np.arange(months),
            "start": ("point", ["2016-01"] * points),
        },
    )


def dyad_rows(point: int, rupture: np.ndarray, recovery: np.ndarray, seed: int = 0) -> pd.DataFrame:
    """Return the rows of a point from months (replicates, dyads); NaN and 0: it never happens."""
    replicates = len(rupture)
    happened = np.isfinite(rupture)
    return pd.DataFrame(
        {
            "point": point,
            "seed": seed,
            "replicate": np.repeat(np.arange(replicates), len(DYADS)),
            "dyad": list(DYADS) * replicates,
            "p_rupture": happened.ravel().astype(float),
            "months_to_rupture": np.where(happened, rupture, MONTHS).ravel(),
            "months_to_recovery": np.abs(recovery).ravel(),
            "is_recovery_censored": (recovery < 0).ravel().astype(float),
        }
    )
