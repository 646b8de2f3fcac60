"""A tiny sweep of many chunks, and what a child process does with it."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import forkserver
from pathlib import Path
from typing import Any
from unittest import mock

import scenarios.sweeping.packing
import scenarios.sweeping.request
from model.errors import UserError
from model.inputs import Inputs
from model.small import small_inputs
from scenarios.records import Records, load
from scenarios.sweep import How, Point, Sweep, run_sweep
from scenarios.sweeping.chunk import run_chunk
from scenarios.sweeping.store import Store

POINTS, REPLICATES = 3, 4
CHUNKS = 8


def context() -> Any:
    """Return a way of starting processes that have everything imported and compiled."""
    paths = [str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    chosen = multiprocessing.get_context("forkserver")
    chosen.set_forkserver_preload(["sweep_warm", "h5netcdf", "unittest.mock", "pytest"])
    with mock.patch.dict(os.environ, {"PYTHONPATH": os.pathsep.join(paths)}):
        forkserver.ensure_running()
    return chosen


def tiny(**changes: Any) -> Sweep:
    """Return 3 points of 4 replicates, in 8 chunks of at most 2 runs."""
    words = (0.0, 0.5, 1.0)
    points = [Point(f"words={w}", {"words": w}, small_inputs(2, words=w)) for w in words]
    return replace(Sweep(points, REPLICATES, chunk_runs=2), **changes)


def in_child(folder: str, law: str, ready: Any) -> None:
    """Tell that everything is imported, and sweep, a chunk every 40 ms at most.

    The law's hash is given, so that somebody who edits the law meanwhile does not fail a test.
    """

    def unhurried(*given: Any) -> Any:
        time.sleep(0.04)
        return run_chunk(*given)

    ready.send(True)
    ready.close()
    with (
        mock.patch.object(scenarios.sweeping.request, "law_hash", return_value=law),
        mock.patch.object(scenarios.sweeping.packing, "run_chunk", unhurried),
    ):
        run_sweep(tiny(), folder, How(n_jobs=1))


def hold(folder: str, ready: Any) -> None:
    """Hold a folder as a sweep does, until killed."""
    with Store(Path(folder)).locked():
        ready.send(True)
        time.sleep(60)


@contextmanager
def counted() -> Iterator[list[int]]:
    """Give a list to which the id of each chunk that is computed here is added."""
    ids: list[int] = []

    def counting(chunk: Any, *rest: Any) -> Any:
        ids.append(chunk.id)
        return run_chunk(chunk, *rest)

    with mock.patch.object(scenarios.sweeping.packing, "run_chunk", counting):
        yield ids


def finished(folder: Path) -> set[int]:
    """Return the chunks that an unfinished sweep has finished."""
    return {int(path.stem) for path in (folder / "unfinished" / "chunks").glob("*/*.json")}


def same_contents(one: Path, two: Path) -> bool:
    """Tell whether two records hold the same, bit for bit; checksums are verified."""
    first, second = load(one), load(two)
    tables = ("outcomes.parquet", "dyads.parquet")
    return (
        all((one / name).read_bytes() == (two / name).read_bytes() for name in tables)
        and first.series.identical(second.series)
        and first.config == second.config
        and _facts(first) == _facts(second)
        and {path.name for path in one.iterdir()} == {path.name for path in two.iterdir()}
    )


def _facts(records: Records) -> dict[str, Any]:
    # The software's commit is of whoever works on it meanwhile.
    changing = ("resources", "command", "environment", "software")
    return {key: value for key, value in records.provenance.items() if key not in changing}


class Failing:
    """Three points of which the second describes no world."""

    def __len__(self) -> int:
        return POINTS

    def label(self, index: int) -> str:
        return f"point {index}"

    def columns(self, index: int) -> Mapping[str, Any]:
        return {"number": index}

    def inputs(self, index: int) -> Inputs:
        if index == 1:
            raise UserError("policy.words=2 is outside [0, 1]; allowed 0 to 1; set by a test.")
        return small_inputs(2)
