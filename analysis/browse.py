"""Sweeps below a folder: which there are, and each as a table of points."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from analysis.arms import baseline_of
from analysis.paired import paired_difference
from model.errors import UserError, unknown
from model.outcomes import OUTCOMES, PAIRED_OUTCOMES
from scenarios.problems import statement
from scenarios.records import CHECKSUMS, Records, load

NAMES = tuple(item.name for item in (*OUTCOMES, *PAIRED_OUTCOMES))
RUN = ("point", "label", "replicate", "seed", "is_baseline")
"""Columns of a record that are neither an outcome nor a number of the design."""
MOST = 500
"""More sweeps than this are not listed."""
INTERVALS = 40
"""For more points than this no intervals are computed: they take their time."""


def sweeps(folder: Path) -> list[str]:
    """Return the records below a folder, by their path in it, in order.

    Links are not followed, so that nothing outside the folder is listed.
    """
    found = []
    for place, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if CHECKSUMS in files:
            found.append(Path(place).relative_to(folder).as_posix())
        if len(found) >= MOST:
            break
    return sorted(found)


def opened(folder: Path, name: str) -> Records:
    """Return one of the records below a folder.

    Raises
    ------
    UserError
        For a name that is not in the list, leads out of the folder, or is not a whole record.
    """
    known = sweeps(folder)
    if name not in known:
        raise unknown("sweep", name[:80], known, "the page")
    place = (folder / name).resolve()
    if not place.is_relative_to(folder.resolve()):
        raise UserError(
            statement("sweep", name, "leads out of the folder", "a sweep inside it", "the page", "")
        )
    return load(place)


def points(records: Records) -> pd.DataFrame:
    """Return a row for each point: its label, runs, the numbers of its design, mean outcomes."""
    runs = records.outcomes
    outcomes = [name for name in NAMES if name in runs]
    design = [name for name in runs.columns if name not in (*RUN, *NAMES)]
    grouped = runs.groupby("point", sort=True)
    table = grouped[["label", *design]].first()
    table.insert(1, "runs", grouped.size())
    return pd.concat([table, grouped[outcomes].mean()], axis=1).reset_index()


def swept(table: pd.DataFrame) -> list[str]:
    """Return the columns of the design that are numbers and differ between points."""
    return [
        name
        for name in table.columns
        if name not in (*RUN, *NAMES, "runs")
        and pd.api.types.is_numeric_dtype(table[name])
        and not pd.api.types.is_bool_dtype(table[name])
        and table[name].nunique() > 1
    ]


def kept(table: pd.DataFrame, text: str, column: str, low: float, high: float) -> pd.DataFrame:
    """Return the points whose label holds a text and whose column lies in [low, high]."""
    chosen = table["label"].astype(str).str.contains(text, case=False, regex=False)
    if column in table:
        chosen &= table[column].between(low, high)
    return table[chosen]


def differences(records: Records, chosen: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Return the paired difference of each chosen point from the baseline, with its interval.

    Returns
    -------
    DataFrame
        Columns label, mean, low, high; empty for more than `INTERVALS` points, or where the
        record cannot be paired.
    """
    empty = pd.DataFrame(columns=["label", "mean", "low", "high"])
    if not 0 < len(chosen) <= INTERVALS:
        return empty
    runs = records.outcomes
    base = baseline_of(runs)
    rows = []
    try:
        before = _by_replicate(runs, base, outcome)
        for point, label in zip(chosen["point"], chosen["label"], strict=True):
            found = paired_difference(_by_replicate(runs, point, outcome), before)
            rows.append((label, found.mean, found.low, found.high))
    except UserError:
        return empty
    return pd.DataFrame(rows, columns=empty.columns)


def _by_replicate(runs: pd.DataFrame, point: int, outcome: str) -> pd.Series:
    return runs[runs["point"] == point].set_index("replicate")[outcome]
