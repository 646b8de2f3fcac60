"""Results on disk, read: outcomes, dyads, monthly series, configuration, provenance."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
import yaml
from numpy.typing import NDArray
from pandas.api.types import is_numeric_dtype

from model.errors import UserError
from scenarios.problems import statement
from scenarios.recording.intact import check_columns, readable
from scenarios.recording.provenance import CHECKSUMS, verify
from scenarios.recording.record_files import CHUNK, DYADS, FILES, OUTCOMES, PLAN, SERIES, WORK

BESIDE = (
    *("world-*.json", "design.parquet", "report*", "figures", "*.html", "*.png", "*.svg", "*.pdf"),
    *("sensitivity", "discovery", "tipping", "robust", "search", "validity"),
)
"""What the project itself puts beside a record; it goes when the record is replaced."""
IN_MEMORY = 256_000_000
"""Bytes of series up to which they are read at once."""
BLOCK = 48_000_000
"""Bytes that are read at a time of those that are not."""


@dataclass(frozen=True)
class Records:
    """A record in memory.

    Attributes
    ----------
    outcomes : DataFrame
        A row per run.
    dyads : DataFrame
        A row per run and dyad; empty if the sweep did not keep them.
    series : xarray.Dataset
        On the axes point, statistic or replicate, month, dyad; empty if the sweep kept none. Larger
        than `IN_MEMORY` it stays on the disk, and what is asked for is read: `series["trust"]
        .isel(point=0, dyad=[2])` reads nothing, its `.values` that. See `blocks`.
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
    with verified(folder):
        return read(folder)


@contextmanager
def verified(*folders: str | os.PathLike[str]) -> Iterator[None]:
    """Verify the checksums of records while they are read and used.

    Leaving waits for it, and tells what is wrong with a file in place of what came of it.

    Parameters
    ----------
    folders : paths

    Raises
    ------
    UserError
        When a folder is not a record, or naming the file that is missing or was changed.
    """
    places = [Path(folder) for folder in folders]
    for place in places:
        if not (place / CHECKSUMS).is_file() and (place / WORK / PLAN).is_file():
            rule, allowed = "holds an unfinished sweep", "a finished record"
            advice = f"Finish it: comity sweep --resume {place}"
            raise UserError(statement("folder", place, rule, allowed, "you", advice))
    with ThreadPoolExecutor(1) as pool:
        checks = [pool.submit(verify, place) for place in places]
        try:
            yield
        finally:
            for check in checks:
                check.result()


def read(folder: str | os.PathLike[str]) -> Records:
    """Return a record as it stands, for use where it is `verified`; see `load`."""
    place = Path(folder)
    series, dyads = xr.Dataset(), pd.DataFrame()
    if (place / SERIES).is_file():
        with readable(place / SERIES):
            series = _series(place / SERIES)
    if (place / DYADS).is_file():
        dyads = _table(place / DYADS, ("point", "replicate", "dyad"))
    outcomes = _table(place / OUTCOMES, ("point", "label", "replicate"))
    with readable(place / "provenance.json"):
        provenance = json.loads((place / "provenance.json").read_text(encoding="utf-8"))
    with readable(place / "config.yaml"):
        config = yaml.safe_load((place / "config.yaml").read_text(encoding="utf-8")) or {}
    return Records(outcomes, dyads, series, provenance, config)


def _table(path: Path, needed: tuple[str, ...]) -> pd.DataFrame:
    """Return a table whose columns were checked; one without rows need not have any."""
    with readable(path):
        frame = pd.read_parquet(path)
    if len(frame):
        check_columns(path, {str(name): is_numeric_dtype(frame[name]) for name in frame}, needed)
    return frame


def _series(path: Path) -> xr.Dataset:
    """Return monthly series: in memory if they are small, else read when asked for."""
    opened = xr.open_dataset(path, engine="h5netcdf", cache=False)
    if opened.nbytes > IN_MEMORY:
        return opened
    with opened:
        return opened.load()


def blocks(data: xr.DataArray) -> Iterator[NDArray[np.float64]]:
    """Yield the values of a variable in pieces along its first axis, each read when it is due.

    Parameters
    ----------
    data : DataArray
        A variable of `Records.series`, or a part of it, for instance of one point.

    Yields
    ------
    ndarray
        As `data.values`, in order; of about `BLOCK` bytes, and whole chunks of the file.
    """
    rows = data.sizes[data.dims[0]] if data.dims else 0
    row = data.nbytes // max(rows, 1)
    size = max(1, BLOCK // max(row * CHUNK, 1)) * CHUNK
    for first in range(0, rows, size):
        yield np.asarray(data[first : first + size], dtype=np.float64)


def check_target(folder: Path, *, may_resume: bool = False) -> None:
    """Check that a record may be written to a folder.

    Parameters
    ----------
    folder : Path
    may_resume : bool
        Whether the folder may hold an unfinished sweep.

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
    if not may_resume and (folder / WORK / PLAN).is_file():
        rule = "holds an unfinished sweep"
        advice = f"Finish it (comity sweep --resume {folder}), or delete {folder / WORK}."
        raise UserError(statement("output", folder, rule, allowed, "the command line", advice))
    names = sorted(path.name for path in folder.iterdir())
    others = [name for name in names if name not in (*FILES, WORK) and not _is_beside(name)]
    if names and (others or not {"provenance.json", WORK} & set(names)):
        rule = f"holds other things ({', '.join((others or names)[:3])})"
        advice = "Choose another folder, or empty this one."
        raise UserError(statement("output", folder, rule, allowed, "the command line", advice))


def _is_beside(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in BESIDE)
