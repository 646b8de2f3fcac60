"""Differences of each design point from the baseline of its record: the table of a sweep."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analysis.arms import baseline_of
from analysis.statistics.bootstrap import mean_intervals
from model.errors import UserError

COMPARED = ("operational_mean", "p_rupture", "blind_share_mean", "net_security_effect")
"""Outcomes of the summary table; one that a record does not hold is left out."""


class Difference(NamedTuple):
    """A mean paired difference, its interval and the number of pairs."""

    mean: float
    low: float
    high: float
    n: int


def paired_difference(
    a: ArrayLike | pd.Series, b: ArrayLike | pd.Series, confidence: float = 0.95, seed: int = 0
) -> Difference:
    """Return the mean of `a - b` over replicates with a BCa bootstrap interval.

    Parameters
    ----------
    a, b : Series indexed by replicate, or arrays in the same order of replicates
    confidence : the coverage of the interval
    seed : the seed of the bootstrap, so that the same record gives the same interval

    Returns
    -------
    Difference
        Constant differences give an interval of zero width, fewer than two pairs NaN bounds;
        so does a pair that is not a number.

    Raises
    ------
    UserError
        When the replicates of `a` and `b` are not the same: they are never treated as independent
        samples.
    """
    change = _differences(a, b)
    n = len(change)
    if n == 0 or not np.isfinite(change).all():
        return Difference(float("nan"), float("nan"), float("nan"), n)
    found = mean_intervals(change, confidence, seed)
    return Difference(float(found.mean[0]), float(found.low[0]), float(found.high[0]), n)


def summary(outcomes: pd.DataFrame, baseline_point: int = 0, seed: int = 0) -> pd.DataFrame:
    """Return, per design point, the level of each compared outcome and its paired difference.

    Parameters
    ----------
    outcomes : a row per run, with columns point, label, replicate and the outcomes
    baseline_point : the point the others are compared with
    seed : the seed of the bootstrap

    Returns
    -------
    DataFrame
        Indexed by point: label, n, and for every outcome NAME the columns NAME, NAME_difference,
        NAME_low and NAME_high. `net_security_effect` is measured against the baseline already.
    """
    points = sorted(int(point) for point in outcomes["point"].unique())
    if baseline_point not in points:
        raise UserError(
            f"baseline_point={baseline_point} is not in the record; "
            f"allowed {', '.join(map(str, points))}. Name one of them."
        )
    runs = {point: outcomes[outcomes["point"] == point] for point in points}
    rows = []
    for point, here in runs.items():
        row: dict[str, object] = {"point": point, "label": str(here["label"].iloc[0])}
        row["n"] = len(here)
        for name in compared(outcomes.columns):
            base = _by_replicate(runs[baseline_point], name)
            found = paired_difference(_by_replicate(here, name), base, seed=seed)
            row[name] = float(here[name].mean())
            row |= {f"{name}_difference": found.mean}
            row |= {f"{name}_low": found.low, f"{name}_high": found.high}
        rows.append(row)
    return pd.DataFrame(rows).set_index("point")


def table(records: Any) -> list[dict[str, str]]:
    """Return the rows the terminal shows: per point a label and a text for each outcome.

    A record that cannot be paired (an interrupted sweep) shows its means and says so.
    """
    outcomes = records.outcomes
    try:
        found = summary(outcomes, baseline_of(outcomes))
    except UserError:
        found = None
    rows = []
    for point, group in outcomes.groupby("point"):
        row = {"label": str(group["label"].iloc[0])}
        for name in COMPARED:
            level = f"{group[name].mean():.3f}" if name in group else "-"
            row[name] = f"{level} {_bracket(found, point, name)}"
        rows.append(row)
    return rows


def _bracket(found: pd.DataFrame | None, point: Any, name: str) -> str:
    if found is None:
        return "(not paired)"
    if name not in found:
        return ""
    low, high = found.loc[point, f"{name}_low"], found.loc[point, f"{name}_high"]
    return "(no interval)" if pd.isna(low) else f"({low:+.3f} to {high:+.3f})"


def compared(columns: Iterable[str]) -> tuple[str, ...]:
    """Return the outcomes of the summary that a table has columns for."""
    present = set(columns)
    return tuple(name for name in COMPARED if name in present)


def _by_replicate(runs: pd.DataFrame, name: str) -> pd.Series:
    return runs.set_index("replicate")[name]


def _differences(a: ArrayLike | pd.Series, b: ArrayLike | pd.Series) -> np.ndarray:
    """Return `a - b` pair by pair, or raise when they are not pairs."""
    if isinstance(a, pd.Series) and isinstance(b, pd.Series):
        left, right = a.sort_index(), b.sort_index()
        if not (left.index.is_unique and right.index.is_unique and left.index.equals(right.index)):
            raise _mismatch(len(left), len(right), len(left.index.intersection(right.index)))
        return np.asarray(left, dtype=float) - np.asarray(right, dtype=float)
    first, second = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if first.ndim != 1 or first.shape != second.shape:
        raise _mismatch(first.size, second.size, None)
    return first - second


def _mismatch(left: int, right: int, shared: int | None) -> UserError:
    common = "" if shared is None else f", {shared} of them in both"
    return UserError(
        f"replicates={left} and {right}{common} cannot be paired; "
        "allowed: the same replicates, each once, in both. Run both with the same replicates."
    )
