"""Monthly series of the two sides of a comparison."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps

import numpy as np
import pandas as pd
import xarray as xr
from numpy.typing import NDArray

from analysis.arms import Arm
from analysis.gaps import Gaps, gaps
from analysis.pairs import Pairs
from analysis.statistics.band import band
from analysis.statistics.checks import Array, without_rounding
from scenarios.recording.measures import MEANS
from scenarios.recording.series import QUANTILES, STATISTICS
from scenarios.records import blocks

VARIABLES = ("operational_mean", "blind_share", "arrived", "trust", "mandate", "is_ruptured")
"""Variables whose months are compared; one of dyads is averaged over dyads."""
MEAN_OF = {of: name for name, of in MEANS.items()}


def held(pairs: Pairs) -> tuple[str, ...]:
    """Return which of the variables both records hold, with a number in some month of both."""
    arms = (pairs.reference, pairs.alternative)
    return tuple(
        name for name in _named(pairs) if not any(_gaps_of(arm, name).is_empty for arm in arms)
    )


def _named(pairs: Pairs) -> tuple[str, ...]:
    sides = [arm.records.series for arm in (pairs.reference, pairs.alternative)]
    return tuple(name for name in VARIABLES if all(name in series for series in sides))


def silent(pairs: Pairs) -> NDArray[np.int64]:
    """Return the replicates of which a variable holds no number on one side."""
    found = [
        _gaps_of(arm, name).replicates
        for arm in (pairs.reference, pairs.alternative)
        for name in held(pairs)
    ]
    if not any(map(len, found)):
        return np.zeros(0, dtype=np.int64)
    return np.intersect1d(np.concatenate(found), pairs.a.index.get_level_values("replicate"))


def _remembered[R](function: Callable[[Arm, str], R]) -> Callable[[Arm, str], R]:
    """Return a function of an arm and a variable whose results stay with the arm."""

    @wraps(function)
    def kept(arm: Arm, name: str) -> R:
        key = function.__name__, name
        if key not in arm.remembered:
            arm.remembered[key] = function(arm, name)
        found: R = arm.remembered[key]
        return found

    return kept


@_remembered
def _gaps_of(arm: Arm, name: str) -> Gaps:
    """Return what a variable of one arm does not hold."""
    return gaps(of_arm(arm, name))


@_remembered
def of_arm(arm: Arm, name: str) -> xr.DataArray:
    """Return a variable of one arm, on the axes statistic or replicate, and month.

    Means over dyads are read where the record holds them, and else made: of each replicate the
    same, of statistics the mean of the dyads' quantiles instead of the quantiles of their mean.
    """
    series = arm.records.series
    mean = MEAN_OF.get(name, name)
    data = (
        series[mean if mean in series else name]
        .isel(point=arm.place)
        .transpose(..., "month", "dyad", missing_dims="ignore")
    )
    values = [_over_dyads(block) if "dyad" in data.dims else block for block in blocks(data)]
    kept = data.isel(dyad=0, drop=True) if "dyad" in data.dims else data
    return xr.DataArray(
        np.concatenate(values) if values else np.zeros(kept.shape),
        coords={axis: data[axis] for axis in kept.dims if axis in data.coords},
        dims=kept.dims,
    )


def _over_dyads(values: Array) -> Array:
    """Return the mean over the last axis, without what is NaN; NaN where all is."""
    known = ~np.isnan(values)
    if known.all():
        mean: Array = values.mean(axis=-1)
        return mean
    count = known.sum(axis=-1)
    total = np.where(known, values, 0.0).sum(axis=-1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def by_replicate(pairs: Pairs, name: str, without: NDArray[np.int64]) -> tuple[Array, Array] | None:
    """Return a variable of both sides, each of shape (pairs, months); None where not recorded.

    Parameters
    ----------
    pairs : Pairs
    name : str
    without : replicates that are left out, so that all variables have the same; see `silent`
    """
    sides = [of_arm(arm, name) for arm in (pairs.reference, pairs.alternative)]
    if any("replicate" not in side.dims for side in sides):
        return None
    wanted = pairs.a.index.get_level_values("replicate")
    wanted = wanted[~wanted.isin(without)]
    for side in sides:
        wanted = wanted[wanted.isin(side["replicate"].values)]
    first, second = (
        np.asarray(_of(side, wanted).transpose("replicate", "month"), dtype=np.float64)
        for side in sides
    )
    return first, second


def _of(side: xr.DataArray, replicates: pd.Index) -> xr.DataArray:
    """Return the rows of some replicates; without a copy where they are all of them."""
    if np.array_equal(side["replicate"].values, replicates.values):
        return side
    return side.sel(replicate=replicates)


def limit(pairs: Pairs) -> str:
    """Return what the series cannot tell of all pairs, sentences; empty if nothing."""
    told = [text for text in (_of_runs(pairs), *_gaps(pairs)) if text]
    return f"{pairs.alternative.name}: {'; '.join(told)}" if told else ""


def _of_runs(pairs: Pairs) -> str:
    """Return of which runs the series are, where that is not all pairs."""
    arms = (pairs.reference, pairs.alternative)
    if any(len(arm.runs) != len(pairs.a) for arm in arms) and any(
        "statistic" in arm.records.series.dims for arm in arms
    ):
        return "monthly statistics are over all runs of each point, those without a partner too"
    kept = (arm.records.series.attrs.get("replicates") for arm in arms)
    first = next(filter(None, kept), None)
    return f"the monthly series are of {first} replicates" if first else ""


def _gaps(pairs: Pairs) -> list[str]:
    """Return the sentences about variables and pairs whose series hold no number."""
    told = []
    gone = [name for name in _named(pairs) if name not in held(pairs)]
    if gone:
        told.append(f"the monthly series of {', '.join(gone)} hold no number and are left out")
    lost = len(silent(pairs))
    if lost:
        told.append(f"the monthly series of {lost} of {len(pairs.a)} pairs hold no number")
    months = max((_broken(pairs, name) for name in held(pairs)), default=0)
    if months:
        told.append(f"months without a band, in which some runs hold no number: {months}")
    return told


def _broken(pairs: Pairs, name: str) -> int:
    """Return in how many months a variable is known of some runs and not of all."""
    arms = (pairs.reference, pairs.alternative)
    return int(np.any([_gaps_of(arm, name).months for arm in arms], axis=0).sum())


@_remembered
def statistics(arm: Arm, name: str) -> Array:
    """Return mean and quantiles over the replicates, of shape (statistics, months)."""
    data = of_arm(arm, name)
    if "statistic" in data.dims:
        return np.asarray(data.transpose("statistic", "month"), dtype=np.float64)
    values = np.asarray(data.transpose("replicate", "month"), dtype=np.float64)
    values = values[~np.isnan(values).all(axis=1)]
    return np.concatenate([values.mean(axis=0)[None], np.quantile(values, QUANTILES, axis=0)])


def both(pairs: Pairs, name: str) -> xr.Dataset:
    """Return a variable of both sides on the axes point, statistic, month, the reference first."""
    arms = (pairs.reference, pairs.alternative)
    values = np.stack([statistics(arm, name) for arm in arms])
    series = pairs.reference.records.series
    coordinates: dict[str, object] = {
        "point": [arm.name for arm in arms],
        "statistic": list(STATISTICS),
        "month": np.arange(values.shape[2]),
    }
    labels = months(pairs)
    if labels and "month" in series.dims:
        coordinates["date"] = ("month", labels[: values.shape[2]])
    return xr.Dataset({name: (("point", "statistic", "month"), values)}, coords=coordinates)


@dataclass(frozen=True)
class Change:
    """The paired difference of a monthly variable, each of shape (months,).

    Attributes
    ----------
    variable : str
    mean : array
        Mean paired difference; of statistics, the difference of the means.
    low, high : array
        The band that holds for all months at once; NaN where each replicate is not recorded, or a
        side has no number.
    differs : array of bool
        Months in which any pair, or any statistic, differs.
    is_of_replicates : bool
        Whether each replicate is recorded.
    """

    variable: str
    mean: Array
    low: Array
    high: Array
    differs: NDArray[np.bool_]
    is_of_replicates: bool

    def dataset(self, labels: Sequence[str]) -> xr.Dataset:
        """Return mean, low and high on the axis month, for charts."""
        values = {"mean": self.mean, "low": self.low, "high": self.high}
        return xr.Dataset(
            {key: ("month", value) for key, value in values.items()},
            coords={"month": list(labels[: len(self.mean)])},
        )


def changes(pairs: Pairs, confidence: float = 0.95, seed: int = 0) -> tuple[Change, ...]:
    """Return the change of each variable that both records hold, with its band.

    Parameters
    ----------
    pairs : Pairs
    confidence : the probability that a whole band holds
    seed : of the bands
    """
    names, without = held(pairs), silent(pairs)
    if len(without) == len(pairs.a):
        return ()
    return tuple(_change(pairs, name, without, confidence, seed) for name in names)


def _change(
    pairs: Pairs, name: str, without: NDArray[np.int64], confidence: float, seed: int
) -> Change:
    d, known, is_of_replicates = _difference(pairs, name, without)
    mean, low, high = (np.full(len(known), np.nan) for _ in range(3))
    if is_of_replicates:
        own = band(d if known.all() else d[:, known], confidence, seed)
        mean[known], low[known], high[known] = own.mean, own.low, own.high
    else:
        mean[known] = d[0, known]
    return Change(name, mean, low, high, known & (d != 0.0).any(axis=0), is_of_replicates)


def _difference(
    pairs: Pairs, name: str, without: NDArray[np.int64]
) -> tuple[Array, NDArray[np.bool_], bool]:
    """Return a variable's differences, the months in which all are known, and if by replicate."""
    sides = by_replicate(pairs, name, without)
    each = sides is not None
    if sides is None:
        sides = (statistics(pairs.reference, name), statistics(pairs.alternative, name))
    d = without_rounding(*sides)
    return d, np.isfinite(d).all(axis=0), each


def months(pairs: Pairs) -> list[str]:
    """Return the names of the months, "2016-01" ..., or their numbers where no start is known."""
    from scenarios.format import months as calendar

    start, length = pairs.reference.calendar
    series = pairs.reference.records.series
    count = length or int(series.sizes.get("month", 0))
    if not start and "start" in series.coords:
        start = str(series["start"].values[pairs.reference.place])
    return [calendar.label(i, start) if start else str(i) for i in range(count)]
