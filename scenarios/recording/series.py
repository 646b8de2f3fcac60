"""Monthly series of many runs on named axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from model.run import PointRuns
from model.state import VARIABLES
from scenarios.format import months
from scenarios.recording.measures import DYAD_SERIES, MEANS, NETWORK_SERIES, WORLD_SERIES, Array

Kept = Literal["quantiles", "all", "none"]
NAMES = (*DYAD_SERIES, *WORLD_SERIES)
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
STATISTICS = ("mean", "q05", "q25", "q50", "q75", "q95")


@dataclass(frozen=True)
class Keep:
    """Which series a sweep keeps.

    Attributes
    ----------
    kind : {"quantiles", "all", "none"}
        Mean and quantiles over the replicates, each replicate, or none.
    replicates : int
        Of each point, the first so many.
    """

    kind: Kept
    replicates: int = 0

    def some_of(self, replicates: range) -> bool:
        """Tell whether series of some of these replicates are kept."""
        return self.kind != "none" and replicates.start < self.replicates

    def all_in(self, replicates: range) -> bool:
        """Tell whether all replicates whose series are kept are among these."""
        return replicates.start == 0 and replicates.stop >= self.replicates


@dataclass(frozen=True)
class PointSeries:
    """The series of one design point.

    `values` are, by name, of shape (entries, months) or (entries, months, dyads); an entry is a
    statistic over the replicates, or a replicate.
    """

    point: int
    entries: tuple[str, ...] | tuple[int, ...]
    dyad_ids: tuple[str, ...]
    values: Mapping[str, Array]


def of_runs(point: int, replicates: Sequence[int], runs: PointRuns, most: int) -> PointSeries:
    """Return the series of the first replicates of a point, an entry a replicate.

    Parameters
    ----------
    point : int
    replicates : sequence of int
        The numbers of the runs, ascending.
    runs : PointRuns
        With the series `SERIES_VARIABLES`.
    most : int
        Replicates from this number on are left out.
    """
    entries = tuple(int(number) for number in replicates if number < most)
    kept = {key: values[: len(entries)] for key, values in runs.series.items()}
    values: dict[str, Array] = {name: kept[f"dyad.{name}"] for name in DYAD_SERIES}
    for name in NETWORK_SERIES:
        values[name] = kept[f"network.{name}"][:, :, 0]
    for name, of in MEANS.items():
        # The order of a sum over a row depends on how the row lies in memory.
        values[name] = np.ascontiguousarray(kept[f"dyad.{of}"]).mean(axis=2)
    return PointSeries(point, entries, tuple(runs.ids["dyad"]), values)


def reduced(part: PointSeries) -> PointSeries:
    """Return mean and quantiles over the replicates of a point's series."""
    values = {name: statistics(array) for name, array in part.values.items()}
    return PointSeries(part.point, STATISTICS, part.dyad_ids, values)


def statistics(array: Array) -> Array:
    """Return `STATISTICS` over the first axis, shape (statistics, ...)."""
    quantiles: Array = np.quantile(array, QUANTILES, axis=0)
    return np.concatenate([array.mean(axis=0)[None], quantiles])


def dataset(
    parts: Sequence[PointSeries],
    labels: Mapping[int, str],
    starts: Mapping[int, str],
    kept: Kept,
    names: Sequence[str] = NAMES,
) -> xr.Dataset:
    """Return the series of all points with named axes.

    Points may differ in their horizon and dyads; what a point does not have is NaN.

    Parameters
    ----------
    parts : sequence of PointSeries
        One for each point that has runs.
    labels, starts : mapping from point to str
        The name of each point and its first month.
    kept : {"quantiles", "all"}
        Which of the two the parts hold.
    names : sequence of str
        Which variables.
    """
    axis = "statistic" if kept == "quantiles" else "replicate"
    entries = list(dict.fromkeys(entry for part in parts for entry in part.entries))
    dyads = list(dict.fromkeys(name for part in parts for name in part.dyad_ids))
    horizon = max((part.values[names[0]].shape[1] for part in parts), default=0)
    sizes = (len(parts), len(entries), horizon)
    variables = {}
    for name in names:
        is_world = name in WORLD_SERIES
        full = np.full(sizes if is_world else (*sizes, len(dyads)), np.nan)
        for row, part in enumerate(parts):
            _put(full[row], part, name, entries, dyads)
        axes = ["point", axis, "month"] if is_world else ["point", axis, "month", "dyad"]
        variables[name] = xr.DataArray(full, dims=axes, attrs=_attributes(name))
    coordinates = {
        "point": [labels[part.point] for part in parts],
        axis: entries,
        "month": np.arange(horizon),
        "dyad": dyads,
        "start": ("point", [starts[part.point] for part in parts]),
    }
    found = {starts[part.point] for part in parts}
    if len(found) == 1:
        start = found.pop()
        coordinates["date"] = ("month", [months.label(index, start) for index in range(horizon)])
    return xr.Dataset(variables, coords=coordinates)


def _put(
    target: NDArray[np.float64],
    part: PointSeries,
    name: str,
    entries: Sequence[str | int],
    dyads: Sequence[str],
) -> None:
    values = part.values[name]
    places = {entry: row for row, entry in enumerate(entries)}
    rows = [places[entry] for entry in part.entries]
    length = values.shape[1]
    if values.ndim == 2:
        target[rows, :length] = values
        return
    columns = [dyads.index(name) for name in part.dyad_ids]
    for row, value in zip(rows, values, strict=True):
        target[row][:length, columns] = value


def _attributes(name: str) -> dict[str, str]:
    axis = "network" if name in NETWORK_SERIES else "dyad"
    of = MEANS.get(name, name)
    row = next(item for item in VARIABLES if item.axis == axis and item.name == of)
    meaning = f"{row.meaning}, mean over dyads" if name in MEANS else row.meaning
    return {"units": row.unit, "long_name": meaning}
